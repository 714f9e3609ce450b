// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/logs/log_page.h"

#include "core/console/log_limits.h"
#include "ui/logs/plain_lines.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/counted.h"

#include <QRegularExpression>
#include <QScrollBar>

namespace hydra::ui {
namespace {

constexpr qint64 kLimit = 4 << 20;
constexpr qint64 kChunk = 1 << 20;
constexpr int kMaxLines = 50'000;

qint64 limitOf(const QString &file)
{
    return file == u"vm.log"     ? eventLogLimit
           : file == u"qemu.log" ? programLogLimit
                                 : consoleLogLimit;
}

QRegularExpression expressionOf(const QString &text)
{
    const QRegularExpression expression(text, QRegularExpression::CaseInsensitiveOption);
    return expression.isValid() ? expression
                                : QRegularExpression(QRegularExpression::escape(text),
                                                     QRegularExpression::CaseInsensitiveOption);
}

} // namespace

LogPage::LogPage(Context &context, VmEntry &vm, QWidget *parent)
    : QWidget(parent), m_stateDir(context.paths().vmState(vm.ref())),
      m_source(new ComboBox(context.theme)), m_filter(new QLineEdit),
      m_count(makeLabel({}, QStringLiteral("dim"))), m_text(new QPlainTextEdit)
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 20);
    all->setSpacing(12);
    auto *line = new QHBoxLayout;
    for (const auto &[text, file] :
         {std::pair{tr("VM events"), "vm.log"}, std::pair{tr("QEMU"), "qemu.log"},
          std::pair{tr("Serial console"), "serial.log"},
          std::pair{tr("Virtio console"), "hvc0.log"}})
        m_source->addItem(text, QString::fromLatin1(file));
    m_source->setAccessibleName(tr("Which log"));
    m_filter->setPlaceholderText(tr("Only lines that match… (Ctrl+F)"));
    m_filter->setAccessibleName(tr("Only lines that match this regular expression"));
    m_filter->setClearButtonEnabled(true);
    line->addWidget(m_source);
    line->addWidget(m_filter, 1);
    line->addWidget(m_count);
    all->addLayout(line);
    m_text->setObjectName(QStringLiteral("terminalText"));
    m_text->setAccessibleName(tr("Log"));
    m_text->setReadOnly(true);
    m_text->setFont(context.theme.monospace());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMaximumBlockCount(kMaxLines);
    all->addWidget(m_text, 1);
    auto *find = new QAction(this);
    find->setShortcut(QKeySequence::Find);
    find->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(find);
    connect(find, &QAction::triggered, m_filter, [this] { m_filter->setFocus(); });
    connect(m_source, &QComboBox::currentIndexChanged, this, &LogPage::chooseSource);
    connect(m_filter, &QLineEdit::textChanged, this, &LogPage::filter);
    connect(&m_timer, &QTimer::timeout, this, &LogPage::readOn);
    chooseSource();
}

void LogPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_timer.start(std::chrono::milliseconds(250));
    readOn();
}

void LogPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_timer.stop();
}

void LogPage::chooseSource()
{
    const QString file = m_source->currentData().toString();
    m_log = LogReader(m_stateDir + u'/' + file);
    m_log.beginWithLast(kLimit, limitOf(file));
    m_rest.clear();
    m_lines.clear();
    m_text->clear();
    if (isVisible())
        readOn();
    showCount();
}

void LogPage::readOn()
{
    const QByteArray more = m_log.read(kChunk);
    if (more.isEmpty())
        return;
    const QByteArray bytes = m_rest + more;
    const qsizetype end = bytes.lastIndexOf('\n') + 1;
    m_rest = bytes.mid(end);
    const QStringList lines = plainLines(bytes.left(end));
    m_lines << lines;
    if (m_lines.size() > kMaxLines)
        m_lines.remove(0, m_lines.size() - kMaxLines);
    append(lines);
}

void LogPage::append(const QStringList &lines)
{
    const QRegularExpression wanted = expressionOf(m_filter->text());
    const QStringList shown = m_filter->text().isEmpty() ? lines : lines.filter(wanted);
    if (!shown.isEmpty())
        m_text->appendPlainText(shown.join(u'\n')); // keeps following if scrolled to the end
    showCount();
}

void LogPage::filter()
{
    m_text->clear();
    append(m_lines);
    m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
}

void LogPage::showCount()
{
    const bool none = m_lines.isEmpty();
    m_text->setPlaceholderText(
        none ? tr("Nothing was written here yet. It fills when the environment starts.")
             : tr("No line matches."));
    m_count->setText(
        m_filter->text().isEmpty()
            ? counted(m_lines.size(), Counted::Line)
            : tr("%1 of %2")
                  .arg(none || m_text->toPlainText().isEmpty() ? 0 : m_text->blockCount())
                  .arg(counted(m_lines.size(), Counted::Line)));
}

} // namespace hydra::ui
