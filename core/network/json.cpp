// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/json.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace hydra::net {

namespace {

constexpr int kDeepestJson = 16;

void appendUtf8(std::string &out, std::uint32_t point)
{
    if (point < 0x80) {
        out += char(point);
    } else if (point < 0x800) {
        out += char(0xc0 | point >> 6);
        out += char(0x80 | (point & 63));
    } else if (point < 0x10000) {
        out += char(0xe0 | point >> 12);
        out += char(0x80 | (point >> 6 & 63));
        out += char(0x80 | (point & 63));
    } else {
        out += char(0xf0 | point >> 18);
        out += char(0x80 | (point >> 12 & 63));
        out += char(0x80 | (point >> 6 & 63));
        out += char(0x80 | (point & 63));
    }
}

/// Each function takes what it reads off the text, or fails.
class JsonReader
{
public:
    explicit JsonReader(std::string_view text) : m_text(text) {}

    std::optional<Json> whole()
    {
        auto value = read(0);
        skipSpace();
        return m_text.empty() ? value : std::nullopt;
    }

private:
    void skipSpace()
    {
        m_text.remove_prefix(std::min(m_text.find_first_not_of(" \t\r\n"), m_text.size()));
    }
    bool take(std::string_view word)
    {
        skipSpace();
        const bool found = m_text.starts_with(word);
        if (found)
            m_text.remove_prefix(word.size());
        return found;
    }
    std::optional<Json> read(int depth)
    {
        if (depth > kDeepestJson)
            return {};
        if (take("{"))
            return object(depth);
        if (take("["))
            return array(depth);
        if (take("\""))
            return wrapped(string());
        if (take("true"))
            return Json{.value = true};
        if (take("false"))
            return Json{.value = false};
        return take("null") ? std::optional(Json{}) : wrapped(number());
    }
    template <typename T> static std::optional<Json> wrapped(std::optional<T> value)
    {
        return value ? std::optional(Json{.value = std::move(*value)}) : std::nullopt;
    }
    std::optional<Json> array(int depth)
    {
        Json::Array items;
        if (take("]"))
            return Json{.value = std::move(items)};
        do {
            auto item = read(depth + 1);
            if (!item)
                return {};
            items.push_back(std::move(*item));
        } while (take(","));
        return take("]") ? std::optional(Json{.value = std::move(items)}) : std::nullopt;
    }
    std::optional<Json> object(int depth)
    {
        Json object{.value = Json::Object()};
        if (take("}"))
            return object;
        do {
            auto key = take("\"") ? string() : std::nullopt;
            auto value = key && take(":") ? read(depth + 1) : std::nullopt;
            if (!value || object.find(*key) != nullptr)
                return {};
            std::get<Json::Object>(object.value).emplace_back(std::move(*key), std::move(*value));
        } while (take(","));
        return take("}") ? std::optional(std::move(object)) : std::nullopt;
    }
    std::optional<double> number()
    {
        const std::size_t size =
            std::min(m_text.find_first_not_of("+-.0123456789eE"), m_text.size());
        const std::string digits(m_text.substr(0, size));
        char *end = nullptr;
        const double value = std::strtod(digits.c_str(), &end);
        if (digits.empty() || digits[0] == '+' || end != digits.c_str() + digits.size())
            return {};
        m_text.remove_prefix(size);
        return value;
    }
    std::optional<std::string> string()
    {
        std::string out;
        while (!m_text.empty() && m_text[0] != '"') {
            const char letter = m_text[0];
            m_text.remove_prefix(1);
            if (std::uint8_t(letter) < ' ' || (letter == '\\' && !escape(out)))
                return {};
            if (letter != '\\')
                out += letter;
        }
        if (m_text.empty())
            return {};
        m_text.remove_prefix(1);
        return out;
    }
    bool escape(std::string &out)
    {
        constexpr std::string_view names = "\"\\/bfnrt";
        constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        if (m_text.empty())
            return false;
        const char name = m_text[0];
        m_text.remove_prefix(1);
        const std::size_t at = names.find(name);
        if (at != std::string_view::npos)
            out += meanings[at];
        return at != std::string_view::npos || (name == 'u' && codePoint(out));
    }
    bool codePoint(std::string &out)
    {
        auto point = hexadecimal();
        if (point && *point >= 0xd800 && *point < 0xdc00) {
            const bool paired = m_text.starts_with("\\u");
            m_text.remove_prefix(paired ? 2 : 0);
            const auto low = paired ? hexadecimal() : std::nullopt;
            if (!low || *low < 0xdc00 || *low > 0xdfff)
                return false;
            point = 0x10000 + ((*point - 0xd800) << 10) + (*low - 0xdc00);
        }
        if (!point || (*point >= 0xdc00 && *point <= 0xdfff))
            return false;
        appendUtf8(out, *point);
        return true;
    }
    std::optional<std::uint32_t> hexadecimal()
    {
        const std::string digits(m_text.substr(0, 4));
        if (digits.size() < 4 ||
            digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos)
            return {};
        m_text.remove_prefix(4);
        return std::uint32_t(std::strtoul(digits.c_str(), nullptr, 16));
    }

    std::string_view m_text;
};

} // namespace

const Json *Json::find(std::string_view key) const
{
    const Object *object = as<Object>();
    if (object == nullptr)
        return nullptr;
    const auto found = std::find_if(object->begin(), object->end(),
                                    [key](const auto &member) { return member.first == key; });
    return found == object->end() ? nullptr : &found->second;
}

std::optional<Json> parseJson(std::string_view text)
{
    return JsonReader(text).whole();
}

std::string jsonString(std::string_view text)
{
    std::string out = "\"";
    for (const char letter : text) {
        std::array<char, 8> escaped{letter, 0};
        if (letter == '"' || letter == '\\')
            escaped = {'\\', letter, 0};
        else if (std::uint8_t(letter) < ' ')
            std::snprintf(escaped.data(), escaped.size(), "\\u%04x", unsigned(letter));
        out += escaped.data();
    }
    return out + '"';
}

} // namespace hydra::net
