// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/qemu/qmp_client.h"

#include <functional>

namespace hydra {

/// Jobs of QEMU (snapshot-save, snapshot-load, snapshot-delete). QEMU reports a job's error only in
/// query-jobs, where the job remains until it is dismissed (QEMU's qmp-ref, "Background jobs").
/// Both functions use OWNER's event loop and end with it. DONE is called once, before the job is
/// dismissed, so that the outcome can be recorded first. Cancelled: the connection broke, and the
/// outcome is unknown. Conflict: QEMU did not even begin it.
using JobDone = std::function<void(Result<void>)>;

/// Starts COMMAND as job ID and follows it to its end.
void runQemuJob(QmpClient *qmp, QObject *owner, const QString &id, const QString &command,
                QJsonObject arguments, JobDone done);
/// Follows a job that is already running; NotFound when there is none.
void followQemuJob(QmpClient *qmp, QObject *owner, const QString &id, JobDone done);

} // namespace hydra
