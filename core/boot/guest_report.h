// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/provisioning.h"
#include "core/vm/provisioning_sources.h"

#include <QByteArray>

namespace hydra {

/// What the guest's script report-provisioning sends when it is asked: lines from cloud-init's
/// logs. Untrusted.
struct GuestReport {
    QString modules; ///< the cloud_*_modules lists of cloud.cfg
    QString log;     ///< warnings, errors and their tracebacks in cloud-init.log
    QString output;  ///< the end of cloud-init-output.log: what apt and the user's commands said
    /// What runs now, from cloud-init's child to the last descendant: "PROCESS COMMAND LINE".
    QStringList running;
    bool operator==(const GuestReport &) const = default;
};
/// Takes at most 128 KiB of BODY; what is missing stays empty.
[[nodiscard]] GuestReport parseGuestReport(const QByteArray &body);

/// Adds to the troubles what REPORT knows: the error in words, its traceback, the line of the lab
/// file (PLANNED) that it came from; and warnings that no event told. Pure.
void explainTroubles(Provisioning &provisioning, const GuestReport &report,
                     const PlannedProvisioning &planned, qint64 nowMs);

/// Says what a guest without news for QUIETSECONDS waits for, and what one can do. REPORT may be
/// empty: then only the module is named. VM: LAB/VM, for the commands in the advice. Pure.
void explainWaiting(Provisioning &provisioning, const GuestReport &report, const QString &vm,
                    qint64 quietSeconds);

} // namespace hydra
