#!/bin/sh
# Says in one line when a folder cannot be made or written: check_writable.sh FOLDER…
for folder in "$@"; do
    if ! mkdir -p "$folder" 2>/dev/null || [ ! -w "$folder" ]; then
        echo "cannot write in $folder as $(id -un): make it yours (chown), or clone the repository into a folder of your own" >&2
        exit 1
    fi
done
