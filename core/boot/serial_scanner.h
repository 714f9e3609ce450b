// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace hydra {

/// Signs of a guest's boot in its serial output, for guests and stages that no probe reaches.
struct SerialSigns {
    bool kernel = false;
    bool userSpace = false;
    bool cloudInit = false;
    bool cloudInitDone = false;
    bool panic = false; ///< the kernel panicked before cloud-init had finished
    bool operator==(const SerialSigns &) const = default;
};

/// Searches a byte stream, in any fragments, for the signs; bounded memory, no I/O. Sources: the
/// kernel's banner and its "Run /init as init process", the EFI stub, systemd's greeting, agetty's
/// prompt, cloud-init's start and end lines, the kernel's panic message.
class SerialScanner
{
public:
    /// Returns true when BYTES contained a new sign.
    bool feed(QByteArrayView bytes);
    [[nodiscard]] const SerialSigns &signs() const { return m_signs; }
    void reset() { *this = SerialScanner(); }

private:
    SerialSigns m_signs;
    QByteArray m_tail;
};

} // namespace hydra
