// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/client.h"

namespace hydra {

/// CriClient over gRPC's callback API.
class GrpcCriClient : public CriClient
{
public:
    explicit GrpcCriClient(const QString &endpoint);
    ~GrpcCriClient() override; ///< cancels calls and waits for gRPC to let go (milliseconds)

    void setDeadline(std::chrono::milliseconds deadline) override;
    void version(Done<CriVersion> done) override;
    void status(Done<std::vector<CriCondition>> done) override;
    void listPods(Done<std::vector<CriPod>> done) override;
    void listContainers(Done<std::vector<CriContainer>> done) override;
    void listContainerUse(Done<std::vector<CriContainerUse>> done) override;
    void containerStatus(const QString &id, Done<CriContainerStatus> done) override;
    void listImages(Done<std::vector<CriImage>> done) override;
    void runPod(const CriPodSpec &spec, Done<QString> done) override;
    void removePod(const QString &podId, Done<bool> done) override;
    void call(const QString &method, const QJsonObject &request, Done<QJsonObject> done) override;
    void stream(const QString &method, const QJsonObject &request, Each each,
                Done<bool> done) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
