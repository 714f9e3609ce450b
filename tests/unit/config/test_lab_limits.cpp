// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "tests/support/test_main.h"

using namespace hydra;

/// Labs that are too large, as written or as meant.
class TestLabLimits : public QObject
{
    Q_OBJECT

    static QString complaintAbout(const QByteArray &text)
    {
        const auto lab = readLab(text, QStringLiteral("lab.yaml"));
        return lab ? QString() : formatDiagnostic(lab.error().front());
    }

private Q_SLOTS:
    /// Exports and copies write every VM's values out; what they write must be a lab file again.
    void aLabThatCannotBeWrittenOutIsRefused()
    {
        const QByteArray command = QByteArray(40'000, 'x');
        const QByteArray common =
            "name: home\ncommon:\n  user_data: {runcmd: [" + command + "]}\nvms:\n";
        QByteArray vms;
        for (int i = 0; i < 30; ++i)
            vms += "  - name: vm" + QByteArray::number(i) + '\n';
        QCOMPARE(complaintAbout(common + "  - name: hub\n"), QString());
        QCOMPARE(
            complaintAbout(common + vms),
            QStringLiteral("lab.yaml:1:1: grows beyond 1 MiB or 64 levels when each VM's values "
                           "are written out; use fewer aliases, or split the lab into several "
                           "files"));
    }

    void hugeFilesAreRefusedQuickly_data()
    {
        QTest::addColumn<QByteArray>("text");
        const qsizetype size = (1 << 20) - 16;
        QTest::newRow("over 1 MiB") << QByteArray((1 << 20) + 1, '#');
        for (const QByteArray part :
             {"[", "- ", "? ", "[,", "a\n", "\"\\", "&a ", "a: &a\n", "*a ", "a,",
              "[a]: ", "- - a\n ", "x", "- {a: b, c: [d]}\n", "? a\n: b\n", "[? a : "})
            QTest::newRow(part.toHex().constData()) << part.repeated(size / part.size());
        QTest::newRow("vms") << "vms:\n" + QByteArray("- {}\n").repeated(90'000);
        QTest::newRow("bad vms") << "vms:\n" + QByteArray("- {cpux: 1}\n").repeated(256);
        QTest::newRow("one line") << "vms: [" + QByteArray("{cpux: 1},").repeated(15'000) + "]";
        QTest::newRow("bad lists")
            << "vms: [{qemu_args: [" + QByteArray("[],").repeated(60'000) + "]}]";
    }

    void hugeFilesAreRefusedQuickly()
    {
        QFETCH(QByteArray, text);
        const auto lab = readLab(text, QStringLiteral("x.yaml"));
        QVERIFY(!lab);
        QVERIFY(!lab.error().empty() && lab.error().size() <= 202);
    }
};

HYDRA_TEST_MAIN(TestLabLimits)
#include "test_lab_limits.moc"
