// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"

#include <QMap>
#include <QObject>
#include <QString>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace hydra {

struct CriVersion {
    QString runtimeName;
    QString runtimeVersion;
    QString apiVersion;
};

struct CriCondition {
    QString type;
    bool status = false;
    QString reason;
    QString message;
};

struct CriPod {
    QString id;
    QString name;
    QString namespace_;
    QString uid;
    quint32 attempt = 0;
    bool ready = false;
    qint64 createdAtNs = 0; ///< since the Unix epoch
    QMap<QString, QString> labels;
};

enum class CriContainerState { Created, Running, Exited, Unknown };
[[nodiscard]] QString toString(CriContainerState state); ///< crictl's words: Created Running Exited Unknown

struct CriContainer {
    QString id;
    QString podId;
    QString name;
    quint32 attempt = 0;
    QString image;
    CriContainerState state = CriContainerState::Unknown;
    qint64 createdAtNs = 0;
    QMap<QString, QString> labels;
};

struct CriContainerStatus {
    CriContainer container;
    qint64 startedAtNs = 0;
    qint64 finishedAtNs = 0;
    int exitCode = 0;
    QString reason;
    QString message;
    QString logPath; ///< absolute, on the runtime's machine
};

struct CriImage {
    QString id;
    QStringList tags;
    quint64 size = 0;
};

/// What a pod with one container needs; enough for `demo`.
struct CriPodSpec {
    QString name;
    QString namespace_ = QStringLiteral("default");
    QString uid; ///< empty: a new one is made
    QString containerName;
    QString image;
    QStringList command;
    QMap<QString, QString> labels;
    bool hostNetwork = false;
    QString cgroupParent = QStringLiteral("/hydra"); ///< a slice under the systemd cgroup driver
};

/// CRI v1 of one container runtime over gRPC (callback API). Lives in one event-loop thread; every
/// callback comes there exactly once, unless the client was destroyed first: then never. Endpoint:
/// tcp://HOST:PORT or unix:///PATH. No proxy variable is honoured. Every call has a deadline.
class CriClient : public QObject
{
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(Result<T>)>;

    explicit CriClient(const QString &endpoint, QObject *parent = nullptr);
    ~CriClient() override; ///< cancels calls and waits for gRPC to let go (milliseconds)

    void setDeadline(std::chrono::milliseconds deadline); ///< default 10 s
    void version(Done<CriVersion> done);
    void status(Done<std::vector<CriCondition>> done);
    void listPods(Done<std::vector<CriPod>> done);
    void listContainers(Done<std::vector<CriContainer>> done);
    void containerStatus(const QString &id, Done<CriContainerStatus> done);
    void listImages(Done<std::vector<CriImage>> done);
    /// RunPodSandbox, CreateContainer, StartContainer; the container's id. On failure the sandbox it
    /// made is removed again.
    void runPod(const CriPodSpec &spec, Done<QString> done);
    void removePod(const QString &podId, Done<bool> done);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
