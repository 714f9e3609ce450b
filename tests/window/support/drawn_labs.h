// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "tests/integration/support/sandbox.h"

#include <QProcess>

#include <memory>
#include <vector>

namespace hydra::test {

/// Labs of many VMs on one network for pictures: some run, as far as one can see (fake_keeper),
/// others are stopped or have crashed. No QEMU is started. All end with this object.
class DrawnLabs
{
public:
    explicit DrawnLabs(const Sandbox &box) : m_box(box) {}
    ~DrawnLabs();

    [[nodiscard]] static QString name(int vms); ///< of the lab with so many VMs
    /// False when a keeper did not start.
    [[nodiscard]] bool make(int vms);

private:
    [[nodiscard]] bool pretend(const QString &lab, const VmSpec &spec, bool runs);

    const Sandbox &m_box;
    std::vector<std::unique_ptr<QProcess>> m_keepers;
};

} // namespace hydra::test
