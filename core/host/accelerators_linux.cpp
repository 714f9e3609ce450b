// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/accelerators.h"

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace hydra {
namespace {

QString reasonFor(int error, const QString &device)
{
    switch (error) {
    case ENOENT:
        return QStringLiteral(
                   "no %1: switch virtualisation on in the computer's firmware, and load "
                   "the module kvm_intel or kvm_amd")
            .arg(device);
    case EACCES:
    case EPERM:
        return QStringLiteral(
                   "no permission for %1: add yourself to the group kvm and log in again")
            .arg(device);
    default:
        return QStringLiteral("%1 cannot be opened: %2")
            .arg(device, QString::fromLocal8Bit(std::strerror(error)));
    }
}

} // namespace

AcceleratorFacts acceleratorFacts(const QString &device)
{
    AcceleratorFacts facts;
    const int fd = ::open(QFile::encodeName(device).constData(), O_RDWR | O_CLOEXEC);
    if (fd < 0) {
        facts.kvmReason = reasonFor(errno, device);
        return facts;
    }
    ::close(fd);
    facts.kvm = true;
    return facts;
}

} // namespace hydra
