// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/runtime_watch.h"

#include <QDateTime>
#include <QThreadPool>

#include <algorithm>

namespace hydra {
namespace {

using std::chrono::milliseconds;

constexpr qsizetype kExitCodesAtOnce = 8; ///< each is a call of its own

bool isUnsupported(const Error &error)
{
    return error.code == ErrorCode::Unsupported;
}

} // namespace

RuntimeWatch::RuntimeWatch(RuntimePace pace, QObject *parent) : QObject(parent), m_pace(pace)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, &RuntimeWatch::nextRound);
}

RuntimeWatch::~RuntimeWatch() = default;

void RuntimeWatch::setEndpoint(const QString &endpoint)
{
    if (endpoint == m_endpoint)
        return;
    m_endpoint = endpoint;
    m_trouble.reset();
    begin();
}

void RuntimeWatch::setWatched(bool watched)
{
    if (watched == m_watched)
        return;
    m_watched = watched;
    begin();
}

// Without its client no answer of the past comes any more.
void RuntimeWatch::begin()
{
    m_client.reset();
    m_taking.reset();
    m_next.stop();
    m_asking = m_again = false;
    m_failures = 0;
    m_sinceImages.invalidate();
    m_unknownExits.clear();
    const bool wasLive = std::exchange(m_live, false);
    if (m_watched && !m_endpoint.isEmpty())
        m_next.start(0);
    else if (wasLive)
        Q_EMIT stateChanged();
}

void RuntimeWatch::refresh()
{
    m_sinceImages.invalidate();
    if (m_asking)
        m_again = true;
    else if (m_watched && !m_endpoint.isEmpty())
        m_next.start(0);
}

void RuntimeWatch::nextRound()
{
    m_asking = true;
    m_again = false;
    m_round.start();
    if (!m_client) {
        auto client = makeCriClient(m_endpoint);
        if (!client)
            return failed(client.error());
        m_client = std::move(*client);
    }
    if (m_live)
        return askPods();
    m_client->version([this](const Result<CriVersion> &version) {
        if (!version)
            return failed(version.error());
        m_version = *version;
        m_hasUse = true;
        m_unknownExits = m_containers.keys();
        m_unknownExits.removeIf([this](const QString &id) { return !lacksExitCode(id); });
        listenToEvents();
        askPods();
    });
}

bool RuntimeWatch::lacksExitCode(const QString &id) const
{
    return m_containers[id].state == CriContainerState::Exited && !m_exitCodes.contains(id);
}

// Thousands of things with their labels take tens of milliseconds to compare and to free: not in
// the event loop.
template <typename T>
void RuntimeWatch::take(QHash<QString, T> &known, std::vector<T> list,
                        std::function<void(const IdDiff &)> done)
{
    using Taken = std::pair<QHash<QString, T>, IdDiff>;
    auto work = [before = known, list = std::make_shared<std::vector<T>>(std::move(list))](
                    const JobContext &) -> Result<Taken> {
        QHash<QString, T> now = byId(std::move(*list));
        IdDiff diff = diffOf(before, now);
        return Taken(std::move(now), std::move(diff));
    };
    m_taking = std::make_unique<Job<Taken>>(
        std::move(work), [this, &known, done = std::move(done)](Result<Taken> taken) {
            auto &[now, diff] = *taken;
            if (m_baseline)
                addEvents(m_events, diff, known, now, QDateTime::currentMSecsSinceEpoch());
            if (!diff.isEmpty())
                known.swap(now);
            QThreadPool::globalInstance()->start([old = std::move(now)] {}); // frees it
            done(diff);
        });
}

void RuntimeWatch::askPods()
{
    m_client->listPods([this](Result<std::vector<CriPod>> pods) {
        if (!pods)
            return failed(pods.error());
        take<CriPod>(m_pods, std::move(*pods), [this](const IdDiff &diff) {
            if (!diff.isEmpty())
                Q_EMIT podsChanged(diff);
            if (m_client) // who heard of it may have stopped watching
                askContainers();
        });
    });
}

void RuntimeWatch::askContainers()
{
    m_client->listContainers([this](Result<std::vector<CriContainer>> containers) {
        if (!containers)
            return failed(containers.error());
        take<CriContainer>(m_containers, std::move(*containers),
                           [this](const IdDiff &diff) { tookContainers(diff); });
    });
}

void RuntimeWatch::tookContainers(const IdDiff &diff)
{
    for (const QString &id : diff.removed) {
        m_use.remove(id);
        m_exitCodes.remove(id);
    }
    for (const QStringList &ids : {diff.added, diff.changed}) {
        for (const QString &id : ids) {
            if (lacksExitCode(id))
                m_unknownExits << id;
            if (m_containers.value(id).state != CriContainerState::Running)
                m_use.remove(id);
        }
    }
    if (!diff.isEmpty())
        Q_EMIT containersChanged(diff);
    if (m_client && m_hasUse)
        askUse();
    else if (m_client)
        askImages();
}

void RuntimeWatch::askUse()
{
    m_client->listContainerUse([this](Result<std::vector<CriContainerUse>> all) {
        if (!all && !isUnsupported(all.error()) && all.error().code == ErrorCode::TimedOut)
            return failed(all.error());
        // Some runtimes fail the whole list for one container that has just gone: the next round
        // tells.
        m_hasUse = all || !isUnsupported(all.error());
        if (all)
            takeUse(std::move(*all));
        if (m_client)
            askImages();
    });
}

void RuntimeWatch::takeUse(std::vector<CriContainerUse> all)
{
    for (const CriContainerUse &use : all) {
        const auto container = m_containers.constFind(use.id); // no copy while the thread has one
        if (container != m_containers.constEnd() && container->state == CriContainerState::Running)
            m_use[use.id].add(use);
    }
    Q_EMIT used();
}

void RuntimeWatch::askImages()
{
    if (m_sinceImages.isValid() && m_sinceImages.elapsed() < m_pace.images.count())
        return askExitCodes();
    m_sinceImages.start();
    m_client->listImages([this](Result<std::vector<CriImage>> images) {
        if (!images)
            return failed(images.error());
        take<CriImage>(m_images, std::move(*images), [this](const IdDiff &diff) {
            if (!diff.isEmpty())
                Q_EMIT imagesChanged(diff);
            if (m_client)
                askExitCodes();
        });
    });
}

// Lists do not have them. They never change, and few are asked for at a time.
void RuntimeWatch::askExitCodes()
{
    const qsizetype few = std::min(kExitCodesAtOnce, m_unknownExits.size());
    for (const QString &id : m_unknownExits.mid(0, few)) {
        m_client->containerStatus(id, [this, id](const Result<CriContainerStatus> &status) {
            if (!status || !m_containers.contains(id) ||
                status->container.state != CriContainerState::Exited)
                return;
            m_exitCodes[id] = status->exitCode;
            Q_EMIT containersChanged({{}, {id}, {}});
        });
    }
    m_unknownExits.remove(0, few);
    endRound();
}

milliseconds RuntimeWatch::pause() const
{
    return std::clamp(m_took * m_pace.times, m_pace.least, m_pace.most);
}

void RuntimeWatch::endRound()
{
    m_took = milliseconds(m_round.elapsed());
    m_asking = false;
    m_failures = 0;
    m_baseline = true;
    m_lastSeenMs = QDateTime::currentMSecsSinceEpoch();
    m_next.start(m_again ? milliseconds(0) : pause());
    if (!std::exchange(m_live, true)) {
        m_trouble.reset();
        Q_EMIT stateChanged();
    }
}

void RuntimeWatch::failed(const Error &error)
{
    const milliseconds wait =
        std::min(m_pace.least * (1 << std::min(m_failures, 10)), m_pace.lastRetry);
    ++m_failures;
    m_asking = m_live = false;
    m_client.reset(); // its stream of events too: the next one begins anew
    m_sinceImages.invalidate();
    m_trouble = error;
    m_next.start(wait);
    Q_EMIT stateChanged();
}

// Below containerd 2 there is one queue for all who listen: we would take events from others.
void RuntimeWatch::listenToEvents()
{
    if (majorVersion(m_version.runtimeVersion) < 2)
        return;
    m_client->stream(
        QStringLiteral("GetContainerEvents"), {}, [this](const QJsonObject &) { hasten(); },
        [](const Result<bool> &) {});
}

void RuntimeWatch::hasten()
{
    if (m_asking || !m_live)
        return;
    const milliseconds soonest = std::max(m_pace.least / 4, pause() / 2);
    const milliseconds left =
        std::max(milliseconds(0), soonest - (milliseconds(m_round.elapsed()) - m_took));
    if (milliseconds(m_next.remainingTime()) > left)
        m_next.start(left);
}

const CriUseHistory *RuntimeWatch::use(const QString &container) const
{
    const auto found = m_use.constFind(container);
    return found == m_use.constEnd() ? nullptr : &*found;
}

std::optional<int> RuntimeWatch::exitCode(const QString &container) const
{
    const auto found = m_exitCodes.constFind(container);
    return found == m_exitCodes.constEnd() ? std::nullopt : std::optional(*found);
}

} // namespace hydra

#include "core/cri/moc_runtime_watch.cpp"
