// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/json_message.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cri.pb.h>
#include <google/protobuf/arena.h>
#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/util/json_util.h>
#include <google/protobuf/wire_format_lite.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <string>

namespace hydra {
namespace {

namespace pb = google::protobuf;

using Field = pb::FieldDescriptor;

constexpr int kDeepest = 32;

/// How many fields the bytes of a message have; negative when they are none, or more than LEFT.
int countFields(pb::io::CodedInputStream &input, const pb::Descriptor *type, int left, int depth)
{
    using Wire = pb::internal::WireFormatLite;
    while (const pb::uint32 tag = input.ReadTag()) {
        const Field *field = type->FindFieldByNumber(Wire::GetTagFieldNumber(tag));
        const bool isMessage = field && field->type() == Field::TYPE_MESSAGE &&
                               Wire::GetTagWireType(tag) == Wire::WIRETYPE_LENGTH_DELIMITED;
        if (--left < 0 || depth > kDeepest)
            return -1;
        if (!isMessage) {
            if (!Wire::SkipField(&input, tag))
                return -1;
            continue;
        }
        const auto limit = input.ReadLengthAndPushLimit();
        left = countFields(input, field->message_type(), left, depth + 1);
        if (left < 0 || !input.CheckEntireMessageConsumedAndPopLimit(limit))
            return -1;
    }
    return left;
}

QJsonValue enumName(const pb::EnumDescriptor *type, int number)
{
    const pb::EnumValueDescriptor *value = type->FindValueByNumber(number);
    return value ? QJsonValue(QString::fromStdString(value->name())) : QJsonValue(number);
}

QJsonValue bytesValue(const Field *field, const std::string &bytes)
{
    if (field->type() != Field::TYPE_BYTES)
        return QString::fromStdString(bytes);
    return QString::fromLatin1(
        QByteArray::fromRawData(bytes.data(), qsizetype(bytes.size())).toBase64());
}

/// One field's value; INDEX of a repeated one, else -1.
QJsonValue valueOf(const pb::Message &message, const Field *field, int index)
{
    const pb::Reflection &read = *message.GetReflection();
    const auto get = [&](auto single, auto repeated) {
        return index < 0 ? (read.*single)(message, field) : (read.*repeated)(message, field, index);
    };
    using R = pb::Reflection;
    switch (field->cpp_type()) {
    case Field::CPPTYPE_STRING: {
        std::string scratch;
        return bytesValue(
            field, index < 0 ? read.GetStringReference(message, field, &scratch)
                             : read.GetRepeatedStringReference(message, field, index, &scratch));
    }
    case Field::CPPTYPE_MESSAGE:
        return toJson(index < 0 ? read.GetMessage(message, field)
                                : read.GetRepeatedMessage(message, field, index));
    case Field::CPPTYPE_ENUM:
        return enumName(field->enum_type(), get(&R::GetEnumValue, &R::GetRepeatedEnumValue));
    case Field::CPPTYPE_INT64:
        return QString::number(get(&R::GetInt64, &R::GetRepeatedInt64));
    case Field::CPPTYPE_UINT64:
        return QString::number(get(&R::GetUInt64, &R::GetRepeatedUInt64));
    case Field::CPPTYPE_INT32:
        return get(&R::GetInt32, &R::GetRepeatedInt32);
    case Field::CPPTYPE_UINT32:
        return qint64(get(&R::GetUInt32, &R::GetRepeatedUInt32));
    case Field::CPPTYPE_BOOL:
        return get(&R::GetBool, &R::GetRepeatedBool);
    case Field::CPPTYPE_FLOAT:
        return double(get(&R::GetFloat, &R::GetRepeatedFloat));
    case Field::CPPTYPE_DOUBLE:
        return get(&R::GetDouble, &R::GetRepeatedDouble);
    }
    return {};
}

QJsonArray arrayOf(const pb::Message &message, const Field *field)
{
    QJsonArray array;
    for (int i = 0; i < message.GetReflection()->FieldSize(message, field); ++i)
        array.append(valueOf(message, field, i));
    return array;
}

QJsonObject mapOf(const pb::Message &message, const Field *field)
{
    QJsonObject map;
    const pb::Reflection &read = *message.GetReflection();
    for (int i = 0; i < read.FieldSize(message, field); ++i) {
        const pb::Message &entry = read.GetRepeatedMessage(message, field, i);
        const std::string key =
            entry.GetReflection()->GetString(entry, field->message_type()->map_key());
        map.insert(QString::fromStdString(key),
                   valueOf(entry, field->message_type()->map_value(), -1));
    }
    return map;
}

} // namespace

const pb::MethodDescriptor *findCriMethod(const QString &name)
{
    const pb::FileDescriptor *file = runtime::v1::VersionRequest::descriptor()->file();
    for (int i = 0; i < file->service_count(); ++i) {
        if (const pb::MethodDescriptor *method =
                file->service(i)->FindMethodByName(name.toStdString()))
            return method;
    }
    return nullptr;
}

std::shared_ptr<pb::Message> newMessage(const pb::Descriptor *type)
{
    pb::ArenaOptions options;
    options.max_block_size = 1 << 20;
    auto arena = std::make_shared<pb::Arena>(options);
    pb::Message *message =
        pb::MessageFactory::generated_factory()->GetPrototype(type)->New(arena.get());
    return {std::move(arena), message};
}

Result<void> fromJson(const QJsonObject &json, pb::Message &message)
{
    const std::string text = QJsonDocument(json).toJson(QJsonDocument::Compact).toStdString();
    if (const auto parsed = pb::util::JsonStringToMessage(text, &message); !parsed.ok())
        return fail(ErrorCode::Invalid, QString::fromStdString(std::string(parsed.message())),
                    QString::fromStdString(message.GetTypeName()));
    return {};
}

QJsonObject toJson(const pb::Message &message)
{
    QJsonObject object;
    const pb::Descriptor &type = *message.GetDescriptor();
    for (int i = 0; i < type.field_count(); ++i) {
        const Field *field = type.field(i);
        const QLatin1String name(field->json_name().data(), qsizetype(field->json_name().size()));
        if (field->is_map())
            object.insert(name, mapOf(message, field));
        else if (field->is_repeated())
            object.insert(name, arrayOf(message, field));
        else if (!field->has_presence() || message.GetReflection()->HasField(message, field))
            object.insert(name, valueOf(message, field, -1));
    }
    return object;
}

grpc::ByteBuffer toBytes(const pb::Message &message)
{
    const std::string bytes = message.SerializeAsString();
    const grpc::Slice slice(bytes);
    return {&slice, 1};
}

Result<int> fromBytes(grpc::ByteBuffer &bytes, pb::Message &message)
{
    grpc::ProtoBufferReader first(&bytes);
    pb::io::CodedInputStream input(&first);
    const auto wrong = [&](const char *what) {
        const QString name = QString::fromStdString(message.GetDescriptor()->name());
        return fail(ErrorCode::Failed, QLatin1String(what).arg(name), {},
                    QStringLiteral("is it a container runtime that speaks CRI v1?"));
    };
    const int left = countFields(input, message.GetDescriptor(), mostCriFields, 0);
    if (left < 0)
        return wrong("its answer is not a %1, or one with more fields than any runtime sends");
    grpc::ProtoBufferReader reader(&bytes);
    if (!reader.status().ok() || !message.ParseFromZeroCopyStream(&reader))
        return wrong("its answer is not a %1");
    return mostCriFields - left;
}

} // namespace hydra
