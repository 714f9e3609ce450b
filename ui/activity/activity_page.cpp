// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/activity/activity_page.h"

#include "ui/widgets/boot_phases.h"

#include <QFile>
#include <QFileInfo>

namespace hydra::ui {
namespace {

constexpr size_t kShown = 100;

QString ago(qint64 atMs)
{
    const qint64 seconds = (QDateTime::currentMSecsSinceEpoch() - atMs) / 1000;
    if (seconds < 60)
        return ActivityPage::tr("just now");
    if (seconds < 3600)
        return ActivityPage::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 86400)
        return ActivityPage::tr("%1 h ago").arg(seconds / 3600);
    return ActivityPage::tr("%1 d ago").arg(seconds / 86400);
}

struct OutcomeLook {
    QString mark;
    Token color;
};

OutcomeLook lookOf(Activity::Outcome outcome)
{
    switch (outcome) {
    case Activity::Outcome::Running:
        return {QStringLiteral("…"), Token::WarnText};
    case Activity::Outcome::Done:
        return {QStringLiteral("✓"), Token::RunText};
    case Activity::Outcome::Failed:
        return {QStringLiteral("✕"), Token::ErrText};
    case Activity::Outcome::Cancelled:
        return {QStringLiteral("–"), Token::Faint};
    case Activity::Outcome::Vanished:
        break;
    }
    return {QStringLiteral("!"), Token::WarnText};
}

QString logOf(const Activity &activity)
{
    QString path = activity.log;
    if (QFileInfo(path).isDir())
        path += activity.target.contains(u'/')
                    ? u'/' + activity.target.section(u'/', 1, 1).section(u' ', 0, 0) +
                          QStringLiteral("/vm.log")
                    : QString();
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return activity.error.isEmpty() ? activity.log
                                        : activity.error + QStringLiteral("\n\n") + activity.log;
    file.seek(std::max<qint64>(0, file.size() - (256 << 10)));
    return QString::fromUtf8(file.readAll());
}

} // namespace

ActivityPage::ActivityPage(Context &context, QWidget *parent)
    : ProgramPage(context.theme, tr("Activity"),
                  tr("starts and jobs of this window and of hydractl"), tr("All"), parent),
      m_context(context), m_running(new QVBoxLayout), m_past(new QVBoxLayout),
      m_log(new Card(tr("Log"))), m_logText(new QPlainTextEdit)
{
    auto *running = new Card(tr("Running in this window"));
    running->body()->addLayout(m_running);
    column().addWidget(running);
    auto *past = new Card(tr("Recent"));
    m_past->setSpacing(6);
    past->body()->addLayout(m_past);
    column().addWidget(past);
    m_logText->setObjectName(QStringLiteral("terminalText"));
    m_logText->setReadOnly(true);
    m_logText->setFont(context.theme.monospace());
    m_logText->setAccessibleName(tr("Log of the chosen activity"));
    m_logText->setFixedHeight(180);
    QPushButton *close = makeButton(tr("Close"), QStringLiteral("link"), tr("Close the log"));
    connect(close, &QPushButton::clicked, m_log, &QWidget::hide);
    m_log->addToTitle(close);
    m_log->body()->addWidget(m_logText);
    m_log->hide();
    addBelow(m_log);
    connect(&context.jobs, &JobList::changed, this, &ActivityPage::showRunning);
    connect(&m_timer, &QTimer::timeout, this, &ActivityPage::readPast);
    showRunning();
    showPast({});
}

void ActivityPage::showEvent(QShowEvent *event)
{
    ProgramPage::showEvent(event);
    m_timer.start(std::chrono::seconds(3));
    readPast();
}

void ActivityPage::hideEvent(QHideEvent *event)
{
    ProgramPage::hideEvent(event);
    m_timer.stop();
}

void ActivityPage::showRunning()
{
    clearLayout(*m_running);
    for (const JobList::Running &job : m_context.jobs.running()) {
        auto *line = new QHBoxLayout;
        line->addWidget(makeLabel(job.title), 2);
        QLabel *words = makeLabel(job.progress.words, QStringLiteral("dim"));
        words->setMinimumWidth(40);
        line->addWidget(words, 3);
        auto *progress = new QProgressBar;
        progress->setTextVisible(false);
        progress->setAccessibleName(tr("Progress of %1").arg(job.title));
        showProgress(*progress, job.progress);
        line->addWidget(progress, 2);
        QPushButton *cancel = makeButton(tr("Cancel"), {}, tr("Cancel %1").arg(job.title));
        connect(cancel, &QPushButton::clicked, this,
                [this, id = job.id] { m_context.jobs.cancel(id); });
        line->addWidget(cancel);
        m_running->addLayout(line);
    }
    if (m_running->count() == 0)
        m_running->addWidget(makeLabel(tr("Nothing runs now."), QStringLiteral("dim")));
}

void ActivityPage::readPast()
{
    if (m_reading)
        return;
    auto work = [log = ActivityLog(m_context.paths())](const JobContext &) { return log.read(); };
    m_reading = std::make_unique<Job<std::vector<Activity>>>(
        work, [this](const Result<std::vector<Activity>> &activities) {
            m_reading.reset();
            if (activities && *activities != m_shown)
                showPast(*activities);
        });
}

void ActivityPage::showPast(const std::vector<Activity> &activities)
{
    m_shown = activities;
    clearLayout(*m_past);
    for (size_t i = 0; i < activities.size() && i < kShown; ++i)
        addPast(activities[i]);
    if (activities.empty())
        m_past->addWidget(makeParagraph(
            tr("Nothing yet. Starts and image builds are listed here with how they ended."),
            QStringLiteral("dim")));
}

void ActivityPage::addPast(const Activity &activity)
{
    const OutcomeLook look = lookOf(activity.outcome);
    auto *line = new QHBoxLayout;
    QLabel *mark =
        makeMark(look.mark, m_context.theme.color(look.color), toString(activity.outcome));
    mark->setFixedWidth(16);
    line->addWidget(mark);
    QLabel *what = makeLabel(activity.kind + u' ' + activity.target);
    what->setMinimumWidth(60);
    line->addWidget(what, 3);
    QLabel *words =
        makeLabel(activity.error.isEmpty() ? toString(activity.outcome) : activity.error,
                  QStringLiteral("dim"));
    words->setMinimumWidth(60);
    words->setToolTip(activity.error);
    line->addWidget(words, 5);
    QLabel *when = makeLabel(ago(activity.startedAtMs), QStringLiteral("dim"));
    when->setToolTip(QDateTime::fromMSecsSinceEpoch(activity.startedAtMs).toString(Qt::TextDate));
    line->addWidget(when, 1);
    QLabel *took = makeLabel(activity.endedAtMs == 0
                                 ? QString()
                                 : shortDuration(activity.endedAtMs - activity.startedAtMs),
                             QStringLiteral("dim"));
    took->setFixedWidth(80);
    line->addWidget(took);
    QPushButton *log = makeButton(tr("Log"), QStringLiteral("link"),
                                  tr("Log of %1 %2").arg(activity.kind, activity.target));
    connect(log, &QPushButton::clicked, this, [this, activity] { showLog(activity); });
    line->addWidget(log);
    m_past->addLayout(line);
}

void ActivityPage::showLog(const Activity &activity)
{
    const QString text = logOf(activity);
    m_logText->setPlainText(text.trimmed().isEmpty() ? tr("It left no log.") : text);
    m_log->setNote(activity.kind + u' ' + activity.target);
    m_log->show();
}

} // namespace hydra::ui
