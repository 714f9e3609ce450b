#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), two qcow2 disks, one given by -blockdev and one by -drive, and the option -snapshot.
#
# Guess: -snapshot ("write to temporary files instead of disk image files") protects every disk of the machine, or QEMU
#   refuses to start, or at least warns, when it cannot.
# Seen: no warning, and only the disk of -drive is protected. What is written to the one of -blockdev, the form that
#   QEMU recommends to programs, is in its file for good.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*' 'qemu-utils=1:7.2*'
with_support <<'PYTHON'
import sys
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])
for disk in ("blockdev", "drive"):
    run("qemu-img", "create", "-f", "qcow2", disk + ".qcow2", "64M").check_returncode()
    run("qemu-io", "-c", "write -P 1 0 64k", disk + ".qcow2").check_returncode()
with Machine("-machine", "none", "-snapshot",
             "-blockdev", "driver=file,node-name=file0,filename=blockdev.qcow2",
             "-blockdev", "driver=qcow2,node-name=blockdev0,file=file0",
             "-drive", "if=none,id=drive0,format=qcow2,file=drive.qcow2") as machine:
    for disk in ("blockdev0", "drive0"):
        # The monitor writes in the guest's place, so no guest is needed.
        machine.monitor(f'qemu-io {disk} "write -P 2 0 64k"')
kept = {disk: run("qemu-io", "-c", "read -P 1 0 64k", disk + ".qcow2").returncode == 0
        for disk in ("blockdev", "drive")}
print("still as before the machine ran:", kept)
sys.exit(0 if kept == {"blockdev": False, "drive": True} else "the behaviour has changed")
PYTHON
