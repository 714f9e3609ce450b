// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/await.h"

#include "core/job/await.h"

namespace hydra {

Result<VmStatus> awaitCondition(const Environment &environment, const VmRef &vm,
                                std::optional<Condition> condition,
                                std::chrono::milliseconds timeout, const JobContext &job)
{
    VmLink link(environment, vm);
    QObject::connect(&link, &VmLink::statusChanged, &link, [&job](const VmStatus &status) {
        if (job.progress && status.phase != Phase::None)
            job.progress({-1, QStringLiteral("Waiting, phase %1").arg(toString(status.phase))});
    });
    std::optional<Waiter> waiter;
    auto waited = awaitUnlessCancelled<VmStatus>(
        [&](const std::function<void(Result<VmStatus>)> &done) {
            QObject::connect(&link, &VmLink::statusChanged, &link,
                             [&waiter, &link, condition, timeout, done] {
                                 if (!waiter)
                                     waiter.emplace(link, condition, timeout, done);
                             });
            QObject::connect(&link, &VmLink::failed, &link,
                             [done](const Error &why) { done(fail(why)); });
            link.open();
        },
        job.cancel);
    return waited ? std::move(*waited)
                  : fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), vm.toString());
}

} // namespace hydra
