// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/grpc_client.h"

extern "C" Q_DECL_EXPORT hydra::CriClient *hydraMakeCriClient(const QString &endpoint)
{
    return new hydra::GrpcCriClient(endpoint);
}
