// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

#include "core/config/presets.h"
#include "core/config/read_lab.h"
#include "core/copy/owned_lab.h"
#include "core/host/limits.h"
#include "core/host/ports.h"
#include "core/image/guest_build.h"
#include "core/keeper_client/launch.h"
#include "core/lab/load.h"
#include "core/lab/redact.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "core/vm/qemu/probe.h"

#include <QDir>
#include <QFileInfo>
#include <QSysInfo>

namespace hydra {
namespace {

void tell(const JobContext &job, const QString &words)
{
    if (job.progress)
        job.progress({-1, words});
}

MemorySize demoMemory()
{
    const auto preset = findPreset(QStringLiteral("demo"));
    const auto lab =
        preset ? readLab(preset->text, QStringLiteral("demo.yaml")) : tl::unexpected(Diagnostics{});
    return lab ? lab->vms.front().memory : VmSpec().memory;
}

/// Measures PATH, or its nearest existing parent, where it would be created.
DiskFact diskAt(const QString &path)
{
    QString there = path;
    while (!QFileInfo::exists(there) && QFileInfo(there).path() != there)
        there = QFileInfo(there).path();
    return {path, freeDisk(there).value_or(MemorySize()), QFileInfo(there).isWritable()};
}

std::vector<SeenStart> seenStarts(const Paths &paths)
{
    std::vector<SeenStart> starts;
    const QDir state(paths.stateDir);
    for (const QString &lab : state.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        for (const QString &vm :
             QDir(state.filePath(lab)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto status = readVmStatus(paths.vmState({lab, vm}));
            if (!status || status->phases.empty())
                continue;
            const bool failed =
                status->acceleratorReason.isEmpty() && status->state == VmState::Crashed;
            starts.push_back({status->vm, status->accelerator,
                              failed ? status->reason : status->acceleratorReason,
                              status->userSpace, status->phases.front().atMs});
        }
    }
    return starts;
}

// Programs accept proxies without a scheme, whose credentials withoutCredentials does not find.
QString proxyForPeople(const QString &value)
{
    return value.contains(u"://") ? withoutCredentials(value) : value.section(u'@', -1);
}

std::vector<std::pair<QString, QString>> proxies(const Settings &settings)
{
    std::vector<std::pair<QString, QString>> found;
    for (const char *name : {"http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY",
                             "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"}) {
        const QString value = qEnvironmentVariable(name);
        if (!value.isEmpty())
            found.emplace_back(QLatin1String(name), proxyForPeople(value));
    }
    if (!settings.proxy.isEmpty())
        found.emplace_back(QStringLiteral("the setting proxy"), proxyForPeople(settings.proxy));
    return found;
}

// Runs the system's program, because a resolver call that hangs could not be cancelled.
void askForName(DoctorFacts &facts, const CancelToken &cancel)
{
    const QString name = QStringLiteral("deb.debian.org");
    const bool mac = facts.host.os == u"macos";
    Command command{.program = mac ? QStringLiteral("dscacheutil") : QStringLiteral("getent")};
    command.args = mac ? QStringList{QStringLiteral("-q"), QStringLiteral("host"),
                                     QStringLiteral("-a"), QStringLiteral("name"), name}
                       : QStringList{QStringLiteral("ahosts"), name};
    if (!findProgram(command.program))
        return;
    RunOptions options;
    options.timeout = std::chrono::seconds(4);
    const auto answer = run(command, cancel, options);
    if (!answer && answer.error().code == ErrorCode::Cancelled)
        return;
    const bool found = answer && !answer->output.trimmed().isEmpty();
    facts.names = found ? DoctorFacts::Names::Found : DoctorFacts::Names::Failed;
    if (!found)
        facts.namesDetails = QStringLiteral("%1: %2").arg(
            name, answer ? QStringLiteral("no answer") : formatError(answer.error()));
}

void gatherPrograms(DoctorFacts &facts)
{
    const Programs &programs = facts.host.programs;
    facts.qemuImg = findProgram(programs.qemuImg).has_value();
    facts.ssh = findProgram(QStringLiteral("ssh")) && findProgram(QStringLiteral("ssh-keygen"));
    facts.krunkit = findProgram(programs.krunkit).has_value();
    facts.gvproxy =
        findProgram(programs.gvproxy) || findProgram(QStringLiteral("/opt/podman/bin/gvproxy"));
    facts.missingBuildTools = missingBuildTools(programs.qemuImg);
    facts.renderNode = !QDir(QStringLiteral("/dev/dri"))
                            .entryList({QStringLiteral("renderD*")}, QDir::System)
                            .isEmpty();
}

void gatherAcceleration(DoctorFacts &facts, const Environment &environment,
                        const CancelToken &cancel)
{
    const QFileInfo device(QStringLiteral("/dev/kvm"));
    facts.kvmForbidden = device.exists() && !(device.isReadable() && device.isWritable());
    facts.starts = seenStarts(environment.paths);
    const QString accelerator = facts.host.kvmUsable   ? QStringLiteral("kvm")
                                : facts.host.hvfUsable ? QStringLiteral("hvf")
                                                       : QString();
    if (accelerator.isEmpty() || !facts.host.qemu.accelerators.contains(accelerator))
        return;
    facts.trial =
        cachedTrial(facts.host, accelerator,
                    environment.paths.cacheDir + QStringLiteral("/accelerator-trials.json"),
                    hostBootId(), cancel);
}

void gatherKept(DoctorFacts &facts, const Environment &environment)
{
    const ImageStore store(environment.paths.imagesDir());
    facts.brokenImages = store.brokenRecords();
    const QStringList records =
        QDir(store.directory()).entryList({QStringLiteral("*.json")}, QDir::Files);
    facts.images = records.size() - facts.brokenImages.size();
    for (const KnownLab &lab : knownLabs(environment.paths)) {
        ++facts.labs;
        auto loaded = loadTarget(environment.paths, Target{lab.name});
        if (loaded)
            continue;
        if (loaded.error().where.isEmpty())
            loaded.error().where = lab.file;
        facts.brokenLabs.push_back(loaded.error());
    }
    facts.orphanedLabs = orphanedLabs(environment.paths);
    facts.settingsProblem = environment.settingsProblem;
}

} // namespace

DoctorFacts gatherDoctorFacts(const Environment &environment, const JobContext &job)
{
    DoctorFacts facts;
    tell(job, QStringLiteral("Looking at QEMU"));
    if (const auto host = collectHostFacts(environment.paths, environment.programs, job.cancel))
        facts.host = *host;
    facts.osMajor = QSysInfo::productVersion().section(u'.', 0, 0).toInt();
    facts.packageSystem = packageSystem();
    gatherPrograms(facts);
    tell(job, QStringLiteral("Trying hardware acceleration"));
    gatherAcceleration(facts, environment, job.cancel);
    facts.freeMemory = availableMemory();
    facts.demoMemory = demoMemory();
    facts.stateDisk = diskAt(environment.paths.stateDir);
    facts.imageDisk = diskAt(environment.paths.imagesDir());
    if (const auto port = chooseFreePort(QStringLiteral("127.0.0.1"), Protocol::Tcp, {}); !port)
        facts.portProblem = formatError(port.error());
    facts.outgoingPorts = outgoingPorts();
    facts.proxies = proxies(environment.settings);
    tell(job, QStringLiteral("Asking for a name"));
    askForName(facts, job.cancel);
    gatherKept(facts, environment);
    return facts;
}

} // namespace hydra
