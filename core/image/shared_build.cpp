// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/shared_build.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <optional>

namespace hydra {
namespace {

constexpr unsigned long kFollowMs = 200;

/// What a builder tells its followers.
struct BuildNews {
    Progress progress;
    std::optional<Error> failure;
};

QByteArray newsText(const BuildNews &news)
{
    QJsonObject json{{QStringLiteral("fraction"), news.progress.fraction},
                     {QStringLiteral("words"), news.progress.words},
                     {QStringLiteral("detail"), news.progress.detail}};
    if (news.failure)
        json[u"failure"] = QJsonObject{{QStringLiteral("code"), int(news.failure->code)},
                                       {QStringLiteral("what"), news.failure->what},
                                       {QStringLiteral("where"), news.failure->where},
                                       {QStringLiteral("hint"), news.failure->hint},
                                       {QStringLiteral("details"), news.failure->details}};
    return QJsonDocument(json).toJson(QJsonDocument::Compact);
}

// Nothing of a text that was read while it was being written.
std::optional<BuildNews> newsFrom(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    if (!document.isObject())
        return {};
    BuildNews news;
    news.progress.fraction = document[QStringLiteral("fraction")].toDouble(-1);
    news.progress.words = document[QStringLiteral("words")].toString();
    news.progress.detail = document[QStringLiteral("detail")].toString();
    const QJsonValue failure = document[QStringLiteral("failure")];
    if (failure.isObject())
        news.failure = Error{.code = ErrorCode(failure[QStringLiteral("code")].toInt()),
                             .what = failure[QStringLiteral("what")].toString(),
                             .where = failure[QStringLiteral("where")].toString(),
                             .hint = failure[QStringLiteral("hint")].toString(),
                             .details = failure[QStringLiteral("details")].toString()};
    return news;
}

QString buildLock(const ImageStore &store, const QString &name)
{
    return store.directory() + QStringLiteral("/.build.") + name;
}

/// One build as its builder and its followers see it.
class SharedBuild
{
public:
    SharedBuild(const ImageStore &store, const QString &name, const JobContext &job)
        : m_store(store), m_name(name), m_job(job), m_lock(buildLock(store, name))
    {
    }

    Result<StoredImage> run(const std::function<Result<StoredImage>(const JobContext &)> &build)
    {
        QDir().mkpath(m_store.directory());
        for (bool followed = false;; followed = true) {
            const auto lock = FileLock::acquire(m_lock);
            if (lock)
                return followed ? afterOther(build) : asBuilder(build);
            if (lock.error().code != ErrorCode::Conflict)
                return fail(lock.error());
            if (m_job.cancel.cancelled())
                return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), m_name);
            follow();
            QThread::msleep(kFollowMs);
        }
    }

private:
    using Build = std::function<Result<StoredImage>(const JobContext &)>;

    [[nodiscard]] QString newsFile() const { return m_lock + QStringLiteral(".json"); }

    [[nodiscard]] std::optional<BuildNews> news() const
    {
        const auto text = readFile(newsFile(), 1 << 20);
        return text ? newsFrom(*text) : std::nullopt;
    }

    [[nodiscard]] bool isNews(const Progress &progress) const
    {
        return progress.words != m_told.words || progress.fraction >= m_told.fraction + 0.01 ||
               progress.detail != m_told.detail;
    }

    void follow()
    {
        const auto told = news();
        if (!told || told->failure || !m_job.progress || !isNews(told->progress))
            return;
        m_told = told->progress;
        m_job.progress(
            {.fraction = m_told.fraction,
             .words = QStringLiteral("%1 (begun before by another command)").arg(m_told.words),
             .detail = m_told.detail});
    }

    // The lock is ours now, so the build that was followed is over.
    Result<StoredImage> afterOther(const Build &build)
    {
        if (auto image = m_store.find(m_name))
            return image;
        if (const auto told = news(); told && told->failure)
            return fail(*told->failure);
        return asBuilder(build);
    }

    Result<StoredImage> asBuilder(const Build &build)
    {
        QFile::remove(newsFile()); // of a former build
        JobContext told{m_job.cancel, [this](const Progress &progress) { tell(progress); }};
        Result<StoredImage> built = build(told);
        // Who was cancelled has not failed: a follower goes on in its place.
        if (built || built.error().code == ErrorCode::Cancelled)
            QFile::remove(newsFile());
        else
            write({.progress = {}, .failure = built.error()});
        return built;
    }

    void tell(const Progress &progress)
    {
        if (m_job.progress)
            m_job.progress(progress);
        if (!isNews(progress))
            return;
        m_told = progress;
        write({.progress = progress, .failure = {}});
    }

    // Neither synced nor replaced atomically: it comes often, and a torn text only means that a
    // follower looks again. Without it, followers just see no progress.
    void write(const BuildNews &news) const
    {
        QFile file(newsFile());
        if (file.open(QIODevice::WriteOnly, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            file.write(newsText(news));
    }

    const ImageStore &m_store;
    QString m_name;
    const JobContext &m_job;
    QString m_lock;
    Progress m_told;
};

} // namespace

Result<StoredImage>
buildOrFollow(const ImageStore &store, const QString &name, const JobContext &job,
              const std::function<Result<StoredImage>(const JobContext &)> &build)
{
    return SharedBuild(store, name, job).run(build);
}

// The news of a build that was killed stays, but nobody has its lock.
std::vector<RunningBuild> runningBuilds(const ImageStore &store)
{
    std::vector<RunningBuild> running;
    const QDir dir(store.directory());
    for (const QString &file :
         dir.entryList({QStringLiteral(".build.*.json")}, QDir::Files | QDir::Hidden, QDir::Name)) {
        const QString name = file.mid(7).chopped(5);
        const auto text = readFile(dir.filePath(file), 1 << 20);
        const auto news = text ? newsFrom(*text) : std::nullopt;
        const auto lock = FileLock::acquire(buildLock(store, name));
        const bool isHeld = !lock && lock.error().code == ErrorCode::Conflict;
        if (isHeld && !(news && news->failure))
            running.push_back({name, news ? news->progress : Progress()});
    }
    return running;
}

} // namespace hydra
