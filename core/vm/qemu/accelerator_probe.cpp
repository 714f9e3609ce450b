// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/accelerator_probe.h"

#include "core/process/run.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/probe_cache.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

namespace hydra {
namespace {

using Outcome = AcceleratorTrial::Outcome;

constexpr int trialsVersion = 1;

QJsonObject identity(const Command &command, const QString &bootId)
{
    const QFileInfo info(command.program);
    return {{QStringLiteral("command"), toJson(command)},
            {QStringLiteral("file"), info.canonicalFilePath()},
            {QStringLiteral("modified_ms"), info.lastModified().toMSecsSinceEpoch()},
            {QStringLiteral("size"), info.size()},
            {QStringLiteral("boot_id"), bootId}};
}

// SeaBIOS's first message; all it prints comes from guest code that ran.
bool isGuestSpeaking(const QByteArray &line)
{
    return line.startsWith("SeaBIOS");
}

AcceleratorTrial judge(const Error &error, bool armStandsStill)
{
    if (error.code == ErrorCode::TimedOut && armStandsStill)
        return {.outcome = Outcome::Works};
    if (error.code == ErrorCode::TimedOut)
        return {Outcome::Unknown, QStringLiteral("a test guest said nothing for some seconds"),
                error.details};
    if (error.code == ErrorCode::Cancelled)
        return {Outcome::Unknown, QStringLiteral("cancelled"), {}};
    return {Outcome::Broken, QStringLiteral("QEMU ") + error.what, error.details};
}

} // namespace

Command trialCommand(const HostFacts &host, const QString &accelerator)
{
    Command command;
    command.program = host.qemu.program;
    const VmSpec vm;
    for (const char *word : {"-nodefaults", "-no-user-config", "-display", "none", "-m", "64"})
        command.args << QLatin1String(word);
    command.args << QStringLiteral("-machine") << machineType(vm, host) << QStringLiteral("-accel")
                 << accelerator << QStringLiteral("-cpu") << cpuModel(vm, accelerator);
    if (isArm(host))
        command.args << QStringLiteral("-S");
    else
        command.args << QStringLiteral("-chardev") << QStringLiteral("stdio,id=messages,signal=off")
                     << QStringLiteral("-device")
                     << QStringLiteral("isa-debugcon,iobase=0x402,chardev=messages");
    return command;
}

AcceleratorTrial tryAccelerator(const HostFacts &host, const QString &accelerator,
                                const CancelToken &cancel, std::chrono::milliseconds patience)
{
    if (cancel.cancelled())
        return {Outcome::Unknown, QStringLiteral("cancelled"), {}};
    const CancelToken enough; // `run` ends an endless child only by cancellation
    bool spoke = false;
    RunOptions options;
    options.timeout = isArm(host) ? std::chrono::milliseconds(1500) : patience;
    options.onLine = [&](const QByteArray &line) {
        spoke = spoke || isGuestSpeaking(line);
        if (spoke || cancel.cancelled())
            enough.cancel();
    };
    const auto ended = run(trialCommand(host, accelerator), enough, options);
    if (spoke)
        return {.outcome = Outcome::Works};
    if (ended)
        return {Outcome::Broken, QStringLiteral("QEMU ended at once"),
                QString::fromUtf8(ended->errorOutput)};
    return judge(ended.error(), isArm(host));
}

AcceleratorTrial cachedTrial(const HostFacts &host, const QString &accelerator,
                             const QString &cacheFile, const QString &bootId,
                             const CancelToken &cancel)
{
    const QJsonObject wanted = identity(trialCommand(host, accelerator), bootId);
    QJsonObject cache = readProbeCache(cacheFile, trialsVersion);
    const QJsonObject entry = cache[accelerator].toObject();
    if (!bootId.isEmpty() && entry[u"identity"].toObject() == wanted)
        return {entry[u"works"].toBool() ? Outcome::Works : Outcome::Broken,
                entry[u"words"].toString(), entry[u"details"].toString()};
    const AcceleratorTrial trial = tryAccelerator(host, accelerator, cancel);
    if (trial.outcome == Outcome::Unknown)
        return trial;
    cache[accelerator] = QJsonObject{{QStringLiteral("identity"), wanted},
                                     {QStringLiteral("works"), trial.outcome == Outcome::Works},
                                     {QStringLiteral("words"), trial.words},
                                     {QStringLiteral("details"), trial.details}};
    writeProbeCache(cacheFile, cache);
    return trial;
}

} // namespace hydra
