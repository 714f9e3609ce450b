#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# cloud-init 22.4.2 (Debian 12), a network-config that matches a network card by its address, rendered for netplan by
# `cloud-init devel net-convert`.
#
# Guess: 52:54:00:12:34:56, the address that QEMU gives its first network card, is text in YAML with or without quotes,
#   as any other address is; or cloud-init refuses what is not text.
# Seen: without quotes it is the number 41135085296, for all its digits are decimal and YAML 1.1 reads a:b:c as a number
#   to the base 60. cloud-init hands that number on to netplan without a word. An address with one letter among its
#   digits, or with 60 or more in any place but the first, is text, so most addresses never show the mistake.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 50 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'cloud-init=22.4.2*'
cloud_init() {
    python_in_root root/usr/bin/cloud-init "$@"
}
address() {
    printf 'version: 2\nethernets:\n  card:\n    match: {macaddress: %s}\n    dhcp4: true\n' "$1" > network-config
    rm -rf rendered
    cloud_init devel net-convert -p network-config -k yaml -d rendered -D debian -O netplan > messages.txt
    find rendered -type f -exec sed -n 's/^ *macaddress: //p' {} +
}

cloud_init --version
seen=
for written in "'52:54:00:12:34:56'" 52:54:00:12:34:56 52:54:00:12:34:5a 52:54:00:12:34:60; do
    rendered=$(address "$written")
    echo "written $written, rendered $rendered"
    seen="$seen $rendered"
done
if [ "$seen" != " '52:54:00:12:34:56' 41135085296 52:54:00:12:34:5a 52:54:00:12:34:60" ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
