// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/text_rules.h"

#include "core/base/ids.h"
#include "core/config/image_mirrors.h"
#include "core/network/policy.h"

#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace hydra {
namespace {

bool matches(const QString &text, const QRegularExpression &pattern)
{
    return pattern.match(text).hasMatch();
}

// One static pattern per call site: compiled once, at first use.
#define HYDRA_MATCHES(pattern)                                                                     \
    [](QString &text) {                                                                            \
        static const QRegularExpression expression(QStringLiteral("\\A(?:" pattern ")\\z"));       \
        return matches(text, expression);                                                          \
    }

bool isOneLine(QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20; });
}

bool isAbsolutePath(QString &text)
{
    return text.startsWith(QLatin1Char('/')) && isOneLine(text);
}

bool isFileName(QString &text)
{
    return !text.contains(QLatin1Char('/')) && text != QLatin1String("..") && isOneLine(text);
}

// A relative path is refused, since the programs are started from many directories.
bool isProgram(QString &text)
{
    return isOneLine(text) &&
           (text.startsWith(QLatin1Char('/')) || !text.contains(QLatin1Char('/')));
}

bool isAddress(QString &text)
{
    quint32 address = 0;
    return parseIpv4(text, address);
}

bool isSubnet(QString &text)
{
    Ipv4Network network;
    return parseIpv4Network(text, network);
}

// What the lab's network itself takes for an entry of an allow list (core/network).
bool isAllowed(QString &text)
{
    return net::parseAllowRule(text.toStdString()).has_value();
}

bool isLabDomain(QString &text)
{
    text = text.toLower();
    const auto rule = net::parseAllowRule(text.toStdString());
    return rule && !rule->name.empty() && rule->port == 0 && domainText.accepts(text) &&
           text.size() <= 200;
}

bool isPrefix(QString &text)
{
    quint32 address = 0;
    return parseIpv4(text + QStringLiteral(".0"), address);
}

bool isMac(QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[0-9a-f]{2}(?::[0-9a-f]{2}){5}\\z"));
    text = text.toLower();
    if (!matches(text, pattern) || text == QLatin1String("00:00:00:00:00:00"))
        return false;
    return (text.left(2).toInt(nullptr, 16) & 1) == 0; // the lowest bit marks group addresses
}

bool isUrl(QString &text)
{
    text = text.trimmed();
    const QUrl url(text, QUrl::StrictMode);
    return isOneLine(text) && url.isValid() && !url.host().isEmpty() &&
           (url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https"));
}

bool isSha512(QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("\\A[0-9a-f]{128}\\z"));
    text = text.toLower();
    return matches(text, pattern);
}

bool isName(QString &text)
{
    return isValidName(text);
}

// A line of authorized_keys, see sshd(8): options, type, key, comment. A blank or a comma within
// an option stands in double quotes, and \" there is a quote.
bool isSshKey(QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "\\A(?:(?<option>[A-Za-z0-9-]+(?:=\"(?:[^\"\\\\]|\\\\\"|\\\\(?!\"))*\")?)"
        "(?:,(?&option))* +)?"
        "(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)|sk-ssh-ed25519@openssh\\.com"
        "|sk-ecdsa-sha2-nistp256@openssh\\.com) +[A-Za-z0-9+/]+={0,3}(?: .*)?\\z"));
    text = text.trimmed();
    return isOneLine(text) && matches(text, pattern);
}

} // namespace

bool parseIpv4(const QString &text, quint32 &address)
{
    const QStringList parts = text.split(QLatin1Char('.'));
    address = 0;
    return parts.size() == 4 && std::all_of(parts.begin(), parts.end(), [&](const QString &part) {
               bool isNumber = false;
               const uint octet = part.toUInt(&isNumber);
               address = (address << 8) | octet;
               // A leading zero means octal to some programs and decimal to others.
               return isNumber && octet <= 255 && part == QString::number(octet);
           });
}

QString ipv4Text(quint32 address)
{
    QStringList parts;
    for (int shift = 24; shift >= 0; shift -= 8)
        parts << QString::number(address >> shift & 0xff);
    return parts.join(u'.');
}

bool parseIpv4Network(const QString &text, Ipv4Network &network)
{
    const qsizetype slash = text.indexOf(QLatin1Char('/'));
    bool isNumber = false;
    network.bits = text.mid(slash + 1).toInt(&isNumber);
    return slash > 0 && isNumber && network.bits >= 8 && network.bits <= 30 &&
           text.mid(slash + 1) == QString::number(network.bits) &&
           parseIpv4(text.left(slash), network.first) && (network.first & ~network.mask()) == 0;
}

const TextRule anyText{isOneLine, "text of one line",
                       "it without line breaks and control characters"};
const TextRule nameText{isName, "name", "lower-case letters, digits and hyphens, at most 40"};
const TextRule hostnameText{
    HYDRA_MATCHES("(?=.{1,253}\\z)(?!.*\\.[0-9]+\\z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                  "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"),
    "host name", "letters, digits and hyphens, at most 63, and more after dots for a full name"};
const TextRule usernameText{HYDRA_MATCHES("[a-z_][a-z0-9_-]{0,31}"), "user name",
                            "lower-case letters, digits, _ and -, at most 32"};
const TextRule machineText{HYDRA_MATCHES("[A-Za-z0-9][A-Za-z0-9._,=+-]*"), "type QEMU could know",
                           "a name such as q35 or max, with options after commas"};
const TextRule addressText{isAddress, "IPv4 address", "four numbers such as 192.168.100.10"};
// QEMU's hostfwd (7.2 to 10) and its libslirp know IPv4 only.
const TextRule bindText{isAddress, "IPv4 address, the only kind that QEMU forwards ports from",
                        "one of this host's such as 127.0.0.1, or 0.0.0.0 for all"};
const TextRule domainText{
    HYDRA_MATCHES("(?=.{1,253}\\z)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                  "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*"),
    "domain", "names with dots between them such as lab.example"};
const TextRule labDomainText{isLabDomain, "domain", "a name such as lab or home.example"};
const TextRule allowText{isAllowed, "destination",
                         "a name or an IPv4 network, with a port or not: deb.debian.org, "
                         "203.0.113.0/24, example.org:443, 9.9.9.9:53/udp"};
const TextRule subnetText{isSubnet, "IPv4 network",
                          "its first address and 8 to 30 bits, such as 192.168.100.0/24"};
const TextRule prefixText{isPrefix, "network prefix", "three numbers such as 10.0.2"};
const TextRule macText{isMac, "MAC address of one machine",
                       "six pairs with an even first one, such as 52:54:00:00:00:01"};
const TextRule urlText{isUrl, "web address", "one that begins with https:// or http://"};
const TextRule sha512Text{isSha512, "SHA-512 digest", "its 128 hexadecimal digits"};
const TextRule passwordHashText{
    HYDRA_MATCHES("\\$6\\$(?:rounds=[0-9]{4,9}\\$)?[./0-9A-Za-z]{1,16}\\$[./0-9A-Za-z]{86}"),
    "sha512-crypt hash", "$6$SALT$ and 86 characters, as mkpasswd -m sha-512 prints it", true};
const TextRule passwordText{isOneLine, "password of one line",
                            "it without line breaks and control characters", true};
const TextRule saltText{HYDRA_MATCHES("[./0-9A-Za-z]{1,16}"), "salt",
                        "1 to 16 letters, digits, dots and slashes"};
const TextRule sshKeyText{isSshKey, "SSH public key",
                          "the line of a .pub file: ssh-ed25519 AAAA... NAME", true};
const TextRule absolutePathText{isAbsolutePath, "absolute path", "one that begins with /"};
const TextRule tagText{HYDRA_MATCHES("[A-Za-z0-9_.-]{1,31}"), "mount tag",
                       "letters, digits, dots, _ and -, at most 31"};
const TextRule packageText{HYDRA_MATCHES("[a-z0-9][a-z0-9+.:-]*(?:[=/][A-Za-z0-9.+~:_-]+)?"),
                           "package name", "a name such as htop, or NAME=VERSION"};
const TextRule versionText{HYDRA_MATCHES("[A-Za-z0-9.+~:_-]+"), "version",
                           "one such as 6.12.22+bpo"};
const TextRule portNameText{HYDRA_MATCHES("[A-Za-z0-9][A-Za-z0-9_.-]{0,39}"), "name",
                            "letters, digits, dots, _ and -, at most 40"};
const TextRule fileNameText{isFileName, "file name", "a name without slashes"};
const TextRule programText{isProgram, "program",
                           "a path that begins with /, or a name to be found in PATH"};
const TextRule proxyText{isUrl, "proxy's address", "one such as http://proxy.example:3128", true};
const TextRule mirrorsText{[](QString &text) { return parseImageMirrors(text).has_value(); },
                           "list of mirrors",
                           "FROM=TO with two web addresses, and a comma before the next", true};
const TextRule registryText{
    HYDRA_MATCHES("_default|[a-z0-9]+(?:[.-]+[a-z0-9]+)*(?::[0-9]{1,5})?"), "registry",
    "its name in images, such as docker.io or registry.local:5000, or _default "
    "for all others"};
const TextRule registryUserText{HYDRA_MATCHES("[^:\\x00-\\x1f\\x7f]+"), "user name",
                                "it without colons"};

#undef HYDRA_MATCHES

} // namespace hydra
