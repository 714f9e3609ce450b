// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/kill_vm.h"

#include "core/keeper_client/call.h"
#include "core/keeper_client/launch.h"
#include "core/process/end_processes.h"
#include "core/reach/vm_link.h"

#include <QThread>

#include <csignal>

namespace hydra {
namespace {

using namespace std::chrono_literals;

// The keeper first: it might take the end of its QEMU for failed acceleration and start another
// one. Helpers last: nobody is left who would end those that QEMU has not connected to.
void killAll(const VmStatus &status)
{
    for (const auto &process : {status.keeper, status.vmProcess}) {
        if (process)
            sendSignal(*process, SIGKILL);
    }
    for (const ProcessId &helper : status.helpers)
        killWithGroup(helper);
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
    if (auto call = KeeperCall::open(paths.controlSocket(vm), 2s, cancel)) {
        (void)call->ask(QStringLiteral("kill"), {}, 5s, cancel);
        if (awaitGone(paths, vm, 5s))
            return {};
    }
    if (const auto status = readVmStatus(paths.vmState(vm)))
        killAll(*status);
    if (awaitGone(paths, vm, 5s))
        return {};
    return fail(ErrorCode::Failed, QStringLiteral("could not be ended"), vm.toString(),
                QStringLiteral("see `hydractl status %1`").arg(vm.toString()));
}

} // namespace hydra
