#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), chardev-change on the socket of a virtconsole, with the machine running and paused.
#
# Guess: whether a device lets its character device be exchanged depends on the kind of device, so the answer is the
#   same at any time; a client that is connected makes the command fail or keeps its connection until it hangs up; and
#   the old socket's path stays behind.
# Seen: while the machine runs the command succeeds; while it is paused, or not started yet, the same command on the
#   same device fails with "Chardev user does not support chardev hotswap", for a paused virtconsole has let go of its
#   handlers. A serial port's may be exchanged at any time. The exchange hangs up on the connected client and removes
#   the old path.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*'
with_support <<'PYTHON'
import os, socket, sys, time
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])

def exchange(device, state):
    with Machine("-machine", "q35,accel=tcg", "-chardev", "socket,id=console,path=first,server=on,wait=off",
                 "-device", "virtio-serial-pci", *device) as machine, socket.socket(socket.AF_UNIX) as client:
        client.settimeout(20)
        if state != "not started":
            machine.ask("cont")
        if state == "paused":
            machine.ask("stop")
        client.connect("first")
        for _ in range(100):
            if "disconnected" not in str(machine.ask("query-chardev")["return"]):
                break
            time.sleep(0.1)
        address = {"type": "unix", "data": {"path": "second"}}
        reply = machine.ask("chardev-change", id="console", backend={
            "type": "socket", "data": {"addr": address, "server": True, "wait": False}})
        if "error" in reply:
            result = reply["error"]["desc"]
        else:
            # Whatever the firmware printed comes first; the end of the stream is what counts.
            while client.recv(1000):
                pass
            result = "exchanged, client hung up, old path " + ("left" if os.path.exists("first") else "removed")
    print(f"{device[1]:>26}, {state}: {result}")
    return result

console = ("-device", "virtconsole,chardev=console")
serial = ("-device", "isa-serial,chardev=console")
done = "exchanged, client hung up, old path removed"
refused = "Chardev user does not support chardev hotswap"
states = ("running", "paused", "not started")
as_seen = ([exchange(console, state) for state in states] == [done, refused, refused]
           and [exchange(serial, state) for state in states] == [done, done, done])
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
