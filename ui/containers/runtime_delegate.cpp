// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/runtime_view.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/chart.h"

#include <QPainter>

#include <algorithm>

namespace hydra::ui {
namespace {

using Look = RuntimeColumn::Look;

constexpr int kPadding = 10;
constexpr int kPillHeight = 20;
constexpr std::size_t kSamples = 24; ///< number of samples in a line
constexpr int kUseText = 50;         ///< width of the figure in front of its line

struct MoodLook {
    Token text;
    Token background;
};

MoodLook lookOf(RuntimeMood mood)
{
    switch (mood) {
    case RuntimeMood::Good:
        return {Token::RunText, Token::RunBg};
    case RuntimeMood::Waiting:
        return {Token::WarnText, Token::WarnBg};
    case RuntimeMood::Bad:
        return {Token::ErrText, Token::ErrBg};
    case RuntimeMood::Over:
        break;
    }
    return {Token::Dim, Token::Bg};
}

} // namespace

RuntimeDelegate::RuntimeDelegate(const Theme &theme, const RuntimeProxy &proxy, RuntimeList list,
                                 QObject *parent)
    : QStyledItemDelegate(parent), m_theme(theme), m_proxy(proxy), m_list(list)
{
}

void RuntimeDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                            const QModelIndex &index) const
{
    const RuntimeRow &row = m_proxy.row(index);
    const Look look = columnsOf(m_list)[size_t(index.column())].look;
    const bool stale = row.runtime->isStale();
    painter->save();
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->fillRect(option.rect, m_theme.color(selected ? Token::AccentBg : Token::Surface));
    painter->setPen(m_theme.color(Token::Border));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const QRect box = option.rect.adjusted(kPadding, 0, -kPadding / 2, -1);
    QFont font = option.font;
    if (look == Look::Id)
        font = m_theme.monospace();
    else if (look == Look::Strong)
        font.setWeight(QFont::DemiBold);
    const QString text = index.data().toString();
    if (look == Look::State && !text.isEmpty()) {
        paintPill(*painter, box, font, row, text, stale);
    } else {
        const bool dim = look == Look::Dim || look == Look::Age || text == u"–";
        painter->setFont(font);
        painter->setPen(m_theme.color(stale ? Token::Faint : dim ? Token::Dim : Token::Text));
        painter->drawText(
            box, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
            QFontMetrics(font).elidedText(text, look == Look::Id ? Qt::ElideMiddle : Qt::ElideRight,
                                          box.width()));
        if (look == Look::Cpu && !stale)
            paintUse(*painter, box, row, &CriUseHistory::cpuPercent);
        else if (look == Look::Memory && !stale)
            paintUse(*painter, box, row, &CriUseHistory::memory);
    }
    painter->restore();
}

void RuntimeDelegate::paintPill(QPainter &painter, const QRect &box, const QFont &font,
                                const RuntimeRow &row, const QString &word, bool stale) const
{
    QFont small = font;
    small.setPixelSize(12);
    small.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(small);
    const QString shown = metrics.elidedText(word, Qt::ElideRight, box.width() - 16);
    const QRect pill(box.left() - 2, box.center().y() - kPillHeight / 2 + 1,
                     metrics.horizontalAdvance(shown) + 18, kPillHeight);
    const MoodLook look = stale ? MoodLook{Token::Faint, Token::Bg} : lookOf(row.mood);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.color(look.background));
    painter.drawRoundedRect(pill, kPillHeight / 2.0, kPillHeight / 2.0);
    painter.setFont(small);
    painter.setPen(m_theme.color(look.text));
    painter.drawText(pill, Qt::AlignCenter, shown);
}

void RuntimeDelegate::paintUse(QPainter &painter, const QRect &box, const RuntimeRow &row,
                               const std::vector<float> &(CriUseHistory::*figures)() const) const
{
    const CriUseHistory *use = row.runs ? row.runtime->watch().use(row.id) : nullptr;
    const QRectF line(box.left() + kUseText, box.center().y() - 7, box.width() - kUseText - 4, 14);
    if (!use || (use->*figures)().size() < 2 || line.width() < 16)
        return;
    const std::vector<float> &all = (use->*figures)();
    const std::vector<double> values(all.end() - std::ptrdiff_t(std::min(all.size(), kSamples)),
                                     all.end());
    // Leaves room above the maximum, so that a constant value is not drawn along the edge.
    const double top = std::max(1e-9, *std::max_element(values.begin(), values.end())) * 1.25;
    paintLine(painter, line, values, kSamples, top, m_theme.color(Token::Accent));
}

} // namespace hydra::ui
