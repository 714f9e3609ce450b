// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "vm/qemu/qmp_client.h"

#include <functional>

namespace hydra {

/// A job of QEMU (snapshot-save, snapshot-load, snapshot-delete): it says nothing by itself, its error is
/// only in query-jobs, and it stays there until it is dismissed (QEMU's qmp-ref, "Background jobs"). Both
/// work on OWNER's event loop and end with it. DONE comes once: before the job is dismissed, so that what
/// it means can be written down first. Cancelled: the connection broke, and nobody knows how it went.
using JobDone = std::function<void(Result<void>)>;

/// Begins COMMAND as job ID and follows it to its end.
void runQemuJob(QmpClient *qmp, QObject *owner, const QString &id, const QString &command, QJsonObject arguments, JobDone done);
/// Follows a job that somebody began; NotFound when there is none.
void followQemuJob(QmpClient *qmp, QObject *owner, const QString &id, JobDone done);

} // namespace hydra
