// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/shell_guests.h"

#include "base/atomic_file.h"
#include "exchange/lab_copy.h"
#include "guest/seed.h"
#include "host/facts.h"
#include "image/guest_build.h"
#include "lab/check_start.h"
#include "lab/identity.h"
#include "vm/backend.h"
#include "vm/shares.h"

#include <QFileInfo>

#include <set>

namespace hydra {
namespace {

// What upstream's script takes.
const std::map<QString, std::uint16_t> usualPorts{{QStringLiteral("ssh"), 5555}, {QStringLiteral("containerd"), 35000},
                                                  {QStringLiteral("streaming"), 35002}, {QStringLiteral("rimd"), 35001},
                                                  {QStringLiteral("diod"), 30564}};

std::set<std::uint16_t> fixedPorts(const LabSpec &lab)
{
    std::set<std::uint16_t> fixed;
    for (const VmSpec &vm : lab.vms) {
        for (const PlannedPort &port : planPorts(vm, {}))
            fixed.insert(port.hostPort);
    }
    return fixed;
}

// An `auto` port keeps the number it has here; one that has none yet gets upstream's or the next free one.
std::vector<PlannedPort> choosePorts(const VmSpec &vm, const VmIdentity &identity, std::set<std::uint16_t> &taken)
{
    std::vector<PlannedPort> ports = planPorts(vm, identity.ports);
    for (PlannedPort &port : ports) {
        if (port.hostPort != 0)
            continue;
        const auto usual = usualPorts.find(port.role);
        port.hostPort = usual == usualPorts.end() ? 20000 : usual->second;
        while (taken.contains(port.hostPort))
            ++port.hostPort;
        taken.insert(port.hostPort);
    }
    return ports;
}

QStringList authorizedKeys(const Paths &paths, const LabSpec &lab, const VmSpec &vm)
{
    QStringList keys = vm.sshAuthorizedKeys;
    if (const auto key = readFile(paths.labState(lab.name) + QStringLiteral("/id_ed25519.pub"), 16 << 10))
        keys.prepend(QString::fromUtf8(key->trimmed()));
    return keys;
}

Result<QByteArray> seedOf(const Environment &environment, const LabSpec &lab, const VmSpec &vm, const ShellGuest &guest, bool withSecrets)
{
    const VmRef ref{lab.name, vm.name};
    SeedInput input;
    input.lab = lab.name;
    input.vm = vm;
    input.mac = vm.mac.isEmpty() ? stableMac(ref) : vm.mac;
    input.authorizedKeys = authorizedKeys(environment.paths, lab, vm);
    input.containerdInImage = guest.image && guest.image->containerd;
    input.debianArch = debianArch(machineFacts().arch);
    input.mounts = guestMounts(vm, {}, kDiodPort); // no virtiofsd: all by 9p
    if (withSecrets) {
        VmIdentity identity = readIdentity(environment.paths.vmState(ref)).value_or(VmIdentity{});
        if (identity.salt.isEmpty())
            identity.salt = randomSalt();
        input.passwordHash = passwordHashOf(vm, identity);
        if (QFileInfo::exists(environment.paths.vmState(ref) + QStringLiteral("/ssh_host_ed25519_key"))) {
            const auto hostKey = ensureHostKey(environment.paths, ref);
            if (!hostKey)
                return fail(hostKey.error());
            input.hostKey = *hostKey;
        }
    }
    const auto documents = makeSeedDocuments(input);
    return documents ? makeSeedImage(*documents) : fail(documents.error());
}

Result<QByteArray> labKey(const Paths &paths, const QString &lab)
{
    for (const QString &dir : {paths.stateDir, paths.labState(lab)}) {
        if (auto made = makePrivateDir(dir); !made)
            return fail(made.error());
    }
    if (const auto key = ensureLabKey(paths, lab); !key)
        return fail(key.error());
    return readFile(paths.labState(lab) + QStringLiteral("/id_ed25519"), 16 << 10);
}

} // namespace

Result<ShellGuests> gatherShellGuests(const Environment &environment, const ExportRequest &request)
{
    QStringList notes; // the export says them
    const LabSpec lab = labCopy(request, notes);
    ShellGuests guests;
    guests.arch = machineFacts().arch;
    guests.firmware = findFirmware(firmwareQuery(guests.arch, guests.arch == u"aarch64" ? QStringLiteral("virt") : QStringLiteral("q35")));
    if (request.withSecrets) {
        const auto key = labKey(environment.paths, lab.name);
        if (!key)
            return fail(key.error());
        guests.labKey = *key;
    }
    std::set<std::uint16_t> taken = fixedPorts(lab);
    for (const VmSpec &vm : lab.vms) {
        ShellGuest &guest = guests.vms[vm.name];
        const VmRef ref{lab.name, vm.name};
        guest.ports = choosePorts(vm, readIdentity(environment.paths.vmState(ref)).value_or(VmIdentity{}), taken);
        if (const QString name = imageNameOf(vm); !name.isEmpty()) {
            if (const auto image = ImageStore(environment.paths.imagesDir()).find(name))
                guest.image = *image;
        }
        if (vmFiles(environment.paths, ref, vm).seed.isEmpty())
            continue;
        auto seed = seedOf(environment, lab, vm, guest, request.withSecrets);
        if (!seed)
            return fail(seed.error());
        guest.seed = *seed;
    }
    return guests;
}

} // namespace hydra
