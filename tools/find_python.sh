#!/bin/sh
# Prints the Python to build the environment with: $PYTHON, else the first of a version that the project runs on.
for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    path=$(command -v "$name" 2>/dev/null) || continue
    "$path" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null || continue
    echo "$path"
    exit 0
done
echo "Python 3.11, 3.12 or 3.13 is needed; name it with PYTHON=…" >&2
exit 1
