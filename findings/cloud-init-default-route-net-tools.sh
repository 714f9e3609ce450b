#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# cloud-init 22.4.2 (Debian 12), a network-config with a fixed address and the route 0.0.0.0/0, rendered for ifupdown
# (eni) by `cloud-init devel net-convert`. Debian 13's 25.1.4 does the same.
#
# Guess: the default route becomes ifupdown's own `gateway` line, as an address becomes its `address` line; or
#   cloud-init says that it needs a program which the system lacks.
# Seen: it becomes `post-up route add default gw ADDRESS || true`. `route` is in net-tools, which neither cloud-init nor
#   ifupdown depends on and a Debian made by debootstrap or mmdebstrap has not; `|| true` swallows that. ifupdown, on the
#   other hand, is there (priority important), and cloud-init prefers it to netplan. The guest then has its address,
#   answers its neighbours, and reaches nothing else; cloud-init reports no error. `gateway4`, deprecated, gives a
#   `gateway` line and with it a route.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 50 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'cloud-init=22.4.2*'
default_route() {
    printf 'version: 2\nethernets:\n  eth0: {addresses: [10.0.2.15/24], %s}\n' "$1" >network-config
    rm -rf rendered
    python_in_root root/usr/bin/cloud-init devel net-convert -p network-config -k yaml -d rendered -D debian -O eni \
        >messages.txt
    find rendered -type f -exec sed -n 's/^ *\(post-up .*\|gateway .*\)/\1/p' {} +
}

routes=$(default_route 'routes: [{to: 0.0.0.0/0, via: 10.0.2.2}]')
gateway4=$(default_route 'gateway4: 10.0.2.2')
depends=$(dpkg-deb -f "$(echo cloud-init_*.deb)" Depends Recommends)
echo "routes: '$routes', gateway4: '$gateway4'"
echo "cloud-init's $depends"
if [ "$routes" != 'post-up route add default gw 10.0.2.2 || true' ] || [ "$gateway4" != 'gateway 10.0.2.2' ] ||
    grep -q net-tools <<<"$depends"; then
    echo "the behaviour has changed" >&2
    exit 1
fi
