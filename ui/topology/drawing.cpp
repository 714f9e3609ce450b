// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/drawing.h"

#include "ui/theme/state_look.h"
#include "ui/widgets/counted.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace hydra::ui {
namespace {

constexpr double kInset = 14; ///< of a box's texts
constexpr TextStyle kTitle{.size = 13, .bold = true};
constexpr TextStyle kWord{.size = 12};
constexpr TextStyle kSmall{.size = 11};
constexpr TextStyle kMono{.size = 11, .mono = true};
constexpr std::size_t kPorts = 4, kShares = 2;

QString trDrawing(const char *text)
{
    return QCoreApplication::translate("hydra::ui::Topology", text);
}

Token borderOf(VmState state)
{
    return state == VmState::Crashed ? Token::Err
           : state == VmState::Starting || state == VmState::Waiting || state == VmState::Stopping
               ? Token::Warn
               : Token::Border;
}

class Draughtsman
{
public:
    Draughtsman(const Topology &lab, const TopologyLayout &layout, const TextWidth &width,
                bool rates)
        : m_lab(lab), m_layout(layout), m_width(width), m_rates(rates)
    {
        m_drawing.bounds = layout.bounds;
    }

    Drawing draw()
    {
        for (const TopologyEdge &edge : m_layout.edges)
            drawLine(edge);
        for (const TopologyBox &box : m_layout.boxes)
            drawBox(box);
        for (const TopologyEdge &edge : m_layout.edges)
            drawWords(edge);
        return std::move(m_drawing);
    }

private:
    void put(Drawn part) { m_drawing.parts.push_back(std::move(part)); }

    /// What is left of BOX behind the text.
    QRectF write(const QRectF &box, const QString &text, const TextStyle &style, Token color,
                 bool right = false)
    {
        const QString shown = elided(text, box.width(), style, m_width);
        if (shown.isEmpty())
            return box;
        put(DrawnText{.box = box, .text = shown, .style = style, .color = color, .right = right});
        const double used = m_width(shown, style) + 6;
        return right ? box.adjusted(0, 0, -used, 0) : box.adjusted(used, 0, 0, 0);
    }

    void drawLine(const TopologyEdge &edge)
    {
        DrawnLine line{.points = edge.line};
        const TopologyVm *vm = m_lab.vm(edge.vm);
        const bool host = edge.kind == TopologyEdge::Kind::Host || edge.vm == u"computer";
        line.dashed = !m_lab.isShared() && !host;
        const bool lab = !host && m_lab.isShared();
        const bool still = vm && hasEnded(vm->state);
        line.color = lab && !still ? Token::Accent : Token::Faint;
        line.width = lab && !still ? 2 : 1.25;
        if (edge.kind == TopologyEdge::Kind::Host && vm && openPorts(*vm) > 0)
            line.color = Token::Err;
        if (edge.kind == TopologyEdge::Kind::Lan && vm && lab && vm->policy.link->down) {
            line.color = Token::Err;
            line.dashed = true;
        }
        put(line);
    }

    void drawBox(const TopologyBox &box)
    {
        switch (box.kind) {
        case TopologyBox::Kind::Vm:
            if (const TopologyVm *vm = m_lab.vm(vmOfBox(box.id)))
                drawVm(box.rect, *vm);
            return;
        case TopologyBox::Kind::Computer:
            return drawComputer(box.rect);
        case TopologyBox::Kind::Segment:
            return drawNamed(box.rect,
                             m_lab.network.name.isEmpty() ? trDrawing("Lab network")
                                                          : m_lab.network.name,
                             segmentWords(), Token::Dim, true);
        case TopologyBox::Kind::Internet:
            return drawNamed(box.rect, trDrawing("Internet"), internetWords(), Token::Dim, false);
        }
    }

    void drawNamed(const QRectF &rect, const QString &name, const QString &words, Token color,
                   bool dashed)
    {
        put(DrawnBox{.rect = rect,
                     .fill = Token::Bg,
                     .border = color == Token::ErrText ? Token::Err
                               : dashed                ? Token::Faint
                                                       : Token::Border,
                     .dashed = dashed});
        const double width = rect.width() - 2 * kInset;
        write({rect.left() + kInset, rect.top() + 9, width, 18}, name, kTitle, Token::Text);
        write({rect.left() + kInset, rect.top() + 29, width, 16}, words, kSmall, color);
    }

    void drawComputer(const QRectF &rect)
    {
        const auto sum = [this](auto count) {
            return std::accumulate(
                m_lab.vms.begin(), m_lab.vms.end(), qint64(0),
                [&](qint64 all, const TopologyVm &vm) { return all + count(vm); });
        };
        const qint64 ports = sum([](const TopologyVm &vm) { return qint64(vm.ports.size()); });
        const qint64 shares =
            sum([](const TopologyVm &vm) { return qint64(vm.spec.shares.size()); });
        const qint64 open = sum([](const TopologyVm &vm) { return qint64(openPorts(vm)); });
        QStringList words{counted(ports, Counted::Port)};
        if (open > 0)
            words << trDrawing("%1 open to network").arg(open);
        else if (shares > 0)
            words << counted(shares, Counted::Share);
        drawNamed(rect, trDrawing("This computer"), words.join(QStringLiteral(" · ")),
                  open > 0 ? Token::ErrText : Token::Dim, false);
    }

    [[nodiscard]] QString segmentWords() const
    {
        QString words = m_lab.subnet;
        if (m_lab.network.mode == NetworkMode::Bridge)
            words = trDrawing("bridge");
        if (m_lab.network.mtu != 1500)
            words += trDrawing(" · MTU %1").arg(m_lab.network.mtu);
        return words;
    }

    [[nodiscard]] QString internetWords() const
    {
        if (!m_lab.isShared())
            return trDrawing("each by its own network");
        const auto reach = std::count_if(m_lab.vms.begin(), m_lab.vms.end(), [](const auto &vm) {
            return vm.policy.egress->kind != EgressSpec::Kind::None;
        });
        return trDrawing("%1 of %2 may reach it").arg(reach).arg(m_lab.vms.size());
    }

    void drawVm(const QRectF &rect, const TopologyVm &vm)
    {
        put(DrawnBox{.rect = rect, .fill = Token::Bg, .border = borderOf(vm.state)});
        if (m_layout.detail == TopologyDetail::Compact)
            return drawCompact(rect, vm);
        const double left = rect.left() + kInset, width = rect.width() - 2 * kInset;
        double y = rect.top() + 10;
        put(DrawnState{{left + 5, y + 9}, vm.state});
        const StateLook look = lookOf(vm.state);
        const QRectF rest =
            write({left + 16, y, width - 16, 18}, look.word, kWord, look.text, true);
        write(rest, vm.spec.name, kTitle, Token::Text);
        y += 21;
        const QString address = vm.address;
        const QRectF second = write({left, y, width, 16}, address, kMono, Token::Dim, true);
        write(second, roleWords(vm.spec.role, m_layout.detail != TopologyDetail::Full), kWord,
              Token::Dim);
        y += 19;
        write({left, y, width, 16}, contentWords(vm), kWord, Token::Dim);
        if (m_layout.detail == TopologyDetail::Full)
            drawDetails(rect, y + 26, vm);
    }

    void drawCompact(const QRectF &rect, const TopologyVm &vm)
    {
        const double left = rect.left() + 10, width = rect.width() - 18;
        put(DrawnState{{left + 4, rect.top() + 13}, vm.state});
        write({left + 14, rect.top() + 4, width - 14, 18}, vm.spec.name, {.size = 12, .bold = true},
              Token::Text);
        QRectF rest(left, rect.top() + 21, width, 15);
        if (const int open = openPorts(vm); open > 0)
            rest = write(rest, trDrawing("%1 open").arg(open), {.size = 10}, Token::ErrText, true);
        const TextStyle mono{.size = 10, .mono = true};
        write(rest, elidedLeft(vm.address, rest.width(), mono, m_width), mono, Token::Dim);
    }

    void drawDetails(const QRectF &rect, double y, const TopologyVm &vm)
    {
        if (vm.ports.empty() && vm.spec.shares.empty())
            return;
        const double left = rect.left() + kInset, width = rect.width() - 2 * kInset;
        put(DrawnLine{.points = QList<QPointF>{{rect.left() + 1, y}, {rect.right() - 1, y}},
                      .color = Token::Border,
                      .width = 1});
        y += 7;
        const auto line = [&](const QString &text, Token color, const TextStyle &style) {
            write({left, y, width, 16}, text, style, color);
            y += 17;
        };
        for (std::size_t i = 0; i < std::min(kPorts, vm.ports.size()); ++i) {
            const bool open = isOpen(vm.ports[i]);
            line(portWords(vm.ports[i]) + (open ? trDrawing(" · open") : QString()),
                 open ? Token::ErrText : Token::Text, kMono);
        }
        if (vm.ports.size() > kPorts)
            line(trDrawing("and %1 more").arg(vm.ports.size() - kPorts), Token::Dim, kSmall);
        for (std::size_t i = 0; i < std::min(kShares, vm.spec.shares.size()); ++i)
            line(shareWords(vm.spec.shares[i]), Token::Text, kMono);
        if (vm.spec.shares.size() > kShares)
            line(trDrawing("and %1 more").arg(vm.spec.shares.size() - kShares), Token::Dim, kSmall);
    }

    void drawWords(const TopologyEdge &edge)
    {
        const TopologyVm *vm = m_lab.vm(edge.vm);
        if (!vm || edge.label.isEmpty())
            return;
        if (edge.kind == TopologyEdge::Kind::Host)
            return drawHostWords(edge.label, *vm);
        const bool compact = m_layout.detail == TopologyDetail::Compact;
        const bool brief = m_layout.detail != TopologyDetail::Full;
        const TextStyle style{.size = compact ? 10.0 : 11.0};
        const bool cut = m_lab.isShared() && vm->policy.link->down;
        QRectF rest = edge.label;
        if (vm->capturing)
            rest = write(rest, trDrawing("● captured"), style, Token::ErrText);
        const QString lost = vm->rates && m_rates ? dropWords(*vm->rates) : QString();
        if (compact) // where not all of it has room, what is lost comes first
            rest = write(rest, lost, style, Token::WarnText, true);
        rest = write(rest, edgeWords(m_lab, *vm, brief), style, cut ? Token::ErrText : Token::Dim);
        if (!vm->rates || !m_rates)
            return;
        if (!compact)
            rest = write(rest, lost, style, Token::WarnText);
        write(rest, rateWords(*vm->rates, compact), style, Token::AccentText);
    }

    void drawHostWords(const QRectF &label, const TopologyVm &vm)
    {
        const int open = openPorts(vm);
        QStringList words;
        if (!vm.ports.empty())
            words << counted(qint64(vm.ports.size()), Counted::Port);
        if (open > 0)
            words << trDrawing("%1 open to network").arg(open);
        if (!vm.spec.shares.empty())
            words << counted(qint64(vm.spec.shares.size()), Counted::Share);
        write(label, words.join(QStringLiteral(" · ")), kSmall,
              open > 0 ? Token::ErrText : Token::Dim);
    }

    const Topology &m_lab;
    const TopologyLayout &m_layout;
    const TextWidth &m_width;
    bool m_rates;
    Drawing m_drawing;
};

} // namespace

QString elided(const QString &text, double width, const TextStyle &style, const TextWidth &measure)
{
    if (measure(text, style) <= width)
        return text;
    const QString dots = QStringLiteral("…");
    qsizetype fits = 0, tooLong = text.size(); // characters in front of the dots
    while (tooLong - fits > 1) {
        const qsizetype middle = (fits + tooLong) / 2;
        (measure(text.left(middle) + dots, style) <= width ? fits : tooLong) = middle;
    }
    if (fits > 0 && text[fits - 1].isHighSurrogate())
        --fits;
    return fits == 0 ? QString() : text.left(fits).trimmed() + dots;
}

QString elidedLeft(const QString &text, double width, const TextStyle &style,
                   const TextWidth &measure)
{
    const QString dots = QStringLiteral("…");
    if (measure(text, style) <= width)
        return text;
    for (qsizetype from = 1; from < text.size(); ++from) {
        const QString shown = dots + text.mid(from);
        if (!text[from].isLowSurrogate() && measure(shown, style) <= width)
            return shown;
    }
    return {};
}

Drawing drawingOf(const Topology &lab, const TopologyLayout &layout, const TextWidth &width,
                  bool rates)
{
    return Draughtsman(lab, layout, width, rates).draw();
}

} // namespace hydra::ui
