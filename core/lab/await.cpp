// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/await.h"

#include <QEventLoop>

namespace hydra {

// The loop is this thread's only one: a job has none of its own.
Result<VmStatus> awaitCondition(const Environment &environment, const VmRef &vm, std::optional<Condition> condition,
                                std::chrono::milliseconds timeout, const JobContext &job)
{
    QEventLoop loop;
    Result<VmStatus> result = fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), vm.toString());
    VmLink link(environment, vm);
    QObject::connect(&link, &VmLink::statusChanged, &loop, [&job](const VmStatus &status) {
        if (job.progress && status.phase != Phase::None)
            job.progress({-1, QStringLiteral("Waiting, phase %1").arg(toString(status.phase))});
    });
    std::optional<Waiter> waiter;
    QObject::connect(&link, &VmLink::statusChanged, &loop, [&] {
        if (!waiter)
            waiter.emplace(link, condition, timeout, [&](Result<VmStatus> status) {
                result = std::move(status);
                loop.quit();
            });
    });
    QObject::connect(&link, &VmLink::failed, &loop, [&](const Error &why) {
        result = fail(why);
        loop.quit();
    });
    QTimer cancelled;
    QObject::connect(&cancelled, &QTimer::timeout, &loop, [&] {
        if (job.cancel.cancelled())
            loop.quit();
    });
    cancelled.start(std::chrono::milliseconds(100));
    link.open();
    loop.exec();
    return result;
}

} // namespace hydra
