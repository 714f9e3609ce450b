// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/kill_vm.h"

#include "keeper/call.h"
#include "keeper/launch.h"
#include "lab/vm_link.h"

#include <QThread>

#include <csignal>

namespace hydra {
namespace {

using namespace std::chrono_literals;

// The keeper first: it would take the end of its QEMU for a failed acceleration and start another.
void signalBoth(const VmStatus &status)
{
    for (const auto &process : {status.keeper, status.vmProcess}) {
        if (process)
            sendSignal(*process, SIGKILL);
    }
}

bool isGone(const Paths &paths, const VmRef &vm)
{
    return !isRunning(paths, vm);
}

bool awaitGone(const Paths &paths, const VmRef &vm, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    while (!isGone(paths, vm)) {
        if (deadline.hasExpired())
            return false;
        QThread::msleep(10);
    }
    return true;
}

} // namespace

Result<void> killVm(const Paths &paths, const VmRef &vm, const CancelToken &cancel)
{
    if (isGone(paths, vm))
        return {};
    if (auto call = KeeperCall::open(paths.vmRuntime(vm) + QStringLiteral("/c"), 2s, cancel)) {
        (void)call->ask(QStringLiteral("kill"), {}, 5s, cancel);
        if (awaitGone(paths, vm, 5s))
            return {};
    }
    if (const auto status = readVmStatus(paths.vmState(vm)))
        signalBoth(*status);
    if (awaitGone(paths, vm, 5s))
        return {};
    return fail(ErrorCode::Failed, QStringLiteral("could not be ended"), vm.toString(),
                QStringLiteral("see `hydractl status %1`").arg(vm.toString()));
}

} // namespace hydra
