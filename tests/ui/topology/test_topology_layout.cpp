// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/topology/drawn_lab.h"

using namespace hydra;
using namespace hydra::ui;

namespace {

/// Whether the insides of two rectangles have a point in common.
bool overlap(const QRectF &a, const QRectF &b)
{
    return a.left() < b.right() && b.left() < a.right() && a.top() < b.bottom() &&
           b.top() < a.bottom();
}

/// Whether a line goes through the inside of BOX.
bool crosses(const QPolygonF &line, const QRectF &box)
{
    const QRectF inside = box.adjusted(1, 1, -1, -1);
    for (qsizetype i = 1; i < line.size(); ++i) {
        const QRectF part = QRectF(line[i - 1], line[i]).normalized();
        if (part.left() <= inside.right() && part.right() >= inside.left() &&
            part.top() <= inside.bottom() && part.bottom() >= inside.top())
            return true;
    }
    return false;
}

/// What overlaps in a layout, in words.
QStringList overlaps(const TopologyLayout &layout)
{
    QStringList found;
    std::vector<std::pair<QString, QRectF>> all;
    for (const TopologyBox &box : layout.boxes)
        all.emplace_back(box.id, box.rect);
    for (const TopologyEdge &edge : layout.edges) {
        if (!edge.label.isEmpty())
            all.emplace_back(QStringLiteral("words of ") + edge.vm, edge.label);
    }
    for (size_t i = 0; i < all.size(); ++i) {
        for (size_t j = 0; j < i; ++j) {
            if (overlap(all[i].second, all[j].second))
                found << all[i].first + QStringLiteral(" and ") + all[j].first;
        }
    }
    for (const TopologyEdge &edge : layout.edges) {
        for (const auto &[name, rect] : all) {
            if (crosses(edge.line, rect))
                found << QStringLiteral("a line of %1 and %2").arg(edge.vm, name);
        }
    }
    return found;
}

} // namespace

class TestTopologyLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingOverlaps_data()
    {
        QTest::addColumn<int>("vms");
        QTest::addColumn<double>("width");
        QTest::addColumn<bool>("shared");
        for (const int vms : {1, 2, 4, 5, 8, 16, 17, 100}) {
            for (const double width : {200.0, 736.0, 1110.0, 3000.0}) {
                QTest::addRow("%d in %g", vms, width) << vms << width << true;
                QTest::addRow("%d alone in %g", vms, width) << vms << width << false;
            }
        }
    }

    void nothingOverlaps()
    {
        QFETCH(int, vms);
        QFETCH(double, width);
        QFETCH(bool, shared);
        const Topology lab = drawnLab(vms, shared);
        const TopologyLayout layout = layoutOf(lab, width);
        QCOMPARE(int(layout.boxes.size()), vms + (shared ? 3 : 2));
        QCOMPARE(overlaps(layout), QStringList());
        for (const TopologyBox &box : layout.boxes)
            QVERIFY2(layout.bounds.contains(box.rect), qPrintable(box.id));
        for (const TopologyEdge &edge : layout.edges)
            QVERIFY(layout.bounds.contains(edge.line.boundingRect().adjusted(-1, -1, 1, 1)));
        if (width >= 736)
            QVERIFY2(layout.bounds.width() <= width, "it has to be scrolled sideways");
    }

    void everyVmHasALineToItsNetworkAndOneToTheComputerIfItHasPortsOrShares()
    {
        Topology lab = drawnLab(2, true);
        lab.vms[1].ports.clear();
        lab.vms[1].spec.shares.clear();
        const TopologyLayout layout = layoutOf(lab, 1000);
        const auto count = [&](TopologyEdge::Kind kind, const QString &vm) {
            return std::count_if(layout.edges.begin(), layout.edges.end(), [&](const auto &edge) {
                return edge.kind == kind && edge.vm == vm;
            });
        };
        for (const TopologyVm &vm : lab.vms)
            QCOMPARE(count(TopologyEdge::Kind::Lan, vm.spec.name), 1);
        QCOMPARE(count(TopologyEdge::Kind::Host, lab.vms[0].spec.name), 1);
        QCOMPARE(count(TopologyEdge::Kind::Host, lab.vms[1].spec.name), 0);
        QCOMPARE(count(TopologyEdge::Kind::Uplink, QString()), 1);
    }

    void manyVmsSayLessOfEachAndUseTheWidth()
    {
        QVERIFY(detailOf(4) == TopologyDetail::Full);
        QVERIFY(detailOf(8) == TopologyDetail::Medium);
        QVERIFY(detailOf(100) == TopologyDetail::Compact);
        QVERIFY(layoutOf(drawnLab(100, true), 1400).bounds.height() <
                layoutOf(drawnLab(100, true), 736).bounds.height());
    }

    void aBoxStandsWhereItWasPutAndItsLinesFollow_data()
    {
        QTest::addColumn<QString>("box");
        for (const char *box : {"vm/vm-1", "computer", "segment", "internet"})
            QTest::newRow(box) << QString::fromLatin1(box);
    }

    void aBoxStandsWhereItWasPutAndItsLinesFollow()
    {
        QFETCH(QString, box);
        const Topology lab = drawnLab(3, true);
        const QPointF place(400, 904);
        const TopologyLayout layout = layoutOf(lab, 1110, {{box, place}});
        const QRectF rect = layout.box(box)->rect;
        QCOMPARE(rect.topLeft(), place);
        QVERIFY(layout.bounds.contains(rect));
        const QRectF border = rect.adjusted(-0.1, -0.1, 0.1, 0.1);
        const auto reached = std::any_of(
            layout.edges.begin(), layout.edges.end(), [&border](const TopologyEdge &edge) {
                return border.contains(edge.line.front()) || border.contains(edge.line.back());
            });
        QVERIFY(reached);
        const TopologyLayout arranged = layoutOf(lab, 1110);
        for (const TopologyBox &other : arranged.boxes) {
            if (other.id != box)
                QCOMPARE(layout.box(other.id)->rect, other.rect);
        }
    }

    void arrowKeysLeadToTheNearestBox()
    {
        const TopologyLayout layout = layoutOf(drawnLab(8, true), 1110);
        QCOMPARE(nextBox(layout, {}, {0, 1}), QStringLiteral("computer"));
        QCOMPARE(nextBox(layout, QStringLiteral("vm/vm-1"), {1, 0}), QStringLiteral("vm/vm-2"));
        QCOMPARE(nextBox(layout, QStringLiteral("vm/vm-2"), {-1, 0}), QStringLiteral("vm/vm-1"));
        QCOMPARE(nextBox(layout, QStringLiteral("vm/vm-1"), {-1, 0}), QStringLiteral("vm/vm-1"));
        QStringList seen{QStringLiteral("computer")};
        for (QString at = seen.front(), next; seen.size() < 20; at = next) {
            next = nextBox(layout, at, {0, 1});
            if (next == at)
                break;
            seen << next;
        }
        QCOMPARE(seen.last(), QStringLiteral("vm/vm-5")); // down the first column
    }
};

HYDRA_TEST_MAIN(TestTopologyLayout)
#include "test_topology_layout.moc"
