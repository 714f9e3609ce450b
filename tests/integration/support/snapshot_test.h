// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/integration/support/integration_test.h"

#include <QStringList>

#include <chrono>

namespace hydra::test {

/// Common to the tests of snapshots: a lab with one VM, the commands, and looks at its disks.
class SnapshotTest : public IntegrationTest
{
    Q_OBJECT

protected:
    static inline const QString lab = QStringLiteral("lab1");
    static inline const QString vm = QStringLiteral("lab1/vm");

    Outcome snapshot(const QStringList &args,
                     std::chrono::seconds patience = std::chrono::seconds(120));
    Outcome create(const QString &name, const QStringList &more = {QStringLiteral("--memory")});
    Outcome restore(const QString &name);

    /// The fork's restore from frozen memory must not happen again.
    void startFromItsDiskFromNowOn();
    /// The names of the snapshots in a disk of the VM, sorted.
    [[nodiscard]] QStringList tagsInDisk(const QString &file = QStringLiteral("disk.qcow2"));
    /// Fails the test when a disk of the VM is corrupt; does nothing while a QEMU has it. Leaked
    /// clusters are no corruption.
    void checkDisk();
};

} // namespace hydra::test
