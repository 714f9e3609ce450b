// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/lab/yaml_page.h"

#include "ui/settings_form/draft_bar.h"

#include <QDesktopServices>
#include <QScopedValueRollback>
#include <QSignalBlocker>
#include <QUrl>

namespace hydra::ui {
namespace {

constexpr int kProblemHeight = 28;
constexpr int kMostRows = 5;

/// A file's text as the editor shows it: all line breaks are "\n".
struct Shown {
    QString text;
    std::vector<qsizetype> starts; ///< byte offset in the file of each character, and of the end
};

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r' || c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
}

qsizetype bytesOf(QChar c)
{
    if (c.isSurrogate())
        return c.isHighSurrogate() ? 4 : 0;
    return c.unicode() < 0x80 ? 1 : c.unicode() < 0x800 ? 2 : 3;
}

Shown shownOf(const QByteArray &file)
{
    Shown shown;
    const QString all = QString::fromUtf8(file);
    qsizetype at = file.startsWith("\xEF\xBB\xBF") ? 3 : 0; // fromUtf8 drops the byte order mark
    for (qsizetype i = 0; i < all.size(); ++i) {
        shown.starts.push_back(at);
        shown.text += endsLine(all[i]) ? QChar(u'\n') : all[i];
        at += bytesOf(all[i]);
        if (all[i] == u'\r' && i + 1 < all.size() && all[i + 1] == u'\n') {
            ++at;
            ++i;
        }
    }
    shown.starts.push_back(at);
    return shown;
}

// Not toPlainText(), which replaces no-break spaces by spaces.
QString textOf(const QPlainTextEdit &edit)
{
    QString text = edit.document()->toRawText();
    for (QChar &c : text) {
        if (endsLine(c))
            c = u'\n';
    }
    return text;
}

/// The differing middle of two texts; never splits a surrogate pair.
struct Difference {
    qsizetype start;
    qsizetype oldEnd;
    qsizetype newEnd;
};

Difference differenceOf(const QString &before, const QString &after)
{
    const auto same = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
    qsizetype start = same.first - before.begin();
    if (start > 0 && before[start - 1].isHighSurrogate())
        --start;
    const auto back =
        std::mismatch(before.rbegin(), before.rend() - start, after.rbegin(), after.rend() - start);
    qsizetype kept = back.first - before.rbegin();
    if (kept > 0 && before[before.size() - kept].isLowSurrogate())
        --kept;
    return {start, before.size() - kept, after.size() - kept};
}

/// Whether to insert "\r\n" line breaks at PLACE: decided by the line above, or else by the first
/// line.
bool isWindowsAt(const QByteArray &file, qsizetype place)
{
    const qsizetype above = QByteArrayView(file).first(place).lastIndexOf('\n');
    const qsizetype end = above >= 0 ? above : file.indexOf('\n');
    return end > 0 && file[end - 1] == '\r';
}

/// FILE with its text changed to TEXT; only the differing bytes are replaced.
QByteArray writtenInto(const QByteArray &file, const QString &text)
{
    const Shown before = shownOf(file);
    const auto [start, oldEnd, newEnd] = differenceOf(before.text, text);
    const qsizetype from = before.starts[std::size_t(start)];
    QByteArray between = text.mid(start, newEnd - start).toUtf8();
    if (isWindowsAt(file, from))
        between.replace("\n", "\r\n");
    return QByteArray(file).replace(from, before.starts[std::size_t(oldEnd)] - from, between);
}

} // namespace

YamlPage::YamlPage(Context &context, LabDraft &draft, QWidget *parent)
    : QWidget(parent), m_draft(&draft), m_path(new ElidedLabel(draft.file())),
      m_foreign(makeParagraph(tr("The file is not UTF-8 text: it is shown as far as it can be read "
                                 "and cannot be changed here. "
                                 "Convert it to UTF-8 with another program; this page follows."),
                              QStringLiteral("attention"))),
      m_edit(new CodeEdit(context.theme)), m_problems(new QListWidget)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 12);
    all->setSpacing(12);
    auto *line = new QHBoxLayout;
    m_path->setObjectName(QStringLiteral("dim"));
    line->addWidget(m_path, 1);
    QPushButton *open = makeButton(tr("Open in editor"), {}, tr("Open the lab file in an editor"));
    connect(open, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_draft->file())); });
    line->addWidget(open);
    all->addLayout(line);
    all->addWidget(m_foreign);
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
    connect(m_problems, &QListWidget::itemClicked, this,
            [this, go](QListWidgetItem *item) { go(m_problems->row(item)); });
    connect(m_problems, &QListWidget::itemActivated, this,
            [this, go](QListWidgetItem *item) { go(m_problems->row(item)); });
    connect(bar, &DraftBar::problemsWanted, this, [go] { go(0); });
    connect(m_edit, &QPlainTextEdit::textChanged, this, &YamlPage::typed);
    connect(&draft, &LabDraft::changed, this, &YamlPage::refresh);
    refresh();
}

void YamlPage::typed()
{
    const QScopedValueRollback<bool> typing(m_typing, true);
    if (!m_edit->isReadOnly())
        m_draft->setText(writtenInto(m_draft->text(), textOf(*m_edit)));
}

// Replaces only the lines that another view changed, so that cursor, selection and scroll bar stay.
void YamlPage::refresh()
{
    m_path->setAll(m_draft->file());
    m_foreign->setVisible(!m_draft->text().isValidUtf8());
    m_edit->setReadOnly(!m_draft->text().isValidUtf8());
    const QString shown = shownOf(m_draft->text()).text;
    if (const QString old = textOf(*m_edit); !m_typing && old != shown) {
        const QSignalBlocker quiet(m_edit);
        const auto [start, oldEnd, newEnd] = differenceOf(old, shown);
        QTextCursor cursor(m_edit->document());
        cursor.setPosition(int(start));
        cursor.setPosition(int(oldEnd), QTextCursor::KeepAnchor);
        cursor.insertText(shown.mid(start, newEnd - start));
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
    m_problems->setFixedHeight(8 + kProblemHeight *
                                       int(std::min<std::size_t>(problems.size(), kMostRows)));
}

} // namespace hydra::ui
