#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), user networking, a port forwarded with hostfwd_add (the option hostfwd= reads it alike).
#
# Guess: ports are decimal numbers and leading zeros change nothing, so 022 is SSH's port 22; and as user networking
#   gives the guest IPv6 without being asked, a forwarding may listen on the host's [::1] or on "localhost".
# Seen: ports are read as C's constants: 022 is port 18, 0x16 is port 22, and 080 is refused for its digit. The address
#   is read by inet_aton: 127.1 works, while [::1] and localhost are "Bad host address". Whoever takes a rule from a
#   person must turn the port into a plain number first, or what is shown is not what is opened.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*'
with_support <<'PYTHON'
import socket, sys
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])

def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]

seen = {}
with Machine("-machine", "none", "-netdev", "user,id=net0") as machine:
    for address, guest_port in (("127.0.0.1", "22"), ("127.0.0.1", "022"), ("127.0.0.1", "0x16"), ("127.0.0.1", "080"),
                                ("127.1", "22"), ("[::1]", "22"), ("localhost", "22")):
        port = free_port()
        answer = machine.monitor(f"hostfwd_add net0 tcp:{address}:{port}-:{guest_port}").strip()
        for line in machine.monitor("info usernet").splitlines():
            fields = line.split()
            if "HOST_FORWARD" in line and fields[3] == str(port):
                answer = "guest port " + fields[5]
        seen[address, guest_port] = answer.rpartition("(")[2].rstrip(")")
        print(f"{address:>9}, guest port {guest_port:>4}: {answer}")
as_seen = seen == {
    ("127.0.0.1", "22"): "guest port 22", ("127.0.0.1", "022"): "guest port 18",
    ("127.0.0.1", "0x16"): "guest port 22", ("127.0.0.1", "080"): "Bad guest port", ("127.1", "22"): "guest port 22",
    ("[::1]", "22"): "Bad host address", ("localhost", "22"): "Bad host address"}
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
