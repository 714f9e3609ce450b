// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/accelerator_probe.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

using namespace hydra;
using Outcome = AcceleratorTrial::Outcome;

namespace {

/// A program that records each call in DIR and then runs SCRIPT.
HostFacts hostWith(const QTemporaryDir &dir, const QByteArray &script)
{
    HostFacts host;
    host.os = QStringLiteral("linux");
    host.arch = QStringLiteral("x86_64");
    host.qemu.program = dir.filePath(QStringLiteral("qemu"));
    QFile::remove(host.qemu.program);
    QFile file(host.qemu.program);
    if (file.open(QIODevice::WriteOnly))
        file.write("#!/bin/sh\necho x >> '" + dir.filePath(QStringLiteral("runs")).toUtf8() +
                   "'\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return host;
}

int runs(const QTemporaryDir &dir)
{
    QFile file(dir.filePath(QStringLiteral("runs")));
    return file.open(QIODevice::ReadOnly) ? int(file.readAll().count('x')) : 0;
}

AcceleratorTrial tried(const QByteArray &script,
                       std::chrono::milliseconds patience = std::chrono::seconds(20))
{
    const QTemporaryDir dir;
    return tryAccelerator(hostWith(dir, script), QStringLiteral("kvm"), {}, patience);
}

} // namespace

/// Trials of acceleration with a program instead of QEMU.
class TestAcceleratorProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void firmwareThatSpeaksProvesThatGuestsRun()
    {
        // It would run for ever; the trial ends it.
        QCOMPARE(tried("echo 'SeaBIOS (version 1.16)'; exec sleep 1000\n").outcome, Outcome::Works);
    }

    void aQemuThatAbortsIsBroken()
    {
        const AcceleratorTrial trial = tried("echo 'failed to set MSR 0x10a' >&2; kill -ABRT $$\n");
        QCOMPARE(trial.outcome, Outcome::Broken);
        QVERIFY2(trial.words.contains(u"SIGABRT") && trial.details.contains(u"MSR 0x10a"),
                 qPrintable(trial.words));
    }

    void aQemuThatRefusesIsBroken()
    {
        QCOMPARE(tried("echo 'no such accelerator' >&2; exit 1\n").outcome, Outcome::Broken);
        QCOMPARE(tried("exit 0\n").outcome, Outcome::Broken);
    }

    void silenceProvesNothing()
    {
        QCOMPARE(tried("exec sleep 1000\n", std::chrono::milliseconds(200)).outcome,
                 Outcome::Unknown);
    }

    void aTrialIsRememberedUntilTheMachineOrQemuChanges()
    {
        const QTemporaryDir dir;
        const QString cache = dir.filePath(QStringLiteral("cache/trials.json"));
        HostFacts host = hostWith(dir, "echo 'SeaBIOS'; exec sleep 1000\n");
        const auto ask = [&](const char *boot) {
            return cachedTrial(host, QStringLiteral("kvm"), cache, QLatin1String(boot)).outcome;
        };
        QCOMPARE(ask("one"), Outcome::Works);
        QCOMPARE(ask("one"), Outcome::Works);
        QCOMPARE(runs(dir), 1);
        QCOMPARE(ask("two"), Outcome::Works);
        QCOMPARE(runs(dir), 2);
        host = hostWith(dir, "exit 1 # another size\n");
        QCOMPARE(ask("two"), Outcome::Broken);
        QCOMPARE(ask("two"), Outcome::Broken);
        QCOMPARE(runs(dir), 3);
        QCOMPARE(QFile::permissions(cache) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void aBrokenCacheIsWrittenAnew()
    {
        const QTemporaryDir dir;
        const QString cache = dir.filePath(QStringLiteral("trials.json"));
        for (const QByteArray &text :
             {QByteArray("{"), QByteArray("[]"), QByteArray("{\"version\": 7}")}) {
            QFile file(cache);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            const HostFacts host = hostWith(dir, "echo 'SeaBIOS'; exec sleep 1000\n");
            QCOMPARE(cachedTrial(host, QStringLiteral("kvm"), cache, QStringLiteral("b")).outcome,
                     Outcome::Works);
        }
    }

    void aCancelledTrialIsNotEvenStarted()
    {
        const QTemporaryDir dir;
        const CancelToken cancel;
        cancel.cancel();
        QCOMPARE(tryAccelerator(hostWith(dir, "exit 1\n"), QStringLiteral("kvm"), cancel).outcome,
                 Outcome::Unknown);
        QCOMPARE(runs(dir), 0);
    }

    void anArmMachineStandsStill()
    {
        HostFacts host;
        host.arch = QStringLiteral("aarch64");
        const QStringList args = trialCommand(host, QStringLiteral("hvf")).args;
        QVERIFY(args.contains(QStringLiteral("-S")) && args.contains(QStringLiteral("virt")));
    }
};

HYDRA_TEST_MAIN(TestAcceleratorProbe)
#include "test_accelerator_probe.moc"
