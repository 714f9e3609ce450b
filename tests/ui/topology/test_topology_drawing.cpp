// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/topology/drawn_lab.h"
#include "ui/topology/paint_drawing.h"

#include <QImage>
#include <QXmlStreamReader>

using namespace hydra;
using namespace hydra::ui;

namespace {

QStringList textsOf(const Drawing &drawing)
{
    QStringList texts;
    for (const Drawn &part : drawing.parts) {
        if (const auto *text = std::get_if<DrawnText>(&part))
            texts << text->text;
    }
    return texts;
}

Drawing drawn(const Topology &lab, bool rates = true)
{
    return drawingOf(lab, layoutOf(lab, 1110), sevenEach, rates);
}

const DrawnText *textIn(const Drawing &drawing, const QString &words)
{
    for (const Drawn &part : drawing.parts) {
        const auto *text = std::get_if<DrawnText>(&part);
        if (text && text->text.contains(words))
            return text;
    }
    return nullptr;
}

} // namespace

class TestTopologyDrawing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallLabSaysAllOfItsEnvironments()
    {
        Topology lab = drawnLabOf(
            "name: home\nnetwork: {name: hydra-net, subnet: 192.168.100.0/24, mode: lab}\n"
            "vms:\n  - name: isolated\n    role: isolated\n    ip: 192.168.100.11\n"
            "    egress: {allow: [deb.debian.org]}\n    peers: none\n"
            "    link: {delay: 50ms, loss: 1%}\n"
            "    ports: {ssh: 5556, streaming: off, extra: [{host: 31883, guest: 1883, bind: "
            "0.0.0.0, name: mqtt}]}\n"
            "    shares: [{host: /srv/models, guest: /models, read_only: true}]\n");
        lab.vms[0].pods = 3;
        lab.vms[0].containers = 1;
        const QStringList texts = textsOf(drawn(lab));
        for (const char *words :
             {"isolated", "Stopped", "Isolated environment", "192.168.100.11",
              "3 pods · 1 container", "127.0.0.1:5556 → 22 ssh",
              "127.0.0.1:auto → 35000 containerd", "0.0.0.0:31883 → 1883 mqtt · open",
              "/srv/models → /models, read-only", "hydra-net", "192.168.100.0/24",
              "1 of 1 may reach it", "3 ports · 1 open to network · 1 share",
              "egress allow 1 · no peers · 50ms, 1% loss"})
            QVERIFY2(texts.contains(QString::fromUtf8(words)),
                     qPrintable(QString::fromUtf8(words) + u'\n' + texts.join(u'\n')));
    }

    void ratesAndDropsStandOnTheEdge()
    {
        Topology lab = drawnLab(2, true);
        lab.vms[0].rates = NetworkRates{.fromVm = 1.2e6, .toVm = 3e5, .dropped = 7, .drops = {}};
        const Drawing drawing = drawn(lab);
        const DrawnText *rates = textIn(drawing, QString::fromUtf8("↑ 1.2 ↓ 0.3 Mbit/s"));
        const DrawnText *dropped = textIn(drawing, QStringLiteral("7 dropped"));
        QVERIFY(rates && rates->color == Token::AccentText);
        QVERIFY(dropped && dropped->color == Token::WarnText);
        QCOMPARE(rateWords(*lab.vms[0].rates, true), QStringLiteral("1.5 Mbit/s"));
        QVERIFY(!textIn(drawn(lab, false), QString::fromUtf8("↑")));
    }

    void aCutLinkIsSaidNotOnlyColoured()
    {
        Topology lab = drawnLab(2, true);
        lab.vms[0].policy.link->down = true;
        lab.vms[0].capturing = true;
        const Drawing drawing = drawn(lab);
        const DrawnText *cut = textIn(drawing, QStringLiteral("link cut"));
        QVERIFY(cut && cut->color == Token::ErrText);
        QVERIFY(textIn(drawing, QStringLiteral("captured")));
    }

    void aLabWithoutANetworkSaysSo()
    {
        const QStringList texts = textsOf(drawn(drawnLab(2, false)));
        QCOMPARE(texts.count(QStringLiteral("network of its own")), 2);
        QVERIFY(texts.contains(QStringLiteral("each by its own network")));
    }

    void noTextIsWiderThanItsPlace_data()
    {
        QTest::addColumn<int>("vms");
        for (const int vms : {1, 2, 8, 100})
            QTest::addRow("%d", vms) << vms;
    }

    void noTextIsWiderThanItsPlace()
    {
        QFETCH(int, vms);
        Topology lab = drawnLab(vms, true);
        lab.network.name = QString(40, u'n');
        for (TopologyVm &vm : lab.vms) {
            vm.spec.name = vm.spec.name.leftJustified(40, u'x');
            vm.rates = NetworkRates{.fromVm = 9e9, .toVm = 9e9, .dropped = 1234567, .drops = {}};
            for (ShareSpec &share : vm.spec.shares)
                share.host = u'/' + QString(200, u'h');
        }
        const Drawing drawing = drawn(lab);
        for (const Drawn &part : drawing.parts) {
            if (const auto *text = std::get_if<DrawnText>(&part))
                QVERIFY2(sevenEach(text->text, text->style) <= text->box.width(),
                         qPrintable(text->text));
        }
        QVERIFY(textIn(drawing, QString::fromUtf8("nn…")));
    }

    void elisionNeverSplitsACharacter()
    {
        const QString flower = QString::fromUtf8("a🌷b🌷c");
        for (double width = 0; width < 60; width += 7) {
            const QString shown = elided(flower, width, {}, sevenEach);
            QVERIFY2(shown.isValidUtf16(), qPrintable(shown));
            QVERIFY(sevenEach(shown, {}) <= width);
        }
        QCOMPARE(elided(flower, 49, {}, sevenEach), flower);
        QCOMPARE(elided(QStringLiteral("192.168.100.10"), 56, {}, sevenEach),
                 QString::fromUtf8("192.168…"));
        QCOMPARE(elidedLeft(QStringLiteral("192.168.100.10"), 56, {}, sevenEach),
                 QString::fromUtf8("….100.10"));
    }

    void theTooltipSaysWhatTheBoxLeavesOut()
    {
        Topology lab = drawnLab(100, true);
        lab.vms[0].rates = NetworkRates{.dropped = 2, .drops = {{QStringLiteral("egress"), 2}}};
        lab.vms[0].policy.egress = EgressSpec{.kind = EgressSpec::Kind::Allow,
                                              .allow = {QStringLiteral("deb.debian.org:80")}};
        const QString words = vmDescription(lab, lab.vms[0]);
        for (const char *line :
             {"vm-1: Stopped", "may reach deb.debian.org:80", "  2 by egress",
              "0.0.0.0:30001 → 80 web, open to the network", "/srv/models → /models, read-only"})
            QVERIFY2(words.split(u'\n').contains(QString::fromUtf8(line)), qPrintable(words));
    }

    void theSvgIsWellFormedAndHasEveryWord()
    {
        Topology lab = drawnLab(2, true);
        lab.vms[0].spec.shares[0].host = QStringLiteral("/srv/<&\"\x01>");
        const Drawing drawing = drawn(lab);
        const ui::Theme theme(ThemeChoice::Dark);
        QXmlStreamReader svg(svgOf(drawing, theme));
        QStringList texts;
        int boxes = 0;
        while (!svg.atEnd()) {
            svg.readNext();
            boxes += svg.isStartElement() && svg.name() == u"rect" ? 1 : 0;
            if (svg.isStartElement() && svg.name() == u"text")
                texts << svg.readElementText();
        }
        QVERIFY2(!svg.hasError(), qPrintable(svg.errorString()));
        QStringList expected = textsOf(drawing);
        for (QString &text : expected)
            text.remove(QChar(1));
        QCOMPARE(texts, expected);
        QCOMPARE(boxes, 6); // the ground, two environments, three others
    }

    void thePictureHasItsThemesColours()
    {
        const Drawing drawing = drawn(drawnLab(2, true));
        for (const ThemeChoice choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            const ui::Theme theme(choice);
            const QImage image = imageOf(drawing, theme, 2);
            QCOMPARE(image.size(), (drawing.bounds.size() * 2).toSize());
            QCOMPARE(image.pixelColor(2, 2), theme.color(Token::Surface));
        }
    }
};

HYDRA_TEST_MAIN(TestTopologyDrawing)
#include "test_topology_drawing.moc"
