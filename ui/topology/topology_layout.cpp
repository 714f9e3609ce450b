// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/topology_layout.h"

#include <algorithm>
#include <cmath>

namespace hydra::ui {
namespace {

constexpr double kMargin = 24;
constexpr double kBandHeight = 56; ///< of the boxes above the VMs
constexpr double kBandBox = 204;   ///< their width
constexpr double kBandGap = 28;
constexpr double kSide = 40;  ///< left and right of the VMs, where the common lines go down
constexpr double kTrunk = 16; ///< their distance from the edge
constexpr double kStub = 22;  ///< a VM's lines' distance from its left edge
constexpr double kLabel = 16; ///< height of the words on a line
constexpr double kLabelGap = 6;
constexpr std::size_t kMostPorts = 4, kMostShares = 2; ///< lines in a full box

const QString kComputer = QStringLiteral("computer");
const QString kSegment = QStringLiteral("segment");
const QString kInternet = QStringLiteral("internet");

struct Measures {
    double least; ///< a VM's width
    double most;
    double height;
    double gap;   ///< between columns
    double above; ///< length of a VM's line to this computer
    double below; ///< and to its network
    double rows;  ///< between one row's lower rail and the next one's upper
};

/// The lines of a VM's ports and shares in a full box; one more says how many there are beyond.
double linesOf(const TopologyVm &vm)
{
    const auto shown = [](std::size_t count, std::size_t most) {
        return std::min(count, count > most ? most : count) + (count > most ? 1 : 0);
    };
    return double(shown(vm.ports.size(), kMostPorts) + shown(vm.spec.shares.size(), kMostShares));
}

Measures measuresOf(const Topology &lab)
{
    switch (detailOf(lab.vms.size())) {
    case TopologyDetail::Compact:
        return {.least = 120,
                .most = 168,
                .height = 40,
                .gap = 14,
                .above = 14,
                .below = 22,
                .rows = 14};
    case TopologyDetail::Medium:
        return {.least = 196,
                .most = 280,
                .height = 76,
                .gap = 24,
                .above = 30,
                .below = 34,
                .rows = 18};
    case TopologyDetail::Full:
        break;
    }
    double lines = 0;
    for (const TopologyVm &vm : lab.vms)
        lines = std::max(lines, linesOf(vm));
    return {.least = 250,
            .most = 380,
            .height = 84 + (lines > 0 ? 12 + 17 * lines : 0),
            .gap = 32,
            .above = 34,
            .below = 38,
            .rows = 20};
}

/// A line from FROM to TO with at most two corners.
QPolygonF elbow(const QRectF &from, const QRectF &to)
{
    const QPointF a = from.center(), b = to.center();
    if (from.bottom() <= to.top() || to.bottom() <= from.top()) {
        const bool down = from.bottom() <= to.top();
        const double start = down ? from.bottom() : from.top(), end = down ? to.top() : to.bottom();
        const double middle = (start + end) / 2;
        return {{{a.x(), start}, {a.x(), middle}, {b.x(), middle}, {b.x(), end}}};
    }
    const bool right = a.x() <= b.x();
    const double start = right ? from.right() : from.left(), end = right ? to.left() : to.right();
    const double middle = (start + end) / 2;
    return {{{start, a.y()}, {middle, a.y()}, {middle, b.y()}, {end, b.y()}}};
}

bool hasHostEdge(const TopologyVm &vm)
{
    return !vm.ports.empty() || !vm.spec.shares.empty();
}

/// Puts the boxes in their places, and then draws lines between them.
class Arranger
{
public:
    Arranger(const Topology &lab, double width, const TopologyPlaces &places)
        : m_lab(lab), m_places(places), m_measures(measuresOf(lab))
    {
        m_layout.detail = detailOf(lab.vms.size());
        chooseColumns(width);
    }

    TopologyLayout arrange()
    {
        addBand();
        for (std::size_t first = 0; first < m_lab.vms.size(); first += m_columns)
            addRow(first, std::min(first + m_columns, m_lab.vms.size()));
        addTrunks();
        for (const TopologyVm &vm : m_lab.vms) {
            if (isMoved(boxIdOf(vm.spec.name)))
                addDirectEdges(vm);
        }
        bound();
        return std::move(m_layout);
    }

private:
    [[nodiscard]] QString network() const { return m_lab.isShared() ? kSegment : kInternet; }
    [[nodiscard]] bool isMoved(const QString &id) const { return m_places.contains(id); }

    void chooseColumns(double width)
    {
        const double room = width - 2 * kMargin - 2 * kSide;
        const double step = m_measures.least + m_measures.gap;
        const auto count = std::max<std::size_t>(1, m_lab.vms.size());
        const auto most = std::clamp<std::size_t>(
            std::size_t(std::max(0.0, room + m_measures.gap) / step), 1, count);
        const std::size_t rows = (count + most - 1) / most;
        m_columns = (count + rows - 1) / rows;
        const double gaps = double(m_columns - 1) * m_measures.gap;
        m_vmWidth =
            std::clamp((room - gaps) / double(m_columns), m_measures.least, m_measures.most);
        const double grid = double(m_columns) * m_vmWidth + gaps;
        const double band = 3 * kBandBox + 2 * kBandGap;
        m_right = kMargin + std::max(grid + 2 * kSide, band);
        m_left = kMargin + (m_right - kMargin - grid) / 2; // of the first column
        m_y = kMargin + kBandHeight + m_measures.rows;
    }

    QRectF add(TopologyBox::Kind kind, const QString &id, const QRectF &place)
    {
        QRectF rect = place;
        if (const auto moved = m_places.find(id); moved != m_places.end())
            rect.moveTopLeft(*moved);
        m_layout.boxes.push_back({kind, id, rect});
        return rect;
    }

    void addBand()
    {
        const QSizeF size(kBandBox, kBandHeight);
        const QPointF corner(m_right - kBandBox, kMargin);
        add(TopologyBox::Kind::Computer, kComputer, {{kMargin, kMargin}, size});
        if (!m_lab.isShared()) {
            add(TopologyBox::Kind::Internet, kInternet, {corner, size});
            return;
        }
        const QRectF segment = add(TopologyBox::Kind::Segment, kSegment, {corner, size});
        const QRectF internet = add(TopologyBox::Kind::Internet, kInternet,
                                    {corner - QPointF(kBandBox + kBandGap, 0), size});
        m_layout.edges.push_back({TopologyEdge::Kind::Uplink, {}, elbow(segment, internet), {}});
    }

    void addRow(std::size_t first, std::size_t end)
    {
        const double top = m_y + m_measures.above;
        const double bottom = top + m_measures.height;
        const double rail = bottom + m_measures.below;
        double hostEnd = 0, lanStart = 0;
        for (std::size_t i = first; i < end; ++i) {
            const TopologyVm &vm = m_lab.vms[i];
            const QString id = boxIdOf(vm.spec.name);
            const double x = m_left + double(i - first) * (m_vmWidth + m_measures.gap);
            const double stub = x + kStub;
            add(TopologyBox::Kind::Vm, id, {x, top, m_vmWidth, m_measures.height});
            if (isMoved(id))
                continue;
            if (hasHostEdge(vm)) {
                addStub(TopologyEdge::Kind::Host, vm, {stub, m_y}, {stub, top});
                hostEnd = stub;
            }
            addStub(TopologyEdge::Kind::Lan, vm, {stub, rail}, {stub, bottom});
            lanStart = lanStart == 0 ? stub : lanStart;
        }
        if (hostEnd > 0)
            m_hostRails.push_back({{kMargin + kTrunk, m_y}, {hostEnd, m_y}});
        if (lanStart > 0)
            m_lanRails.push_back({{lanStart, rail}, {m_right - kTrunk, rail}});
        m_y = rail + m_measures.rows;
    }

    void addStub(TopologyEdge::Kind kind, const TopologyVm &vm, QPointF rail, QPointF box)
    {
        const double middle = (rail.y() + box.y()) / 2;
        QRectF label(box.x() + kLabelGap, middle - kLabel / 2, m_vmWidth - kStub - kLabelGap,
                     kLabel);
        if (kind == TopologyEdge::Kind::Host && m_measures.above < kLabel + 4)
            label = {}; // said in the box
        m_layout.edges.push_back({kind, vm.spec.name, QPolygonF{{rail, box}}, label});
    }

    /// The rails, and what leads from them to the boxes of the band.
    void addTrunks()
    {
        addTrunk(kComputer, m_hostRails, kMargin + kTrunk, true);
        addTrunk(network(), m_lanRails, m_right - kTrunk, false);
    }

    void addTrunk(const QString &id, const std::vector<QPolygonF> &rails, double x, bool host)
    {
        if (rails.empty())
            return;
        const auto add = [&](const QPolygonF &line) {
            m_layout.edges.push_back(
                {TopologyEdge::Kind::Rail, host ? kComputer : QString(), line, {}});
        };
        for (const QPolygonF &rail : rails)
            add(rail);
        const QRectF box = m_layout.box(id)->rect;
        const double low = rails.back().front().y();
        if (!isMoved(id))
            return add(QList<QPointF>{{x, box.bottom()}, {x, low}});
        const double high = rails.front().front().y();
        add(QList<QPointF>{{x, high}, {x, low}});
        add(elbow(QRectF(x, high, 0, 0), box));
    }

    void addDirectEdges(const TopologyVm &vm)
    {
        const QRectF box = m_layout.box(boxIdOf(vm.spec.name))->rect;
        const auto add = [&](TopologyEdge::Kind kind, const QString &to) {
            const QPolygonF line = elbow(box, m_layout.box(to)->rect);
            const QPointF start = line.front();
            const bool down = line[1].y() >= start.y();
            const QRectF label(start.x() + kLabelGap, down ? start.y() + 4 : start.y() - 4 - kLabel,
                               m_vmWidth / 2 - kLabelGap, kLabel);
            m_layout.edges.push_back({kind, vm.spec.name, line, label});
        };
        if (hasHostEdge(vm))
            add(TopologyEdge::Kind::Host, kComputer);
        add(TopologyEdge::Kind::Lan, network());
    }

    void bound()
    {
        QRectF all;
        for (const TopologyBox &box : m_layout.boxes)
            all |= box.rect;
        for (const TopologyEdge &edge : m_layout.edges)
            all |= edge.line.boundingRect() | edge.label;
        m_layout.bounds = (all | QRectF(kMargin, kMargin, m_right - kMargin, 1))
                              .adjusted(-kMargin, -kMargin, kMargin, kMargin);
    }

    const Topology &m_lab;
    const TopologyPlaces &m_places;
    Measures m_measures;
    TopologyLayout m_layout;
    std::size_t m_columns = 1;
    double m_vmWidth = 0, m_left = 0, m_right = 0, m_y = 0;
    std::vector<QPolygonF> m_hostRails, m_lanRails;
};

} // namespace

TopologyDetail detailOf(std::size_t vms)
{
    return vms <= 4    ? TopologyDetail::Full
           : vms <= 16 ? TopologyDetail::Medium
                       : TopologyDetail::Compact;
}

QString boxIdOf(const QString &vm)
{
    return QStringLiteral("vm/") + vm;
}

QString vmOfBox(const QString &id)
{
    return id.startsWith(QStringLiteral("vm/")) ? id.mid(3) : QString();
}

const TopologyBox *TopologyLayout::box(const QString &id) const
{
    const auto found = std::find_if(boxes.begin(), boxes.end(),
                                    [&id](const TopologyBox &box) { return box.id == id; });
    return found == boxes.end() ? nullptr : &*found;
}

TopologyLayout layoutOf(const Topology &lab, double width, const TopologyPlaces &places)
{
    return Arranger(lab, width, places).arrange();
}

QString nextBox(const TopologyLayout &layout, const QString &id, const QPointF &direction)
{
    const TopologyBox *from = layout.box(id);
    if (!from)
        return layout.boxes.empty() ? QString() : layout.boxes.front().id;
    const auto nearest = [&](double widest) {
        QString next = id;
        double least = 0;
        for (const TopologyBox &box : layout.boxes) {
            const QPointF way = box.rect.center() - from->rect.center();
            const double ahead = QPointF::dotProduct(way, direction);
            const double aside = std::abs(way.x() * direction.y() - way.y() * direction.x());
            const double distance = ahead + 2 * aside;
            if (ahead > 1 && aside <= widest * ahead && (next == id || distance < least)) {
                next = box.id;
                least = distance;
            }
        }
        return next;
    };
    const QString next = nearest(2);
    const bool isVertical = direction.x() == 0; // rows are wide: the next one may be far aside
    return next == id && isVertical ? nearest(1000) : next;
}

} // namespace hydra::ui
