// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace hydra::net {

/// A JSON value (RFC 8259), for the switch's control protocol, which has no Qt.
struct Json {
    using Array = std::vector<Json>;
    using Object = std::vector<std::pair<std::string, Json>>;

    std::variant<std::nullptr_t, bool, double, std::string, Array, Object> value = nullptr;

    /// A member of an object; null when there is none.
    [[nodiscard]] const Json *find(std::string_view key) const;
    template <typename T> [[nodiscard]] const T *as() const { return std::get_if<T>(&value); }
};

/// Nothing when TEXT is no JSON, names a key twice or nests more than 16 deep.
[[nodiscard]] std::optional<Json> parseJson(std::string_view text);

/// TEXT as a JSON string, with its quotes.
[[nodiscard]] std::string jsonString(std::string_view text);

} // namespace hydra::net
