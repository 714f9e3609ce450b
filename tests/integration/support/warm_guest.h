// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "tests/integration/support/sandbox.h"

namespace hydra::test {

/// A guest that was booted once and frozen after its thermostat pod ran; memory, disk and keys are
/// in the store. Made anew when the image, QEMU, the VM's command line or the seed's code has
/// changed. Forks of it run within seconds.
class WarmGuest
{
public:
    /// The output of `hydractl demo` when the guest was made.
    [[nodiscard]] QByteArray demoOutput() const
    {
        return contentOf(m_dir + QStringLiteral("/demo.txt"));
    }
    /// The guest's kernel, initial RAM disk and kernel command line.
    [[nodiscard]] QString kernel() const { return m_dir + QStringLiteral("/vmlinuz"); }
    [[nodiscard]] QString initrd() const { return m_dir + QStringLiteral("/initrd"); }
    [[nodiscard]] QString cmdline() const;

    /// Finds it in the store or makes it, which blocks for minutes.
    [[nodiscard]] static Result<WarmGuest> ensure();

    /// Creates LAB with the VM `vm`, a fork, in BOX: its file and keys. EXTRA: lines for its VM.
    void prepare(Sandbox &box, const QString &lab, const QStringList &extra = {}) const;
    /// `prepare` followed by `up --wait cri`.
    [[nodiscard]] Outcome fork(Sandbox &box, const QString &lab,
                               const QStringList &extra = {}) const;

private:
    explicit WarmGuest(QString dir) : m_dir(std::move(dir)) {}

    QString m_dir;
};

/// An error with its details: for a test, the commands' output and the sandbox's logs.
[[nodiscard]] QString inFull(const Error &error);
/// The digest of the image that all guests have, in BOX's store: found there, or built, which
/// blocks for minutes.
[[nodiscard]] Result<QString> ensureGuestImage(Sandbox &box);
/// The lines of a VM that boots cold, with the hardware of all our guests.
[[nodiscard]] QStringList guestHardware();
[[nodiscard]] QString labText(const QStringList &vmLines);

} // namespace hydra::test
