// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra {

/// What a single text in a lab file must look like. `accepts` may normalise the text (a MAC to
/// lower case). `is` and `example` make the complaint: "'TEXT' is no IS; write EXAMPLE".
struct TextRule {
    bool (*accepts)(QString &text);
    const char *is;
    const char *example;
    bool secret = false; ///< never repeat the text in a message
};

extern const TextRule anyText;
extern const TextRule nameText;
extern const TextRule hostnameText;
extern const TextRule usernameText;
extern const TextRule machineText;
extern const TextRule addressText;
extern const TextRule bindText;
extern const TextRule domainText;
extern const TextRule labDomainText;
extern const TextRule allowText;
extern const TextRule subnetText;
extern const TextRule prefixText;
extern const TextRule macText;
extern const TextRule urlText;
extern const TextRule sha512Text;
extern const TextRule passwordHashText;
extern const TextRule passwordText;
extern const TextRule saltText;
extern const TextRule sshKeyText;
extern const TextRule absolutePathText;
extern const TextRule tagText;
extern const TextRule packageText;
extern const TextRule versionText;
extern const TextRule portNameText;
extern const TextRule fileNameText;
extern const TextRule programText;
extern const TextRule proxyText;
extern const TextRule mirrorsText;
extern const TextRule registryText;
extern const TextRule registryUserText;

/// Parses an IPv4 address in dotted decimal, the only notation accepted, into a number.
[[nodiscard]] bool parseIpv4(const QString &text, quint32 &address);
/// "192.168.100.10" of such a number.
[[nodiscard]] QString ipv4Text(quint32 address);

/// An IPv4 network: the address range a CIDR such as 192.168.100.0/24 stands for.
struct Ipv4Network {
    quint32 first = 0;
    int bits = 0;

    [[nodiscard]] quint32 mask() const { return bits == 0 ? 0 : ~quint32(0) << (32 - bits); }
    [[nodiscard]] quint32 last() const { return first | ~mask(); }
    [[nodiscard]] bool contains(quint32 address) const { return (address & mask()) == first; }
};
[[nodiscard]] bool parseIpv4Network(const QString &text, Ipv4Network &network);

} // namespace hydra
