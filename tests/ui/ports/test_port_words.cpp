// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "ui/ports/port_table.h"

#include <QAbstractItemModelTester>

using namespace hydra;
using namespace hydra::ui;

namespace {

PortRow sshRow(const char *vm, std::uint16_t host)
{
    PortRow row;
    row.vm = {QStringLiteral("home"), QString::fromLatin1(vm)};
    row.port.role = QStringLiteral("ssh");
    row.port.hostPort = host;
    row.port.guestPort = 22;
    row.key = QStringLiteral("ports.ssh");
    row.authentication = Authentication::Yes;
    return row;
}

QStringList cellsOf(const PortRow &row)
{
    QStringList cells;
    for (int column = 0; column < portColumnCount; ++column)
        cells << portText(row, PortColumn(column));
    return cells;
}

} // namespace

class TestPortWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRowSaysAllThatIsKnown()
    {
        PortRow row = sshRow("hub", 5556);
        row.state = PortState::Listening;
        row.holder = PortHolder{42, QStringLiteral("qemu-system-x86")};
        QCOMPARE(cellsOf(row).join(u'|'),
                 QString::fromUtf8("home/hub|ssh|127.0.0.1:5556|22/tcp|Listening|this "
                                   "computer|qemu-system-x86 42|yes"));
    }

    void whatIsNotKnownIsSaid()
    {
        PortRow row;
        row.vm = {QStringLiteral("home"), QStringLiteral("hub")};
        row.port.role = QStringLiteral("extra");
        row.port.name = QStringLiteral("web");
        row.port.hostAddress = QStringLiteral("0.0.0.0");
        row.state = PortState::Unchosen;
        QCOMPARE(cellsOf(row).join(u'|'),
                 QString::fromUtf8("home/hub|web|0.0.0.0:auto|–|Not chosen|network|–|unknown"));
    }

    void noTwoStatesLookAlike()
    {
        QStringList words;
        for (const PortState state : {PortState::Listening, PortState::Closed, PortState::Free,
                                      PortState::Taken, PortState::Unchosen}) {
            PortRow row = sshRow("hub", 5556);
            row.state = state;
            words << portStateLook(row).word;
        }
        PortRow next = sshRow("hub", 5556);
        next.next = true;
        PortRow conflict = sshRow("hub", 5556);
        conflict.conflict = QStringLiteral("nginx (pid 7) listens on it");
        words << portStateLook(next).word << portStateLook(conflict).word;
        QCOMPARE(words.removeDuplicates(), qsizetype(0));
    }

    void aConflictSaysWhoWhatAndTheCure()
    {
        PortRow row = sshRow("hub", 5556);
        row.conflict = QStringLiteral("nginx (pid 7) listens on it");
        row.proposal = 5557;
        QCOMPARE(conflictWords(row),
                 QStringLiteral("home/hub, ssh on 127.0.0.1:5556: nginx (pid 7) listens on it"));
        QCOMPARE(cureWords(row), QStringLiteral("Use 5557"));
        row.count = 3;
        row.offset = 1;
        QCOMPARE(cureWords(row), QStringLiteral("Use 5557-5559"));
        QCOMPARE(portAddress(row, true), QStringLiteral("127.0.0.1:5555-5557"));
    }

    void theSummaryCounts()
    {
        PortRow open = sshRow("hub", 5556);
        open.port.hostAddress = QStringLiteral("0.0.0.0");
        QCOMPARE(portSummary({sshRow("oven", 1)}), QStringLiteral("1 port"));
        PortRow conflict = sshRow("tap", 2);
        conflict.conflict = QStringLiteral("x");
        QCOMPARE(portSummary({open, conflict}),
                 QString::fromUtf8("1 conflict · 1 open to the network · 2 ports"));
    }

    void theTableSortsNumbersAsNumbersAndFiltersByWords()
    {
        PortTable table;
        QAbstractItemModelTester tester(&table,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setRows({sshRow("hub", 20000), sshRow("oven", 5556), sshRow("tap", 443)});
        PortProxy proxy(table);
        proxy.sort(int(PortColumn::Address));
        QCOMPARE(proxy.row(proxy.index(0, 0)).port.hostPort, std::uint16_t(443));
        QCOMPARE(proxy.row(proxy.index(2, 0)).port.hostPort, std::uint16_t(20000));
        proxy.setWords(QStringLiteral("SSH oven"));
        QCOMPARE(proxy.rowCount(), 1);
        table.setRows({sshRow("oven", 5557)});
        QCOMPARE(proxy.row(proxy.index(0, 0)).port.hostPort, std::uint16_t(5557));
    }

    void aStateThatChangesKeepsTheRows()
    {
        PortTable table;
        table.setRows({sshRow("hub", 5556)});
        const QPersistentModelIndex kept = table.index(0, 0);
        PortRow listening = sshRow("hub", 5556);
        listening.state = PortState::Listening;
        table.setRows({listening});
        QVERIFY(kept.isValid());
        QVERIFY(table.row(0).state == PortState::Listening);
    }
};

HYDRA_TEST_MAIN(TestPortWords)
#include "test_port_words.moc"
