// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/host/ports.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/ports/conflict_card.h"
#include "ui/ports/port_view.h"
#include "ui/ports/ports_page.h"

#include <QClipboard>

using namespace hydra;
using namespace hydra::ui;

namespace {

/// A lab with one VM on an address that nobody else uses.
QByteArray labAt(std::uint16_t ssh)
{
    return "vms:\n  - name: hub   # mine\n    bind: 127.9.9.9\n    ports: {ssh: " +
           QByteArray::number(ssh) + ", containerd: off, streaming: off}\n";
}

QPushButton *buttonIn(const QWidget &top, const QString &text)
{
    for (QPushButton *button : top.findChildren<QPushButton *>()) {
        if (button->text() == text && button->isVisibleTo(&top))
            return button;
    }
    return nullptr;
}

bool showsPorts(const MainWindow &window, int count)
{
    auto *view = window.findChild<PortView *>();
    return view && view->proxy().rowCount() == count;
}

/// Opens the ports of the lab `home`.
void openPorts(House &house)
{
    MainWindow &window = house.open();
    window.go({Place::Kind::Lab, QStringLiteral("home"), {}});
    buttonIn(window, QStringLiteral("Ports"))->click();
}

} // namespace

class TestPortsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyLabsPortsAreThereThisLabsFirst()
    {
        House house;
        house.writeLab(QStringLiteral("attic"), labAt(5556));
        house.writeLab(QStringLiteral("home"), labAt(5557));
        openPorts(house);
        QTRY_VERIFY(showsPorts(house.window(), 2));
        const auto &view = *house.window().findChild<PortView *>();
        QCOMPARE(view.model()->index(0, 0).data().toString(), QStringLiteral("home/hub"));
        QCOMPARE(view.model()->index(1, 0).data().toString(), QStringLiteral("attic/hub"));
        QVERIFY(!house.window().findChild<ConflictCard *>()->isVisible());
    }

    void aConflictIsSolvedByOneClickAndTheFileKeepsItsComments()
    {
        House house;
        house.writeLab(QStringLiteral("attic"), labAt(5556));
        const QString file = house.writeLab(QStringLiteral("home"), labAt(5556));
        openPorts(house);
        auto *card = house.window().findChild<ConflictCard *>();
        QTRY_VERIFY(card->isVisible());
        QVERIFY(says(house.window(), QStringLiteral("home/hub, ssh on 127.9.9.9:5556: attic/hub "
                                                    "wants it for ssh, too")));
        const QString cure = QStringLiteral("Use %1").arg(
            *proposeFreePort(QStringLiteral("127.9.9.9"), 5556, Protocol::Tcp));
        QVERIFY2(buttonIn(*card, cure), qPrintable(cure));
        buttonIn(*card, cure)->click();
        QTRY_VERIFY(!card->isVisible());
        const QByteArray text = readFile(file).value_or(QByteArray());
        QVERIFY2(text.contains("hub   # mine") && !text.contains("5556"), text.constData());
    }

    void allConflictsAreSolvedAtOnce()
    {
        House house;
        for (const char *lab : {"attic", "home", "shed"})
            house.writeLab(QLatin1String(lab), labAt(5556));
        openPorts(house);
        auto *card = house.window().findChild<ConflictCard *>();
        QTRY_VERIFY(card->isVisible());
        buttonIn(*card, QStringLiteral("Solve all"))->click();
        QTRY_VERIFY(!card->isVisible());
        QTRY_VERIFY(showsPorts(house.window(), 3));
    }

    void aFileThatBrokeMeanwhileIsSaid()
    {
        House house;
        house.writeLab(QStringLiteral("attic"), labAt(5556));
        house.writeLab(QStringLiteral("home"), labAt(5556));
        openPorts(house);
        PortList list(house.store(), QStringLiteral("home"));
        PortRow row;
        row.vm = {QStringLiteral("home"), QStringLiteral("gone")};
        row.key = QStringLiteral("ports.ssh");
        const auto refused = list.move(row, 5999);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Invalid);
    }

    void anOpenPortIsRestrictedByItsButton()
    {
        House house;
        const QString file = house.writeLab(
            QStringLiteral("home"), "vms:\n  - name: hub   # mine\n    bind: 0.0.0.0\n    ports: "
                                    "{ssh: 5556, containerd: off, streaming: off}\n");
        openPorts(house);
        QTRY_VERIFY(showsPorts(house.window(), 1));
        QPushButton *button = buttonIn(house.window(), QStringLiteral("Restrict"));
        QVERIFY(button && !button->isEnabled());
        auto *view = house.window().findChild<PortView *>();
        view->selectRow(0);
        QVERIFY(button->isEnabled());
        button->click();
        QTRY_VERIFY(!view->proxy().row(view->proxy().index(0, 0)).isOpenToNetwork());
        QVERIFY(!button->isEnabled());
        const QByteArray text = readFile(file).value_or(QByteArray());
        QVERIFY2(text.contains("# mine") && text.contains("bind: 127.0.0.1"), text.constData());
    }

    void enterLeadsToTheEnvironment()
    {
        House house;
        house.writeLab(QStringLiteral("home"), labAt(5556));
        openPorts(house);
        QTRY_VERIFY(showsPorts(house.window(), 1));
        auto *view = house.window().findChild<PortView *>();
        view->selectRow(0);
        QTest::keyClick(view, Qt::Key_Return);
        QVERIFY(house.window().place() ==
                Place::of({QStringLiteral("home"), QStringLiteral("hub")}));
    }

    void noPortsAreSaidToBeNone()
    {
        House house;
        house.writeLab(QStringLiteral("home"),
                       "vms: [{name: hub, ports: {ssh: off, containerd: off, streaming: off}}]\n");
        openPorts(house);
        QTRY_VERIFY(says(house.window(), QStringLiteral("No lab has a port.")));
    }
};

HYDRA_TEST_MAIN(TestPortsPage)
#include "test_ports_page.moc"
