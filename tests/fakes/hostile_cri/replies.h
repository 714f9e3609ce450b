// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include <optional>
#include <string>

namespace hostile_cri {

/// What a call gets: the same message so many times, then an end, or none.
struct Reply {
    grpc::ByteBuffer message;
    long times = 1;
    std::optional<grpc::Status> end = grpc::Status::OK; ///< none: it never comes
};

/// MODE is one of
///   huge       one message of a gibibyte
///   many       16 MiB of empty things
///   deep       things in things in things
///   garbage    bytes that are no message
///   types      fields of other types than they have
///   text       strings that are not UTF-8
///   endless    messages without end
///   stall      nothing at all
///   escapes    all names, labels and words are orders to a terminal, and some are long
///   error      a failure whose words are such orders
/// METHOD is an RPC's name. Nothing for a mode that there is not.
[[nodiscard]] std::optional<Reply> replyOf(const std::string &mode, const std::string &method);

} // namespace hostile_cri
