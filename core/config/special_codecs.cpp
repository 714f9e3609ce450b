// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/special_codecs.h"

#include "core/config/user_data_text.h"
#include "core/yaml/reader.h"

#include <QRegularExpression>

namespace hydra::codec {
namespace {

constexpr std::array shareWords{Word<ShareType>{ShareType::Auto, "auto"},
                                Word<ShareType>{ShareType::NineP, "9p"},
                                Word<ShareType>{ShareType::Virtiofs, "virtiofs"}};

constexpr std::array firmwareFields{
    field<&FirmwareSpec::code, RequiredText<anyText>>("code"),
    field<&FirmwareSpec::vars, Text<anyText>>("vars"),
};

constexpr std::array gpuFields{field<&GpuSpec::vram, Size<1, 1 << 20>>("vram")};

constexpr std::array diskFields{
    field<&DiskSpec::name, RequiredText<nameText>>("name"),
    field<&DiskSpec::size, Size<1, 64 << 20>>("size"),
};

constexpr std::array shareFields{
    field<&ShareSpec::host, RequiredText<anyText>>("host"),
    field<&ShareSpec::guest, RequiredText<absolutePathText>>("guest"),
    field<&ShareSpec::tag, Text<tagText>>("tag"),
    field<&ShareSpec::readOnly, Bool>("read_only"),
    field<&ShareSpec::type, Enum<shareWords>>("type"),
};

constexpr std::array registryFields{
    field<&RegistrySpec::host, RequiredText<registryText>>("host"),
    field<&RegistrySpec::mirrors, List<RequiredText<urlText>>>("mirrors"),
    field<&RegistrySpec::username, Text<registryUserText>>("username"),
    field<&RegistrySpec::password, Text<passwordText>>("password"),
    field<&RegistrySpec::insecure, Bool>("insecure"),
};

constexpr auto userDataExample =
    "write for example {timezone: Europe/Berlin}, or a text that begins with #cloud-config, #! or "
    "## template: jinja";

/// MAP as the text that is kept of it. Aliases are written out, which may make it too long to be
/// read again.
QString cloudConfigOf(const Value &value, YamlNode map)
{
    map.flow = false;
    if (map.entries.empty())
        return {};
    const QString text = writeBlockYaml(map);
    if (map.isCertainlyReadable() || readYaml(text.toUtf8(), {}))
        return text;
    value.complain(
        QStringLiteral("grows beyond 1 MiB or 64 levels when its aliases are written out"),
        QStringLiteral("use fewer aliases"));
    return {};
}

/// A cloud-config that was written as a text, with its first line.
void readCloudConfigText(const Value &value, const QString &text, QString &out)
{
    const auto document = readYaml(text.toUtf8(), {});
    const Diagnostics &wrong = document ? document->complaints : document.error();
    for (const Diagnostic &complaint : wrong)
        value.complain(QStringLiteral("line %1 of the text: %2 %3")
                           .arg(complaint.line)
                           .arg(complaint.key, complaint.what)
                           .simplified(),
                       complaint.hint);
    if (!wrong.empty())
        return;
    if (document->empty)
        out.clear();
    else if (document->root->kind == YamlNode::Kind::Map)
        out = cloudConfigOf(value, *document->root);
    else
        value.complain(QStringLiteral("must have cloud-config keys below its first line"),
                       QLatin1String(userDataExample));
}

void readUserDataText(const Value &value, QString &out)
{
    QString text = value.node().text;
    while (text.startsWith(u'\n'))
        text.remove(0, 1);
    if (text.isEmpty())
        out.clear();
    else if (isUserDataPart(text))
        out = text.endsWith(u'\n') ? text : text + u'\n';
    else if (userDataType(text) == cloudConfigType)
        readCloudConfigText(value, text, out);
    else
        value.complain(QStringLiteral("is no text that cloud-init knows by its first line"),
                       QLatin1String(userDataExample));
}

constexpr std::array rimdFields{
    field<&RimdSpec::artifactUrl, Text<urlText>>("artifact_url"),
    field<&RimdSpec::artifactDir, Text<anyText>>("artifact_dir"),
    field<&RimdSpec::artifactFilename, Text<fileNameText>>("artifact_filename"),
    field<&RimdSpec::kernelFilename, Text<fileNameText>>("kernel_filename"),
    field<&RimdSpec::kernelVersion, Text<versionText>>("kernel_version"),
    field<&RimdSpec::imageFilename, Text<fileNameText>>("image_filename"),
    field<&RimdSpec::filesystemFilename, Text<fileNameText>>("filesystem_filename"),
};

} // namespace

void Firmware::read(const Value &value, FirmwareSpec &out)
{
    if (isWord(value, "auto")) {
        out = {};
    } else if (isWord(value, "none")) {
        out = {.kind = FirmwareSpec::Kind::None};
    } else if (!value.isMap()) {
        value.complain(QStringLiteral("must be auto, none or a map"),
                       QStringLiteral("write {code: PATH, vars: PATH} to use files of your own"));
    } else if (value.require({QStringLiteral("code")})) {
        out = {.kind = FirmwareSpec::Kind::Files};
        readFields<FirmwareSpec>(value, out, firmwareFields);
    }
}

YamlNode Firmware::write(const FirmwareSpec &in)
{
    switch (in.kind) {
    case FirmwareSpec::Kind::Auto:
        return plainNode(QStringLiteral("auto"));
    case FirmwareSpec::Kind::None:
        return plainNode(QStringLiteral("none"));
    case FirmwareSpec::Kind::Files:
        break;
    }
    return writeFields<FirmwareSpec>(in, {}, firmwareFields);
}

void Firmware::paths(const QString &path, QStringList &all)
{
    all << path;
    appendFieldPaths<FirmwareSpec>(path + QLatin1Char('.'), firmwareFields, all);
}

void Gpu::read(const Value &value, std::optional<GpuSpec> &out)
{
    if (isWord(value, "off")) {
        out.reset();
    } else if (!value.isMap()) {
        value.complain(QStringLiteral("must be off or a map"),
                       QStringLiteral("write {vram: 4} for 4 GiB"));
    } else {
        out = GpuSpec();
        readFields<GpuSpec>(value, *out, gpuFields);
    }
}

YamlNode Gpu::write(const std::optional<GpuSpec> &in)
{
    return in ? writeFields<GpuSpec>(*in, {}, gpuFields) : plainNode(QStringLiteral("off"));
}

void Gpu::paths(const QString &path, QStringList &all)
{
    all << path;
    appendFieldPaths<GpuSpec>(path + QLatin1Char('.'), gpuFields, all);
}

void Vsock::read(const Value &value, VsockSpec &out)
{
    constexpr qint64 highest = 0xfffffffe; // 0xffffffff is VMADDR_CID_ANY
    bool isNumber = false;
    const auto cid = value.node().text.toLongLong(&isNumber);
    if (isWord(value, "off"))
        out = {VsockSpec::Kind::Off, 0};
    else if (isWord(value, "auto"))
        out = {VsockSpec::Kind::Auto, 0};
    else if (isNumber && cid >= 3 && cid <= highest)
        out = {VsockSpec::Kind::Fixed, std::uint32_t(cid)};
    else
        value.complain(QStringLiteral("is no context id"),
                       QStringLiteral("write off, auto or a number from 3 to %1").arg(highest));
}

YamlNode Vsock::write(const VsockSpec &in)
{
    switch (in.kind) {
    case VsockSpec::Kind::Off:
        return plainNode(QStringLiteral("off"));
    case VsockSpec::Kind::Auto:
        return plainNode(QStringLiteral("auto"));
    case VsockSpec::Kind::Fixed:
        break;
    }
    return plainNode(QString::number(in.cid));
}

void K3s::read(const Value &value, QString &out)
{
    static const QRegularExpression pattern(QStringLiteral("\\Av?[0-9][A-Za-z0-9.+~-]*\\z"));
    const std::optional<QString> text = value.scalar();
    if (!text)
        return;
    if (*text == QLatin1String("off"))
        out.clear();
    else if (pattern.match(*text).hasMatch())
        out = *text;
    else
        value.complain(QStringLiteral("'%1' is no version of k3s").arg(text->left(40)),
                       QStringLiteral("write off or a version such as v1.32.6+k3s1"));
}

YamlNode K3s::write(const QString &in)
{
    return in.isEmpty() ? plainNode(QStringLiteral("off")) : textNode(in);
}

void UserData::read(const Value &value, QString &out)
{
    if (value.isMap())
        out = cloudConfigOf(value, value.node());
    else if (value.node().kind == YamlNode::Kind::Scalar)
        readUserDataText(value, out);
    else
        value.complain(QStringLiteral("must be a map of cloud-config keys, or a text"),
                       QLatin1String(userDataExample));
}

YamlNode UserData::write(const QString &in)
{
    if (isUserDataPart(in)) {
        YamlNode text = textNode(in);
        text.literal = true;
        return text;
    }
    const auto document = readYaml(in.toUtf8(), {});
    return document && !document->empty ? *document->root : mapNode();
}

void Disk::read(const Value &value, DiskSpec &out)
{
    if (!value.isMap() || value.require({QStringLiteral("name"), QStringLiteral("size")}))
        readFields<DiskSpec>(value, out, diskFields);
}

YamlNode Disk::write(const DiskSpec &in)
{
    return writeFields<DiskSpec>(in, {}, diskFields);
}

void Disk::paths(const QString &path, QStringList &all)
{
    appendFieldPaths<DiskSpec>(path + QLatin1Char('.'), diskFields, all);
}

void Share::read(const Value &value, ShareSpec &out)
{
    if (!value.isMap() || value.require({QStringLiteral("host"), QStringLiteral("guest")}))
        readFields<ShareSpec>(value, out, shareFields);
}

YamlNode Share::write(const ShareSpec &in)
{
    return writeFields<ShareSpec>(in, {}, shareFields);
}

void Share::paths(const QString &path, QStringList &all)
{
    appendFieldPaths<ShareSpec>(path + QLatin1Char('.'), shareFields, all);
}

void Registry::read(const Value &value, RegistrySpec &out)
{
    if (value.isMap() && !value.require({QStringLiteral("host")}))
        return;
    readFields<RegistrySpec>(value, out, registryFields);
    if (!out.password.isEmpty() && out.username.isEmpty())
        value.complain(QStringLiteral("has a password and no username"),
                       QStringLiteral("add username: NAME"));
    if (out.host == everyRegistry && out.mirrors.isEmpty())
        value.complain(QStringLiteral("stands for every registry and has no mirrors"),
                       QStringLiteral("add mirrors: [http://HOST:PORT]"));
}

YamlNode Registry::write(const RegistrySpec &in)
{
    return writeFields<RegistrySpec>(in, {}, registryFields);
}

void Registry::paths(const QString &path, QStringList &all)
{
    appendFieldPaths<RegistrySpec>(path + QLatin1Char('.'), registryFields, all);
}

void Rimd::read(const Value &value, std::optional<RimdSpec> &out)
{
    if (isWord(value, "off")) {
        out.reset();
        return;
    }
    if (!out)
        out = RimdSpec();
    readFields<RimdSpec>(value, *out, rimdFields);
}

YamlNode Rimd::write(const std::optional<RimdSpec> &in)
{
    return in ? writeFields<RimdSpec>(*in, {}, rimdFields) : plainNode(QStringLiteral("off"));
}

void Rimd::paths(const QString &path, QStringList &all)
{
    all << path;
    appendFieldPaths<RimdSpec>(path + QLatin1Char('.'), rimdFields, all);
}

} // namespace hydra::codec
