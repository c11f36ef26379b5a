#!/bin/sh
# Installs the Debian packages of tools/system_packages.txt that are missing: system_packages.sh run|test
#
# As root, or where sudo asks for no password, by apt-get; elsewhere it names them in one line and goes on, as
# the libraries may have come another way. Costs one dpkg-query when nothing is missing.
set -u
kind=${1:-run}
list=$(dirname "$0")/system_packages.txt

wanted=$(awk -v kind="$kind" '/^run /{print $2} /^test / && kind=="test" {print $2}' "$list")

if ! command -v dpkg-query >/dev/null 2>&1; then
    echo "      no Debian packages here; needed are the libraries of:" $(echo "$wanted")
    exit 0
fi

# A Debian Python makes no environment without its venv package.
python=$("$(dirname "$0")/find_python.sh" 2>/dev/null || true)
case $python in
/usr/bin/*)
    if ! "$python" -c 'import ensurepip' >/dev/null 2>&1; then
        wanted="$wanted $("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    ;;
esac

# Package names changed with the 64-bit time of Debian 13 and Ubuntu 24.04: libcups2t64 provides libcups2.
installed=$(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' 2>/dev/null |
    awk '$1 == "installed" { for (i = 2; i <= NF; i++) { gsub(/,/, "", $i); print $i } }')
missing=""
for package in $wanted; do
    printf '%s\n' "$installed" | grep -qxF "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        as_root="sudo -n env"
    else
        echo "      not installed, and this account may not install them: apt-get install$missing"
        exit 0
    fi
    echo "      installing$missing"
    install="$as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends"
    log=$(mktemp)
    if ! $install $missing >"$log" 2>&1; then
        $as_root apt-get update -q >"$log" 2>&1 || true
        if ! $install $missing >"$log" 2>&1; then
            tail -n 5 "$log"
            echo "      apt-get could not install all of:$missing"
            echo "      going on; what needs them will say so"
        fi
    fi
    rm -f "$log"
fi

# D-Bus, and Qt with it, stops a process on a machine without an id.
if [ ! -s /etc/machine-id ] && [ ! -s /var/lib/dbus/machine-id ]; then
    if [ "$(id -u)" = 0 ] && [ -r /proc/sys/kernel/random/uuid ]; then
        tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
        echo "      /etc/machine-id was missing and has been made"
    else
        echo "      /etc/machine-id is missing: run systemd-machine-id-setup as root"
    fi
fi
