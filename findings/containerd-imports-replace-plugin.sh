#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# containerd 1.6.20 (Debian 12), a main file that imports a drop-in; `containerd config dump` tells what results.
#
# Guess: a drop-in changes the keys that it names and leaves the others, as it does in systemd and as containerd itself
#   merges the rest of the file; so a drop-in with CRI's pause image alone keeps the main file's other CRI settings.
# Seen: lists are appended and tables such as [timeouts] are merged key by key, but the table of one plugin is replaced
#   whole: after a drop-in with one key of io.containerd.grpc.v1.cri every setting of CRI in the main file is back to
#   its default, CNI's folders too, without a word. A drop-in for another plugin does no harm.
#
# Needs apt-get with Debian 12's packages. Takes some seconds; 25 MB are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack 'containerd=1.6.20*'

cat > main.toml <<'TOML'
version = 2
imports = ["drop-in.toml"]
disabled_plugins = ["io.containerd.snapshotter.v1.zfs"]
[timeouts]
  "io.containerd.timeout.task.state" = "7s"
[plugins."io.containerd.grpc.v1.cri"]
  max_concurrent_downloads = 7
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
TOML
cat > other.toml <<'TOML'
version = 2
disabled_plugins = ["io.containerd.snapshotter.v1.btrfs"]
[timeouts]
  "io.containerd.timeout.shim.load" = "9s"
[plugins."io.containerd.gc.v1.scheduler"]
  startup_delay = "5s"
TOML
cat > same.toml <<'TOML'
version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "registry.example/pause:1"
TOML
result() {
    cp "$1" drop-in.toml
    root/usr/bin/containerd --config main.toml config dump |
        grep -E '^disabled_plugins|task\.state"|shim\.load"|_delay|concurrent_downloads|bin_dir|sandbox_image' |
        sed 's/^ *//'
}

root/usr/bin/containerd --version
echo "== A drop-in for another plugin:"
result other.toml | tee other.txt
echo "== A drop-in for the same plugin:"
result same.toml | tee same.txt
for line in 'disabled_plugins = ["io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.btrfs"]' \
    '"io.containerd.timeout.task.state" = "7s"' '"io.containerd.timeout.shim.load" = "9s"' 'startup_delay = "5s"' \
    'max_concurrent_downloads = 7' 'bin_dir = "/usr/lib/cni"'; do
    grep -qxF "$line" other.txt || { echo "the behaviour has changed: no $line" >&2; exit 1; }
done
for line in 'sandbox_image = "registry.example/pause:1"' 'max_concurrent_downloads = 3' 'bin_dir = "/opt/cni/bin"'; do
    grep -qxF "$line" same.txt || { echo "the behaviour has changed: no $line" >&2; exit 1; }
done
