// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/foreground.h"

#include "core/process/child_process.h"
#include "core/process/reaper.h"

#include <csignal>
#include <unistd.h>

namespace hydra {

Result<std::unique_ptr<ForegroundProcess>> ForegroundProcess::start(const Command &command)
{
    const SpawnStreams ours{
        .input = STDIN_FILENO, .output = STDOUT_FILENO, .errorOutput = STDERR_FILENO};
    Result<SpawnedChild> spawned = spawnChild(command, ours, Parentage::Foreground);
    if (!spawned)
        return fail(spawned.error());
    if (const QString why = spawnError(*spawned); !why.isEmpty()) {
        reaper::collect(spawned->pid);
        return fail(ErrorCode::Failed, QStringLiteral("cannot be started: ") + why,
                    command.program);
    }
    auto child =
        std::make_unique<ChildProcess>(std::move(*spawned), ChildProcess::Orphaned::LeftAlone);
    return std::unique_ptr<ForegroundProcess>(new ForegroundProcess(std::move(child)));
}

ForegroundProcess::ForegroundProcess(std::unique_ptr<ChildProcess> child)
    : m_child(std::move(child))
{
    connect(m_child.get(), &ChildProcess::ended, this, &ForegroundProcess::done);
}

ForegroundProcess::~ForegroundProcess() = default;

void ForegroundProcess::terminate()
{
    m_child->signal(SIGTERM);
}

} // namespace hydra

#include "core/process/moc_foreground.cpp"
