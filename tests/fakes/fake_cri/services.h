// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_cri/behaviour.h"
#include "tests/fakes/fake_cri/store.h"

#include <grpcpp/impl/service_type.h>

#include <atomic>
#include <memory>

namespace fake_cri {

/// CRI's two services over one store. Setting ENDING ends streams.
[[nodiscard]] std::unique_ptr<grpc::Service> makeRuntime(const Behaviour &behaviour, Store &store,
                                                         const std::atomic<bool> &ending);
[[nodiscard]] std::unique_ptr<grpc::Service> makeImages(const Behaviour &behaviour, Store &store);

} // namespace fake_cri
