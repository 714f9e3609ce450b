// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/image_pulls.h"

#include "core/host/facts.h"
#include "core/image/pull/catalogue.h"
#include "core/image/pull/pull_image.h"
#include "core/lab/activity.h"
#include "core/process/shell_word.h"
#include "ui/actions/start_recorded.h"

namespace hydra::ui {

ImagePulls::ImagePulls(LabStore &store, JobList &jobs, QObject *parent)
    : QObject(parent), m_store(store), m_jobs(jobs)
{
}

void ImagePulls::start(const ImageSource &source)
{
    Pull &pull = m_pulls[source.name];
    if (pull.job != 0)
        return;
    const Environment &environment = m_store.environment();
    auto work = [activities = ActivityLog(environment.paths),
                 store = ImageStore(environment.paths.imagesDir()), source,
                 settings = pullSettings(environment)](const JobContext &job) {
        return recorded(activities, QStringLiteral("image-pull"), source.name, {},
                        [&] { return pullImage(store, source, job, settings); });
    };
    pull.source = source;
    pull.error.reset();
    pull.job = m_jobs.start<StoredImage>(
        tr("Pull image %1").arg(source.name), work,
        [this, name = source.name](const Result<StoredImage> &image) { ended(name, image); });
    Q_EMIT changed();
}

Result<void> ImagePulls::startAsked(const QString &asked)
{
    const auto source = imageSourceFor(asked, hostDebianArch());
    if (!source)
        return fail(source.error());
    start(*source);
    return {};
}

void ImagePulls::cancel(const QString &name)
{
    if (const auto pull = m_pulls.find(name); pull != m_pulls.end() && pull->second.job != 0)
        m_jobs.cancel(pull->second.job);
}

void ImagePulls::dismiss(const QString &name)
{
    const auto pull = m_pulls.find(name);
    if (pull == m_pulls.end() || pull->second.job != 0)
        return;
    m_pulls.erase(pull);
    Q_EMIT changed();
}

void ImagePulls::ended(const QString &name, const Result<StoredImage> &image)
{
    if (!image && image.error().code != ErrorCode::Cancelled) {
        m_pulls[name].job = 0;
        m_pulls[name].error = image.error();
    } else {
        m_pulls.erase(name);
    }
    Q_EMIT changed();
    if (image)
        Q_EMIT arrived(name);
}

QString pullCommand(const QString &asked)
{
    return QStringLiteral("hydractl image pull ") + shellWord(asked);
}

} // namespace hydra::ui
