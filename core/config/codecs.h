// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/config/text_rules.h"
#include "core/config/value.h"
#include "core/yaml/writer.h"

#include <array>
#include <limits>
#include <span>

/// How each kind of value in a lab file is read and written. A codec is a type with
/// `read(Value, T &)`, which complains and leaves T alone when the value is wrong, and
/// `write(const T &)`; tables of fields (field.h) tie codecs to members.
namespace hydra::codec {

void readText(const Value &value, QString &out, const TextRule &rule, bool mayBeEmpty);
void readInteger(const Value &value, qint64 &out, qint64 least, qint64 most);
void readSize(const Value &value, MemorySize &out, MemorySize least, MemorySize most);
/// The index of the value's word among WORDS, upper or lower case, or -1 after a complaint.
[[nodiscard]] int readWord(const Value &value, const QStringList &words);
/// Whether the value is WORD, in upper or lower case.
[[nodiscard]] bool isWord(const Value &value, const char *word);
/// Complains unless the value is a list.
[[nodiscard]] bool isList(const Value &value);

/// A text that obeys RULE; "" leaves the key unset.
template <const TextRule &rule> struct Text {
    static void read(const Value &value, QString &out) { readText(value, out, rule, true); }
    static YamlNode write(const QString &text)
    {
        return text.isEmpty() ? YamlNode() : textNode(text);
    }
};

/// A text that obeys RULE and must not be "".
template <const TextRule &rule> struct RequiredText {
    static void read(const Value &value, QString &out) { readText(value, out, rule, false); }
    static YamlNode write(const QString &text) { return textNode(text); }
};

/// A text that obeys RULE; "" is a value like any other.
template <const TextRule &rule> struct FreeText {
    static void read(const Value &value, QString &out) { readText(value, out, rule, true); }
    static YamlNode write(const QString &text) { return textNode(text); }
};

template <typename Number, qint64 least, qint64 most> struct Integer {
    static void read(const Value &value, Number &out)
    {
        qint64 number = out;
        readInteger(value, number, least, most);
        out = static_cast<Number>(number);
    }
    static YamlNode write(Number number) { return plainNode(QString::number(number)); }
};

struct Bool {
    static void read(const Value &value, bool &out);
    static YamlNode write(bool on)
    {
        return plainNode(on ? QStringLiteral("true") : QStringLiteral("false"));
    }
};

/// LEAST and MOST in MiB. Zero, the unset size, is written as null.
inline constexpr quint64 tebibyte = 1 << 20; ///< in MiB, as Size has its limits

template <quint64 least, quint64 most> struct Size {
    static void read(const Value &value, MemorySize &out)
    {
        readSize(value, out, MemorySize::mib(least), MemorySize::mib(most));
    }
    static YamlNode write(MemorySize size)
    {
        return size == MemorySize() ? YamlNode() : plainNode(size.toString());
    }
};

template <typename E> struct Word {
    E value;
    const char *name;
};

/// One of a fixed array of Word<E>.
template <const auto &words> struct Enum {
    using E = decltype(words[0].value);
    static void read(const Value &value, E &out)
    {
        QStringList names;
        for (const auto &word : words)
            names << QLatin1String(word.name);
        if (const int index = readWord(value, names); index >= 0)
            out = words[std::size_t(index)].value;
    }
    static YamlNode write(E value)
    {
        for (const auto &word : words) {
            if (word.value == value)
                return plainNode(QLatin1String(word.name));
        }
        return {};
    }
};

/// A list whose items ItemCodec reads, into a QStringList or a std::vector; replaces its former
/// items.
template <typename ItemCodec> struct List {
    template <typename Container> static void read(const Value &value, Container &out)
    {
        if (!isList(value))
            return;
        out.clear();
        for (std::size_t i = 0; i < value.node().items.size(); ++i) {
            typename Container::value_type item{};
            ItemCodec::read(value.item(i), item);
            out.push_back(std::move(item));
        }
    }
    template <typename Container> static YamlNode write(const Container &list)
    {
        YamlNode node = sequenceNode();
        for (const auto &item : list)
            append(node, ItemCodec::write(item));
        return node;
    }
    static void paths(const QString &path, QStringList &all)
    {
        all << path;
        if constexpr (requires { ItemCodec::paths(path, all); })
            ItemCodec::paths(path + QStringLiteral("[]"), all);
    }
};

} // namespace hydra::codec
