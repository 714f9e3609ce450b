#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# QEMU's guest agent 7.2.22 (Debian 12), guest-exec of a shell that leaves a child in the background and exits.
#
# Guess: guest-exec-status says "exited" as soon as the process that was started has exited, whatever its children do.
# Seen: true without capture-output. With it, "exited" stays false, without an exit code, until the last process that
#   inherited the output has closed it: a script that starts a daemon in the background never seems to end, though its
#   process is long gone and reaped. The daemon's output has to go elsewhere, or the output must not be captured.
#
# Needs apt-get with Debian 12's packages and python3; the agent runs here, on a socket of its own. Takes some seconds;
# 25 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-guest-agent=1:7.2*'
with_support <<'PYTHON'
import glob, json, os, subprocess, sys, time
from qemu import connect, loader, root

command = loader + [glob.glob(root + "/usr/*bin/qemu-ga")[0]]
print(subprocess.run(command + ["--version"], check=True, text=True, capture_output=True).stdout.strip())
agent = subprocess.Popen(command + ["-m", "unix-listen", "-p", "agent", "-t", ".", "-f", "pid"])
try:
    client = connect("agent")
    lines = client.makefile("rw")

    def ask(name, **arguments):
        lines.write(json.dumps({"execute": name, "arguments": arguments}) + "\n")
        lines.flush()
        return json.loads(lines.readline())["return"]

    def status_after_exit(capture):
        # The child waits for a file, so nothing here depends on how fast the machine is.
        child = "while [ ! -e go-on ]; do sleep 0.1; done"
        pid = ask("guest-exec", path="/bin/sh", arg=["-c", f"({child}) & exit 7"], **{"capture-output": capture})["pid"]
        for _ in range(200):
            if not os.path.exists(f"/proc/{pid}"):
                break
            time.sleep(0.1)
        gone = not os.path.exists(f"/proc/{pid}")
        time.sleep(1)
        early = ask("guest-exec-status", pid=pid)
        open("go-on", "w").close()
        late = early
        for _ in range(200):
            if late["exited"]:
                break
            time.sleep(0.1)
            late = ask("guest-exec-status", pid=pid)
        os.remove("go-on")
        print(f"capture-output {capture}: process gone {gone}; then {early}; after the child's end {late}")
        return gone, early["exited"], late.get("exitcode")

    seen = [status_after_exit(False), status_after_exit(True)]
finally:
    agent.terminate()
    agent.wait()
sys.exit(0 if seen == [(True, True, 7), (True, False, 7)] else "the behaviour has changed")
PYTHON
