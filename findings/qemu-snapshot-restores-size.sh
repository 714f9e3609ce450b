#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# qemu-img 7.2.22 (Debian 12), a qcow2 disk that is enlarged after a snapshot was taken.
#
# Guess: the virtual size belongs to the image, as its format does, so going back to the snapshot changes what the disk
#   holds and leaves it at the new size; or enlarging a disk that has snapshots is refused, as it once was.
# Seen: a snapshot carries the size of its time. Going back shrinks the disk at once, without the --shrink that
#   qemu-img resize insists on, and unless another snapshot holds it, what was written past the old end is lost. A
#   snapshot of the large disk makes it large again. So a size that was read before a restore is worth nothing after it.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 15 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all 'qemu-utils=1:7.2*'
run() {
    local program=$1
    shift
    in_root "usr/bin/$program" "$@"
}
size() {
    run qemu-img info disk.qcow2 | sed -n 's/^virtual size: .*(\([0-9]*\) bytes)/\1/p'
}
seen=
note() {
    echo "$1: $(size) bytes"
    seen="$seen $(size)"
}

run qemu-img --version | head -n 1
run qemu-img create -q -f qcow2 disk.qcow2 64M
run qemu-img snapshot -c small disk.qcow2
run qemu-img resize -q disk.qcow2 128M
run qemu-io -c 'write -q -P 7 100M 64k' disk.qcow2
run qemu-img snapshot -c large disk.qcow2
note "enlarged"
if run qemu-img resize -q disk.qcow2 64M; then
    echo "the behaviour has changed: resize shrinks without being told so" >&2
    exit 1
fi
run qemu-img snapshot -a small disk.qcow2
note "back to the snapshot 'small'"
run qemu-img snapshot -a large disk.qcow2
note "on to the snapshot 'large'"
run qemu-io -c 'read -q -P 7 100M 64k' disk.qcow2
if [ "$seen" != " 134217728 67108864 134217728" ]; then
    echo "the behaviour has changed" >&2
    exit 1
fi
