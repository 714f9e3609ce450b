// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "support/sandbox.h"

namespace hydra::test {

/// The guest that was booted once: frozen after its thermostat pod ran, with its memory, disk and
/// keys in the store. It is made anew when the image, QEMU, the VM's command line or the seed's code
/// are others. Forks of it are running labs within seconds.
class WarmGuest
{
public:
    /// What `hydractl demo` printed when the guest was made.
    [[nodiscard]] QByteArray demoOutput() const { return contentOf(m_dir + QStringLiteral("/demo.txt")); }
    /// The guest's kernel, initial RAM disk and kernel command line.
    [[nodiscard]] QString kernel() const { return m_dir + QStringLiteral("/vmlinuz"); }
    [[nodiscard]] QString initrd() const { return m_dir + QStringLiteral("/initrd"); }
    [[nodiscard]] QString cmdline() const;

    /// Finds it in the store or makes it: minutes, blocking.
    [[nodiscard]] static Result<WarmGuest> ensure();

    /// Makes LAB with the VM `vm`, a fork, in BOX: its file and keys. `extra`: lines of its VM.
    void prepare(Sandbox &box, const QString &lab, const QStringList &extra = {}) const;
    /// `prepare` and `up --wait cri`.
    [[nodiscard]] Outcome fork(Sandbox &box, const QString &lab, const QStringList &extra = {}) const;

private:
    explicit WarmGuest(QString dir) : m_dir(std::move(dir)) {}

    QString m_dir;
};

/// The lines of a VM that boots cold with the hardware of all our guests.
[[nodiscard]] QStringList guestHardware();
[[nodiscard]] QString labText(const QStringList &vmLines);

} // namespace hydra::test
