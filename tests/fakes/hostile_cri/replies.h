// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/status.h>

#include <optional>
#include <string>

namespace hostile_cri {

/// The reply to a call: MESSAGE a number of times, then a status, or none.
struct Reply {
    grpc::ByteBuffer message;
    long times = 1;
    std::optional<grpc::Status> end = grpc::Status::OK; ///< none: the call never ends
};

/// MODE is one of
///   huge       one message of a gibibyte
///   many       16 MiB of empty items
///   deep       deeply nested messages
///   garbage    bytes that are no message
///   types      fields of the wrong types
///   text       strings that are not UTF-8
///   endless    an unlimited number of messages
///   large      sixty events of thousands of fields, all of them in order
///   stall      no reply at all
///   escapes    names, labels and texts full of terminal control sequences, some of them long
///   error      a failure whose message consists of these
/// METHOD is an RPC's name. Nothing for an unknown mode.
[[nodiscard]] std::optional<Reply> replyOf(const std::string &mode, const std::string &method);

} // namespace hostile_cri
