#!/bin/sh
# Writes requirements/*.txt from pyproject.toml: every package with its version and the hashes of all its files.
# Versions stay as they are unless `--upgrade` is given. Needs uv.
set -eu
cd "$(dirname "$0")/.."
uv=$(command -v uv || echo .venv/bin/uv)
[ -x "$uv" ] || { echo "lock: uv is needed (pip install uv)" >&2; exit 1; }

lock() {
    file=$1
    shift
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate --no-emit-index-url --no-emit-find-links --output-file "$file" "$@" >/dev/null
}

lock requirements/run.txt "$@"
lock requirements/dev.txt --extra dev --constraints requirements/run.txt "$@"
grep -c '==' requirements/run.txt requirements/dev.txt
