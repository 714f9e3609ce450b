// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

using namespace hydra;

class TestCriModule : public QObject
{
    Q_OBJECT

    /// What the program answers to one more request.
    static QByteArray ask(QProcess &program)
    {
        program.write("\n");
        [&] { QTRY_VERIFY_WITH_TIMEOUT(program.canReadLine(), 30'000); }();
        return program.readLine();
    }

private Q_SLOTS:
    void aModuleThatCannotBeLoadedSaysWhyAndIsTriedAgain()
    {
        const QTemporaryDir dir; // a program looks for the module beside itself
        const QString copy = dir.filePath(QStringLiteral("load_cri"));
        const QString module = dir.filePath(QStringLiteral("hydra_cri.so"));
        QVERIFY(QFile::copy(test::testPath("load_cri"), copy));
        QFile broken(module);
        QVERIFY(broken.open(QIODevice::WriteOnly));
        QVERIFY(broken.write(QByteArray(4096, 'x')) > 0);
        broken.close();

        QProcess program;
        program.start(copy, QStringList());
        const QByteArray refused = ask(program);
        QVERIFY2(refused.contains("hydra_cri.so"), refused.constData());
        QVERIFY2(refused.contains("invalid ELF header"), refused.constData()); // dlopen's words
        QVERIFY(QFile::remove(module));
        QVERIFY(QFile::link(test::programPath("hydra_cri.so"), module));
        QCOMPARE(ask(program), QByteArray("loaded\n"));
        program.closeWriteChannel();
        QVERIFY(program.waitForFinished(30'000));
    }
};

HYDRA_TEST_MAIN(TestCriModule)
#include "test_cri_module.moc"
