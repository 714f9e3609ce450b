// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/special_codecs.h"

#include "core/config/network_words.h"

namespace hydra::codec {
namespace {

constexpr std::array egressFields{
    field<&EgressSpec::allow, List<RequiredText<allowText>>>("allow"),
};

/// Complains that VALUE's text is no NOUN.
void complainOfFigure(const Value &value, const char *noun, const char *hint)
{
    value.complain(
        QStringLiteral("'%1' is no %2").arg(value.node().text.left(40), QLatin1String(noun)),
        QLatin1String(hint));
}

struct Delay {
    static void read(const Value &value, std::chrono::microseconds &out)
    {
        const auto text = value.scalar();
        if (const auto delay = text ? parseDelay(*text) : std::nullopt)
            out = *delay;
        else if (text)
            complainOfFigure(value, "length of time",
                             "write it with its unit: 50ms, 250us or 1.5s; at most 60s");
    }
    static YamlNode write(std::chrono::microseconds delay) { return plainNode(delayText(delay)); }
};

struct Loss {
    static void read(const Value &value, double &out)
    {
        const auto text = value.scalar();
        if (const auto loss = text ? parseLoss(*text) : std::nullopt)
            out = *loss;
        else if (text)
            complainOfFigure(value, "loss",
                             "write a percentage such as 1%, or a part of 1 such as 0.01");
    }
    static YamlNode write(double loss) { return plainNode(lossText(loss)); }
};

struct Rate {
    static void read(const Value &value, std::uint64_t &out)
    {
        const auto text = value.scalar();
        if (const auto rate = text ? parseRate(*text) : std::nullopt)
            out = *rate;
        else if (text)
            complainOfFigure(value, "rate",
                             "write it with its unit: 512kbit, 10Mbit or 1Gbit, from 1kbit to "
                             "1000Gbit, or 0 for no limit");
    }
    static YamlNode write(std::uint64_t rate) { return plainNode(rateText(rate)); }
};

constexpr std::array linkFields{
    field<&LinkSpec::delay, Delay>("delay"), field<&LinkSpec::jitter, Delay>("jitter"),
    field<&LinkSpec::loss, Loss>("loss"),    field<&LinkSpec::rate, Rate>("rate"),
    field<&LinkSpec::down, Bool>("down"),
};

} // namespace

void Egress::read(const Value &value, EgressSpec &out)
{
    if (isWord(value, "open")) {
        out = {};
    } else if (isWord(value, "none")) {
        out = {.kind = EgressSpec::Kind::None, .allow = {}};
    } else if (!value.isMap()) {
        value.complain(QStringLiteral("must be open, none or a map"),
                       QStringLiteral("write {allow: [deb.debian.org, 203.0.113.0/24]} for what "
                                      "alone it may reach"));
    } else if (value.require({QStringLiteral("allow")})) {
        out = {.kind = EgressSpec::Kind::Allow, .allow = {}};
        readFields<EgressSpec>(value, out, egressFields);
    }
}

YamlNode Egress::write(const EgressSpec &in)
{
    switch (in.kind) {
    case EgressSpec::Kind::Open:
        return plainNode(QStringLiteral("open"));
    case EgressSpec::Kind::None:
        return plainNode(QStringLiteral("none"));
    case EgressSpec::Kind::Allow:
        break;
    }
    return writeAllFields<EgressSpec>(in, egressFields);
}

void Egress::paths(const QString &path, QStringList &all)
{
    all << path;
    appendFieldPaths<EgressSpec>(path + QLatin1Char('.'), egressFields, all);
}

void Peers::read(const Value &value, PeersSpec &out)
{
    if (isWord(value, "all")) {
        out = {};
    } else if (isWord(value, "none")) {
        out = {.kind = PeersSpec::Kind::None, .only = {}};
    } else if (value.node().kind == YamlNode::Kind::Sequence) {
        out.kind = PeersSpec::Kind::Only;
        List<RequiredText<nameText>>::read(value, out.only);
    } else {
        value.complain(QStringLiteral("must be all, none or a list"),
                       QStringLiteral("write the names of the VMs it may reach: [vm1, vm2]"));
    }
}

YamlNode Peers::write(const PeersSpec &in)
{
    switch (in.kind) {
    case PeersSpec::Kind::All:
        return plainNode(QStringLiteral("all"));
    case PeersSpec::Kind::None:
        return plainNode(QStringLiteral("none"));
    case PeersSpec::Kind::Only:
        break;
    }
    return List<RequiredText<nameText>>::write(in.only);
}

void Link::read(const Value &value, LinkSpec &out)
{
    readFields<LinkSpec>(value, out, linkFields);
}

YamlNode Link::write(const LinkSpec &in)
{
    return writeAllFields<LinkSpec>(in, linkFields);
}

void Link::paths(const QString &path, QStringList &all)
{
    appendFieldPaths<LinkSpec>(path + QLatin1Char('.'), linkFields, all);
}

} // namespace hydra::codec
