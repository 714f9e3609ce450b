// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/json_message.h"

#include <QJsonDocument>

#include <cri.pb.h>
#include <google/protobuf/util/json_util.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <string>

namespace hydra {
namespace {

namespace pb = google::protobuf;

pb::util::JsonPrintOptions printOptions()
{
    pb::util::JsonPrintOptions options;
#if GOOGLE_PROTOBUF_VERSION >= 5026000
    options.always_print_fields_with_no_presence = true;
#else
    options.always_print_primitive_fields = true;
#endif
    return options;
}

pb::util::JsonParseOptions parseOptions()
{
    pb::util::JsonParseOptions options;
    options.ignore_unknown_fields = true;
    return options;
}

} // namespace

const pb::MethodDescriptor *findCriMethod(const QString &name)
{
    const pb::FileDescriptor *file = runtime::v1::VersionRequest::descriptor()->file();
    for (int i = 0; i < file->service_count(); ++i) {
        if (const pb::MethodDescriptor *method = file->service(i)->FindMethodByName(name.toStdString()))
            return method;
    }
    return nullptr;
}

std::unique_ptr<pb::Message> newMessage(const pb::Descriptor *type)
{
    return std::unique_ptr<pb::Message>(pb::MessageFactory::generated_factory()->GetPrototype(type)->New());
}

Result<void> fromJson(const QJsonObject &json, pb::Message &message)
{
    const std::string text = QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
    if (const auto parsed = pb::util::JsonStringToMessage(text, &message, parseOptions()); !parsed.ok())
        return fail(ErrorCode::Invalid, QString::fromStdString(std::string(parsed.message())), QString::fromStdString(message.GetTypeName()));
    return {};
}

Result<QJsonObject> toJson(const pb::Message &message)
{
    std::string text;
    if (const auto printed = pb::util::MessageToJsonString(message, &text, printOptions()); !printed.ok())
        return fail(ErrorCode::Failed, QString::fromStdString(std::string(printed.message())), QString::fromStdString(message.GetTypeName()));
    return QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), qsizetype(text.size()))).object();
}

grpc::ByteBuffer toBytes(const pb::Message &message)
{
    const std::string bytes = message.SerializeAsString();
    const grpc::Slice slice(bytes);
    return {&slice, 1};
}

bool fromBytes(grpc::ByteBuffer &bytes, pb::Message &message)
{
    grpc::ProtoBufferReader reader(&bytes);
    return reader.status().ok() && message.ParseFromZeroCopyStream(&reader);
}

} // namespace hydra
