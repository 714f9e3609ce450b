# The same for every lab. Above: what it is called, describe, run_qemu and find_firmware, which know its VMs.

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
state=${HYDRA_STATE:-$here/$lab.state}
qemu=${HYDRA_QEMU:-qemu-system-$arch}
case $state in
    /*) ;;
    *) state=$PWD/$state ;;
esac
umask 077

usage() {
    cat <<END
Usage: $0 start|stop|status|console [VM...]

  start    make what is missing below $state, start the VMs
  stop     press their power buttons; a guest that does not react in a minute is ended
  status   say what runs; exit code 3 when not all do
  console  the serial console of one VM; Ctrl-] leaves it

VMs: $vms

HYDRA_ACCEL chooses how they are run (kvm, hvf, tcg), HYDRA_QEMU the QEMU, HYDRA_STATE where disks are kept,
HYDRA_STOP_SECONDS how long a guest may take to stop.
END
}

say() { printf '%s\n' "$*" >&2; }

die() {
    say "$lab: $*"
    exit 1
}

# From here on it is about this VM, in its directory.
enter() {
    vm=$1
    describe || die "there is no VM $vm here; there are: $vms"
    mkdir -p -- "$state/$vm"
    cd -- "$state/$vm"
}

is_running() {
    pid=$(cat pid 2>/dev/null) || return 1
    [ -n "$pid" ] || return 1
    kill -0 "$pid" 2>/dev/null || return 1
    # Process ids return: is this still its QEMU? Not every ps can say, nor has every system a /proc.
    arguments=$(ps -ww -p "$pid" -o args= 2>/dev/null || tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || return 1
    case "$arguments " in
        *"guest=$lab/$vm"[,\ ]*) return 0 ;;
    esac
    return 1
}

# Whether FILE is the image that was exported; $sum says what it is.
is_image() {
    [ -n "$image_sha512" ] || return 0
    say "$vm: checking $1"
    if command -v sha512sum >/dev/null; then
        sum=$(sha512sum <"$1")
    else
        sum=$(shasum -a 512 <"$1")
    fi
    sum=${sum%% *}
    [ "$sum" = "$image_sha512" ]
}

download() {
    say "$vm: downloading $image_url"
    if command -v curl >/dev/null; then
        curl -fL -o "$base.part" -- "$image_url"
    elif command -v wget >/dev/null; then
        wget -O "$base.part" -- "$image_url"
    else
        die "$vm: install curl or wget, or put $image beside this script"
    fi
    if ! is_image "$base.part"; then
        rm -f -- "$base.part"
        die "$vm: what it downloaded is another image: its SHA-512 is $sum, not $image_sha512"
    fi
    mv -- "$base.part" "$base"
}

find_image() {
    for base in "$here/$image" "$image_path"; do
        [ -f "$base" ] || continue
        is_image "$base" || die "$vm: $base is another image: its SHA-512 is $sum, not $image_sha512"
        return 0
    done
    base=$here/$image
    [ -n "$image_url" ] || die "$vm: its image is missing; put $image beside this script"
    download
}

make_system_disk() {
    find_image
    qemu-img create -q -f qcow2 -b "$base" -F "$image_format" disk.new
    if [ "$disk_size" != 0 ]; then
        qemu-img resize -q disk.new "$disk_size" || say "$vm: its disk keeps the image's size"
    fi
    mv disk.new disk.qcow2
}

make_disks() {
    [ -z "$image" ] || [ -e disk.qcow2 ] || make_system_disk
    for disk in $data_disks; do # NAME:BYTES, no spaces in it
        file=disk-${disk%:*}.qcow2
        [ -e "$file" ] || qemu-img create -q -f qcow2 "$file" "${disk#*:}"
    done
    [ -z "$seed" ] || cp -f -- "$here/$seed" seed.iso || die "$vm: $seed is missing beside this script"
}

make_firmware() {
    case $firmware in
        none) return 0 ;;
        auto) find_firmware || die "$vm: no UEFI firmware was found; install ovmf (x86) or qemu-efi-aarch64 (arm64)" ;;
    esac
    [ -z "$firmware_vars" ] || [ -e uefi-vars.fd ] || cp -- "$firmware_vars" uefi-vars.fd
    [ ! -e uefi-vars.fd ] || chmod 600 uefi-vars.fd
}

may_use() {
    case $1 in
        kvm) [ -r /dev/kvm ] && [ -w /dev/kvm ] ;;
        hvf) [ "$(uname -s)" = Darwin ] ;;
        tcg) return 0 ;;
        *) return 1 ;;
    esac
}

# An accelerator that is there may be broken: a machine without a guest shows it. SeaBIOS says something on x86;
# elsewhere the machine stands still.
works() {
    [ "$1" != tcg ] || return 0
    [ "$1" != "$proven" ] || return 0
    if [ "$arch" = x86_64 ]; then
        set -- "$1" -machine q35 -chardev stdio,id=said,signal=off -device isa-debugcon,iobase=0x402,chardev=said
    else
        set -- "$1" -machine virt -S
    fi
    accelerator=$1
    shift
    : >trial.log
    "$qemu" -nodefaults -no-user-config -display none -m 64 -accel "$accelerator" -cpu host "$@" </dev/null >trial.log 2>trial.err &
    trial=$!
    tries=0
    while [ "$tries" -lt 25 ] && [ ! -s trial.log ] && kill -0 "$trial" 2>/dev/null; do
        sleep 0.2
        tries=$((tries + 1))
    done
    alive=no
    ! kill "$trial" 2>/dev/null || alive=yes
    wait "$trial" 2>/dev/null || :
    [ -s trial.log ] || { [ "$arch" != x86_64 ] && [ "$alive" = yes ]; } || return 1
    proven=$accelerator
}

launch() {
    rm -f monitor.in monitor.out pty
    mkfifo monitor.in monitor.out || return 1
    accelerator=$1 cpu=$cpu_native
    if [ "$1" = tcg ]; then
        accelerator=tcg,thread=multi cpu=$cpu_tcg
    fi
    run_qemu </dev/null >start.log 2>&1 || return 1
    while read -r line; do
        case $line in
            *'redirected to '*' (label ser0)'*)
                line=${line#*redirected to }
                printf '%s\n' "${line%% *}" >pty
                ;;
        esac
    done <start.log
    sleep 1
    is_running
}

# What the guest has written to its console, and where /proc tells it, what QEMU has read for it.
signs_of_life() {
    wc -c <serial.log
    sed -n 's/^rchar: //p' "/proc/$pid/io" 2>/dev/null || :
}

# Some accelerators pass the trial and fail with a guest: QEMU ends or pauses, or the guest stands still for ever.
wakes() {
    [ "$1" != tcg ] || return 0
    at_first=$(signs_of_life)
    tries=0
    while [ "$tries" -lt 40 ] && is_running; do
        [ "$(signs_of_life)" = "$at_first" ] || return 0
        sleep 0.5
        tries=$((tries + 1))
    done
    if is_running; then
        say "$vm: with $1 the guest gives no sign of life for 20 s"
        kill -9 "$pid"
        ends_within 10 || :
    fi
    return 1
}

start_vm() {
    enter "$1"
    if is_running; then
        say "$vm: runs already"
        return 0
    fi
    make_disks
    make_firmware
    for way in ${HYDRA_ACCEL:-$accelerators}; do
        if may_use "$way" && works "$way" && launch "$way" && wakes "$way"; then
            say "$vm: started with $way"
            [ -z "$login" ] || say "$vm: $login"
            return 0
        fi
    done
    [ ! -s start.log ] || cat start.log >&2
    die "$vm: QEMU does not start it with any of: ${HYDRA_ACCEL:-$accelerators}"
}

# Opened for both, because a pipe that nobody reads any more would have us wait.
tell_qemu() {
    exec 3<>monitor.in
    printf '%s\n' "$1" >&3
    exec 3>&-
}

ends_within() {
    seconds=$1
    while is_running; do
        [ "$seconds" -gt 0 ] || return 1
        seconds=$((seconds - 1))
        sleep 1
    done
}

press_button() {
    enter "$1"
    ! is_running || tell_qemu system_powerdown
}

stop_vm() {
    enter "$1"
    if ! ends_within "${HYDRA_STOP_SECONDS:-60}"; then
        say "$vm: its guest does not react and is ended"
        tell_qemu quit
        ends_within 10 || kill -9 "$pid"
    fi
    say "$vm: stopped"
}

show_vm() {
    enter "$1"
    if is_running; then
        printf '%s\trunning\t%s\n' "$vm" "$pid"
    else
        printf '%s\tstopped\n' "$vm"
        all_run=no
    fi
}

leave_console() {
    kill "$reader" 2>/dev/null || :
    [ -z "$saved" ] || stty "$saved"
}

console() {
    enter "$1"
    is_running || die "$vm: does not run"
    pty=$(cat pty)
    tail -c 2000 serial.log
    saved=
    if [ -t 0 ]; then
        say "Ctrl-] leaves the console; the VM goes on."
        saved=$(stty -g)
        stty raw -echo isig intr '^]' quit undef susp undef
    fi
    cat <"$pty" &
    reader=$!
    trap leave_console EXIT
    trap : INT # it ends cat, not us
    cat >"$pty" || :
}

main() {
    verb=${1:-}
    [ $# -eq 0 ] || shift
    # Names of VMs hold no spaces.
    # shellcheck disable=SC2086
    [ $# -gt 0 ] || set -- $vms
    proven='' all_run=yes
    case $verb in
        start) for each in "$@"; do start_vm "$each"; done ;;
        stop)
            for each in "$@"; do press_button "$each"; done
            for each in "$@"; do stop_vm "$each"; done
            ;;
        status)
            for each in "$@"; do show_vm "$each"; done
            [ "$all_run" = yes ] || exit 3
            ;;
        console)
            [ $# -eq 1 ] || die "name one VM: $vms"
            console "$1"
            ;;
        -h | --help | help) usage ;;
        *)
            usage >&2
            exit 2
            ;;
    esac
}

main "$@"
