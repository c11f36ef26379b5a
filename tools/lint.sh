#!/bin/sh
# All static checks; each is run, whatever the others said. lint.sh [folder of the environment's programs]
set -u
bin=${1:-.venv/bin}
cd "$(dirname "$0")/.." || exit 1
failed=""

"$bin/ruff" check . || failed="$failed ruff-check"
"$bin/ruff" format --check --quiet . || { echo "make format would change files"; failed="$failed ruff-format"; }
"$bin/mypy" || failed="$failed mypy"
contracts=$("$bin/lint-imports" --no-logo 2>&1) || { echo "$contracts"; failed="$failed import-contracts"; }
echo "$contracts" | grep '^Contracts:'

[ -z "$failed" ] || { echo "lint failed:$failed"; exit 1; }
