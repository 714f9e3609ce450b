// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"
#include "core/process/cancel.h"

#include <QJsonObject>
#include <QStringList>

namespace hydra {

/// One container runtime that is asked step by step: each call waits for its answer.
class CriAsk
{
public:
    virtual ~CriAsk() = default;
    [[nodiscard]] virtual Result<QJsonObject> call(const char *method,
                                                   const QJsonObject &request = {}) = 0;
    /// The same with another deadline; zero: an hour, for what downloads.
    [[nodiscard]] virtual Result<QJsonObject> call(const char *method, const QJsonObject &request,
                                                   std::chrono::milliseconds deadline) = 0;
    [[nodiscard]] virtual const QString &endpoint() const = 0; ///< for messages
};

/// What crictl's verbs do, in several calls where it takes them; each returns the words that crictl
/// prints.
[[nodiscard]] Result<QString> startContainer(CriAsk &runtime, const QString &id);
[[nodiscard]] Result<QString> stopContainer(CriAsk &runtime, const QString &id, qint64 seconds);
[[nodiscard]] Result<QString> removeContainer(CriAsk &runtime, const QString &id,
                                              bool force); ///< Conflict: it runs
[[nodiscard]] Result<QString> stopPod(CriAsk &runtime, const QString &id);
[[nodiscard]] Result<QString> removePod(CriAsk &runtime, const QString &id,
                                        bool force); ///< Conflict: it is ready
[[nodiscard]] Result<QStringList> removeImage(CriAsk &runtime, const QString &name);
/// Ids of images that no container uses and nobody pinned.
[[nodiscard]] Result<QStringList> unusedImages(CriAsk &runtime);

/// A request about an image, by name, tag or id: of ImageStatus, RemoveImage and PullImage.
[[nodiscard]] QJsonObject imageRequest(const QString &name);

/// For a worker thread: a client of its own, in an event loop of its own; fails with Cancelled soon
/// after CANCEL was.
class BlockingCri : public CriAsk
{
public:
    BlockingCri(QString endpoint, CancelToken cancel);
    ~BlockingCri() override;

    Result<QJsonObject> call(const char *method, const QJsonObject &request = {}) override;
    Result<QJsonObject> call(const char *method, const QJsonObject &request,
                             std::chrono::milliseconds deadline) override;
    [[nodiscard]] const QString &endpoint() const override { return m_endpoint; }

private:
    QString m_endpoint;
    CancelToken m_cancel;
};

} // namespace hydra
