#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# crictl 1.37.0, `crictl runp` with a YAML file; a tiny CRI server of this script shows what really arrives.
#
# Guess: labels are text in CRI, so a value or a key without quotes is taken as it is written, or refused, as kubectl
#   refuses a label that is a number; and an enum's number that CRI does not define is refused by crictl.
# Seen: YAML's types come first and are then turned back into text: 1.10 arrives as "1.1", 0123 as "83", 1e3 as "1000",
#   yes as "true", and the key `y` becomes the key "true", all without a word. A network namespace mode of 77 (CRI knows
#   0 to 3) is sent as it is, so checking it is the runtime's work.
#
# Needs Go 1.26 or later and python3 with venv; crictl is compiled, which takes some minutes at first. 150 MB are
# downloaded.
set -euo pipefail

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
GOBIN=$dir GOFLAGS=-buildvcs=false go install sigs.k8s.io/cri-tools/cmd/crictl@v1.37.0 2> go.log || {
    cat go.log >&2
    exit 1
}
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check grpcio==1.84.0
go version -m crictl | sed -n 's/^\tmod\t\([^\t]*\t[^\t]*\).*/\1/p'
# An empty configuration file, or crictl would read the one of this machine.
: > crictl.yaml
venv/bin/python - <<'PYTHON'
import os, subprocess, sys
from concurrent import futures
import grpc

POD = """
metadata: {name: pod, namespace: default, uid: "1"}
labels: {version: 1.10, quoted: "1.10", build: 0123, size: 1e3, flag: yes, y: plain, date: 2024-01-02}
linux: {security_context: {namespace_options: {network: 77}}}
"""

def fields(message):
    """The (number, value) pairs of a protobuf message that holds varints and length-delimited fields alone."""
    position = 0

    def varint():
        nonlocal position
        value = shift = 0
        while True:
            byte = message[position]
            position += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while position < len(message):
        number, kind = divmod(varint(), 8)
        value = varint()
        if kind == 2:
            position += value
            value = message[position - value:position]
        elif kind != 0:
            sys.exit(f"unexpected wire type {kind}")
        yield number, value

def inner(message, *numbers):
    for number in numbers:
        message = dict(fields(message))[number]
    return message

arrived = {}

class Runtime(grpc.GenericRpcHandler):
    def service(self, call):
        def answer(request, _):
            if call.method.endswith("/Version"):
                return b"\x0a\x050.1.0\x12\x04tiny\x1a\x011\x22\x02v1"
            config = inner(request, 1)
            labels = (dict(fields(label)) for number, label in fields(config) if number == 6)
            arrived["labels"] = {label[1].decode(): label.get(2, b"").decode() for label in labels}
            # linux, security_context, namespace_options, network
            arrived["network"] = inner(config, 8, 2, 1, 1)
            return b"\x0a\x02id"
        return grpc.unary_unary_rpc_method_handler(answer)

server = grpc.server(futures.ThreadPoolExecutor(1))
server.add_generic_rpc_handlers((Runtime(),))
endpoint = "unix://" + os.path.abspath("cri.sock")
server.add_insecure_port("unix:" + os.path.abspath("cri.sock"))
server.start()
with open("pod.yaml", "w", encoding="utf-8") as file:
    file.write(POD)
crictl = subprocess.run(["./crictl", "--config", "crictl.yaml", "--runtime-endpoint", endpoint, "--timeout", "20s",
                         "runp", "pod.yaml"], text=True, capture_output=True)
server.stop(None)
print("exit status", crictl.returncode, "output", crictl.stdout.strip())
print("messages:", crictl.stderr.strip())
print("arrived:", arrived)
as_seen = crictl.returncode == 0 and arrived == {"network": 77, "labels": {
    "version": "1.1", "quoted": "1.10", "build": "83", "size": "1000", "flag": "true", "true": "plain",
    "date": "2024-01-02"}}
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
