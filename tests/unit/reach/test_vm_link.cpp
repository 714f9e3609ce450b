// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/reach/keeper_tries.h"
#include "core/reach/vm_link.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

using namespace hydra;
using namespace std::chrono_literals;

namespace {

/// A VM whose QEMU lives, whose keeper died, and whose next keepers crash as soon as they have
/// greeted their first client.
class Orphan
{
public:
    Orphan()
    {
        const QString root = m_dir.path();
        environment.paths = {root + QStringLiteral("/c"), root + QStringLiteral("/d"),
                             root + QStringLiteral("/x"), root + QStringLiteral("/s"),
                             root + QStringLiteral("/r")};
        m_qemu.start(QStringLiteral("sleep"), {QStringLiteral("600")});
        m_qemu.waitForStarted();
        plan.vm = vm;
        plan.stateDir = environment.paths.vmState(vm);
        plan.runtimeDir = environment.paths.vmRuntime(vm);
        for (const QString &dir : {environment.paths.stateDir, environment.paths.labState(vm.lab),
                                   plan.stateDir, environment.paths.runtimeDir, plan.runtimeDir})
            write(makePrivateDir(dir));
        VmStatus status;
        status.vm = vm;
        status.state = VmState::Running;
        status.startedAtMs = 1;
        status.vmProcess = identify(m_qemu.processId());
        write(writeFileAtomically(plan.planFile(), QJsonDocument(toJson(plan)).toJson()));
        write(writeFileAtomically(plan.stateFile(), QJsonDocument(toJson(status)).toJson()));
        environment.keeperProgram = m_dir.filePath(QStringLiteral("keeper"));
        const QString script =
            QStringLiteral("#!/bin/sh\necho x >> '%1'\nexec '%2' '%3' '%4' 1 crash\n")
                .arg(m_dir.filePath(QStringLiteral("starts")), test::testPath("fake_keeper"),
                     plan.stateDir, plan.runtimeDir);
        write(writeFileAtomically(environment.keeperProgram, script.toUtf8()));
        QFile::setPermissions(environment.keeperProgram,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    ~Orphan()
    {
        m_qemu.kill();
        m_qemu.waitForFinished();
    }
    [[nodiscard]] qsizetype starts() const
    {
        const auto text = readFile(m_dir.filePath(QStringLiteral("starts")));
        return text ? text->count('x') : 0;
    }

    const VmRef vm{QStringLiteral("lab"), QStringLiteral("vm")};
    Environment environment;
    LaunchPlan plan;

private:
    static void write(const Result<void> &written)
    {
        if (!written)
            qFatal("%s", qPrintable(formatError(written.error())));
    }

    QTemporaryDir m_dir;
    QProcess m_qemu;
};

} // namespace

class TestVmLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeeperThatCrashesOnAdoptionIsNotReplacedForEver()
    {
        const Orphan orphan;
        VmLink link(orphan.environment, orphan.vm);
        std::vector<Error> failures;
        connect(&link, &VmLink::failed, this, [&](const Error &why) { failures.push_back(why); });
        link.open();
        QTRY_VERIFY_WITH_TIMEOUT(!failures.empty(), 60000);
        QVERIFY2(failures[0].what.contains(QStringLiteral("times in a row")),
                 qPrintable(formatError(failures[0])));
        QCOMPARE(orphan.starts(), 6);
        QVERIFY(!link.isLive());
        QCOMPARE(toString(link.status().state), toString(VmState::Running));
        link.open(); // as the window does when it looks again
        QCOMPARE(failures.size(), size_t(2));
        QCOMPARE(orphan.starts(), 6);
    }

    void theNextKeeperWaitsLongerEachTime()
    {
        KeeperTries tries;
        tries.died(0ms);
        QCOMPARE(tries.pause(), 0ms);
        tries.died(0ms);
        const auto first = tries.pause();
        tries.died(0ms);
        QCOMPARE(tries.pause(), 2 * first);
        tries.died(10min); // it had taken its VM over
        QCOMPARE(tries.pause(), 0ms);
        for (int i = 0; i < 5; ++i) {
            QVERIFY(!tries.isOver());
            tries.died(1s);
        }
        QVERIFY(tries.isOver());
    }
};

HYDRA_TEST_MAIN(TestVmLink)
#include "test_vm_link.moc"
