// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/preview.h"

#include "base/atomic_file.h"
#include "config/field_help.h"
#include "host/ports.h"
#include "image/qcow2.h"
#include "lab/check_start.h"
#include "lab/disk_sizes.h"
#include "lab/disks.h"
#include "lab/redact.h"
#include "lab/running_vm.h"
#include "lab/start.h"
#include "vm/host_check.h"
#include "vm/krunkit/krunkit_plan.h"
#include "vm/qemu/probe.h"
#include "vm/shares.h"

#include <QFileInfo>

#include <algorithm>

namespace hydra {
namespace {

constexpr auto kMadeLater = "made at the first start";

/// A line for each option with its value.
QString commandLines(const Command &command)
{
    QString text = command.program;
    for (const QString &arg : command.args) {
        const bool option = arg.startsWith(u'-');
        text += option ? QStringLiteral("\n  ") : QStringLiteral(" ");
        text += shellLine({arg, {}, {}, {}, {}});
    }
    return text + u'\n';
}

SeedInput seedOf(const Environment &environment, const PlanInput &plan, const VmIdentity &identity, bool containerd)
{
    SeedInput input;
    input.lab = plan.lab;
    input.vm = plan.vm;
    input.mac = plan.mac;
    const auto labKey = readFile(environment.paths.labState(plan.lab) + QStringLiteral("/id_ed25519.pub"), 16 << 10);
    input.authorizedKeys = QStringList{labKey ? QString::fromUtf8(labKey->trimmed()) : QStringLiteral("the lab's key, %1").arg(QLatin1String(kMadeLater))}
                           + plan.vm.sshAuthorizedKeys;
    input.hostKey = {QByteArray(removedWord.data()), kMadeLater};
    input.passwordHash = plan.vm.password.isEmpty() && plan.vm.passwordHash.isEmpty() ? QString() : QString(removedWord);
    input.containerdInImage = containerd;
    input.debianArch = debianArch(plan.host.arch);
    input.mounts = guestMounts(plan.vm, plan.host, kDiodPort);
    input.webhookUrl = webhookUrlOf(plan.vm, {{}, identity.webhookPort, QString(removedWord), {}, {}});
    return input;
}

/// One VM on its way to a preview.
class Preview
{
public:
    Preview(const Environment &environment, const LoadedLab &lab, const VmSpec &spec, HostFacts host)
        : m_environment(environment), m_lab(lab), m_ref(lab.ref(spec.name)),
          m_identity(readIdentity(environment.paths.vmState(m_ref)).value_or(VmIdentity()))
    {
        m_input.lab = lab.spec.name;
        m_input.network = lab.spec.network;
        m_input.vm = withAbsolutePaths(spec, lab.file);
        m_input.host = std::move(host);
        m_input.files = vmFiles(environment.paths, m_ref, m_input.vm);
        m_input.ports = planPorts(m_input.vm, m_identity.ports);
        m_input.mac = spec.mac.isEmpty() ? stableMac(m_ref) : spec.mac;
        m_input.webhookPort = m_identity.webhookPort;
        static_cast<void>(m_secrets.yaml(lab.text)); // learns them
    }

    VmPreview take()
    {
        for (const Error &error : notYet(m_lab.spec, m_input.vm))
            warn(error);
        planned();
        for (const Error &error : checkHost(m_ref, m_input.vm, portsToCheck(), m_input.host))
            warn(error);
        const std::optional<StoredImage> image = findImage();
        documents(image && image->containerd);
        disk(image);
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
        const PreviewWarning warning{known, formatError(shown), error.code == ErrorCode::Conflict ? freePortFor(known) : std::nullopt};
        if (std::find(m_preview.warnings.begin(), m_preview.warnings.end(), warning) == m_preview.warnings.end())
            m_preview.warnings.push_back(warning);
    }

    [[nodiscard]] std::optional<std::uint16_t> freePortFor(const QString &key) const
    {
        for (const PlannedPort &port : m_input.ports) {
            if (key == QStringLiteral("ports.") + port.role && port.role != u"extra")
                return proposeFreePort(port.hostAddress, port.hostPort, Protocol::Tcp);
        }
        return std::nullopt;
    }

    // Its own ports are busy while it runs.
    [[nodiscard]] std::vector<PlannedPort> portsToCheck() const
    {
        std::vector<PlannedPort> ports = m_input.ports;
        const auto running = runningVm(m_environment.paths, m_ref);
        std::erase_if(ports, [&](const PlannedPort &port) {
            return running && std::any_of(running->ports.begin(), running->ports.end(), [&](const PlannedPort &own) { return own.hostPort == port.hostPort; });
        });
        return ports;
    }

    void planned()
    {
        if (m_input.vm.backend == BackendKind::Krunkit)
            return plannedKrunkit();
        const auto plan = planQemu(m_input);
        if (!plan)
            return warn(plan.error());
        if (!plan->attempts.empty())
            m_preview.command = shown(commandLines(plan->attempts.front().command));
        for (const QString &warning : plan->warnings)
            warn({ErrorCode::Failed, warning, {}, {}, {}});
    }

    void plannedKrunkit()
    {
        const auto plan = planKrunkit(m_input);
        if (!plan)
            return warn(plan.error());
        m_preview.command = shown(commandLines(plan->gvproxy) + u'\n' + commandLines(plan->krunkit));
        for (const QString &note : plan->notes)
            warn({ErrorCode::Failed, note, {}, {}, {}});
    }

    std::optional<StoredImage> findImage()
    {
        const QString name = imageNameOf(m_input.vm);
        if (name.isEmpty())
            return std::nullopt;
        const auto image = ImageStore(m_environment.paths.imagesDir()).find(name);
        if (image)
            return *image;
        Error error = image.error();
        error.what = (m_input.vm.boot == BootMode::Kernel ? QStringLiteral("kernel.data_disk: ") : QStringLiteral("image: ")) + error.what;
        warn(error);
        return std::nullopt;
    }

    void documents(bool containerdInImage)
    {
        if (m_input.files.seed.isEmpty())
            return;
        const auto made = makeSeedDocuments(seedOf(m_environment, m_input, m_identity, containerdInImage));
        if (!made)
            return warn(made.error());
        m_preview.userData = shown(QString::fromUtf8(made->userData));
        m_preview.networkConfig = shown(QString::fromUtf8(made->networkConfig));
    }

    void disk(const std::optional<StoredImage> &image)
    {
        for (const Error &error : shrunkDisks(m_ref, m_input.vm, m_input.files, image ? image->virtualSize : MemorySize()))
            warn(error);
        m_preview.detachedDisks = detachedDisks(m_input.vm, m_input.files);
        const QFileInfo file(m_input.files.systemDisk);
        const auto head = file.exists() ? readQcow2Head(file.filePath()) : std::nullopt;
        if (!head)
            return;
        m_preview.diskSize = head->virtualSize;
        m_preview.diskUsed = MemorySize::bytes(std::uint64_t(file.size()));
        m_preview.changedSetup = changedSetup(m_input.files.stateDir, m_input.vm);
        m_preview.otherImage = image && !head->backingFile.isEmpty() && head->backingFile != QFileInfo(image->path).absoluteFilePath();
    }

    [[nodiscard]] QString shown(const QString &text) const { return QString::fromUtf8(m_secrets.text(text.toUtf8())); }

    const Environment &m_environment;
    const LoadedLab &m_lab;
    VmRef m_ref;
    VmIdentity m_identity;
    PlanInput m_input;
    Redactor m_secrets;
    VmPreview m_preview;
};

} // namespace

Result<VmPreview> previewVm(const Environment &environment, const LoadedLab &lab, const QString &name)
{
    const VmSpec *spec = lab.spec.vm(name);
    if (spec == nullptr)
        return fail(ErrorCode::NotFound, QStringLiteral("lab '%1' has no VM '%2'").arg(lab.spec.name, name), lab.file);
    auto host = collectHostFacts(environment.paths, environment.programs);
    if (!host)
        return fail(host.error());
    return Preview(environment, lab, *spec, std::move(*host)).take();
}

} // namespace hydra
