// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/start/run_demo.h"

#include "core/base/file_lock.h"
#include "core/job/await.h"
#include "core/reach/await.h"
#include "core/start/start.h"

#include <QDir>
#include <QTimer>

namespace hydra {
namespace {

using namespace std::chrono_literals;

constexpr auto bootPatience = 10min;

void sayStep(const JobContext &job, const QString &words)
{
    if (job.progress)
        job.progress({-1, words});
}

tl::unexpected<Error> cancelledDemo(const VmRef &vm)
{
    return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"), vm.toString());
}

// For as long as another has it, which may be building an image, until this one is cancelled.
Result<FileLock> lockDemo(const Environment &environment, const VmRef &vm, const JobContext &job)
{
    const QString state = environment.paths.labState(vm.lab);
    if (!QDir().mkpath(state))
        return fail(ErrorCode::Failed, QStringLiteral("cannot be made"), state);
    while (!job.cancel.cancelled()) {
        auto lock = FileLock::acquire(state + QStringLiteral("/demo.lock"), 300ms);
        if (lock || lock.error().code != ErrorCode::Conflict)
            return lock;
        sayStep(job, QStringLiteral("Waiting for the demo that is being started already"));
    }
    return cancelledDemo(vm);
}

Result<DemoReport> readThermostat(const Environment &environment, const VmStatus &status,
                                  const QString &username, const JobContext &job)
{
    std::optional<DemoPod> pod;
    auto report = awaitUnlessCancelled<DemoReport>(
        [&](const std::function<void(Result<DemoReport>)> &done) {
            pod.emplace(environment, status, username, DemoPod::IfMissing::Run, done);
            QTimer::singleShot(0, &*pod, &DemoPod::start);
        },
        job.cancel);
    return report ? std::move(*report) : cancelledDemo(status.vm);
}

} // namespace

Result<DemoReport> runDemo(const Environment &environment, const LoadedTarget &demo,
                           const JobContext &job, const std::function<void()> &started)
{
    const VmRef vm = demo.lab.ref(demo.vms.front());
    const auto lock = lockDemo(environment, vm, job);
    if (!lock)
        return fail(lock.error());
    if (auto up = startVms(environment, demo, {}, job); !up)
        return fail(up.error());
    if (started)
        started();
    const auto status = awaitCondition(environment, vm, Condition::Cri, bootPatience, job);
    if (!status)
        return fail(status.error());
    sayStep(job, QStringLiteral("Waiting for the thermostat's readings"));
    return readThermostat(environment, *status, demo.lab.spec.vm(vm.vm)->username, job);
}

} // namespace hydra
