#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU 7.2.22 (Debian 12), QMP's system_powerdown on a machine that has no power button and runs no guest.
#
# Guess: the command fails where there is nobody to press a button for; and the event POWERDOWN ("emitted when the
#   virtual machine is powered down through the power control system, such as via ACPI") tells that the guest got the
#   request, if not that it is off.
# Seen: success and POWERDOWN, at once, on the machine "none", which has no processor, no ACPI and never started. The
#   event only repeats that somebody asked. That a guest obeys shows in SHUTDOWN with the reason guest-shutdown alone,
#   so waiting for it needs a time limit.
#
# Needs apt-get with Debian 12's packages and python3. Takes some seconds; 60 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-system-x86=1:7.2*'
with_support <<'PYTHON'
import sys
from qemu import Machine, run

print(run("qemu-system-x86_64", "--version").stdout.splitlines()[0])
with Machine("-machine", "none") as machine:
    reply = machine.ask("system_powerdown")
    status = machine.ask("query-status")["return"]
    events = list(machine.events)
print("system_powerdown:", reply, "events:", events, "status:", status)
as_seen = reply == {"return": {}} and events == ["POWERDOWN"] and status["status"] == "prelaunch"
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
