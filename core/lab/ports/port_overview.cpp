// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/ports/port_overview.h"

#include "core/config/read_lab.h"
#include "core/keeper_client/launch.h"
#include "core/lab/edit_file.h"
#include "core/lab/registry.h"
#include "core/yaml/writer.h"

#include <QDir>

#include <algorithm>

namespace hydra {
namespace {

/// Whether somebody still serves or is the VM: after a power cut its status stays what it was.
bool isThere(const QString &stateDir, const VmStatus &status)
{
    return keeperHoldsLock(stateDir) || (status.vmProcess && isAlive(*status.vmProcess));
}

VmPorts readPortsOf(const Paths &paths, const VmRef &vm, const VmSpec *spec)
{
    VmPorts ports;
    ports.vm = vm;
    if (spec)
        ports.spec = *spec;
    if (auto status = readVmStatus(paths.vmState(vm)))
        ports.status = std::move(*status);
    if (!hasEnded(ports.status) && !isThere(paths.vmState(vm), ports.status))
        ports.status.state = VmState::Crashed;
    if (auto identity = readIdentity(paths.vmState(vm)))
        ports.identity = std::move(*identity);
    return ports;
}

/// The VMs of the file, then those that only were started.
QStringList vmsOfLab(const Paths &paths, const QString &lab, const LabSpec *spec)
{
    QStringList names = spec ? spec->vmNames() : QStringList();
    for (const QString &dir :
         QDir(paths.labState(lab)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (!names.contains(dir) && readVmStatus(paths.vmState({lab, dir})))
            names << dir;
    }
    return names;
}

QString rangeOf(int first, int count)
{
    return count == 1 ? QString::number(first)
                      : QStringLiteral("%1-%2").arg(first).arg(first + count - 1);
}

/// An item of ports.extra in YAML's flow style: "HOST:GUEST", or a map if it says more.
QString extraItem(const ExtraPortSpec &extra)
{
    const QString host = rangeOf(extra.host, extra.count);
    const QString guest = rangeOf(extra.guest, extra.count);
    if (extra.bind.isEmpty() && extra.name.isEmpty() && extra.protocol == Protocol::Tcp)
        return doubleQuoted(host + u':' + guest);
    QString text = QStringLiteral("{host: %1, guest: %2").arg(host, guest);
    if (!extra.bind.isEmpty())
        text += QStringLiteral(", bind: ") + doubleQuoted(extra.bind);
    if (extra.protocol == Protocol::Udp)
        text += QStringLiteral(", protocol: udp");
    if (!extra.name.isEmpty())
        text += QStringLiteral(", name: ") + doubleQuoted(extra.name);
    return text + u'}';
}

PortSpec *serviceOf(PortsSpec &ports, const QString &role)
{
    return role == u"ssh"          ? &ports.ssh
           : role == u"containerd" ? &ports.containerd
           : role == u"streaming"  ? &ports.streaming
           : role == u"rimd"       ? &ports.rimd
           : role == u"diod"       ? &ports.diod
                                   : nullptr;
}

std::size_t extraIndex(const QString &key)
{
    return std::size_t(key.section(u'[', 1).chopped(1).toUInt());
}

/// Whether EDITS make the lab what it is with WANTED in its place, and no more.
bool makeIt(const LoadedLab &lab, const std::vector<LabEdit> &edits, const VmSpec &wanted)
{
    const auto text = editLab(lab.text, lab.file, edits);
    if (!text)
        return false;
    const auto made = readLab(*text, lab.file);
    LabSpec expected = lab.spec;
    for (VmSpec &vm : expected.vms) {
        if (vm.name == wanted.name)
            vm = wanted;
    }
    return made && *made == expected;
}

/// The port of WANTED that ROW is about; null when the file no longer has it.
ExtraPortSpec *extraOf(VmSpec &wanted, const PortRow &row)
{
    const std::size_t index = extraIndex(row.key);
    std::vector<ExtraPortSpec> &extras = wanted.ports.extra;
    const bool same =
        index < extras.size() && extras[index].guest + row.offset == row.port.guestPort;
    return same ? &extras[index] : nullptr;
}

/// The edits that make ROW's extra port what it is in WANTED.
std::vector<LabEdit> editsOfExtra(const LoadedLab &lab, const PortRow &row, const VmSpec &wanted)
{
    const std::vector<ExtraPortSpec> &extras = wanted.ports.extra;
    const std::vector<LabEdit> item{{wanted.name, row.key, extraItem(extras[extraIndex(row.key)])}};
    if (makeIt(lab, item, wanted))
        return item;
    QStringList items; // inherited from `common`: the VM gets a list of its own
    for (const ExtraPortSpec &extra : extras)
        items << extraItem(extra);
    return {{wanted.name, QStringLiteral("ports.extra"),
             QStringLiteral("[%1]").arg(items.join(QStringLiteral(", ")))}};
}

Error noLongerThere(const LoadedLab &lab, const PortRow &row)
{
    return {.code = ErrorCode::Invalid,
            .what = QStringLiteral("%1 of %2 is no longer what it was").arg(row.key, row.vm.vm),
            .where = lab.file,
            .hint = QStringLiteral("look again, or edit the file")};
}

/// Edits the file of ROW's lab as MAKE, a function of the loaded lab, says.
template <typename Make>
Result<void> editLabOf(const Paths &paths, const PortRow &row, const Make &make)
{
    const auto known = findLab(paths, row.vm.lab);
    if (!known)
        return fail(known.error());
    const auto lab = loadLabFile(known->file);
    if (!lab)
        return fail(lab.error());
    const Result<std::vector<LabEdit>> edits = make(*lab);
    if (!edits)
        return fail(edits.error());
    return editLabFile(paths, lab->file, *edits);
}

} // namespace

std::vector<VmPorts> readVmPorts(const Paths &paths, const QString &first)
{
    std::vector<KnownLab> labs = knownLabs(paths);
    std::stable_partition(labs.begin(), labs.end(),
                          [&first](const KnownLab &lab) { return lab.name == first; });
    std::vector<VmPorts> all;
    for (const KnownLab &lab : labs) {
        const auto loaded = loadLabFile(lab.file);
        const LabSpec *spec = loaded ? &loaded->spec : nullptr;
        for (const QString &vm : vmsOfLab(paths, lab.name, spec))
            all.push_back(readPortsOf(paths, {lab.name, vm}, spec ? spec->vm(vm) : nullptr));
    }
    return all;
}

std::vector<PortRow> portOverview(const Paths &paths, const QString &first)
{
    return withProposals(portRows(readVmPorts(paths, first), listeners()));
}

Result<std::vector<LabEdit>> editsToMove(const LoadedLab &lab, const PortRow &row,
                                         std::uint16_t port)
{
    const VmSpec *spec = lab.spec.vm(row.vm.vm);
    if (!spec || row.key.isEmpty())
        return fail(noLongerThere(lab, row));
    VmSpec wanted = *spec;
    const LabEdit edit{wanted.name, row.key, QString::number(port)};
    if (PortSpec *service = serviceOf(wanted.ports, row.port.role)) {
        *service = {PortSpec::Kind::Fixed, port};
        return std::vector<LabEdit>{edit};
    }
    ExtraPortSpec *extra = extraOf(wanted, row);
    if (!extra)
        return fail(noLongerThere(lab, row));
    extra->host = port;
    return editsOfExtra(lab, row, wanted);
}

Result<std::vector<LabEdit>> editsToRestrict(const LoadedLab &lab, const PortRow &row)
{
    const QString loopback = QStringLiteral("127.0.0.1");
    const VmSpec *spec = lab.spec.vm(row.vm.vm);
    if (!spec || row.key.isEmpty())
        return fail(noLongerThere(lab, row));
    VmSpec wanted = *spec;
    ExtraPortSpec *extra = row.port.role == u"extra" ? extraOf(wanted, row) : nullptr;
    if (row.port.role == u"extra" && !extra)
        return fail(noLongerThere(lab, row));
    if (!extra || extra->bind.isEmpty())
        return std::vector<LabEdit>{{wanted.name, QStringLiteral("bind"), loopback}};
    extra->bind = loopback;
    return editsOfExtra(lab, row, wanted);
}

Result<void> movePort(const Paths &paths, const PortRow &row, std::uint16_t port)
{
    return editLabOf(paths, row, [&](const LoadedLab &lab) { return editsToMove(lab, row, port); });
}

Result<void> restrictPort(const Paths &paths, const PortRow &row)
{
    return editLabOf(paths, row, [&](const LoadedLab &lab) { return editsToRestrict(lab, row); });
}

Result<int> solvePortConflicts(const Paths &paths, const QString &first)
{
    for (int moved = 0;; ++moved) {
        const std::vector<PortRow> rows = portOverview(paths, first);
        const auto row = std::find_if(rows.begin(), rows.end(),
                                      [](const PortRow &one) { return one.proposal.has_value(); });
        if (row == rows.end() || moved == int(rows.size()))
            return moved;
        if (auto done = movePort(paths, *row, *row->proposal); !done)
            return fail(done.error());
    }
}

} // namespace hydra
