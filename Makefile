# `make demo` and `make test` set up all they need in .venv; PYTHON=... names the Python to build it with.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?=
# The newest that all our dependencies have wheels for comes first.
PYTHONS := $(or $(PYTHON),python3.14 python3.13 python3.12 python3.11 python3 python)
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
MINUTES ?= 60
CORPUS ?=
DEMO_CODES := HL101 HL201 HL301 HL302 HL303 HL401
CLEAN_ARTICLES := README.md CONTRIBUTING.md docs examples/ibuprofen-gel.md

.PHONY: help demo test lint fmt docs bench fuzz clean
.DEFAULT_GOAL := help

help:
	@echo 'make demo   install healthlint into .venv and lint examples/'
	@echo 'make test   run everything that CI runs: lint, types, import contracts, docs, tests'
	@echo 'make lint   all of that without the tests'
	@echo 'make fmt    format the code, mend what ruff can'
	@echo 'make docs   write the generated pages of docs/ again'
	@echo 'make bench  measure what a cold run costs, and the speed on examples/'
	@echo 'make fuzz   look for articles that break healthlint, for MINUTES=60'
	@echo 'make clean  remove .venv, caches and built files'

# What README shows: the findings of all examples, then one finding in full.
demo: $(VENV)/installed
	@echo '$$ healthlint --output-format concise examples'
	@$(BIN)/healthlint --color never --output-format concise --output-format concise:$(VENV)/demo.txt examples; \
	code=$$?; if [ $$code -ne 1 ]; then \
	  echo "make demo: expected exit code 1 (findings), got $$code" >&2; exit 1; \
	fi
	@for code in $(DEMO_CODES); do \
	  grep -q " $$code " $(VENV)/demo.txt || { echo "make demo: $$code should have been found" >&2; exit 1; }; \
	done
	@echo; echo '$$ healthlint --select HL101 examples/chemical-peel.html'
	@$(BIN)/healthlint --color never --select HL101 examples/chemical-peel.html || [ $$? -eq 1 ]

# pytest comes last: CI reads its summary. A file's tests stay together, for they share what is dear to make.
test: lint
	$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/developing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/build_docs.py --check
	$(BIN)/healthlint --fail-on warning --output-format concise $(CLEAN_ARTICLES)

fmt: $(VENV)/developing
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

docs: $(VENV)/installed
	$(BIN)/python tools/build_docs.py

bench: $(VENV)/installed
	$(BIN)/python -m benchmarks.cold
	$(BIN)/python -m benchmarks.throughput examples

# Each input that shows a fault is kept in fuzzlog/; CORPUS=... names a folder of articles to spoil as well.
fuzz: $(VENV)/developing
	$(BIN)/python -m fuzz --minutes $(MINUTES) $(if $(CORPUS),--corpus $(CORPUS))

clean:
	rm -rf $(VENV) build dist .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis fuzzlog

# A version manager's shim stands on the PATH but may run nothing, so each is tried.
$(BIN)/python:
	@for python in $(PYTHONS); do \
	  if $$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
	    echo "Setting up $(VENV) with $$($$python -V): this takes a minute, once." >&2; \
	    $$python -m venv $(VENV) && exit 0; rm -rf $(VENV); exit 1; \
	  fi; \
	done; \
	echo 'healthlint needs Python 3.11 or newer with its venv module, and none of these is one: $(PYTHONS).' >&2; \
	echo 'Install it (on Debian and Ubuntu: apt install python3 python3-venv), or name one: make PYTHON=/path/to/python' >&2; \
	exit 1

$(VENV)/installed: pyproject.toml | $(BIN)/python
	@$(PIP) install -e .
	@touch $@

# --group came with pip 25.1.
$(VENV)/developing: pyproject.toml $(VENV)/installed
	@$(PIP) install 'pip>=25.1'
	@$(PIP) install --group dev
	@touch $@
