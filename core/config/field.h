// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/value.h"
#include "core/yaml/writer.h"

#include <span>

namespace hydra {

/// One key of a map in a lab file: its spelling, and how to read it into and write it from a member
/// of T.
template <typename T> struct Field {
    const char *key;
    void (*read)(const Value &, T &);
    YamlNode (*write)(const T &);
    bool (*equal)(const T &, const T &);
    void (*paths)(const QString &path, QStringList &all); ///< see appendPaths
};

/// Appends the key paths of a value that Codec reads: PATH itself, and the keys below it for a map
/// or a list of maps (disks, disks[].name). A map read by a table of fields has no path of its own.
template <typename Codec> void appendPaths(const QString &path, QStringList &all)
{
    if constexpr (requires { Codec::paths(path, all); })
        Codec::paths(path, all);
    else
        all << path;
}

template <typename T> struct OwnerOf;
template <typename Member, typename Owner> struct OwnerOf<Member Owner::*> {
    using type = Owner;
};

template <auto member, typename Codec> constexpr auto field(const char *key)
{
    using T = typename OwnerOf<decltype(member)>::type;
    return Field<T>{key, [](const Value &value, T &out) { Codec::read(value, out.*member); },
                    [](const T &in) { return Codec::write(in.*member); },
                    [](const T &a, const T &b) { return a.*member == b.*member; },
                    &appendPaths<Codec>};
}

template <typename T> QStringList keysOf(std::span<const Field<T>> fields)
{
    QStringList keys;
    for (const Field<T> &field : fields)
        keys << QLatin1String(field.key);
    return keys;
}

/// Appends the key paths of all FIELDS of the map at PREFIX, which ends in a dot or is empty.
template <typename T>
void appendFieldPaths(const QString &prefix, std::span<const Field<T>> fields, QStringList &all)
{
    for (const Field<T> &field : fields)
        field.paths(prefix + QLatin1String(field.key), all);
}

template <typename T>
const Field<T> *findField(std::span<const Field<T>> fields, const QString &key)
{
    for (const Field<T> &field : fields) {
        if (key == QLatin1String(field.key))
            return &field;
    }
    return nullptr;
}

/// Reads the keys of a map into OUT; a key without a value keeps OUT's. Unknown keys are errors,
/// except for EXTRA, which the caller reads. HINT may explain a misplaced key.
template <typename T>
void readFields(const Value &value, T &out, std::span<const Field<T>> fields,
                const QStringList &extra = {}, QString (*hint)(const QString &key) = nullptr)
{
    if (!value.isMap()) {
        value.complain(QStringLiteral("must be a map"), QStringLiteral("write KEY: VALUE lines"));
        return;
    }
    for (const YamlEntry &entry : value.node().entries) {
        if (const Field<T> *known = findField(fields, entry.key)) {
            if (entry.value->kind != YamlNode::Kind::Null)
                known->read(value.child(entry), out);
        } else if (!extra.contains(entry.key)) {
            const QString special = hint != nullptr ? hint(entry.key) : QString();
            value.complainAtKey(entry, QStringLiteral("is no known key"),
                                special.isEmpty() ? suggest(entry.key, keysOf(fields) + extra)
                                                  : special);
        }
    }
}

/// A map of the fields in which IN differs from BASE, in table order.
template <typename T>
YamlNode writeFields(const T &in, const T &base, std::span<const Field<T>> fields)
{
    YamlNode node = mapNode();
    for (const Field<T> &field : fields) {
        if (!field.equal(in, base))
            addEntry(node, QLatin1String(field.key), field.write(in));
    }
    return node;
}

/// A map of all fields, defaults included.
template <typename T> YamlNode writeAllFields(const T &in, std::span<const Field<T>> fields)
{
    YamlNode node = mapNode();
    for (const Field<T> &field : fields)
        addEntry(node, QLatin1String(field.key), field.write(in));
    return node;
}

} // namespace hydra
