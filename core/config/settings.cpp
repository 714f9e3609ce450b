// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/settings.h"

#include "core/config/codecs.h"
#include "core/config/edit_yaml.h"
#include "core/config/field.h"
#include "core/yaml/reader.h"

namespace hydra {
namespace {

using namespace codec;

constexpr std::array themeWords{Word<Theme>{Theme::System, "system"},
                                Word<Theme>{Theme::Light, "light"},
                                Word<Theme>{Theme::Dark, "dark"}};
constexpr std::array onCloseWords{Word<OnClose>{OnClose::Ask, "ask"},
                                  Word<OnClose>{OnClose::Leave, "leave"},
                                  Word<OnClose>{OnClose::Stop, "stop"}};

/// A number where 0 means "not set".
template <qint64 least, qint64 most> struct Choice {
    static void read(const Value &value, int &out) { Integer<int, least, most>::read(value, out); }
    static YamlNode write(int number)
    {
        return number == 0 ? YamlNode() : plainNode(QString::number(number));
    }
};

constexpr std::array settingsTable{
    field<&Settings::theme, Enum<themeWords>>("theme"),
    field<&Settings::terminalFont, Text<anyText>>("terminal_font"),
    field<&Settings::terminalFontSize, Choice<6, 72>>("terminal_font_size"),
    field<&Settings::qemu, Text<programText>>("qemu"),
    field<&Settings::qemuImg, Text<programText>>("qemu_img"),
    field<&Settings::krunkit, Text<programText>>("krunkit"),
    field<&Settings::gvproxy, Text<programText>>("gvproxy"),
    field<&Settings::defaultCpu, Choice<1, 512>>("default_cpu"),
    field<&Settings::defaultMemory, Size<64, tebibyte>>("default_memory"),
    field<&Settings::defaultDiskSize, Size<1, 64 * tebibyte>>("default_disk_size"),
    field<&Settings::proxy, Text<proxyText>>("proxy"),
    field<&Settings::imageMirrors, Text<mirrorsText>>("image_mirrors"),
    field<&Settings::onClose, Enum<onCloseWords>>("on_close"),
};

std::span<const Field<Settings>> fields()
{
    return settingsTable;
}

QJsonValue jsonOf(const YamlNode &node)
{
    if (node.kind != YamlNode::Kind::Scalar)
        return QJsonValue::Null;
    bool isNumber = false;
    const int number = node.text.toInt(&isNumber);
    return isNumber && !node.quoted ? QJsonValue(number) : QJsonValue(node.text);
}

} // namespace

tl::expected<Settings, Diagnostics> readSettings(const QByteArray &source, const QString &file)
{
    const QByteArray text = withoutByteOrderMark(source);
    auto document = readYaml(text, file);
    if (!document)
        return tl::unexpected(std::move(document.error()));
    Complaints complaints(text, file);
    complaints.list = std::move(document->complaints);
    Settings settings;
    if (document->root->kind != YamlNode::Kind::Null)
        readFields(Value(*document->root, {}, complaints), settings, fields());
    if (!complaints.list.empty())
        return tl::unexpected(complaints.sorted());
    return settings;
}

tl::expected<QByteArray, Diagnostics> editSettings(const QByteArray &source, const QString &file,
                                                   const std::vector<SettingEdit> &edits)
{
    QByteArray text = withoutByteOrderMark(source);
    for (const SettingEdit &edit : edits) {
        if (findField(fields(), edit.key) == nullptr)
            return refuse(file, edit.key, QStringLiteral("is no known key"),
                          suggest(edit.key, settingKeys()));
        const auto value = parseYamlValue(edit.value, file, edit.key);
        if (!value)
            return tl::unexpected(value.error());
        const auto document = readYaml(text, file);
        if (!document)
            return tl::unexpected(document.error());
        auto patched = patchedYaml(text, file, *document->root, {edit.key}, *value);
        if (!patched)
            return patched;
        text = std::move(*patched);
    }
    if (const auto settings = readSettings(text, file); !settings)
        return tl::unexpected(settings.error());
    return text;
}

tl::expected<QString, Diagnostics> settingValue(const Settings &settings, const QString &file,
                                                const QString &key)
{
    if (const Field<Settings> *known = findField(fields(), key)) {
        const YamlNode node = known->write(settings);
        return node.kind == YamlNode::Kind::Null ? QStringLiteral("null") : writeInlineYaml(node);
    }
    return refuse(file, key, QStringLiteral("is no known key"), suggest(key, settingKeys()));
}

QStringList settingKeys()
{
    return keysOf(fields());
}

QJsonObject toJson(const Settings &settings)
{
    QJsonObject json;
    for (const Field<Settings> &field : fields())
        json[QLatin1String(field.key)] = jsonOf(field.write(settings));
    return json;
}

} // namespace hydra
