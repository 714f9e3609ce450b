// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>

namespace hydra {

/// The gRPC target of a runtime's endpoint, tcp://HOST:PORT (IPv6 as [::1]:PORT) or unix:///PATH;
/// what gRPC's URI grammar does not allow is percent-encoded. Error code Invalid for others. Pure.
[[nodiscard]] Result<QByteArray> grpcTarget(const QString &endpoint);

/// What a gRPC status other than OK means for the user. CODE is gRPC's number (google.rpc.Code):
/// Unavailable is 14, Unsupported 12 (the runtime lacks the call). MESSAGE is already
/// percent-decoded; it is not trusted, so its controls are written out and its length is limited.
/// Pure.
[[nodiscard]] Error criError(int code, const QString &message, const QString &endpoint);

} // namespace hydra
