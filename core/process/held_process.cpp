// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/held_process.h"

#include "core/process/child_process.h"

namespace hydra {
namespace {

Result<SpawnedChild> spawnHeld(const Command &command, const std::vector<int> &passed)
{
    const Result<OwnedFd> null = openNull();
    const Result<OwnedFd> file =
        command.outputFile.isEmpty() ? openNull() : openOutputFile(command.outputFile);
    if (!null || !file)
        return fail(!null ? null.error() : file.error());
    const SpawnStreams streams{
        .input = null->get(), .output = file->get(), .errorOutput = file->get(), .passed = passed};
    return spawnChild(command, streams, Parentage::Child, StartGate::Held);
}

} // namespace

HeldProcess::HeldProcess(Command command, std::vector<int> passed, QObject *parent)
    : QObject(parent), m_command(std::move(command)), m_passed(std::move(passed))
{
}

HeldProcess::~HeldProcess() = default;

std::optional<ProcessId> HeldProcess::start()
{
    Result<SpawnedChild> spawned = spawnHeld(m_command, m_passed);
    if (!spawned) {
        const ProcessExit exit = neverRan(formatError(spawned.error()));
        QMetaObject::invokeMethod(this, [this, exit] { Q_EMIT done(exit); }, Qt::QueuedConnection);
        return std::nullopt;
    }
    m_child =
        std::make_unique<ChildProcess>(std::move(*spawned), ChildProcess::Orphaned::LeftAlone);
    connect(m_child.get(), &ChildProcess::ended, this, [this](ProcessExit exit) {
        if (!exit.started)
            exit.error = m_command.program + QStringLiteral(": ") + exit.error;
        Q_EMIT done(exit);
    });
    return m_child->id();
}

void HeldProcess::release()
{
    if (m_child)
        m_child->release();
}

} // namespace hydra

#include "core/process/moc_held_process.cpp"
