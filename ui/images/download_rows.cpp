// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/download_rows.h"

#include "ui/actions/action_menu.h"

#include <algorithm>

namespace hydra::ui {

DownloadRows::DownloadRows(Context &context, QWidget *parent)
    : Card(tr("Arriving"), parent), m_context(context), m_lines(new QVBoxLayout)
{
    m_lines->setSpacing(10);
    body()->addLayout(m_lines);
    m_look.setInterval(std::chrono::seconds(1));
    connect(&m_look, &QTimer::timeout, this, &DownloadRows::look);
    connect(&context.actions.pulls(), &ImagePulls::changed, this, &DownloadRows::look);
    connect(&context.jobs, &JobList::changed, this, &DownloadRows::refresh);
    hide();
}

void DownloadRows::setWatching(bool watching)
{
    if (!watching)
        return m_look.stop();
    m_look.start();
    look();
}

bool DownloadRows::isRunning(const QString &name) const
{
    return std::any_of(m_rows.begin(), m_rows.end(), [&name](const Row &row) {
        return row.name == name && row.kind != Row::Kind::Failed;
    });
}

void DownloadRows::look()
{
    m_running = runningBuilds(ImageStore(m_context.paths().imagesDir()));
    refresh();
}

void DownloadRows::refresh()
{
    std::vector<Row> rows = gather();
    const bool same = std::equal(rows.begin(), rows.end(), m_rows.begin(), m_rows.end(),
                                 [](const Row &a, const Row &b) { return a.isLike(b); });
    m_rows = std::move(rows);
    if (!same) {
        clearLayout(*m_lines);
        m_shown.clear();
        for (const Row &row : m_rows)
            addRow(row);
        setVisible(!m_rows.empty());
    }
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        showProgressOf(m_rows[i], m_shown[i]);
    if (!same)
        Q_EMIT changed();
}

// Our own first: they have the buttons. What a job of ours does is running for others, too.
std::vector<DownloadRows::Row> DownloadRows::gather() const
{
    std::vector<Row> rows;
    const std::vector<JobList::Running> jobs = m_context.jobs.running();
    for (const auto &[name, pull] : m_context.actions.pulls().all()) {
        Row row{.name = name, .job = pull.job};
        if (pull.error) {
            row.kind = Row::Kind::Failed;
            row.words = formatError(*pull.error);
        }
        for (const JobList::Running &job : jobs) {
            if (job.id == pull.job)
                row.progress = job.progress;
        }
        rows.push_back(row);
    }
    for (const RunningBuild &build : m_running) {
        const bool isPull = m_context.actions.pulls().all().count(build.name) != 0;
        Row row{.name = build.name, .kind = Row::Kind::Theirs, .progress = build.progress};
        for (const JobList::Running &job : jobs) {
            if (job.title != Actions::buildTitle(build.name))
                continue;
            row.kind = Row::Kind::Ours;
            row.job = job.id;
            row.progress = job.progress;
        }
        if (!isPull)
            rows.push_back(row);
    }
    return rows;
}

void DownloadRows::addRow(const Row &row)
{
    const bool failed = row.kind == Row::Kind::Failed;
    auto *line = new QHBoxLayout;
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(makeLabel(row.name));
    Shown shown{makeParagraph(row.words, failed ? QStringLiteral("error") : QStringLiteral("dim")),
                makeLabel({}, QStringLiteral("dim")), new QProgressBar};
    shown.bar->setTextVisible(false);
    shown.bar->setAccessibleName(tr("Progress of %1").arg(row.name));
    texts->addWidget(shown.bar);
    texts->addWidget(shown.words);
    texts->addWidget(shown.detail);
    shown.bar->setVisible(!failed);
    shown.detail->setVisible(false);
    line->addLayout(texts, 1);
    addButtons(*line, row);
    m_lines->addLayout(line);
    m_shown.push_back(shown);
}

void DownloadRows::addButtons(QHBoxLayout &line, const Row &row)
{
    const auto add = [&line](QPushButton *button) { line.addWidget(button, 0, Qt::AlignTop); };
    ImagePulls &pulls = m_context.actions.pulls();
    if (row.kind == Row::Kind::Ours) {
        QPushButton *cancel = makeButton(tr("Cancel"), {}, tr("Cancel %1").arg(row.name));
        connect(cancel, &QPushButton::clicked, this,
                [this, job = row.job] { m_context.jobs.cancel(job); });
        return add(cancel);
    }
    if (row.kind == Row::Kind::Theirs)
        return;
    QPushButton *retry = makeButton(tr("Try again"), {}, tr("Pull %1 again").arg(row.name));
    const ImageSource source = pulls.all().at(row.name).source;
    offerCommand(*retry, pullCommand(source.url));
    connect(retry, &QPushButton::clicked, this, [&pulls, source] { pulls.start(source); });
    QPushButton *dismiss = makeButton(tr("Dismiss"), {}, tr("Forget %1").arg(row.name));
    connect(dismiss, &QPushButton::clicked, this,
            [&pulls, name = row.name] { pulls.dismiss(name); });
    add(retry);
    add(dismiss);
}

void DownloadRows::showProgressOf(const Row &row, const Shown &shown) const
{
    if (row.kind == Row::Kind::Failed)
        return;
    showProgress(*shown.bar, row.progress);
    const QString step = row.progress.words.isEmpty() ? tr("Beginning") : row.progress.words;
    shown.words->setText(row.kind == Row::Kind::Theirs ? tr("%1 (by another program)").arg(step)
                                                       : step);
    shown.detail->setText(row.progress.detail);
    shown.detail->setVisible(!row.progress.detail.isEmpty());
}

} // namespace hydra::ui
