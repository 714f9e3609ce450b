// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "config/special_codecs.h"

#include "config/yaml_reader.h"

#include <QRegularExpression>

namespace hydra::codec {
namespace {

using AnyPort = Integer<std::uint16_t, 1, 65535>;

bool isWord(const Value &value, const char *word)
{
    return value.node().kind == YamlNode::Kind::Scalar && value.node().text == QLatin1String(word);
}

/// `auto`, `off` or a number.
struct Port {
    static void read(const Value &value, PortSpec &out)
    {
        if (isWord(value, "auto")) {
            out = {PortSpec::Kind::Auto, 0};
        } else if (isWord(value, "off")) {
            out = {PortSpec::Kind::Off, 0};
        } else if (const auto text = value.scalar()) {
            bool isNumber = false;
            const int port = text->toInt(&isNumber);
            if (isNumber && port >= 1 && port <= 65535)
                out = {PortSpec::Kind::Fixed, std::uint16_t(port)};
            else
                value.complain(QStringLiteral("'%1' is no port").arg(text->left(40)),
                               QStringLiteral("write a number from 1 to 65535, auto or off"));
        }
    }
    static YamlNode write(const PortSpec &in)
    {
        switch (in.kind) {
        case PortSpec::Kind::Auto: return plainNode(QStringLiteral("auto"));
        case PortSpec::Kind::Off: return plainNode(QStringLiteral("off"));
        case PortSpec::Kind::Fixed: break;
        }
        return plainNode(QString::number(in.port));
    }
};

constexpr std::array protocolWords{Word<Protocol>{Protocol::Tcp, "tcp"}, Word<Protocol>{Protocol::Udp, "udp"}};
constexpr std::array shareWords{Word<ShareType>{ShareType::Auto, "auto"},
                                Word<ShareType>{ShareType::NineP, "9p"},
                                Word<ShareType>{ShareType::Virtiofs, "virtiofs"}};

constexpr std::array extraPortFields{
    field<&ExtraPortSpec::host, AnyPort>("host"),
    field<&ExtraPortSpec::guest, AnyPort>("guest"),
    field<&ExtraPortSpec::bind, Text<addressText>>("bind"),
    field<&ExtraPortSpec::protocol, Enum<protocolWords>>("protocol"),
    field<&ExtraPortSpec::name, Text<portNameText>>("name"),
};

/// "HOST:GUEST" or a map.
struct ExtraPort {
    static void read(const Value &value, ExtraPortSpec &out)
    {
        if (value.node().kind == YamlNode::Kind::Scalar)
            readPair(value, out);
        else if (value.isMap() && !value.require({QStringLiteral("host"), QStringLiteral("guest")}))
            return;
        else
            readFields<ExtraPortSpec>(value, out, extraPortFields);
    }
    static void readPair(const Value &value, ExtraPortSpec &out)
    {
        static const QRegularExpression pattern(QStringLiteral("\\A([0-9]{1,5}):([0-9]{1,5})\\z"));
        const auto match = pattern.match(value.node().text);
        const int host = match.captured(1).toInt();
        const int guest = match.captured(2).toInt();
        if (host < 1 || host > 65535 || guest < 1 || guest > 65535) {
            value.complain(QStringLiteral("'%1' is no pair of ports").arg(value.node().text.left(40)),
                           QStringLiteral("write \"HOST:GUEST\" such as \"30800:8000\", or "
                                          "{host: 30800, guest: 8000, protocol: udp}"));
            return;
        }
        out.host = std::uint16_t(host);
        out.guest = std::uint16_t(guest);
    }
    static YamlNode write(const ExtraPortSpec &in)
    {
        ExtraPortSpec pair;
        pair.host = in.host;
        pair.guest = in.guest;
        if (in != pair)
            return writeFields<ExtraPortSpec>(in, {}, extraPortFields);
        YamlNode node = plainNode(QStringLiteral("%1:%2").arg(in.host).arg(in.guest));
        node.quoted = true; // YAML 1.1 programs read 30:22 as a number of base 60
        return node;
    }
    static void paths(const QString &path, QStringList &all)
    {
        appendFieldPaths<ExtraPortSpec>(path + QLatin1Char('.'), extraPortFields, all);
    }
};

constexpr std::array portsFields{
    field<&PortsSpec::ssh, Port>("ssh"),
    field<&PortsSpec::containerd, Port>("containerd"),
    field<&PortsSpec::streaming, Port>("streaming"),
    field<&PortsSpec::rimd, Port>("rimd"),
    field<&PortsSpec::diod, Port>("diod"),
    field<&PortsSpec::extra, List<ExtraPort>>("extra"),
};

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

void Ports::read(const Value &value, PortsSpec &out)
{
    readFields<PortsSpec>(value, out, portsFields);
}

YamlNode Ports::write(const PortsSpec &in)
{
    return writeAllFields<PortsSpec>(in, portsFields);
}

void Ports::paths(const QString &path, QStringList &all)
{
    appendFieldPaths<PortsSpec>(path + QLatin1Char('.'), portsFields, all);
}

void Firmware::read(const Value &value, FirmwareSpec &out)
{
    if (isWord(value, "auto")) {
        out = {};
    } else if (isWord(value, "none")) {
        out = {FirmwareSpec::Kind::None, {}, {}};
    } else if (!value.isMap()) {
        value.complain(QStringLiteral("must be auto, none or a map"),
                       QStringLiteral("write {code: PATH, vars: PATH} to use files of your own"));
    } else if (value.require({QStringLiteral("code")})) {
        out = {FirmwareSpec::Kind::Files, {}, {}};
        readFields<FirmwareSpec>(value, out, firmwareFields);
    }
}

YamlNode Firmware::write(const FirmwareSpec &in)
{
    switch (in.kind) {
    case FirmwareSpec::Kind::Auto: return plainNode(QStringLiteral("auto"));
    case FirmwareSpec::Kind::None: return plainNode(QStringLiteral("none"));
    case FirmwareSpec::Kind::Files: break;
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
        value.complain(QStringLiteral("must be off or a map"), QStringLiteral("write {vram: 4} for 4 GiB"));
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
    constexpr qint64 highest = 0xfffffffe; // the last one means "any"
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
    case VsockSpec::Kind::Off: return plainNode(QStringLiteral("off"));
    case VsockSpec::Kind::Auto: return plainNode(QStringLiteral("auto"));
    case VsockSpec::Kind::Fixed: break;
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
    YamlNode node = value.node();
    node.flow = false;
    if (value.isMap())
        out = node.entries.empty() ? QString() : writeBlockYaml(node);
    else
        value.complain(QStringLiteral("must be a map of cloud-config keys"),
                       QStringLiteral("write for example: {timezone: Europe/Berlin}"));
}

YamlNode UserData::write(const QString &in)
{
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
        value.complain(QStringLiteral("has a password and no username"), QStringLiteral("add username: NAME"));
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
