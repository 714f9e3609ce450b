// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

namespace hydra {

/// A flag shared by who may cancel and who works. Copies share the flag. Thread-safe.
class CancelToken
{
public:
    void cancel() const { *m_flag = true; }
    [[nodiscard]] bool cancelled() const { return *m_flag; }

private:
    std::shared_ptr<std::atomic<bool>> m_flag = std::make_shared<std::atomic<bool>>(false);
};

} // namespace hydra
