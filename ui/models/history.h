// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <vector>

namespace hydra::ui {

/// The latest samples of one figure, oldest first. Bounded.
class History
{
public:
    explicit History(std::size_t capacity = 120) : m_capacity(capacity) {}

    void add(double value)
    {
        if (m_values.size() == m_capacity)
            m_values.erase(m_values.begin());
        m_values.push_back(value);
    }
    [[nodiscard]] const std::vector<double> &values() const { return m_values; }
    [[nodiscard]] double last() const { return m_values.empty() ? 0 : m_values.back(); }
    [[nodiscard]] std::size_t capacity() const { return m_capacity; }

private:
    std::size_t m_capacity;
    std::vector<double> m_values;
};

} // namespace hydra::ui
