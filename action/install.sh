#!/usr/bin/env bash
# Install the checkout that this action comes from, away from the Python that the workflow set up.
set -euo pipefail

python=$(command -v python3 || command -v python || true)
# -I, here and below: else a file pip.py in the workspace, which may be a stranger's, would run as pip.
if [[ -z $python ]] || ! "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "::error title=healthlint::needs Python 3.11 or later; put actions/setup-python before this step"
  exit 2
fi

venv=$RUNNER_TEMP/healthlint
"$python" -I -m venv --clear "$venv"
bin=$venv/bin
[[ -d $bin ]] || bin=$venv/Scripts # on Windows
if ! "$bin/python" -I -m pip install --quiet --no-input --disable-pip-version-check "$GITHUB_ACTION_PATH"; then
  echo "::error title=healthlint::could not be installed; the log of this step has what pip says"
  exit 2
fi
