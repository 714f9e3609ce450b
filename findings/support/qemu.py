# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
"""QEMU's programs below the folder root (see packages.sh), and a machine with its monitor."""
import glob, json, os, socket, subprocess, time

root = os.path.abspath("root")
os.environ["QEMU_MODULE_DIR"] = root + "/usr/lib/x86_64-linux-gnu/qemu"
libraries = f"{root}/usr/lib/x86_64-linux-gnu:{root}/lib/x86_64-linux-gnu"
loader = [glob.glob(root + "/**/ld-linux-x86-64.so.2", recursive=True)[0], "--library-path", libraries]


def run(program, *args):
    return subprocess.run(loader + [f"{root}/usr/bin/{program}", *args], text=True, capture_output=True)


def connect(path):
    """A client of the unix socket that a program just started is about to open; waits 10 s."""
    client = socket.socket(socket.AF_UNIX)
    for _ in range(100):
        try:
            client.connect(path)
            break
        except OSError:
            time.sleep(0.1)
    client.settimeout(20)
    return client


class Machine:
    """A machine of 64 MiB; its processors do not run before `cont`, unless STARTED."""

    def __init__(self, *args, started=False):
        self.process = subprocess.Popen(loader + [
            f"{root}/usr/bin/qemu-system-x86_64", "-L", f"{root}/usr/share/qemu", "-L", f"{root}/usr/share/seabios",
            *([] if started else ["-S"]), "-display", "none", "-nodefaults", "-m", "64",
            "-qmp", "unix:qmp,server=on,wait=off", *args])
        self.socket = connect("qmp")
        self.lines = self.socket.makefile("rw")
        self.events = []
        self.lines.readline()
        self.ask("qmp_capabilities")

    def ask(self, command, **arguments):
        self.lines.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self.lines.flush()
        while True:
            reply = json.loads(self.lines.readline())
            if "return" in reply or "error" in reply:
                return reply
            self.events.append(reply["event"])

    def monitor(self, line):
        return self.ask("human-monitor-command", **{"command-line": line}).get("return")

    def job(self, name):
        """The job NAME, once it has ended."""
        for _ in range(100):
            found = [job for job in self.ask("query-jobs")["return"] if job["id"] == name][0]
            if found["status"] == "concluded":
                break
            time.sleep(0.1)
        return found

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.ask("quit")
            self.process.wait(20)
        finally:
            self.process.kill()
