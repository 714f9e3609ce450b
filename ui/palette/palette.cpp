// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/palette/palette.h"

#include "ui/palette/fuzzy.h"
#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>

#include <algorithm>

namespace hydra::ui {

Palette::Palette(Context &context, QWidget *parent)
    : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint), m_context(context),
      m_input(new QLineEdit), m_list(new QListWidget)
{
    setObjectName(QStringLiteral("palette"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(10, 10, 10, 8);
    all->setSpacing(8);
    m_input->setPlaceholderText(tr("What to do, or where to go"));
    m_input->setAccessibleName(tr("What to do, or where to go"));
    m_input->installEventFilter(this);
    m_list->setAccessibleName(tr("What fits"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    all->addWidget(m_input);
    all->addWidget(m_list, 1);
    all->addWidget(makeLabel(tr("Enter runs · Ctrl+C copies as command · Esc closes"),
                             QStringLiteral("faint")));
    connect(m_input, &QLineEdit::textChanged, this, &Palette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &Palette::runCurrent);
}

void Palette::popUp(const QString &text)
{
    collect();
    m_input->setText(text);
    filter(text);
    const QWidget *window = parentWidget();
    const int width = std::min(620, window->width() - 60);
    setFixedSize(width, std::min(440, window->height() - 120));
    move(window->mapToGlobal(QPoint((window->width() - width) / 2, 70)));
    show();
    m_input->setFocus();
    m_input->selectAll();
}

void Palette::collect()
{
    m_all.clear();
    const auto add = [this](const std::vector<ActionSpec> &actions, const QString &of) {
        for (ActionSpec action : actions) {
            if (!action.enabled)
                continue;
            if (!of.isEmpty())
                action.title = QStringLiteral("%1: %2").arg(of, action.title);
            m_all.push_back(std::move(action));
        }
    };
    for (const auto &lab : m_context.store.labs()) {
        m_all.push_back({{},
                         tr("Go to %1").arg(lab->name),
                         QStringLiteral("lab"),
                         QStringLiteral("hydractl status %1").arg(lab->name),
                         true,
                         false,
                         [this, place = Place{Place::Kind::Lab, lab->name, {}}] {
                             Q_EMIT m_context.actions.goTo(place);
                         }});
        for (const auto &vm : lab->vms)
            m_all.push_back(
                {{},
                 tr("Go to %1").arg(vm->ref().toString()),
                 QStringLiteral("vm"),
                 QStringLiteral("hydractl status %1").arg(vm->ref().toString()),
                 true,
                 false,
                 [this, place = Place::of(vm->ref())] { Q_EMIT m_context.actions.goTo(place); }});
    }
    add(m_context.actions.ofProgram(), {});
    for (const auto &lab : m_context.store.labs()) {
        add(m_context.actions.ofLab(*lab), lab->name);
        for (const auto &vm : lab->vms)
            add(m_context.actions.ofVm(*vm), vm->ref().toString());
    }
}

void Palette::filter(const QString &text)
{
    std::vector<std::pair<int, size_t>> scored;
    for (size_t i = 0; i < m_all.size(); ++i) {
        if (const int score = text.trimmed().isEmpty() ? -int(i) : fuzzyScore(text, m_all[i].title);
            text.trimmed().isEmpty() || score > -1)
            scored.emplace_back(score, i);
    }
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto &a, const auto &b) { return a.first > b.first; });
    m_list->clear();
    m_shown.clear();
    for (const auto &[score, i] : scored) {
        if (m_shown.size() == 60)
            break;
        const ActionSpec &action = m_all[i];
        auto *item = new QListWidgetItem(
            lineIcon(m_context.theme, action.icon, action.danger ? Token::ErrText : Token::Dim),
            action.title, m_list);
        item->setToolTip(action.command);
        item->setSizeHint({100, 30});
        m_shown.push_back(i);
    }
    m_list->setCurrentRow(0);
    if (m_shown.empty()) {
        auto *item = new QListWidgetItem(tr("Nothing is called “%1”").arg(text.trimmed()), m_list);
        item->setFlags(Qt::NoItemFlags);
    }
}

void Palette::runCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0 || size_t(row) >= m_shown.size())
        return;
    const auto run = m_all[m_shown[size_t(row)]].run;
    hide();
    run();
}

void Palette::copyCurrent()
{
    const int row = m_list->currentRow();
    if (row >= 0 && size_t(row) < m_shown.size())
        QApplication::clipboard()->setText(m_all[m_shown[size_t(row)]].command);
}

bool Palette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_input || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    auto *key = static_cast<QKeyEvent *>(event);
    const int rows = m_list->count();
    const int step = key->key() == Qt::Key_Down       ? 1
                     : key->key() == Qt::Key_Up       ? -1
                     : key->key() == Qt::Key_PageDown ? 8
                     : key->key() == Qt::Key_PageUp   ? -8
                                                      : 0;
    if (step != 0 && rows > 0) {
        m_list->setCurrentRow(std::clamp(m_list->currentRow() + step, 0, rows - 1));
        return true;
    }
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        runCurrent();
        return true;
    }
    if (key->matches(QKeySequence::Copy) && !m_input->hasSelectedText()) {
        copyCurrent();
        return true;
    }
    return false;
}

} // namespace hydra::ui
