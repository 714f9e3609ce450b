// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/lab_vm.h"

#include "core/base/atomic_file.h"
#include "core/lab/image_origin.h"
#include "core/lab/missing_image.h"
#include "core/lab/spec_paths.h"
#include "core/vm/mac.h"
#include "core/vm/planned_network.h"
#include "core/vm/ports.h"
#include "core/vm/vm_state.h"

namespace hydra {
namespace {

std::vector<PlannedDependency> dependenciesOf(const Paths &paths, const LoadedLab &lab,
                                              const VmSpec &vm)
{
    std::vector<PlannedDependency> after;
    for (const QString &name : vm.after) {
        const VmSpec *other = lab.spec.vm(name);
        const bool containerd =
            other && other->containerd && other->ports.containerd.kind != PortSpec::Kind::Off;
        after.push_back({.vm = name,
                         .controlSocket = paths.controlSocket(lab.ref(name)),
                         .phase = toString(containerd ? Phase::Containerd : Phase::Ssh)});
    }
    return after;
}

void readImage(const Paths &paths, const LoadedLab &lab, LabVm &vm)
{
    const QString name = storedNameOf(vm.spec);
    if (name.isEmpty())
        return;
    const auto image = ImageStore(paths.imagesDir()).find(name);
    if (image)
        vm.image = *image;
    else
        vm.missingImage = withWayOut(image.error(), paths, lab, vm.spec);
}

void joinNetwork(const Paths &paths, const LoadedLab &lab, LabVm &vm)
{
    const LabNetwork network = labNetworkOf(lab.spec);
    vm.spec = onLabNetwork(vm.spec, network);
    vm.network = planNetwork({.network = network,
                              .resolvers = lab.spec.network.dns,
                              .vm = vm.spec,
                              .switchSocket = paths.switchSocket(vm.ref.lab)});
}

} // namespace

VmFiles vmFiles(const VmPlaces &places, const VmSpec &spec)
{
    VmFiles files;
    files.stateDir = places.stateDir;
    files.runtimeDir = places.runtimeDir;
    const bool direct = spec.boot == BootMode::Kernel;
    if (!direct || !spec.kernel.dataDisk.isEmpty()) {
        files.systemDisk = places.systemDisk();
        if (!spec.rimd) // its guests have no cloud-init
            files.seed = files.stateDir + QStringLiteral("/seed.iso");
    }
    if (!direct && spec.firmware.kind != FirmwareSpec::Kind::None)
        files.uefiVars = places.uefiVars();
    for (const DiskSpec &disk : spec.disks)
        files.dataDisks.push_back(files.stateDir + QStringLiteral("/disk-%1.qcow2").arg(disk.name));
    if (direct) {
        files.kernel = spec.kernel.kernel;
        files.initrd = spec.kernel.initrd;
    }
    return files;
}

LabVm readLabVm(const Environment &environment, const LoadedLab &lab, const VmSpec &spec)
{
    const Paths &paths = environment.paths;
    LabVm vm;
    vm.ref = lab.ref(spec.name);
    vm.spec = withAbsolutePaths(spec, lab.file);
    vm.files = vmFiles(paths.places(vm.ref), vm.spec);
    if (auto identity = readIdentity(vm.files.stateDir))
        vm.identity = std::move(*identity);
    else
        vm.damage = identity.error();
    vm.ports = planPorts(vm.spec, vm.identity.ports);
    vm.mac = macOf(vm.ref, vm.spec);
    if (lab.spec.network.mode == NetworkMode::Lab)
        joinNetwork(paths, lab, vm);
    vm.after = dependenciesOf(paths, lab, vm.spec);
    readImage(paths, lab, vm);
    return vm;
}

Result<void> writeIdentities(const Paths &paths, const std::vector<LabVm> &vms)
{
    for (const LabVm &vm : vms) {
        for (const QString &dir : {paths.stateDir, paths.labState(vm.ref.lab), vm.files.stateDir,
                                   paths.runtimeDir, vm.files.runtimeDir}) {
            if (auto made = makePrivateDir(dir); !made)
                return made;
        }
        if (auto written = writeIdentity(vm.files.stateDir, vm.identity); !written)
            return written;
    }
    return {};
}

PlanInput planInput(const LabVm &vm, const NetworkSpec &network, const HostFacts &host)
{
    PlanInput input;
    input.lab = vm.ref.lab;
    input.network = network;
    input.vm = vm.spec;
    input.host = host;
    input.files = vm.files;
    input.ports = vm.ports;
    input.mac = vm.mac;
    input.labPort = vm.network;
    input.webhookPort = vm.identity.webhookPort;
    input.webhookToken = vm.identity.webhookToken;
    input.after = vm.after;
    return input;
}

} // namespace hydra
