// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/container_log.h"

#include "core/cri/crictl_text.h"
#include "core/reach/ssh.h"
#include "ui/containers/runtime_rows.h"
#include "ui/logs/plain_lines.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QScrollBar>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr int kLines = 5000;
constexpr qsizetype kAtOnce = 400; ///< lines per pass, so that the event loop keeps running
constexpr qsizetype kLongestLine = 8192;

QTextCharFormat inColor(const QColor &color)
{
    QTextCharFormat format;
    format.setForeground(color);
    return format;
}

QString timeOf(const CriLogLine &line)
{
    return line.timeNs == 0 ? QString()
                            : QDateTime::fromMSecsSinceEpoch(line.timeNs / 1'000'000)
                                  .toString(QStringLiteral("HH:mm:ss.zzz "));
}

} // namespace

ContainerLog::ContainerLog(Context &context, VmRuntime &runtime, QString id, QWidget *parent)
    : QWidget(parent), m_context(context), m_runtime(&runtime), m_id(std::move(id)),
      m_words(new ElidedLabel({}, Qt::ElideRight)), m_follow(new QCheckBox(tr("Follow"))),
      m_wrap(new QCheckBox(tr("Wrap"))), m_text(new QPlainTextEdit)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(10, 4, 10, 10);
    all->setSpacing(8);
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    m_words->setObjectName(QStringLiteral("dim"));
    m_words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    line->addWidget(m_words, 1);
    line->addWidget(m_follow);
    line->addWidget(m_wrap);
    all->addLayout(line);
    m_follow->setChecked(true);
    m_text->setObjectName(QStringLiteral("terminalText"));
    m_text->setAccessibleName(tr("What the container wrote"));
    m_text->setReadOnly(true);
    m_text->setUndoRedoEnabled(false);
    m_text->setFont(context.theme.monospace());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setMaximumBlockCount(kLines);
    all->addWidget(m_text, 1);
    setFocusProxy(m_text);
    m_again.setSingleShot(true);
    m_soon.setSingleShot(true);
    connect(m_wrap, &QCheckBox::toggled, this, [this](bool wrap) {
        m_text->setLineWrapMode(wrap ? QPlainTextEdit::WidgetWidth : QPlainTextEdit::NoWrap);
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool follow) {
        if (follow)
            m_text->verticalScrollBar()->setValue(m_text->verticalScrollBar()->maximum());
    });
    connect(&m_again, &QTimer::timeout, this, &ContainerLog::begin);
    connect(&m_soon, &QTimer::timeout, this, &ContainerLog::flush);
}

void ContainerLog::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    begin();
}

void ContainerLog::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_again.stop();
    m_client.reset();
    m_process.reset();
}

void ContainerLog::begin()
{
    if (!m_runtime || m_process)
        return;
    if (!m_runtime->obstacle().isEmpty())
        return broke(m_runtime->obstacle());
    auto client = makeCriClient(m_runtime->watch().endpoint());
    if (!client)
        return broke(formatError(client.error()));
    m_client = std::move(*client);
    m_client->containerStatus(m_id, [this](const Result<CriContainerStatus> &status) {
        if (!status)
            return broke(formatError(status.error()));
        if (status->logPath.isEmpty())
            return m_words->setAll(tr("It has no log: its pod was made without a log directory."));
        read(status->logPath);
    });
}

void ContainerLog::read(const QString &path)
{
    VmEntry &vm = m_runtime->vm();
    if (!vm.spec())
        return broke(tr("Its lab file cannot be read, so nobody knows as whom to log in."));
    const auto command = sshProgram(
        m_context.paths(), vm.ref(), vm.spec()->username, vm.status().ports,
        Command{.program = QStringLiteral("sudo"), .args = tailCommand(path, kLines, true)});
    if (!command)
        return broke(formatError(command.error()));
    m_words->setAll(shownText(path));
    m_text->setPlaceholderText(tr("It has written nothing yet."));
    m_parser.emplace();
    m_resume.begin();
    m_complaint.clear();
    m_process = std::make_unique<Process>(*command);
    connect(m_process.get(), &Process::output, this,
            [this](const QByteArray &bytes) { add(m_parser->add(bytes)); });
    connect(m_process.get(), &Process::errorOutput, this, [this](const QByteArray &bytes) {
        m_complaint += bytes.left(4096 - m_complaint.size());
    });
    connect(m_process.get(), &Process::done, this, [this](const ProcessExit &exit) {
        add(m_parser->finish());
        // Not deleted here: the process is emitting the signal that called this.
        m_process.release()->deleteLater();
        const QString words = QString::fromUtf8(m_complaint).trimmed();
        broke(words.isEmpty() ? tr("ssh %1").arg(exit.describe()) : words);
    });
    m_process->start();
}

void ContainerLog::broke(const QString &why)
{
    m_words->setAll(
        tr("%1 It is tried again.").arg(shownText(why.endsWith(u'.') ? why : why + u'.')));
    m_again.start(std::chrono::seconds(2));
}

// Drops waiting lines that would have scrolled out before they were shown.
void ContainerLog::add(const std::vector<CriLogLine> &lines)
{
    for (const CriLogLine &line : lines) {
        if (!m_resume.wasSeen(line))
            m_waiting.push_back(line);
    }
    if (m_waiting.size() > size_t(kLines))
        m_waiting.erase(m_waiting.begin(), m_waiting.end() - kLines);
    if (!m_waiting.empty() && !m_soon.isActive())
        m_soon.start(std::chrono::milliseconds(40));
}

void ContainerLog::flush()
{
    QScrollBar *bar = m_text->verticalScrollBar();
    const int place = bar->value();
    QTextCursor cursor(m_text->document());
    cursor.movePosition(QTextCursor::End);
    cursor.beginEditBlock();
    const size_t count = std::min(m_waiting.size(), size_t(kAtOnce));
    for (size_t i = 0; i < count; ++i)
        write(cursor, m_waiting[i]);
    cursor.endEditBlock();
    m_waiting.erase(m_waiting.begin(), m_waiting.begin() + std::ptrdiff_t(count));
    bar->setValue(m_follow->isChecked() ? bar->maximum() : place);
    if (!m_waiting.empty())
        m_soon.start(0);
}

void ContainerLog::write(QTextCursor &cursor, const CriLogLine &line)
{
    const auto ansi = Theme::ansiColors();
    const bool isError = line.stream == CriStream::Stderr;
    if (!m_goesOn) {
        if (!m_text->document()->isEmpty())
            cursor.insertBlock();
        cursor.insertText(timeOf(line) +
                              (isError ? QStringLiteral("stderr  ") : QStringLiteral("stdout  ")),
                          inColor(ansi[8]));
    }
    const QString text = withoutControls(plainLines(line.text.left(kLongestLine)).join(u' '));
    cursor.insertText(text, inColor(isError ? ansi[9] : m_context.theme.color(Token::TermFg)));
    m_goesOn = line.partial;
}

} // namespace hydra::ui
