// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/preview.h"

#include "core/config/field_help.h"
#include "core/disk/base_record.h"
#include "core/disk/disk_setup.h"
#include "core/disk/disk_sizes.h"
#include "core/host/ports.h"
#include "core/image/qcow2.h"
#include "core/lab/redact.h"
#include "core/lab/vm_seed.h"
#include "core/reach/running_vm.h"
#include "core/start/start.h"
#include "core/vm/host_check.h"
#include "core/vm/krunkit/krunkit_plan.h"
#include "core/vm/qemu/probe.h"
#include "core/vm/unsupported_keys.h"

#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kMadeLater = "made at the first start";

/// One line per option with its value.
QString commandLines(const Command &command)
{
    QString text = command.program;
    for (const QString &arg : command.args) {
        const bool option = arg.startsWith(u'-');
        text += option ? QStringLiteral("\n  ") : QStringLiteral(" ");
        text += shellLine({.program = arg});
    }
    return text + u'\n';
}

// The documents are shown, so words stand for the secrets in them.
SeedSecrets shownSecrets(const Paths &paths, const LabVm &vm)
{
    const QString labKey = keptLabKey(paths, vm.ref.lab);
    const bool hasPassword = !vm.spec.password.isEmpty() || !vm.spec.passwordHash.isEmpty();
    return {.labKey = labKey.isEmpty()
                          ? QStringLiteral("the lab's key, %1").arg(QLatin1String(kMadeLater))
                          : labKey,
            .hostKey = {QByteArray(removedWord.data()), kMadeLater},
            .passwordHash = hasPassword ? QString(removedWord) : QString(),
            .webhookToken = removedWord};
}

/// Builds the preview of one VM.
class Preview
{
public:
    Preview(const Environment &environment, const LoadedLab &lab, const VmSpec &spec,
            HostFacts host)
        : m_environment(environment), m_lab(lab), m_host(std::move(host)),
          m_vm(readLabVm(environment, lab, spec))
    {
        static_cast<void>(m_secrets.yaml(lab.text)); // collects the secrets
    }

    VmPreview take()
    {
        for (const Error &error : unsupportedKeys(m_lab.spec, m_vm.spec))
            warn(error);
        planned();
        if (m_vm.damage)
            warn(*m_vm.damage);
        for (const Error &error : checkHost(m_vm.ref, m_vm.spec, portsToCheck(), m_host))
            warn(error);
        warnOfImage();
        documents();
        disk();
        return m_preview;
    }

private:
    void warn(const Error &error)
    {
        const QString key = error.what.section(QStringLiteral(": "), 0, 0);
        const QString known = findFieldHelp(key) != nullptr ? key : QString();
        Error shown = error;
        shown.where.clear();
        if (!known.isEmpty())
            shown.what = error.what.mid(key.size() + 2);
        const PreviewWarning warning{known, formatError(shown),
                                     error.code == ErrorCode::Conflict ? freePortFor(known)
                                                                       : std::nullopt};
        if (std::find(m_preview.warnings.begin(), m_preview.warnings.end(), warning) ==
            m_preview.warnings.end())
            m_preview.warnings.push_back(warning);
    }

    [[nodiscard]] std::optional<std::uint16_t> freePortFor(const QString &key) const
    {
        for (const PlannedPort &port : m_vm.ports) {
            if (key == QStringLiteral("ports.") + port.role && port.role != u"extra")
                return proposeFreePort(port.hostAddress, port.hostPort, Protocol::Tcp);
        }
        return std::nullopt;
    }

    // A running VM's own ports are busy, so they are not checked.
    [[nodiscard]] std::vector<PlannedPort> portsToCheck() const
    {
        std::vector<PlannedPort> ports = m_vm.ports;
        const auto running = runningVm(m_environment.paths, m_vm.ref);
        std::erase_if(ports, [&](const PlannedPort &port) {
            return running && std::any_of(running->ports.begin(), running->ports.end(),
                                          [&](const PlannedPort &own) {
                                              return own.hostPort == port.hostPort;
                                          });
        });
        return ports;
    }

    void planned()
    {
        if (m_vm.spec.backend == BackendKind::Krunkit)
            return plannedKrunkit();
        const auto start = planStart(m_vm, m_lab.spec.network, m_host, {});
        if (!start)
            return warn(start.error());
        const LaunchPlan &plan = start->launch;
        if (!plan.attempts.empty())
            m_preview.command = shown(commandLines(plan.attempts.front().command));
        for (const QString &warning : plan.warnings)
            warn({.what = warning});
    }

    void plannedKrunkit()
    {
        const auto plan = planKrunkit(planInput(m_vm, m_lab.spec.network, m_host));
        if (!plan)
            return warn(plan.error());
        m_preview.command =
            shown(commandLines(plan->gvproxy) + u'\n' + commandLines(plan->krunkit));
        for (const QString &note : plan->notes)
            warn({.what = note});
    }

    void warnOfImage()
    {
        if (!m_vm.missingImage)
            return;
        const bool kernel = m_vm.spec.boot == BootMode::Kernel;
        Error error = *m_vm.missingImage;
        error.what.prepend(kernel ? QStringLiteral("kernel.data_disk: ")
                                  : QStringLiteral("image: "));
        warn(error);
    }

    void documents()
    {
        if (m_vm.files.seed.isEmpty())
            return;
        const auto ports = keptGatewayPorts(m_environment.paths, m_lab);
        const auto made = makeSeedDocuments(seedInput(m_vm, m_host, ports ? *ports : GatewayPorts(),
                                                      shownSecrets(m_environment.paths, m_vm)));
        if (!made)
            return warn(made.error());
        m_preview.userData = shown(QString::fromUtf8(made->userData));
        m_preview.networkConfig = shown(QString::fromUtf8(made->networkConfig));
    }

    void disk()
    {
        const MemorySize imageSize = m_vm.image ? m_vm.image->virtualSize : MemorySize();
        for (const Error &error : shrunkDisks(m_vm.ref, m_vm.spec, m_vm.files, imageSize))
            warn(error);
        m_preview.detachedDisks = detachedDisks(m_vm.spec, m_vm.files);
        const QFileInfo file(m_vm.files.systemDisk);
        const auto head = file.exists() ? readQcow2Head(file.filePath()) : std::nullopt;
        if (!head)
            return;
        m_preview.diskSize = head->virtualSize;
        m_preview.diskUsed = MemorySize::bytes(std::uint64_t(file.size()));
        m_preview.changedSetup = changedSetup(m_vm.files.stateDir, m_vm.spec);
        m_preview.otherImage = m_vm.image && !head->backingFile.isEmpty() &&
                               head->backingFile != QFileInfo(m_vm.image->path).absoluteFilePath();
        const auto change =
            m_vm.image ? changedBase(m_vm.files.places(), *m_vm.image) : std::nullopt;
        if (change && !m_preview.otherImage)
            m_preview.changedImage = QStringLiteral("%1 %2").arg(m_vm.image->path, change->what);
    }

    [[nodiscard]] QString shown(const QString &text) const
    {
        return QString::fromUtf8(m_secrets.text(text.toUtf8()));
    }

    const Environment &m_environment;
    const LoadedLab &m_lab;
    HostFacts m_host;
    LabVm m_vm;
    Redactor m_secrets;
    VmPreview m_preview;
};

} // namespace

Result<VmPreview> previewVm(const Environment &environment, const LoadedLab &lab,
                            const QString &name)
{
    const VmSpec *spec = lab.spec.vm(name);
    if (spec == nullptr)
        return fail(ErrorCode::NotFound,
                    QStringLiteral("lab '%1' has no VM '%2'").arg(lab.spec.name, name), lab.file);
    auto host = collectHostFacts(environment.paths, environment.programs);
    if (!host)
        return fail(host.error());
    return Preview(environment, lab, *spec, std::move(*host)).take();
}

} // namespace hydra
