// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/sidebar.h"

#include "ui/actions/action_menu.h"
#include "ui/theme/icons.h"
#include "ui/theme/state_look.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/chart.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>

namespace hydra::ui {
namespace {

constexpr int kWidth = 248;

/// Paints a row: state, name, and for a running VM its CPU line.
class RowDelegate : public QStyledItemDelegate
{
public:
    RowDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
    {
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const bool selected = option.state & QStyle::State_Selected;
        const QRectF row = QRectF(option.rect).adjusted(0, 1, 0, -1);
        if (selected || (option.state & QStyle::State_MouseOver)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(selected ? Token::AccentBg : Token::Bg));
            painter->drawRoundedRect(row, 6, 6);
        }
        if (selected && (option.state & QStyle::State_HasFocus)) {
            painter->setPen(m_theme.color(Token::Accent));
            painter->setBrush(Qt::NoBrush);
            painter->drawRoundedRect(row.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
        }
        paintContent(*painter, row, option, index, selected);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, 31};
    }

private:
    void paintContent(QPainter &painter, const QRectF &row, const QStyleOptionViewItem &option,
                      const QModelIndex &index, bool selected) const
    {
        const bool child = index.parent().isValid();
        const double left = row.left() + (child ? 18 : 4);
        const auto state = static_cast<VmState>(index.data(LabTreeModel::StateRole).toInt());
        paintShape(painter, QRectF(left, row.top(), 12, row.height()), lookOf(state), m_theme);
        const QVariantList cpu = index.data(LabTreeModel::CpuRole).toList();
        const double right = cpu.isEmpty() ? row.right() - 8 : row.right() - 76;
        QFont font = option.font;
        font.setWeight(selected ? QFont::DemiBold : QFont::Normal);
        painter.setFont(font);
        painter.setPen(m_theme.color(selected ? Token::AccentText : Token::Text));
        const QRectF text(left + 18, row.top(), right - left - 18, row.height());
        painter.drawText(
            text, Qt::AlignVCenter | Qt::AlignLeft,
            QFontMetricsF(font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
        std::vector<double> values;
        for (const QVariant &value : cpu)
            values.push_back(value.toDouble());
        const double top =
            std::max(100.0, values.empty() ? 0 : *std::max_element(values.begin(), values.end()));
        paintLine(painter, QRectF(row.right() - 70, row.center().y() - 7, 62, 14), values, 30, top,
                  m_theme.color(Token::Accent));
    }

    const Theme &m_theme;
};

} // namespace

Sidebar::Sidebar(Context &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_model(context.store), m_find(new QLineEdit)
{
    setObjectName(QStringLiteral("sidebar"));
    setAttribute(Qt::WA_StyledBackground);
    setFixedWidth(kWidth);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(12, 12, 12, 16);
    all->setSpacing(2);
    m_find->setPlaceholderText(tr("Find or run…   Ctrl+K"));
    m_find->setAccessibleName(tr("Find a lab or VM, or run an action"));
    m_find->setClearButtonEnabled(true);
    m_find->installEventFilter(this);
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter.setFilterFixedString(text);
        m_tree->expandAll();
    });
    connect(m_find, &QLineEdit::returnPressed, this,
            [this] { Q_EMIT paletteWanted(m_find->text()); });
    all->addWidget(m_find);
    addTree(*all);
    all->addWidget(makeLabel(tr("LIBRARY"), QStringLiteral("section")));
    addPage(*all, Place::Kind::Images, tr("Images"), QStringLiteral("images"));
    all->addSpacing(8);
    all->addWidget(makeLabel(tr("SYSTEM"), QStringLiteral("section")));
    addPage(*all, Place::Kind::Doctor, tr("Doctor"), QStringLiteral("check"));
    addPage(*all, Place::Kind::Activity, tr("Activity"), QStringLiteral("clock"));
    addPage(*all, Place::Kind::Settings, tr("Settings"), QStringLiteral("settings"));
    all->addSpacing(12);
    QPushButton *create =
        makeButton(tr("+ New environment"), QStringLiteral("primary"), tr("New environment"));
    connect(create, &QPushButton::clicked, &context.actions, &Actions::wizardWanted);
    all->addWidget(create);
    labsChanged();
}

void Sidebar::addTree(QVBoxLayout &all)
{
    m_filter.setSourceModel(&m_model);
    m_filter.setRecursiveFilteringEnabled(true);
    m_filter.setAutoAcceptChildRows(true);
    m_filter.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_tree = new QTreeView;
    m_tree->setObjectName(QStringLiteral("labs"));
    m_tree->setAccessibleName(tr("Labs"));
    m_tree->setModel(&m_filter);
    m_tree->setItemDelegate(new RowDelegate(m_context.theme, m_tree));
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setUniformRowHeights(true);
    m_tree->setMouseTracking(true);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &Sidebar::chooseCurrent);
    connect(m_tree, &QTreeView::clicked, this, &Sidebar::chooseCurrent);
    connect(m_tree, &QTreeView::customContextMenuRequested, this, &Sidebar::showMenu);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &Sidebar::labsChanged);
    connect(&m_context.theme, &Theme::changed, m_tree->viewport(), qOverload<>(&QWidget::update));
    all.addSpacing(10);
    all.addWidget(makeLabel(tr("LABS"), QStringLiteral("section")));
    m_empty = makeLabel(tr("No labs yet"), QStringLiteral("faint"));
    all.addWidget(m_empty);
    all.addWidget(m_tree, 1);
    all.addSpacing(8);
}

void Sidebar::addPage(QVBoxLayout &all, Place::Kind kind, const QString &text, const QString &icon)
{
    QPushButton *button = makeButton(text, QStringLiteral("nav"));
    button->setIcon(lineIcon(m_context.theme, icon));
    button->setCheckable(true);
    connect(button, &QPushButton::clicked, this, [this, kind] {
        setPlace(m_place); // undoes the click: the window decides which page is checked
        Q_EMIT chosen(Place{.kind = kind});
    });
    auto *line = new QHBoxLayout(button);
    line->setContentsMargins(8, 0, 10, 0);
    QLabel *note = makeLabel({}, QStringLiteral("dim"));
    line->addStretch();
    line->addWidget(note, 0, Qt::AlignVCenter);
    m_pages[kind] = button;
    m_notes[kind] = note;
    all.addWidget(button);
}

void Sidebar::setNote(Place::Kind kind, const QString &note, bool alert)
{
    const auto label = m_notes.find(kind);
    if (label == m_notes.end())
        return;
    label->second->setText(note);
    label->second->setObjectName(alert ? QStringLiteral("attention") : QStringLiteral("dim"));
    label->second->setVisible(!note.isEmpty());
    setLook(*label->second, "alert", alert);
    QPushButton *button = m_pages.at(kind);
    button->setAccessibleDescription(note);
}

void Sidebar::setPlace(const Place &place)
{
    m_place = place;
    for (const auto &[kind, button] : m_pages)
        button->setChecked(kind == place.kind);
    m_choosing = true;
    const bool inTree = place.kind == Place::Kind::Lab || place.kind == Place::Kind::Vm;
    const QModelIndex index =
        inTree ? m_filter.mapFromSource(m_model.indexOf(place.lab, place.vm)) : QModelIndex();
    m_tree->setCurrentIndex(index);
    if (!index.isValid())
        m_tree->clearSelection();
    m_choosing = false;
}

void Sidebar::focusFind()
{
    m_find->setFocus();
    m_find->selectAll();
}

void Sidebar::chooseCurrent(const QModelIndex &index)
{
    if (!m_choosing && index.isValid())
        Q_EMIT chosen(placeOf(index));
}

Place Sidebar::placeOf(const QModelIndex &index) const
{
    const QString vm = index.data(LabTreeModel::VmRole).toString();
    return {index.parent().isValid() ? Place::Kind::Vm : Place::Kind::Lab,
            index.data(LabTreeModel::LabRole).toString(),
            index.parent().isValid() ? vm : QString()};
}

void Sidebar::showMenu(const QPoint &at)
{
    const QModelIndex index = m_tree->indexAt(at);
    if (!index.isValid())
        return;
    const Place place = placeOf(index);
    std::vector<ActionSpec> actions;
    if (VmEntry *vm = m_context.store.vm({place.lab, place.vm});
        vm && place.kind == Place::Kind::Vm)
        actions = m_context.actions.ofVm(*vm);
    else if (LabEntry *lab = m_context.store.lab(place.lab))
        actions = m_context.actions.ofLab(*lab);
    QMenu *menu = makeMenu(m_context.theme, actions, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(m_tree->viewport()->mapToGlobal(at));
}

void Sidebar::labsChanged()
{
    m_tree->expandAll();
    m_empty->setVisible(m_model.rowCount() == 0);
    setPlace(m_place);
}

bool Sidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            m_tree->setFocus();
            if (!m_tree->currentIndex().isValid())
                m_tree->setCurrentIndex(m_filter.index(0, 0));
            return true;
        }
        if (key == Qt::Key_Escape && !m_find->text().isEmpty()) {
            m_find->clear();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace hydra::ui
