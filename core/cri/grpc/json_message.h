// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QJsonObject>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/support/byte_buffer.h>

#include <memory>

namespace hydra {

/// Protobuf's JSON mapping (protobuf.dev, "ProtoJSON Format") for any CRI message, and the bytes
/// gRPC carries. Read: the names of the .proto or lowerCamelCase, enums as names or numbers; an
/// unknown name is an error. Written: lowerCamelCase, enums as names, 64-bit numbers as strings,
/// defaults too, messages that are not set left out. Any thread.

/// A method of runtime.v1's RuntimeService or ImageService; null: there is none.
[[nodiscard]] const google::protobuf::MethodDescriptor *findCriMethod(const QString &name);

/// In an arena of its own: a list's ten thousand parts come and go as one.
[[nodiscard]] std::shared_ptr<google::protobuf::Message>
newMessage(const google::protobuf::Descriptor *type);
/// Invalid, with protobuf's words, for JSON that does not fit the message.
[[nodiscard]] Result<void> fromJson(const QJsonObject &json, google::protobuf::Message &message);
[[nodiscard]] QJsonObject toJson(const google::protobuf::Message &message);

[[nodiscard]] grpc::ByteBuffer toBytes(const google::protobuf::Message &message);
/// How many fields MESSAGE was made of. Fails when these are not the bytes of such a message, or
/// have more fields than any runtime sends: two bytes can ask for a kilobyte of memory.
[[nodiscard]] Result<int> fromBytes(grpc::ByteBuffer &bytes, google::protobuf::Message &message);
inline constexpr int mostCriFields = 600'000; ///< 16 MiB of a kubelet's containers

} // namespace hydra
