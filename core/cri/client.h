// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>
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
    QString runtimeHandler; ///< empty: the default one

    bool operator==(const CriPod &) const = default;
};

enum class CriContainerState { Created, Running, Exited, Unknown };
[[nodiscard]] QString
toString(CriContainerState state); ///< crictl's words: Created Running Exited Unknown

struct CriContainer {
    QString id;
    QString podId;
    QString name;
    quint32 attempt = 0;
    QString image;
    CriContainerState state = CriContainerState::Unknown;
    qint64 createdAtNs = 0;
    QMap<QString, QString> labels;
    QString imageRef; ///< the image's id or digest, as the runtime has it

    bool operator==(const CriContainer &) const = default;
};

/// What a container used until now.
struct CriContainerUse {
    QString id;
    qint64 atNs = 0; ///< when the CPU's figure was taken
    quint64 cpuNs = 0;
    quint64 memoryBytes = 0; ///< working set
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
    QStringList digests; ///< NAME@DIGEST
    bool pinned = false;

    bool operator==(const CriImage &) const = default;
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

/// CRI v1 of one container runtime. Lives in one event-loop thread; every callback comes there
/// exactly once, unless the client was destroyed first: then never. Every call has a deadline.
class CriClient : public QObject
{
public:
    template <typename T> using Done = std::function<void(Result<T>)>;

    virtual void setDeadline(std::chrono::milliseconds deadline) = 0; ///< default 10 s
    virtual void version(Done<CriVersion> done) = 0;
    virtual void status(Done<std::vector<CriCondition>> done) = 0;
    virtual void listPods(Done<std::vector<CriPod>> done) = 0;
    virtual void listContainers(Done<std::vector<CriContainer>> done) = 0;
    virtual void listContainerUse(Done<std::vector<CriContainerUse>> done) = 0;
    virtual void containerStatus(const QString &id, Done<CriContainerStatus> done) = 0;
    virtual void listImages(Done<std::vector<CriImage>> done) = 0;
    /// RunPodSandbox, CreateContainer, StartContainer; the container's id. On failure the sandbox
    /// it made is removed again.
    virtual void runPod(const CriPodSpec &spec, Done<QString> done) = 0;
    virtual void removePod(const QString &podId, Done<bool> done) = 0;

    /// Any call by its name ("ListContainers") in protobuf's JSON mapping: requests with the names
    /// of the .proto or lowerCamelCase, replies in lowerCamelCase with defaults, enums as names,
    /// 64-bit numbers as strings. An unknown METHOD or name is Invalid; a method that the runtime
    /// lacks, Unsupported.
    virtual void call(const QString &method, const QJsonObject &request,
                      Done<QJsonObject> done) = 0;
    /// A call whose replies come until it ends ("GetContainerEvents"): EACH for every one, in
    /// order, then DONE. Without a deadline; the client's end ends it.
    using Each = std::function<void(const QJsonObject &)>;
    virtual void stream(const QString &method, const QJsonObject &request, Each each,
                        Done<bool> done) = 0;
};

/// A client of tcp://HOST:PORT or unix:///PATH; what is wrong with an endpoint, its calls say. No
/// proxy variable is honoured. gRPC is some 80 libraries, so it waits in a module, hydra_cri, until
/// the first client is asked for, where it is not linked into the program. Fails with the dynamic
/// loader's message; a later call tries again.
[[nodiscard]] Result<std::unique_ptr<CriClient>> makeCriClient(const QString &endpoint);

} // namespace hydra
