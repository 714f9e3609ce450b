#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# cloud-init 22.4.2 (Debian 12), its module runcmd with three commands, one of which is no command.
#
# Guess: `- echo status: ok` is a command like `- echo ok`; or, once one remembers that YAML reads a mapping there, this
#   line is skipped and the others run, as a command that fails at boot doesn't keep the next from running either.
# Seen: the mapping fails the module before it writes anything, so none of the commands runs, the right ones before it
#   neither: users and packages are there, and everything of runcmd is missing. The line has to be quoted as a whole.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 50 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'cloud-init=22.4.2*'
cat > run-module.py <<'PYTHON'
import logging, os, sys
from cloudinit import safeyaml
from cloudinit.config import cc_runcmd

class Cloud:
    """What the module asks of the machine: where the instance's files go."""
    def get_ipath(self, name):
        return os.path.abspath(name)

with open(sys.argv[1], encoding="utf-8") as file:
    config = safeyaml.load(file.read())
try:
    cc_runcmd.handle("runcmd", config, Cloud(), logging.getLogger(), [])
except Exception as trouble:
    print("the module fails:", trouble)
PYTHON
seen=
check() {
    printf 'runcmd:\n- echo first\n- %s\n- echo last\n' "$1" > config
    rm -rf scripts
    mkdir scripts
    echo "== The second command is $1"
    python_in_root run-module.py config
    find scripts -type f -exec cat {} +
    seen="$seen $(cat scripts/* 2> /dev/null | grep -c '^echo' || true)"
}

python_in_root root/usr/bin/cloud-init --version
check 'echo status ok'
check '"echo status: ok"'
check 'echo status: ok'
if [ "$seen" != " 3 3 0" ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
