#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), a machine with one qcow2 disk, snapshots asked for by QMP.
#
# Guess: naming a snapshot that no disk has is an error in the reply to `snapshot-load` and `snapshot-delete` alike.
# Seen: both replies are a plain success, for they only tell that a job was made. The job of `snapshot-load` concludes
#   with an error; the job of `snapshot-delete` concludes without one, exactly as if it had deleted something. And a
#   failed load leaves a running machine stopped, in the state "restore-vm", so what it did before must be remembered
#   by whoever asked. Concluded jobs stay listed, and their ids taken, until `job-dismiss`.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*' 'qemu-utils=1:7.2*'
with_support <<'PYTHON'
import sys
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])
run("qemu-img", "create", "-f", "qcow2", "disk.qcow2", "64M").check_returncode()
with Machine("-machine", "q35,accel=tcg",
             "-blockdev", "driver=file,node-name=file0,filename=disk.qcow2",
             "-blockdev", "driver=qcow2,node-name=disk0,file=file0",
             "-device", "virtio-blk-pci,drive=disk0", started=True) as machine:
    def job_of(command, job, **arguments):
        print(command, machine.ask(command, **{"job-id": job, "tag": "nobody", "devices": ["disk0"]}, **arguments))
        ended = machine.job(job)
        print("its job:", ended)
        return ended

    before = machine.ask("query-status")["return"]
    load = job_of("snapshot-load", "load", vmstate="disk0")
    after = machine.ask("query-status")["return"]
    delete = job_of("snapshot-delete", "delete")
    print("before:", before, "after the failed load:", after)
    taken = machine.ask("snapshot-delete", **{"job-id": "delete", "tag": "nobody", "devices": ["disk0"]})
    print("the same id again:", taken)
as_seen = ("error" in load and "error" not in delete and "error" in taken and before["running"]
           and not after["running"])
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
