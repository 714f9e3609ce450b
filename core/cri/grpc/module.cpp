// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/grpc_client.h"

#include <grpc/grpc.h>

namespace {

// For the process's life: else the last client's end ends gRPC's threads, and a process that ends meanwhile has
// them running into its own end.
void keepGrpc()
{
    static const bool kept = (grpc_init(), true);
    static_cast<void>(kept);
}

} // namespace

extern "C" Q_DECL_EXPORT hydra::CriClient *hydraMakeCriClient(const QString &endpoint)
{
    keepGrpc();
    return new hydra::GrpcCriClient(endpoint);
}
