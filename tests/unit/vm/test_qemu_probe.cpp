// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/probe.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace hydra;

namespace {
const QByteArray version =
    "QEMU emulator version 7.2.22 (Debian 1:7.2+dfsg-7)\nCopyright (c) 2003\n";
const QByteArray accelerators = "Accelerators supported in QEMU binary:\ntcg\nkvm\n";
const QByteArray machines =
    "Supported machines are:\nmicrovm              microvm (i386)\n"
    "pc                   Standard PC (i440FX + PIIX, 1996) (alias of pc-i440fx-7.2)\n"
    "q35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)\n"
    "pc-q35-7.2           Standard PC (Q35 + ICH9, 2009)\n";
const QByteArray netdevs = "Available netdev backend types:\nsocket\nuser\n";

/// A program that answers like QEMU.
QString fakeQemu(const QString &dir, const QByteArray &versionText)
{
    const QString path = dir + QStringLiteral("/qemu-system-fake");
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("#!/bin/sh\ncase \"$*\" in\n--version) echo '" + versionText +
               "';;\n'-accel help') printf 'Accelerators:\\ntcg\\n';;\n"
               "*'-netdev help') printf 'Available netdev backend types:\\nuser\\n';;\n"
               "'-machine help') printf 'q35   Standard PC (Q35 + ICH9, 2009) (alias of "
               "pc-q35-8.1)\\n';;\n"
               "*) exit 1;;\nesac\n");
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path;
}
} // namespace

class TestQemuProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void factsAreReadFromWhatQemuPrints()
    {
        const QString program = QStringLiteral("/usr/bin/qemu");
        const auto facts = qemuFacts(program, version, accelerators, netdevs, machines);
        QVERIFY(facts);
        QCOMPARE(*facts, (QemuFacts{program,
                                    7,
                                    2,
                                    QStringLiteral("7.2.22"),
                                    {QStringLiteral("tcg"), QStringLiteral("kvm")},
                                    true,
                                    facts->build,
                                    {{QStringLiteral("pc"), QStringLiteral("pc-i440fx-7.2")},
                                     {QStringLiteral("q35"), QStringLiteral("pc-q35-7.2")}}}));
        QVERIFY2(facts->build.startsWith(QStringLiteral("7.2.22 (Debian 1:7.2")),
                 qPrintable(facts->build));
        QCOMPARE(qemuFacts(program, "QEMU emulator version 10.0.3\n", {}, {})->build,
                 QStringLiteral("10.0.3"));
        QVERIFY(
            !qemuFacts(program, version, accelerators, "Available netdev backend types:\nsocket\n")
                 ->userNetwork);
        QCOMPARE(qemuFacts(program, "QEMU emulator version 10.0.3\n", {}, {})->major, 10);
    }

    void aProgramThatIsNoQemuIsRefused()
    {
        for (const char *text : {"", "GNU coreutils 9.1", "QEMU emulator version x.y"})
            QVERIFY2(!qemuFacts(QStringLiteral("/bin/true"), text, {}, {}), text);
    }

    void theProgramIsAskedOnceUntilItsFileChanges()
    {
        QTemporaryDir dir;
        const QString program = fakeQemu(dir.path(), "QEMU emulator version 8.1.2");
        const QString cache = dir.filePath(QStringLiteral("cache/host-facts.json"));
        int asked = 0;
        const QemuProbe probe = [&](const QString &name) {
            ++asked;
            return probeQemu(name);
        };
        const auto first = cachedQemuFacts(program, cache, probe);
        QVERIFY2(first, first ? "" : qPrintable(formatError(first.error())));
        QCOMPARE(first->version, QStringLiteral("8.1.2"));
        QCOMPARE(*cachedQemuFacts(program, cache, probe), *first);
        QCOMPARE(asked, 1);
        QCOMPARE(QFile::permissions(cache) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());

        fakeQemu(dir.path(), "QEMU emulator version 10.0.13");
        QCOMPARE(cachedQemuFacts(program, cache, probe)->major, 10);
        QCOMPARE(asked, 2);
    }

    void aBrokenCacheIsWrittenAnew()
    {
        QTemporaryDir dir;
        const QString program = fakeQemu(dir.path(), "QEMU emulator version 8.1.2");
        const QString cache = dir.filePath(QStringLiteral("host-facts.json"));
        for (const char *text : {"", "{", "[]", "{\"version\":1,\"qemu\":[3]}", "{\"version\":99}",
                                 "{\"version\":1,\"qemu\":{\"x\":7}}"}) {
            QFile file(cache);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(text);
            file.close();
            int asked = 0;
            const QemuProbe probe = [&](const QString &name) {
                ++asked;
                return probeQemu(name);
            };
            QVERIFY2(cachedQemuFacts(program, cache, probe), text);
            QVERIFY2(cachedQemuFacts(program, cache, probe), text);
            QCOMPARE(asked, 1);
        }
    }

    void aProbeThatFailsIsNotRemembered()
    {
        QTemporaryDir dir;
        const QString program = fakeQemu(dir.path(), "something else");
        const QString cache = dir.filePath(QStringLiteral("host-facts.json"));
        QVERIFY(
            !cachedQemuFacts(program, cache, [](const QString &name) { return probeQemu(name); }));
        QVERIFY(!QFile::exists(cache));
    }

    void theQemuThatWasNamedIsTheOne()
    {
        QTemporaryDir dir;
        Paths paths;
        paths.cacheDir = dir.filePath(QStringLiteral("cache"));
        Programs programs;
        programs.qemu = fakeQemu(dir.path(), "QEMU emulator version 8.1.2");
        const auto host = collectHostFacts(paths, programs);
        QVERIFY(host);
        QCOMPARE(host->qemu.program, programs.qemu);
        QCOMPARE(host->qemu.version, QStringLiteral("8.1.2"));
        QCOMPARE(host->programs, programs);

        programs.qemu = dir.filePath(QStringLiteral("none"));
        const auto without = collectHostFacts(paths, programs);
        QVERIFY(without && without->qemu.program.isEmpty());
        QVERIFY2(without->qemuReason.contains(programs.qemu), qPrintable(without->qemuReason));
    }

    void thisHostIsDescribedWhateverItHas()
    {
        QTemporaryDir dir;
        Paths paths;
        paths.cacheDir = dir.filePath(QStringLiteral("cache"));
        const auto host = collectHostFacts(paths);
        QVERIFY(host);
        QVERIFY(host->cpus >= 1 && !host->arch.isEmpty());
        QVERIFY(host->kvmUsable != !host->kvmReason.isEmpty());
        QCOMPARE(*collectHostFacts(paths), *host);
    }
};

HYDRA_TEST_MAIN(TestQemuProbe)
#include "test_qemu_probe.moc"
