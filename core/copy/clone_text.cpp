// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/clone_text.h"

#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/lab/spec_paths.h"
#include "core/yaml/writer.h"

#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype kHostnameLimit = 63;

/// One VM of the clone while it is being changed.
class ClonedVm
{
public:
    ClonedVm(VmSpec &vm, QStringList &notes) : m_vm(vm), m_notes(notes) {}

    void rename(const QString &lab, bool alone)
    {
        const qsizetype dot = m_vm.hostname.indexOf(u'.');
        const QString domain = dot < 0 ? QString() : m_vm.hostname.mid(dot);
        const QString own = m_vm.hostname.left(dot);
        const QString hostname = (alone ? lab : lab + u'-' + own).left(kHostnameLimit) + domain;
        note(QStringLiteral("its host name is %1").arg(hostname));
        m_vm.hostname = hostname;
    }

    void freeAddresses()
    {
        if (!m_vm.mac.isEmpty())
            note(QStringLiteral("mac was left out: it gets one of its own"));
        m_vm.mac.clear();
        if (m_vm.vsock.kind != VsockSpec::Kind::Fixed)
            return;
        note(QStringLiteral("vsock is auto: the CID %1 is the original's").arg(m_vm.vsock.cid));
        m_vm.vsock = {VsockSpec::Kind::Auto, 0};
    }

    void freePorts()
    {
        for (const auto &[name, port] :
             {std::pair("ssh", &m_vm.ports.ssh), std::pair("containerd", &m_vm.ports.containerd),
              std::pair("streaming", &m_vm.ports.streaming), std::pair("rimd", &m_vm.ports.rimd),
              std::pair("diod", &m_vm.ports.diod)}) {
            if (port->kind != PortSpec::Kind::Fixed)
                continue;
            note(QStringLiteral("ports.%1 is auto: %2 is the original's")
                     .arg(QLatin1String(name))
                     .arg(port->port));
            *port = {};
        }
    }

    Result<void> moveExtraPorts(const PortChooser &choose)
    {
        for (ExtraPortSpec &port : m_vm.ports.extra) {
            const auto free = freeRange(port, choose);
            if (!free)
                return fail(
                    ErrorCode::Conflict,
                    QStringLiteral("no host port is free for guest port %1").arg(port.guest),
                    m_vm.name);
            note(QStringLiteral("guest port %1 is host port %2: %3 is the original's")
                     .arg(port.guest)
                     .arg(*free)
                     .arg(port.host));
            port.host = *free;
        }
        return {};
    }

private:
    /// The first of as many free ports in a row as PORT has.
    [[nodiscard]] std::optional<std::uint16_t> freeRange(const ExtraPortSpec &port,
                                                         const PortChooser &choose) const
    {
        const QString &bind = port.bind.isEmpty() ? m_vm.bind : port.bind;
        auto first = choose(bind, port.host, port.protocol);
        for (int i = 1; first && i < port.count; ++i) {
            if (*first + port.count > 65536)
                return std::nullopt;
            const auto next = choose(bind, std::uint16_t(*first + i), port.protocol);
            if (next && *next == *first + i)
                continue;
            first = next;
            i = 0;
        }
        return first;
    }

    void note(const QString &words) { m_notes << m_vm.name + QStringLiteral(": ") + words; }

    VmSpec &m_vm;
    QStringList &m_notes;
};

void keepOnly(LabSpec &lab, const QStringList &vms)
{
    std::erase_if(lab.vms, [&vms](const VmSpec &vm) { return !vms.contains(vm.name); });
    for (VmSpec &vm : lab.vms) {
        for (QStringList *names : {&vm.after, &vm.peers.only})
            names->removeIf([&vms](const QString &other) { return !vms.contains(other); });
    }
}

Result<LabSpec> cloneSpec(const LoadedTarget &source, const QString &name, const QString &file,
                          const PortChooser &choose, QStringList &notes)
{
    LabSpec lab = source.lab.spec;
    lab.name = name;
    keepOnly(lab, source.vms);
    const bool moves = QFileInfo(source.lab.file).absolutePath() != QFileInfo(file).absolutePath();
    for (VmSpec &vm : lab.vms) {
        if (moves)
            vm = withoutRelativePaths(vm, source.lab.file);
        ClonedVm cloned(vm, notes);
        cloned.rename(name, lab.vms.size() == 1);
        cloned.freeAddresses();
        cloned.freePorts();
        if (auto moved = cloned.moveExtraPorts(choose); !moved)
            return fail(moved.error());
    }
    return lab;
}

void addDifferences(std::vector<LabEdit> &edits, const QString &vm, const QString &prefix,
                    const YamlNode &from, const YamlNode &to)
{
    for (const YamlEntry &entry : to.entries) {
        const YamlEntry *old = from.find(entry.key);
        if (old != nullptr && sameYaml(*old->value, *entry.value))
            continue;
        if (old != nullptr && !old->value->entries.empty() && !entry.value->entries.empty())
            addDifferences(edits, vm, prefix + entry.key + u'.', *old->value, *entry.value);
        else
            edits.push_back({vm, prefix + entry.key, writeFlowYaml(*entry.value)});
    }
}

} // namespace

std::optional<QByteArray> patchedText(const QByteArray &text, const LabSpec &said,
                                      const LabSpec &wanted, const QString &file)
{
    std::vector<LabEdit> edits;
    if (wanted.name != said.name)
        edits.push_back({{}, QStringLiteral("name"), wanted.name});
    for (const VmSpec &vm : wanted.vms)
        addDifferences(edits, vm.name, {}, fullVmNode(*said.vm(vm.name)), fullVmNode(vm));
    const auto edited = editLab(text, file, edits);
    const auto read = edited ? readLab(*edited, file)
                             : tl::expected<LabSpec, Diagnostics>(tl::unexpected(edited.error()));
    return read && *read == wanted ? std::optional(*edited) : std::nullopt;
}

Result<CloneText> cloneText(const LoadedTarget &source, const QString &name, const QString &file,
                            const PortChooser &choose)
{
    CloneText clone;
    auto spec = cloneSpec(source, name, file, choose, clone.notes);
    if (!spec)
        return fail(spec.error());
    clone.spec = std::move(*spec);
    const bool whole = clone.spec.vms.size() == source.lab.spec.vms.size();
    const auto patched =
        whole ? patchedText(source.lab.text, source.lab.spec, clone.spec, file) : std::nullopt;
    clone.text = patched ? *patched : writeLab(clone.spec);
    if (whole && !patched)
        clone.notes << QStringLiteral(
                           "the comments of %1 were left out: its text could not be patched")
                           .arg(source.lab.file);
    if (const auto read = readLab(clone.text, file); !read)
        return fail(toError(read.error(), file));
    return clone;
}

} // namespace hydra
