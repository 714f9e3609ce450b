// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/runtime_diff.h"
#include "core/job/job.h"

#include <QElapsedTimer>
#include <QTimer>

namespace hydra {

/// When a watch asks again.
struct RuntimePace {
    std::chrono::milliseconds least = std::chrono::seconds(1); ///< between two rounds
    int times = 20; ///< so many times what the round took, at least
    std::chrono::milliseconds most = std::chrono::seconds(30);
    std::chrono::milliseconds images = std::chrono::seconds(10);
    std::chrono::milliseconds lastRetry =
        std::chrono::seconds(15); ///< retries begin with `least` and double
};

/// The pods, containers and images of one container runtime, kept up to date while somebody
/// watches. Lists are the truth: the next one is asked for after the last one's answer. From
/// containerd 2 on its events hasten a list. What cannot be reached keeps what was last known, and
/// is tried again with growing pauses. Event-loop thread. Unwatched it asks nothing and has no
/// connection; what it knows stays.
class RuntimeWatch : public QObject
{
    Q_OBJECT

public:
    explicit RuntimeWatch(RuntimePace pace = {}, QObject *parent = nullptr);
    ~RuntimeWatch() override;

    /// tcp://HOST:PORT or unix:///PATH; empty: there is nothing to ask, the state stays as it was.
    void setEndpoint(const QString &endpoint);
    [[nodiscard]] const QString &endpoint() const { return m_endpoint; }
    void setWatched(bool watched);
    /// A list soon, images too: something was done.
    void refresh();

    [[nodiscard]] bool isLive() const { return m_live; } ///< the last list came
    [[nodiscard]] qint64 lastSeenMs() const
    {
        return m_lastSeenMs;
    } ///< Unix time of the last good list; 0: never
    [[nodiscard]] const std::optional<Error> &trouble() const
    {
        return m_trouble;
    } ///< why there is none
    [[nodiscard]] const CriVersion &version() const { return m_version; }

    [[nodiscard]] const QHash<QString, CriPod> &pods() const { return m_pods; }
    [[nodiscard]] const QHash<QString, CriContainer> &containers() const { return m_containers; }
    [[nodiscard]] const QHash<QString, CriImage> &images() const { return m_images; }
    [[nodiscard]] const RuntimeEvents &events() const { return m_events; }
    /// Null: nothing is known of its use.
    [[nodiscard]] const CriUseHistory *use(const QString &container) const;
    /// Of an exited container, once it was asked for.
    [[nodiscard]] std::optional<int> exitCode(const QString &container) const;

Q_SIGNALS:
    void podsChanged(const hydra::IdDiff &diff);
    void containersChanged(const hydra::IdDiff &diff);
    void imagesChanged(const hydra::IdDiff &diff);
    void used();         ///< new figures of use
    void stateChanged(); ///< live, trouble, version

private:
    void begin();
    void nextRound();
    void askPods();
    void askContainers();
    void askUse();
    void askImages();
    void askExitCodes();
    void endRound();
    void failed(const Error &error);
    void listenToEvents();
    void hasten();
    void takeUse(std::vector<CriContainerUse> all);
    /// KNOWN becomes LIST; the difference is made on a thread, and DONE comes with it unless the
    /// round was broken off.
    template <typename T>
    void take(QHash<QString, T> &known, std::vector<T> list,
              std::function<void(const IdDiff &)> done);
    void tookContainers(const IdDiff &diff);
    [[nodiscard]] std::chrono::milliseconds pause() const;
    [[nodiscard]] bool lacksExitCode(const QString &id) const;

    RuntimePace m_pace;
    QString m_endpoint;
    bool m_watched = false;
    bool m_asking = false;
    bool m_again = false; ///< asked to refresh during a round
    bool m_live = false;
    bool m_baseline = false; ///< there was a first list: what differs from it are events
    bool m_hasUse = true;    ///< the runtime has figures of use
    int m_failures = 0;
    qint64 m_lastSeenMs = 0;
    std::optional<Error> m_trouble;
    CriVersion m_version;
    std::unique_ptr<CriClient> m_client;
    std::unique_ptr<JobBase> m_taking;
    QTimer m_next;
    QElapsedTimer m_round;
    QElapsedTimer m_sinceImages; ///< not started: they are due
    std::chrono::milliseconds m_took{};

    QHash<QString, CriPod> m_pods;
    QHash<QString, CriContainer> m_containers;
    QHash<QString, CriImage> m_images;
    QHash<QString, CriUseHistory> m_use;
    QHash<QString, int> m_exitCodes;
    QStringList m_unknownExits;
    RuntimeEvents m_events;
};

} // namespace hydra
