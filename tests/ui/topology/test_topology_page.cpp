// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/topology/pretend_keeper.h"
#include "ui/topology/network_dialogs.h"
#include "ui/topology/places_file.h"
#include "ui/topology/topology_page.h"
#include "ui/topology/topology_view.h"

#include <QContextMenuEvent>
#include <QImage>
#include <QMenu>

using namespace hydra;
using namespace hydra::ui;

namespace {

const VmRef theHub{QStringLiteral("home"), QStringLiteral("hub")};
const QString hubBox = boxIdOf(theHub.vm);
const QByteArray onOneNetwork =
    "network: {mode: lab}\nvms:\n  - name: hub # mine\n  - name: oven\n";

QPushButton *pageButton(const QWidget &top, const QString &name)
{
    for (QPushButton *button : top.findChildren<QPushButton *>()) {
        if (button->accessibleName() == name && button->isVisibleTo(&top))
            return button;
    }
    return nullptr;
}

/// Opens the lab `home` at its topology.
TopologyView &openTopology(House &house)
{
    MainWindow &window = house.open();
    window.go({Place::Kind::Lab, theHub.lab, {}});
    pageButton(window, QStringLiteral("Tab Topology"))->click();
    auto *view = window.findChild<TopologyView *>();
    if (!QTest::qWaitFor([view] { return !view->topology().vms.empty(); }))
        qFatal("no topology");
    return *view;
}

/// The menu of the hub, opened by keyboard.
QMenu *menuOfHub(House &house, TopologyView &view)
{
    view.setFocus();
    view.setCurrent(hubBox);
    QContextMenuEvent event(QContextMenuEvent::Keyboard, {}, {});
    QApplication::sendEvent(&view, &event);
    auto *page = house.window().findChild<TopologyPage *>();
    const QList<QMenu *> menus = page->findChildren<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
    return menus.isEmpty() ? nullptr : menus.last();
}

QAction *entryOf(const QMenu *menu, const QString &text)
{
    for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

} // namespace

class TestTopologyPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClickLeadsToTheEnvironment()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        TopologyView &view = openTopology(house);
        QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, view.placeOf(hubBox).center());
        QVERIFY(house.window().place() == Place::of(theHub));
    }

    void thisComputerLeadsToThePorts()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        TopologyView &view = openTopology(house);
        view.setFocus();
        view.setCurrent(QStringLiteral("computer"));
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(!view.isVisible());
        QTRY_VERIFY(says(house.window(), QStringLiteral("6 ports")));
    }

    void aDraggedBoxStaysAndArrangePutsItBack()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        TopologyView *view = &openTopology(house);
        const QPointF before = view->layoutNow().box(hubBox)->rect.topLeft();
        const QPoint grip = view->placeOf(hubBox).center();
        QTest::mousePress(view->viewport(), Qt::LeftButton, {}, grip);
        QTest::mouseMove(view->viewport(), grip + QPoint(40, 200));
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, {}, grip + QPoint(40, 200));
        const QPointF after = view->layoutNow().box(hubBox)->rect.topLeft();
        QVERIFY(after.y() > before.y() + 150);
        QVERIFY(house.window().place().vm.isEmpty()); // a drag is no click
        house.close();
        view = &openTopology(house);
        QCOMPARE(view->layoutNow().box(hubBox)->rect.topLeft(), after);
        pageButton(house.window(), QStringLiteral("Put everything back where it was"))->click();
        QVERIFY(view->layoutNow().box(hubBox)->rect.topLeft() != after);
        QVERIFY(readPlaces(house.paths(), theHub.lab).isEmpty());
    }

    void aDamagedFileOfPlacesHasNone()
    {
        House house;
        const TopologyPlaces places{{hubBox, {16, 240}}};
        QVERIFY(writePlaces(house.paths(), theHub.lab, places));
        QCOMPARE(readPlaces(house.paths(), theHub.lab), places);
        const QString file = house.paths().labState(theHub.lab) + QStringLiteral("/topology.json");
        for (const char *text :
             {"", "{", "[]", "{\"boxes\": 1}", "{\"boxes\": {\"vm/hub\": 3}}",
              "{\"boxes\": {\"vm/hub\": [\"a\", -7]}}", "{\"boxes\": {\"vm/hub\": [1e300, 0]}}"}) {
            QVERIFY(writeFileAtomically(file, text));
            QVERIFY2(readPlaces(house.paths(), theHub.lab).isEmpty(), text);
        }
        QVERIFY(writePlaces(house.paths(), theHub.lab, {}));
        QVERIFY(!QFile::exists(file));
    }

    void theKeyboardReachesAndMovesEveryBox()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        TopologyView &view = openTopology(house);
        view.setFocus(Qt::TabFocusReason);
        QCOMPARE(view.current(), QStringLiteral("computer"));
        QTest::keyClick(&view, Qt::Key_Down);
        QCOMPARE(view.current(), hubBox);
        QVERIFY(view.accessibleDescription().contains(QStringLiteral("hub: Stopped")));
        const QPointF before = view.layoutNow().box(hubBox)->rect.topLeft();
        QTest::keyClick(&view, Qt::Key_Down, Qt::ControlModifier);
        QVERIFY(view.layoutNow().box(hubBox)->rect.top() > before.y());
        QVERIFY(readPlaces(house.paths(), theHub.lab).contains(hubBox));
        QTest::keyClick(&view, Qt::Key_Return);
        QVERIFY(house.window().place() == Place::of(theHub));
    }

    void whatDoesNotRunIsChangedInTheLabFile()
    {
        House house;
        const QString file = house.writeLab(theHub.lab, onOneNetwork);
        TopologyView &view = openTopology(house);
        QAction *none = entryOf(menuOfHub(house, view), QStringLiteral("Egress: none"));
        QVERIFY(none && none->isEnabled());
        none->trigger();
        QTRY_VERIFY(view.topology().vm(theHub.vm)->policy.egress->kind == EgressSpec::Kind::None);
        const QByteArray text = readFile(file).value_or(QByteArray());
        QVERIFY2(text.contains("hub # mine") && text.contains("egress: none"), text.constData());
    }

    void whatRunsIsChangedAtOnceAndCanBeKept()
    {
        House house;
        const QString file = house.writeLab(theHub.lab, onOneNetwork);
        PretendKeeper keeper(house, theHub);
        keeper.answers[QStringLiteral("network")] = {};
        keeper.answers[QStringLiteral("network_set")] = {};
        TopologyView &view = openTopology(house);
        QTRY_VERIFY(view.topology().vm(theHub.vm)->state == VmState::Running);
        QAction *cut = entryOf(menuOfHub(house, view), QStringLiteral("Cut the link"));
        QVERIFY(cut && cut->isEnabled());
        cut->trigger();
        QTRY_VERIFY(!keeper.asked[QStringLiteral("network_set")].isEmpty());
        QVERIFY(keeper.asked[QStringLiteral("network_set")][0][QStringLiteral("link")]
                    .toObject()[QStringLiteral("down")]
                    .toBool());
        QCOMPARE(readFile(file).value_or(QByteArray()), onOneNetwork);
        const auto keep = [&house] {
            return pageButton(house.window(), QStringLiteral("Keep it in the lab file"));
        };
        QTRY_VERIFY(keep());
        keep()->click();
        QVERIFY(readFile(file).value_or(QByteArray()).contains("down: true"));
    }

    void networksOfTheirOwnCannotBeChanged()
    {
        House house;
        house.writeLab(theHub.lab, "vms:\n  - name: hub\n");
        TopologyView &view = openTopology(house);
        const QMenu *menu = menuOfHub(house, view);
        QVERIFY(menu);
        for (const char *entry : {"Cut the link", "Egress: none", "Capture to a file…"}) {
            const QAction *action = entryOf(menu, QString::fromUtf8(entry));
            QVERIFY2(action && !action->isEnabled(), entry);
        }
    }

    void ratesAreAskedForOnlyWhileThePageIsShown()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        PretendKeeper keeper(house, theHub);
        keeper.answers[QStringLiteral("network")] = {};
        openTopology(house);
        QList<QJsonObject> &asked = keeper.asked[QStringLiteral("network")];
        QTRY_VERIFY(asked.size() >= 2);
        pageButton(house.window(), QStringLiteral("Tab Overview"))->click();
        QTest::qWait(50); // what is on its way
        const qsizetype before = asked.size();
        QTest::qWait(1300);
        QCOMPARE(asked.size(), before);
    }

    void thePictureIsSavedAsSvgAndPng()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        const TopologyView &view = openTopology(house);
        const QTemporaryDir dir;
        const auto *page = house.window().findChild<TopologyPage *>();
        const QString svg = dir.filePath(QStringLiteral("home.svg"));
        const QString png = dir.filePath(QStringLiteral("home.png"));
        QVERIFY(page->save(svg) && page->save(png));
        QVERIFY(readFile(svg).value_or(QByteArray()).contains(">hub</text>"));
        QCOMPARE(QImage(png).size(), (view.drawing().bounds.size() * 2).toSize());
        QVERIFY(!page->save(dir.filePath(QStringLiteral("none/home.png"))));
    }

    void aBrokenLabFileSaysThatThereIsNothingToDraw()
    {
        House house;
        house.writeLab(theHub.lab, onOneNetwork);
        openTopology(house);
        house.writeLab(theHub.lab, "vms: 7\n");
        QTRY_VERIFY(says(house.window(), QStringLiteral("there is nothing to draw")));
        house.writeLab(theHub.lab, onOneNetwork);
        QTRY_VERIFY(!says(house.window(), QStringLiteral("there is nothing to draw")));
    }

    void theDialogsTakeTheLabFilesWords()
    {
        LinkDialog link(theHub.vm, {.delay = std::chrono::milliseconds(50), .loss = 0.01});
        QVERIFY(link.link() == (LinkSpec{.delay = std::chrono::milliseconds(50), .loss = 0.01}));
        const auto edits = link.findChildren<QLineEdit *>();
        const auto rate = std::find_if(edits.begin(), edits.end(), [](const QLineEdit *edit) {
            return edit->accessibleName() == u"Rate";
        });
        (*rate)->setText(QStringLiteral("10Mbit"));
        QCOMPARE(link.link()->rate, std::uint64_t(10'000'000));
        (*rate)->setText(QStringLiteral("fast"));
        QVERIFY(!link.link());
        QVERIFY(!pageButton(link, QStringLiteral("Apply"))->isEnabled());

        PeersDialog peers(theHub.vm, {QStringLiteral("oven"), QStringLiteral("tap")}, {});
        QVERIFY(peers.peers() == PeersSpec{});
        const auto boxes = peers.findChildren<QCheckBox *>();
        boxes[0]->setChecked(false);
        QVERIFY(peers.peers() ==
                (PeersSpec{.kind = PeersSpec::Kind::Only, .only = {QStringLiteral("tap")}}));
        boxes[1]->setChecked(false);
        QVERIFY(peers.peers().kind == PeersSpec::Kind::None);

        AllowDialog allow(theHub.vm, {});
        QVERIFY(allow.egress().kind == EgressSpec::Kind::None);
        allow.findChild<QPlainTextEdit *>()->setPlainText(
            QStringLiteral(" deb.debian.org:80 \n\n192.0.2.0/24"));
        QCOMPARE(allow.egress().allow, QStringList({QStringLiteral("deb.debian.org:80"),
                                                    QStringLiteral("192.0.2.0/24")}));
    }
};

HYDRA_TEST_MAIN(TestTopologyPage)
#include "test_topology_page.moc"
