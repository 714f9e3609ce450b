// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/grpc_client.h"
#include "core/cri/grpc/message_reader.h"

extern "C" Q_DECL_EXPORT hydra::CriClient *hydraMakeCriClient(const QString &endpoint)
{
    return new hydra::GrpcCriClient(endpoint);
}

extern "C" Q_DECL_EXPORT void hydraReadCriMessage(const QString &type, const hydra::YamlNode &root,
                                                  hydra::CriReading *reading)
{
    if (const auto *descriptor = hydra::findCriMessage(type))
        *reading = hydra::readMessage(descriptor, root);
}
