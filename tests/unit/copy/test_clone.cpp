// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/copy/clone.h"
#include "core/copy/owned_lab.h"
#include "core/image/store.h"
#include "core/lab/create.h"
#include "core/lab/lab_lock.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>

using namespace hydra;

namespace {

const QString original = QStringLiteral("home");
const QString copy = QStringLiteral("other");

/// A user with a lab of one VM that is stopped and has a disk.
class Home
{
public:
    Home()
    {
        const QString root = m_dir.path();
        environment.paths = {root + QStringLiteral("/config"), root + QStringLiteral("/data"),
                             root + QStringLiteral("/cache"), root + QStringLiteral("/state"),
                             root + QStringLiteral("/run")};
        const VmRef vm{original, QStringLiteral("hub")};
        QDir().mkpath(environment.paths.labsDir());
        QDir().mkpath(environment.paths.vmState(vm));
        const auto written = writeFileAtomically(environment.paths.labFile(original),
                                                 "name: home\nvms: [{name: hub}]\n");
        if (!written || !createDisk(environment.paths.places(vm).systemDisk(), MemorySize::mib(1)))
            qFatal("no lab");
        source = *loadTarget(environment.paths, Target{.lab = original});
    }

    Environment environment;
    LoadedTarget source;

private:
    QTemporaryDir m_dir;
};

} // namespace

class TestClone : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aCloneIsNoLabBeforeItIsWhole()
    {
        const Home home;
        const Paths &paths = home.environment.paths;
        int looks = 0, found = 0, unowned = 0, unlocked = 0;
        JobContext job;
        job.progress = [&](const Progress &) {
            ++looks;
            found += findLab(paths, copy) ? 1 : 0;
            unowned +=
                QFileInfo::exists(paths.labState(copy) + QStringLiteral("/owner.json")) ? 0 : 1;
            unlocked += LabLock::acquire(paths, copy, LabLock::Wait::No) ? 1 : 0;
        };
        const auto clone = cloneLab(home.environment, home.source, copy, job);
        QVERIFY2(clone, qPrintable(clone ? QString() : formatError(clone.error())));
        QVERIFY(looks > 0);
        QCOMPARE(found + unowned + unlocked, 0);
        QCOMPARE(findLab(paths, copy)->file, clone->file);
        QVERIFY(QFileInfo::exists(paths.places({copy, QStringLiteral("hub")}).systemDisk()));
        QCOMPARE(orphanedLabs(paths), QStringList());
    }

    void itsNameIsTakenMeanwhile()
    {
        const Home home;
        const Paths &paths = home.environment.paths;
        std::optional<ErrorCode> second, created;
        JobContext job;
        job.progress = [&](const Progress &) {
            const auto other = cloneLab(home.environment, home.source, copy, {});
            second = other ? ErrorCode::Failed : other.error().code;
            created = checkNewLab(paths, copy) ? ErrorCode::Failed
                                               : checkNewLab(paths, copy).error().code;
        };
        QVERIFY(cloneLab(home.environment, home.source, copy, job));
        QCOMPARE(second, std::optional(ErrorCode::Conflict));
        QCOMPARE(created, std::optional(ErrorCode::Conflict));
        QVERIFY(findLab(paths, copy));
    }

    void aCloneThatFailsLeavesNothing()
    {
        const Home home;
        const Paths &paths = home.environment.paths;
        JobContext job;
        job.progress = [&](const Progress &) {
            // Somebody else's lab gets the name at the last moment.
            QVERIFY(writeFileAtomically(paths.labFile(copy), "name: other\nvms: [{name: x}]\n"));
        };
        QCOMPARE(cloneLab(home.environment, home.source, copy, job).error().code,
                 ErrorCode::Conflict);
        QVERIFY(!QFileInfo::exists(paths.labState(copy)));
        QVERIFY(QFileInfo::exists(paths.labFile(copy)));
    }
};

HYDRA_TEST_MAIN(TestClone)
#include "test_clone.moc"
