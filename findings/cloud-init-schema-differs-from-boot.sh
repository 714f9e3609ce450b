#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# cloud-init 22.4.2 (Debian 12), small user-data files: what `cloud-init schema` says, and what type they are given by
# the code that runs at boot.
#
# Guess: the two agree. What `schema` refuses for its first line is no cloud-config at boot, and what it calls valid has
#   no key that cloud-init does not know.
# Seen: they differ both ways. `schema` wants the file to begin with "#cloud-config"; boot skips blank lines and spaces
#   before it and takes capitals too, so a refused file still counts as cloud-config. And an unknown key at the top
#   level, a misspelt `runcmd`, is "Valid cloud-config" with exit status 0, though one inside a module's settings is an
#   error: a check with `schema` finds no misspelt module.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 50 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'cloud-init=22.4.2*'
cat > type-at-boot.py <<'PYTHON'
import sys
from cloudinit import helpers, user_data

paths = helpers.Paths({"cloud_dir": ".", "run_dir": "."})
with open(sys.argv[1], encoding="utf-8") as file:
    message = user_data.UserDataProcessor(paths).process(file.read())
print(*[part.get_content_type() for part in message.walk() if not part.is_multipart()])
PYTHON
seen=
check() {
    printf '%b' "$2" > user-data
    status=0
    python_in_root root/usr/bin/cloud-init schema --config-file user-data > messages.txt 2>&1 || status=$?
    type=$(python_in_root type-at-boot.py user-data)
    echo "$1: schema exits with $status, at boot it is $type"
    seen="$seen $status/$type"
}

python_in_root root/usr/bin/cloud-init --version
check "plain" '#cloud-config\nruncmd: [ls]\n'
check "a blank line first" '\n#cloud-config\nruncmd: [ls]\n'
check "capitals" '#CLOUD-CONFIG\nruncmd: [ls]\n'
check "a space within" '# cloud-config\nruncmd: [ls]\n'
check "a misspelt key at the top" '#cloud-config\nrumcmd: [ls]\n'
check "a misspelt key inside" '#cloud-config\nwrite_files: [{path: /a, contents: b}]\n'
config=text/cloud-config
if [ "$seen" != " 0/$config 1/$config 1/$config 1/text/x-not-multipart 0/$config 1/$config" ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
