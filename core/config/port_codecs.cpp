// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/special_codecs.h"

#include <QRegularExpression>

namespace hydra::codec {
namespace {

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
        case PortSpec::Kind::Auto:
            return plainNode(QStringLiteral("auto"));
        case PortSpec::Kind::Off:
            return plainNode(QStringLiteral("off"));
        case PortSpec::Kind::Fixed:
            break;
        }
        return plainNode(QString::number(in.port));
    }
};

constexpr std::array protocolWords{Word<Protocol>{Protocol::Tcp, "tcp"},
                                   Word<Protocol>{Protocol::Udp, "udp"}};

/// A port, or the first and the last of a range: "7000" or "7000-7002".
struct PortRange {
    std::uint16_t first = 0; ///< 0: none was read
    int count = 1;
};

std::optional<PortRange> portRange(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A([0-9]{1,5})(?:-([0-9]{1,5}))?\\z"));
    const auto match = pattern.match(text);
    const int first = match.captured(1).toInt();
    const int last = match.captured(2).isEmpty() ? first : match.captured(2).toInt();
    if (first < 1 || last < first || last > 65535)
        return std::nullopt;
    return PortRange{std::uint16_t(first), last - first + 1};
}

QString rangeText(std::uint16_t first, int count)
{
    const QString text = QString::number(first);
    return count == 1 ? text : text + QStringLiteral("-%1").arg(first + count - 1);
}

constexpr std::array extraPortFields{
    field<&ExtraPortSpec::bind, Text<bindText>>("bind"),
    field<&ExtraPortSpec::protocol, Enum<protocolWords>>("protocol"),
    field<&ExtraPortSpec::name, Text<portNameText>>("name"),
};

/// "HOST:GUEST" or a map; HOST and GUEST may be ranges of equal length.
struct ExtraPort {
    static constexpr int mostPorts = 256; ///< each is an argument of QEMU's

    static void read(const Value &value, ExtraPortSpec &out)
    {
        if (value.node().kind == YamlNode::Kind::Scalar)
            return readPair(value, out);
        const QStringList own{QStringLiteral("host"), QStringLiteral("guest")};
        if (value.isMap() && !value.require(own))
            return;
        readFields<ExtraPortSpec>(value, out, extraPortFields, own);
        if (!value.isMap())
            return;
        const auto host = readRange(value.child(*value.node().find(own[0])));
        const auto guest = readRange(value.child(*value.node().find(own[1])));
        if (host && guest)
            put(value, *host, *guest, out);
    }
    static std::optional<PortRange> readRange(const Value &value)
    {
        const auto text = value.scalar();
        const auto range = text ? portRange(*text) : std::nullopt;
        if (text && !range)
            value.complain(QStringLiteral("'%1' is no port").arg(text->left(40)),
                           QStringLiteral("write a number from 1 to 65535, or a range such as "
                                          "7000-7002"));
        return range;
    }
    static void readPair(const Value &value, ExtraPortSpec &out)
    {
        const QString &text = value.node().text;
        const auto host = portRange(text.section(u':', 0, 0));
        const auto guest = portRange(text.section(u':', 1));
        if (host && guest)
            put(value, *host, *guest, out);
        else
            value.complain(QStringLiteral("'%1' is no pair of ports").arg(text.left(40)),
                           QStringLiteral("write \"HOST:GUEST\" such as \"30800:8000\", or {host: "
                                          "30800, guest: 8000, protocol: udp, bind: 127.0.0.1}"));
    }
    static void put(const Value &value, PortRange host, PortRange guest, ExtraPortSpec &out)
    {
        if (host.count != guest.count) {
            value.complain(QStringLiteral("%1 host ports cannot lead to %2 guest ports")
                               .arg(host.count)
                               .arg(guest.count),
                           QStringLiteral("write two ranges of the same length, such as "
                                          "\"7000-7002:7000-7002\""));
        } else if (host.count > mostPorts) {
            value.complain(QStringLiteral("has %1 ports").arg(host.count),
                           QStringLiteral("write at most %1 in a range").arg(mostPorts));
        } else {
            out.host = host.first;
            out.guest = guest.first;
            out.count = std::uint16_t(host.count);
        }
    }
    static YamlNode write(const ExtraPortSpec &in)
    {
        const QString host = rangeText(in.host, in.count);
        const QString guest = rangeText(in.guest, in.count);
        YamlNode rest = writeFields<ExtraPortSpec>(in, {}, extraPortFields);
        if (rest.entries.empty()) {
            YamlNode pair = plainNode(host + u':' + guest);
            pair.quoted = true; // YAML 1.1 parsers read 30:22 as a base 60 number
            return pair;
        }
        YamlNode node = mapNode();
        addEntry(node, QStringLiteral("host"), plainNode(host));
        addEntry(node, QStringLiteral("guest"), plainNode(guest));
        node.entries.insert(node.entries.end(), rest.entries.begin(), rest.entries.end());
        return node;
    }
    static void paths(const QString &path, QStringList &all)
    {
        all << path + QStringLiteral(".host") << path + QStringLiteral(".guest");
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

} // namespace hydra::codec
