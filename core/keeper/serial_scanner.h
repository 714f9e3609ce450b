// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

namespace hydra {

/// What a guest's serial text tells of its boot, for guests (and stages) that no probe can ask.
struct SerialSigns {
    bool kernel = false;
    bool userSpace = false;
    bool cloudInit = false;
    bool cloudInitDone = false;
    bool panic = false; ///< the kernel gave up before cloud-init had finished
    bool operator==(const SerialSigns &) const = default;
};

/// Looks for the signs in a byte stream, however it was chopped; bounded memory, no I/O. Sources:
/// the kernel's banner and its "Run /init as init process", the EFI stub, systemd's greeting,
/// agetty's prompt, cloud-init's own start and end lines, the kernel's last words in a panic.
class SerialScanner
{
public:
    /// Returns true when BYTES added a sign.
    bool feed(QByteArrayView bytes);
    [[nodiscard]] const SerialSigns &signs() const { return m_signs; }
    void reset() { *this = SerialScanner(); }

private:
    SerialSigns m_signs;
    QByteArray m_tail;
};

} // namespace hydra
