#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# containerd 1.6.20 (Debian 12), configuration files with one mistake each; `containerd config dump` tells what results.
#
# Guess: a file without the key `version` is read as the current version 2, or refused, if its plugins have their full
#   names; and a key that does not exist is an error, or at least a warning.
# Seen: without `version` the file is version 1, whose plugins have short names: the full name io.containerd.grpc.v1.cri
#   is nobody's and all its settings are dropped. The only message asks to move to version 2, as the writer believes to
#   have done. Unknown keys, in whatever table, are dropped without any message, and the exit status is 0.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 25 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack 'containerd=1.6.20*'

cat > right.toml <<'TOML'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  max_concurrent_downloads = 7
TOML
grep -v '^version' right.toml > without-version.toml
cat > unknown-keys.toml <<'TOML'
version = 2
no_such_key = 1
[grpc]
  adress = "/run/misspelt.sock"
[plugins."io.containerd.grpc.v1.cri"]
  max_concurrent_download = 7
[plugins."io.containerd.grpc.v1.no-such-plugin"]
  key = 1
TOML
seen=
root/usr/bin/containerd --version
for file in right without-version unknown-keys; do
    status=0
    root/usr/bin/containerd --config "$file.toml" config dump > result.txt 2> messages.txt || status=$?
    downloads=$(sed -n 's/^ *max_concurrent_downloads = //p' result.txt)
    warnings=$(grep -c . messages.txt || true)
    echo "$file.toml: exit status $status, $warnings messages, max_concurrent_downloads = $downloads"
    sed 's/^/    /' messages.txt
    seen="$seen $status/$warnings/$downloads"
done
if [ "$seen" != " 0/0/7 0/1/3 0/0/3" ] || grep -qE 'no_such_key|misspelt|no-such-plugin' result.txt; then
    echo "the behaviour has changed" >&2
    exit 1
fi
