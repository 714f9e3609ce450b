// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/probe.h"

#include "core/host/accelerators.h"
#include "core/host/facts.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "core/vm/qemu/probe_cache.h"
#include "core/vm/virtiofsd_probe.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

#include <unistd.h>

namespace hydra {
namespace {

constexpr int factsVersion = 2;

/// The single words of a list that follows a headline.
QStringList listed(const QByteArray &help)
{
    QStringList words;
    const QList<QByteArray> lines = help.split('\n');
    for (const QByteArray &line : lines) {
        const QString word = QString::fromUtf8(line.trimmed());
        if (!word.isEmpty() && !word.contains(u' '))
            words << word;
    }
    return words;
}

/// Parses lines such as "q35     Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)".
std::map<QString, QString> aliases(const QByteArray &help)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\S+) .*\\(alias of (\\S+)\\)"),
                                            QRegularExpression::MultilineOption);
    std::map<QString, QString> machines;
    for (auto each = pattern.globalMatch(QString::fromUtf8(help)); each.hasNext();) {
        const auto match = each.next();
        machines[match.captured(1)] = match.captured(2);
    }
    return machines;
}

QJsonObject identity(const QString &program)
{
    const QFileInfo info(program);
    return {{QStringLiteral("program"), program},
            {QStringLiteral("file"), info.canonicalFilePath()},
            {QStringLiteral("modified_ms"), info.lastModified().toMSecsSinceEpoch()},
            {QStringLiteral("size"), info.size()}};
}

QJsonObject toJson(const QemuFacts &facts)
{
    QJsonObject machines;
    for (const auto &[type, versioned] : facts.machines)
        machines.insert(type, versioned);
    return {{QStringLiteral("major"), facts.major},
            {QStringLiteral("minor"), facts.minor},
            {QStringLiteral("version"), facts.version},
            {QStringLiteral("build"), facts.build},
            {QStringLiteral("machines"), machines},
            {QStringLiteral("accelerators"), QJsonArray::fromStringList(facts.accelerators)},
            {QStringLiteral("user_network"), facts.userNetwork}};
}

QemuFacts factsFromJson(const QString &program, const QJsonObject &json)
{
    QemuFacts facts;
    facts.program = program;
    facts.major = json[u"major"].toInt();
    facts.minor = json[u"minor"].toInt();
    facts.version = json[u"version"].toString();
    facts.build = json[u"build"].toString();
    const QJsonObject machines = json[u"machines"].toObject();
    for (auto machine = machines.begin(); machine != machines.end(); ++machine)
        facts.machines[machine.key()] = machine.value().toString();
    const QJsonArray accelerators = json[u"accelerators"].toArray();
    for (const QJsonValue &accelerator : accelerators)
        facts.accelerators << accelerator.toString();
    facts.userNetwork = json[u"user_network"].toBool();
    return facts;
}

/// NAMED if set; else the one in PATH or in Homebrew's directories, since a window started from the
/// Dock has a minimal PATH. Empty when there is none.
Result<QString> findQemu(const QString &arch, const QString &named)
{
    if (!named.isEmpty())
        return findProgram(named);
    const QString name = QStringLiteral("qemu-system-") + arch;
    if (const auto program = findProgram(name))
        return *program;
    for (const char *dir : {"/opt/homebrew/bin/", "/usr/local/bin/"}) {
        if (QFileInfo(QLatin1String(dir) + name).isExecutable())
            return QLatin1String(dir) + name;
    }
    return QString();
}

Result<QByteArray> ask(const QString &program, const QStringList &args, const CancelToken &cancel)
{
    Command command;
    command.program = program;
    command.args = args;
    RunOptions options;
    options.timeout = std::chrono::seconds(20);
    const auto result = run(command, cancel, options);
    if (!result)
        return fail(result.error());
    return result->output;
}

} // namespace

Result<QemuFacts> qemuFacts(const QString &program, const QByteArray &version,
                            const QByteArray &accelerators, const QByteArray &netdevs,
                            const QByteArray &machines)
{
    static const QRegularExpression pattern(
        QStringLiteral("QEMU emulator version ((\\d{1,4})\\.(\\d{1,4})[0-9.]*)([^\\n\\r]*)"));
    const auto match = pattern.match(QString::fromUtf8(version.left(4096)));
    if (!match.hasMatch())
        return fail(ErrorCode::Failed, QStringLiteral("does not say its version as QEMU does"),
                    program, QStringLiteral("install QEMU again"),
                    QString::fromUtf8(version.left(200)));
    QemuFacts facts;
    facts.program = program;
    facts.version = match.captured(1);
    facts.major = match.captured(2).toInt();
    facts.minor = match.captured(3).toInt();
    facts.accelerators = listed(accelerators);
    facts.userNetwork = listed(netdevs).contains(QStringLiteral("user"));
    facts.build = (facts.version + u' ' + match.captured(4).left(200).trimmed()).trimmed();
    facts.machines = aliases(machines);
    return facts;
}

Result<QemuFacts> probeQemu(const QString &program, const CancelToken &cancel)
{
    const auto version = ask(program, {QStringLiteral("--version")}, cancel);
    if (!version)
        return fail(version.error());
    const auto accelerators =
        ask(program, {QStringLiteral("-accel"), QStringLiteral("help")}, cancel);
    if (!accelerators)
        return fail(accelerators.error());
    // Without a machine, because the default one's requirements may not be met.
    const auto netdevs = ask(program,
                             {QStringLiteral("-machine"), QStringLiteral("none"),
                              QStringLiteral("-netdev"), QStringLiteral("help")},
                             cancel);
    if (!netdevs)
        return fail(netdevs.error());
    const auto machines =
        ask(program, {QStringLiteral("-machine"), QStringLiteral("help")}, cancel);
    if (!machines)
        return fail(machines.error());
    return qemuFacts(program, *version, *accelerators, *netdevs, *machines);
}

Result<QemuFacts> cachedQemuFacts(const QString &program, const QString &cacheFile,
                                  const QemuProbe &probe)
{
    const QJsonObject wanted = identity(program);
    QJsonObject cache = readProbeCache(cacheFile, factsVersion);
    QJsonObject entries = cache[u"qemu"].toObject();
    const QJsonObject entry = entries[program].toObject();
    if (entry[u"identity"].toObject() == wanted &&
        !entry[u"facts"][u"version"].toString().isEmpty())
        return factsFromJson(program, entry[u"facts"].toObject());
    auto facts = probe(program);
    if (facts) {
        entries[program] = QJsonObject{{QStringLiteral("identity"), wanted},
                                       {QStringLiteral("facts"), toJson(*facts)}};
        cache[u"qemu"] = entries;
        writeProbeCache(cacheFile, cache);
    }
    return facts;
}

Result<HostFacts> collectHostFacts(const Paths &paths, const Programs &programs,
                                   const CancelToken &cancel)
{
    const MachineFacts machine = machineFacts();
    const AcceleratorFacts acceleration = acceleratorFacts();
    HostFacts host;
    host.os = machine.os;
    host.arch = machine.arch;
    host.cpus = machine.cpus;
    host.memory = machine.memory;
    host.kvmUsable = acceleration.kvm;
    host.hvfUsable = acceleration.hvf;
    host.kvmReason = acceleration.kvmReason;
    host.firmware = findFirmware(firmwareQuery(
        host.arch, host.arch == u"aarch64" ? QStringLiteral("virt") : QStringLiteral("q35")));
    host.programs = programs;
    host.root = ::geteuid() == 0;
    host.virtiofsd = findVirtiofsd(programs.virtiofsd, cancel);
    const auto program = findQemu(host.arch, programs.qemu);
    if (!program)
        host.qemuReason = formatError(program.error());
    if (!program || program->isEmpty())
        return host;
    const auto qemu = cachedQemuFacts(*program, paths.cacheDir + QStringLiteral("/host-facts.json"),
                                      [&](const QString &name) { return probeQemu(name, cancel); });
    if (cancel.cancelled())
        return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
    if (qemu)
        host.qemu = *qemu;
    else
        host.qemuReason = formatError(qemu.error());
    return host;
}

} // namespace hydra
