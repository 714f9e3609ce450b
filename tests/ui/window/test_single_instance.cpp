// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/single_instance.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace hydra;

class TestSingleInstance : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStartThatCannotListenSaysWhyAndFreesTheLock()
    {
        const QTemporaryDir dir;
        Paths paths;
        paths.runtimeDir = dir.path();
        QVERIFY(QDir(dir.path()).mkpath(QStringLiteral("w/in the way")));
        SingleInstance first(paths);
        const auto claimed = first.claim({});
        QVERIFY(!claimed);
        QCOMPARE(claimed.error().where, dir.filePath(QStringLiteral("w")));
        QVERIFY(QDir(dir.filePath(QStringLiteral("w"))).removeRecursively());
        SingleInstance second(paths);
        QCOMPARE(second.claim({}).value_or(false), true);
    }
};

HYDRA_TEST_MAIN(TestSingleInstance)
#include "test_single_instance.moc"
