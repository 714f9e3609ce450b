// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/vm/isolation_card.h"
#include "ui/vm/overview_page.h"

#include <QPushButton>

using namespace hydra;
using namespace hydra::ui;

namespace {

QPushButton *buttonNamed(const QWidget &top, const QString &description)
{
    for (QPushButton *button : top.findChildren<QPushButton *>()) {
        if (button->accessibleName().contains(description) ||
            button->accessibleDescription().contains(description))
            return button;
    }
    return nullptr;
}

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestIsolationCard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFixIsWrittenIntoTheLabFileAndRaisesTheGrade()
    {
        House house;
        const QString file =
            house.writeLab(QStringLiteral("home"), "name: home\nnetwork: {mode: lab}\nvms:\n"
                                                   "- name: hub\n  bind: 0.0.0.0 # for the demo\n"
                                                   "  egress: none\n  host_loopback: false\n");
        house.open();
        VmEntry *vm = house.store().vm({QStringLiteral("home"), QStringLiteral("hub")});
        QVERIFY(vm != nullptr);
        OverviewPage page(house.context(), *vm);
        page.resize(1200, 800);
        page.show();
        const auto *card = page.findChild<IsolationCard *>();
        QVERIFY(card != nullptr);
        QVERIFY(says(*card, QStringLiteral("B")));
        QTRY_VERIFY(says(*card, QStringLiteral("Ports open to the network")));
        QVERIFY(says(*card, QStringLiteral("To raise it: bind: 127.0.0.1")));
        QPushButton *fix = buttonNamed(*card, QStringLiteral("bind: 127.0.0.1"));
        QVERIFY(fix != nullptr);
        fix->click();
        QVERIFY(textOf(file).contains("  bind: 127.0.0.1 # for the demo\n"));
        QTRY_VERIFY(says(*card, QStringLiteral("A")));
        QTRY_VERIFY(!says(*card, QStringLiteral("To raise it")));
        QVERIFY(!says(*card, QStringLiteral("Ports open to the network")));
    }
};

HYDRA_TEST_MAIN(TestIsolationCard)
#include "test_isolation_card.moc"
