#!/bin/sh
# Lab kitchen: runs its VMs with QEMU and nothing else. ./kitchen.sh start|stop|status|console [VM...]
# Written by Hydra Desktop. Values stand in quotes as they are.
# shellcheck disable=SC2016,SC1003,SC1112
set -eu

lab=kitchen
vms='hub lamp'
arch=x86_64

# What is known of $vm.
describe() {
    case $vm in
        hub)
            image=base.qcow2
            image_path=/img/base.qcow2
            image_url=''
            image_sha512=''
            image_format=qcow2
            disk_size=8589934592
            data_disks=data:1073741824
            seed=kitchen-hub-seed.iso
            firmware=auto
            firmware_vars=''
            accelerators='kvm hvf tcg'
            cpu_native=host
            cpu_tcg=max
            login='ssh -i kitchen-id_ed25519 -p 5555 hydra@127.0.0.1'
            ;;
        lamp)
            image=base.qcow2
            image_path=/img/base.qcow2
            image_url=''
            image_sha512=''
            image_format=qcow2
            disk_size=0
            data_disks=''
            seed=kitchen-lamp-seed.iso
            firmware=none
            firmware_vars=''
            accelerators='kvm hvf tcg'
            cpu_native=host
            cpu_tcg=max
            login='ssh -i kitchen-id_ed25519 -p 5556 hydra@127.0.0.1'
            ;;
        *) return 1 ;;
    esac
}

# QEMU for $vm, from its directory.
run_qemu() {
    case $vm in
        hub)
            set -- \
                -name guest=kitchen/hub \
                -nodefaults \
                -no-user-config \
                -display none \
                -machine q35,memory-backend=ram0 \
                -accel "$accelerator" \
                -cpu "$cpu" \
                -smp 2 \
                -m 2048M \
                -object memory-backend-ram,id=ram0,size=2048M \
                -drive if=pflash,unit=0,format=raw,readonly=on,file="$firmware_code" \
                -drive if=pflash,unit=1,format=raw,readonly=off,file=uefi-vars.fd \
                -chardev pipe,id=qmp,path=monitor \
                -mon chardev=qmp,mode=readline \
                -chardev pty,id=ser0,logfile=serial.log,logappend=on \
                -serial chardev:ser0 \
                -device virtio-serial-pci,id=vser0 \
                -chardev null,id=hvc0,logfile=hvc0.log,logappend=on \
                -device virtconsole,bus=vser0.0,chardev=hvc0 \
                -chardev socket,id=qga0,path=./g,server=on,wait=off \
                -device virtserialport,bus=vser0.0,chardev=qga0,name=org.qemu.guest_agent.0 \
                -blockdev driver=qcow2,node-name=disk0,discard=unmap,detect-zeroes=unmap,file.driver=file,file.filename=disk.qcow2 \
                -device virtio-blk-pci,id=disk0-dev,drive=disk0,bootindex=0 \
                -blockdev driver=qcow2,node-name=data0,discard=unmap,detect-zeroes=unmap,file.driver=file,file.filename=disk-data.qcow2 \
                -device virtio-blk-pci,id=data0-dev,drive=data0,serial=data \
                -blockdev driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=seed.iso \
                -device virtio-blk-pci,id=seed-dev,drive=seed \
                -netdev user,id=net0,net=10.0.2.0/24,host=10.0.2.2,dns=10.0.2.3,dhcpstart=10.0.2.15,hostfwd=tcp:127.0.0.1:5555-10.0.2.15:22,hostfwd=tcp:127.0.0.1:35000-10.0.2.15:35000,hostfwd=tcp:127.0.0.1:30800-10.0.2.15:8000 \
                -device virtio-net-pci,id=nic0,netdev=net0,romfile=,mac=52:54:00:91:9d:c9 \
                -object rng-random,id=rng0,filename=/dev/urandom \
                -device virtio-rng-pci,rng=rng0,max-bytes=1048576,period=1000 \
                -device pvpanic-pci \
                -device vmgenid,guid=auto
            ;;
        lamp)
            set -- \
                -name guest=kitchen/lamp \
                -nodefaults \
                -no-user-config \
                -display none \
                -machine q35,memory-backend=ram0 \
                -accel "$accelerator" \
                -cpu "$cpu" \
                -smp 2 \
                -m 2048M \
                -object memory-backend-ram,id=ram0,size=2048M \
                -chardev pipe,id=qmp,path=monitor \
                -mon chardev=qmp,mode=readline \
                -chardev pty,id=ser0,logfile=serial.log,logappend=on \
                -serial chardev:ser0 \
                -device virtio-serial-pci,id=vser0 \
                -chardev null,id=hvc0,logfile=hvc0.log,logappend=on \
                -device virtconsole,bus=vser0.0,chardev=hvc0 \
                -chardev socket,id=qga0,path=./g,server=on,wait=off \
                -device virtserialport,bus=vser0.0,chardev=qga0,name=org.qemu.guest_agent.0 \
                -blockdev driver=qcow2,node-name=disk0,discard=unmap,detect-zeroes=unmap,file.driver=file,file.filename=disk.qcow2 \
                -device virtio-blk-pci,id=disk0-dev,drive=disk0,bootindex=0 \
                -blockdev driver=raw,node-name=seed,read-only=on,file.driver=file,file.filename=seed.iso \
                -device virtio-blk-pci,id=seed-dev,drive=seed \
                -netdev user,id=net0,net=10.0.2.0/24,host=10.0.2.2,dns=10.0.2.3,dhcpstart=10.0.2.15,hostfwd=tcp:127.0.0.1:5556-10.0.2.15:22,hostfwd=tcp:127.0.0.1:35001-10.0.2.15:35000 \
                -device virtio-net-pci,id=nic0,netdev=net0,romfile=,mac=52:54:00:20:f5:e4 \
                -object rng-random,id=rng0,filename=/dev/urandom \
                -device virtio-rng-pci,rng=rng0,max-bytes=1048576,period=1000 \
                -device pvpanic-pci \
                -device vmgenid,guid=auto
            ;;
    esac
    [ "$(uname -s)" != Linux ] || set -- "$@" -sandbox on,obsolete=deny,resourcecontrol=deny
    "$qemu" "$@" -daemonize -pidfile pid
}

find_firmware() {
    for pair in \
        '/usr/share/OVMF/OVMF_CODE_4M.fd|/usr/share/OVMF/OVMF_VARS_4M.fd' \
        '/usr/share/OVMF/OVMF_CODE.fd|/usr/share/OVMF/OVMF_VARS.fd' \
        '/usr/share/edk2/ovmf/OVMF_CODE.fd|/usr/share/edk2/ovmf/OVMF_VARS.fd' \
        '/opt/homebrew/share/qemu/edk2-x86_64-code.fd|/opt/homebrew/share/qemu/edk2-i386-vars.fd' \
        '/usr/local/share/qemu/edk2-x86_64-code.fd|/usr/local/share/qemu/edk2-i386-vars.fd'; do
        firmware_code=${pair%%|*} firmware_vars=${pair#*|}
        if [ -r "$firmware_code" ] && [ -r "$firmware_vars" ]; then return 0; fi
    done
    return 1
}

