// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/serial_scanner.h"

namespace hydra {
namespace {

constexpr qsizetype kTail = 256; // longer than any text searched for
// Said by the initramfs of our images (scripts/init-bottom/hydra-seed).
constexpr char kSeedApplied[] = "hydra-seed: the guest is set up, without cloud-init";

/// Whether FIRST is in TEXT and SECOND follows it on the same line.
bool hasOnOneLine(QByteArrayView text, QByteArrayView first, QByteArrayView second)
{
    for (qsizetype at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
        const QByteArrayView rest = text.sliced(at + first.size());
        const qsizetype end = rest.indexOf('\n');
        if (rest.first(end < 0 ? rest.size() : end).indexOf(second) >= 0)
            return true;
    }
    return false;
}

bool greets(QByteArrayView text)
{
    static constexpr char kWelcome[] = "Welcome to ";
    static constexpr qsizetype kLength = sizeof kWelcome - 1;
    for (qsizetype at = text.indexOf(kWelcome); at >= 0; at = text.indexOf(kWelcome, at + 1)) {
        const QByteArrayView rest = text.sliced(at + kLength);
        // GRUB's greeting also begins with "Welcome to".
        if (rest.size() >= 4 && !rest.startsWith("GRUB"))
            return true;
    }
    return false;
}

bool showsKernel(QByteArrayView text)
{
    return text.indexOf("Linux version ") >= 0 || text.indexOf("EFI stub: ") >= 0 ||
           text.indexOf("Booting Linux on physical CPU") >= 0;
}

bool showsUserSpace(QByteArrayView text)
{
    return hasOnOneLine(text, "Run /", " as init process") || greets(text) ||
           text.indexOf(" login: ") >= 0;
}

} // namespace

bool SerialScanner::feed(QByteArrayView bytes)
{
    if (m_signs.cloudInitDone && m_signs.kernel)
        return false;
    const SerialSigns before = m_signs;
    QByteArray text = m_tail;
    text.append(bytes);
    const bool isSeeded = text.contains(kSeedApplied);
    m_signs.cloudInit = m_signs.cloudInit || isSeeded || text.contains("Cloud-init v. ");
    m_signs.cloudInitDone =
        m_signs.cloudInitDone || isSeeded || hasOnOneLine(text, "Cloud-init v. ", " finished at ");
    m_signs.userSpace = m_signs.userSpace || m_signs.cloudInit || showsUserSpace(text);
    m_signs.kernel = m_signs.kernel || m_signs.userSpace || showsKernel(text);
    m_signs.panic = m_signs.panic || text.contains("Kernel panic - not syncing: ");
    m_tail = text.right(kTail);
    return m_signs != before;
}

} // namespace hydra
