#!/bin/sh
# Lab kitchen: runs its VMs in upstream's containers. Written by Hydra Desktop.
# `docker attach NAME` is a VM's console (Ctrl-P Ctrl-Q leaves it), `docker rm -f NAME` ends it.
# Values stand in quotes as they are.
# shellcheck disable=SC2016,SC1003,SC1112
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
docker=${DOCKER:-docker}
kvm=
[ ! -e /dev/kvm ] || kvm=/dev/kvm:/dev/kvm # without it, VMs are emulated and slow

# hub
mkdir -p -- "$here"/hydra-kitchen-hub
"$docker" run --detach --interactive --tty --name hydra-kitchen-hub --network host \
    ${kvm:+--device "$kvm"} \
    -v "$here"/hydra-kitchen-hub:/root/image \
    -e DISABLE_9P_KUBELET_MOUNTS=1 \
    -e VM_USERNAME=hydra \
    -e VM_HOSTNAME=hub \
    -e 'VM_SSH_AUTHORIZED_KEY=ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA anna@example' \
    -e KVM_MEMORY=2 \
    -e DEFAULT_KVM_DISK_SIZE=8 \
    -e DEFAULT_KVM_PORTS_REDIRECT=30800:8000 \
    --env-file "$here"/kitchen-hub.secrets.env \
    ghcr.io/smarter-project/hydra/isolated-vm:main

# lamp
mkdir -p -- "$here"/hydra-kitchen-lamp
"$docker" run --detach --interactive --tty --name hydra-kitchen-lamp --network host \
    ${kvm:+--device "$kvm"} \
    -v "$here"/hydra-kitchen-lamp:/root/image \
    -e DISABLE_9P_KUBELET_MOUNTS=1 \
    -e VM_USERNAME=hydra \
    -e VM_PASSWORD_ENCRYPTED=locked \
    -e VM_HOSTNAME=lamp \
    -e KVM_MEMORY=2 \
    -e DEFAULT_KVM_HOST_SSHD_PORT=5556 \
    -e DEFAULT_KVM_HOST_CONTAINERD_PORT=35001 \
    ghcr.io/smarter-project/hydra/isolated-vm:main
