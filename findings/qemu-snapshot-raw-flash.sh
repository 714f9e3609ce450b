#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), machine q35 with UEFI variables in a writable raw flash and one qcow2 disk.
#
# Guess: an internal snapshot of such a machine is impossible, whichever command asks for it, because raw files hold no
#   snapshots; and both commands say so in their reply.
# Seen: the monitor's `savevm` refuses ("Device 'pflash1' is writable but does not support snapshots"). QMP's
#   `snapshot-save`, told to use the disk alone, succeeds: it asks only the devices it is given, so the variables are
#   silently no part of the snapshot and whoever restores it needs a copy of their own. A refusal of `savevm` is no QMP
#   error either: it is text inside a successful reply of human-monitor-command.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*' 'qemu-utils=1:7.2*' ovmf
with_support <<'PYTHON'
import shutil, sys
from qemu import Machine, root, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])
run("qemu-img", "create", "-f", "qcow2", "disk.qcow2", "64M").check_returncode()
shutil.copy(f"{root}/usr/share/OVMF/OVMF_VARS_4M.fd", "vars.fd")
with Machine("-machine", "q35,accel=tcg",
             "-drive", f"if=pflash,format=raw,unit=0,readonly=on,file={root}/usr/share/OVMF/OVMF_CODE_4M.fd",
             "-drive", "if=pflash,format=raw,unit=1,file=vars.fd",
             "-blockdev", "driver=file,node-name=file0,filename=disk.qcow2",
             "-blockdev", "driver=qcow2,node-name=disk0,file=file0",
             "-device", "virtio-blk-pci,drive=disk0") as machine:
    refused = machine.monitor("savevm by-monitor")
    print("savevm:", refused)
    print("snapshot-save:", machine.ask(
        "snapshot-save", **{"job-id": "save", "tag": "by-qmp", "vmstate": "disk0", "devices": ["disk0"]}))
    job = machine.job("save")
    print("its job:", job)
listed = run("qemu-img", "snapshot", "-l", "disk.qcow2").stdout
print(listed)
as_seen = ("does not support snapshots" in refused and job["status"] == "concluded"
           and "error" not in job and "by-qmp" in listed and "by-monitor" not in listed)
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
