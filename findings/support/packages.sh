# shellcheck shell=bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
# For the scripts of the folder above, which source it: works in a temporary folder, removed at the end, and unpacks
# Debian packages into its folder root, without installing anything.
set -euo pipefail

support=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Unpacks packages, NAME or NAME=VERSION.
unpack() {
    apt-get download -q=3 "$@" 2>/dev/null
    for package in *.deb; do dpkg -x "$package" root; done
}

# The same with all that they depend on.
unpack_all() {
    local names
    mapfile -t names < <(apt-cache depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
        --no-replaces --no-enhances "$@" | grep '^[a-z]' | sort -u)
    unpack "${names[@]}"
}

# Runs a program of root with root's own libraries: PATH-BELOW-ROOT ARGUMENT...
in_root() {
    local program=root/$1
    shift
    "$(find root -name 'ld-linux-x86-64.so.2' | head -n 1)" \
        --library-path root/usr/lib/x86_64-linux-gnu:root/lib/x86_64-linux-gnu "$program" "$@"
}

# Debian 12's Python of root, with root's modules.
python_in_root() {
    PYTHONHOME=$dir/root/usr PYTHONPATH=$dir/root/usr/lib/python3/dist-packages in_root usr/bin/python3.11 -S "$@"
}

# Runs the Python text on stdin, which finds the modules of this folder.
with_support() {
    PYTHONPATH=$support PYTHONDONTWRITEBYTECODE=1 python3 -
}
