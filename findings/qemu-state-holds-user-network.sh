#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), a machine's state that is written with one network backend and read with another.
#
# Guess: the state holds what the guest sees, its card and not what is behind it, so it can be read by a machine with
#   the same card on any backend; and -netdev of a card cannot be taken away while the card is there.
# Seen: the user network writes a section of its own ("slirp"), and a machine without a user network refuses the whole
#   state for it. The other way round nothing is missed: a state that was written on datagram sockets is read on a user
#   network. netdev_del takes the backend away from a card that stays, and what is written after that is read on either.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*'
with_support <<'PYTHON'
import os, sys, time
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])
backends = {"user": "user,id=net", "datagrams": "dgram,id=net,local.type=inet,local.host=127.0.0.1,local.port=0,"
                                                "remote.type=inet,remote.host=127.0.0.1,remote.port=9"}

def card(backend):
    return ("-machine", "q35,accel=tcg", "-netdev", backends[backend],
            "-device", "virtio-net-pci,netdev=net,romfile=,mac=52:54:00:00:00:01")

def migrated(machine):
    for _ in range(100):
        status = machine.ask("query-migrate")["return"].get("status")
        if status in ("completed", "failed"):
            return status
        time.sleep(0.1)
    return "still at it"

def write(backend, without):
    with Machine(*card(backend)) as machine:
        if without and "error" in machine.ask("netdev_del", id="net"):
            sys.exit("netdev_del is refused")
        machine.ask("migrate", uri="exec:cat > state")
        if migrated(machine) != "completed":
            sys.exit("the state is not written")

def read(backend):
    try:
        with Machine(*card(backend), "-incoming", "defer") as machine:
            machine.ask("migrate-incoming", uri="exec:cat state")
            return migrated(machine)
    except (ValueError, OSError):  # it has ended in the middle of the talk
        return "refused"

as_seen = True
for before, without, after, expected in [("user", False, "user", "completed"),
                                         ("user", False, "datagrams", "refused"),
                                         ("datagrams", False, "user", "completed"),
                                         ("user", True, "datagrams", "completed"),
                                         ("user", True, "user", "completed")]:
    write(before, without)
    result = read(after)
    print(f"written on {before}{', backend taken away' if without else ''}, read on {after}: {result}")
    as_seen = as_seen and result == expected
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
