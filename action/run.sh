#!/usr/bin/env bash
# Lint the workspace: annotations to the log, Markdown to the summary page of the run, SARIF to a file.
# Paths, the base's name and what stands in articles may be a stranger's. None of it is code here.
set -euo pipefail
set -f # the words of INPUT_ARGS are no patterns

bin=$RUNNER_TEMP/healthlint/bin
[[ -d $bin ]] || bin=$RUNNER_TEMP/healthlint/Scripts # on Windows
# Not in the workspace: a pull request could bring a link of the same name that leads elsewhere.
folder=$(mktemp -d "$RUNNER_TEMP/healthlint-XXXXXX")
report=$folder/report.md
errors=$folder/errors.txt
sarif=$folder/healthlint.sarif

command=("$bin/healthlint" check --output-format github)
command+=(--output-format "markdown:$report" --output-format "sarif:$sarif")
# shellcheck disable=SC2206 # to be split
command+=(${INPUT_ARGS:-})
[[ -z ${INPUT_FAIL_ON:-} ]] || command+=("--fail-on=$INPUT_FAIL_ON")

base=${INPUT_DIFF_BASE:-}
# GitHub sets GITHUB_BASE_REF in pull requests only.
[[ -n $base || -z ${GITHUB_BASE_REF:-} ]] || base=origin/$GITHUB_BASE_REF
[[ -z $base || $base == none ]] || command+=("--diff-base=$base")

while IFS= read -r path; do
  path=${path%$'\r'}
  [[ -n $path ]] || continue
  [[ $path != -* ]] || path=./$path # a file can be called --config=mine.toml
  command+=("$path")
done <<<"${INPUT_PATHS-.}"

code=0
(cd "$GITHUB_WORKSPACE" && exec "${command[@]}" 2>"$errors") || code=$?
cat "$errors" >&2

summary=${GITHUB_STEP_SUMMARY:-/dev/null}
if [[ -s $report ]]; then
  cat "$report" >>"$summary"
  printf 'report=%s\nsarif=%s\n' "$report" "$sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
else
  # What healthlint says is safe to print. In an annotation a per cent sign begins an escape, and on the
  # summary page a back tick would end what is shown as code.
  reason=$(sed -n 's/^healthlint: error: //p' "$errors" | head -n 1 | cut -c 1-500)
  reason=${reason:-the log of this step tells why}
  printf '::error title=healthlint::could not start: %s\n' "${reason//%/%25}"
  printf 'healthlint could not start:\n\n```text\n%s\n```\n' "${reason//\`/\'}" >>"$summary"
fi
exit "$code"
