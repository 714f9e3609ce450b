// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/yaml_page.h"

#include "settings_form/draft_bar.h"
#include "widgets/elided_label.h"

#include <QDesktopServices>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QUrl>

namespace hydra::ui {
namespace {

constexpr int kRowHeight = 28;
constexpr int kMostRows = 5;

/// An editor holds lines; how the file ends them is the file's.
QString shownOf(const QByteArray &text)
{
    return QString::fromUtf8(text).replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
}

QByteArray writtenAs(const QByteArray &before, const QString &shown)
{
    QByteArray text = shown.toUtf8();
    if (before.contains("\r\n"))
        text.replace("\n", "\r\n");
    return text;
}

} // namespace

YamlPage::YamlPage(Context &context, LabDraft &draft, QWidget *parent)
    : QWidget(parent), m_draft(&draft), m_edit(new CodeEdit(context.theme)), m_problems(new QListWidget)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 12);
    all->setSpacing(12);
    auto *line = new QHBoxLayout;
    auto *path = new ElidedLabel(draft.file());
    path->setObjectName(QStringLiteral("dim"));
    line->addWidget(path, 1);
    QPushButton *open = makeButton(tr("Open in editor"), {}, tr("Open the lab file in an editor"));
    connect(open, &QPushButton::clicked, this, [file = draft.file()] { QDesktopServices::openUrl(QUrl::fromLocalFile(file)); });
    line->addWidget(open);
    all->addLayout(line);
    m_edit->setAccessibleName(tr("The lab file"));
    m_edit->setPlaceholderText(tr("The file is not there any more."));
    all->addWidget(m_edit, 1);
    m_problems->setObjectName(QStringLiteral("choices"));
    m_problems->setAccessibleName(tr("Problems of the lab file"));
    m_problems->setTextElideMode(Qt::ElideRight);
    all->addWidget(m_problems);
    auto *bar = new DraftBar(context, draft);
    all->addWidget(bar);
    const auto go = [this](int row) {
        if (row >= 0 && std::size_t(row) < m_draft->problems().size()) {
            const Diagnostic &problem = m_draft->problems()[std::size_t(row)];
            m_edit->goTo(std::max(1, problem.line), problem.column);
        }
    };
    connect(m_problems, &QListWidget::itemClicked, this, [this, go](QListWidgetItem *item) { go(m_problems->row(item)); });
    connect(m_problems, &QListWidget::itemActivated, this, [this, go](QListWidgetItem *item) { go(m_problems->row(item)); });
    connect(bar, &DraftBar::problemsWanted, this, [go] { go(0); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &YamlPage::typed);
    connect(&draft, &LabDraft::changed, this, &YamlPage::refresh);
    refresh();
}

void YamlPage::typed()
{
    const QScopedValueRollback<bool> typing(m_typing, true);
    m_draft->setText(writtenAs(m_draft->text(), m_edit->toPlainText()));
}

// What a form has changed: only the lines that differ, so that cursor, selection and scroll bar stay.
void YamlPage::refresh()
{
    const QString shown = shownOf(m_draft->text());
    if (!m_typing && m_edit->toPlainText() != shown) {
        const QSignalBlocker quiet(m_edit);
        const QString old = m_edit->toPlainText();
        const auto same = std::mismatch(old.begin(), old.end(), shown.begin(), shown.end());
        const auto start = int(same.first - old.begin());
        const auto back = std::mismatch(old.rbegin(), old.rend() - start, shown.rbegin(), shown.rend() - start);
        const auto end = int(old.size() - (back.first - old.rbegin()));
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(start);
        cursor.setPosition(end, QTextCursor::KeepAnchor);
        cursor.insertText(shown.mid(start, shown.size() - (old.size() - end) - start));
    }
    showProblems();
}

void YamlPage::showProblems()
{
    const Diagnostics &problems = m_draft->problems();
    std::set<int> lines;
    m_problems->clear();
    for (const Diagnostic &problem : problems) {
        Diagnostic shown = problem;
        shown.file = tr("Line");
        QString words = formatDiagnostic(shown);
        words.replace(0, shown.file.size() + 1, problem.line > 0 ? shown.file + u' ' : QString());
        auto *item = new QListWidgetItem(words, m_problems);
        item->setToolTip(plainTip(words));
        lines.insert(problem.line);
    }
    m_edit->setWrongLines(lines);
    m_problems->setVisible(!problems.empty());
    m_problems->setFixedHeight(8 + kRowHeight * int(std::min<std::size_t>(problems.size(), kMostRows)));
}

} // namespace hydra::ui
