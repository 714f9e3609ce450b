// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "process/held_process.h"

#include "process/spawn.h"

#include <cerrno>
#include <sys/wait.h>
#include <unistd.h>

namespace hydra {
namespace {

Result<HeldChild> spawn(const Command &command)
{
    Result<OwnedFd> null = openNull();
    Result<OwnedFd> file = command.outputFile.isEmpty() ? openNull() : openOutputFile(command.outputFile);
    if (!null || !file)
        return fail(!null ? null.error() : file.error());
    return spawnHeld(command, {null->get(), file->get(), file->get()});
}

} // namespace

class HeldProcess::Private
{
public:
    HeldChild child;
    std::unique_ptr<ProcessWatch> watch;
};

HeldProcess::HeldProcess(Command command, QObject *parent)
    : QObject(parent), m_command(std::move(command)), d(std::make_unique<Private>())
{
}

HeldProcess::~HeldProcess() = default;

std::optional<ProcessId> HeldProcess::start()
{
    Result<HeldChild> child = spawn(m_command);
    if (!child) {
        ProcessExit exit;
        exit.error = formatError(child.error());
        QMetaObject::invokeMethod(this, [this, exit] { Q_EMIT done(exit); }, Qt::QueuedConnection);
        return std::nullopt;
    }
    d->child = std::move(*child);
    const std::optional<ProcessId> id = identify(d->child.pid);
    d->watch = std::make_unique<ProcessWatch>(id ? *id : ProcessId{d->child.pid, {}});
    connect(d->watch.get(), &ProcessWatch::ended, this, [this] {
        ProcessExit exit;
        int status = 0;
        while (::waitpid(d->child.pid, &status, 0) < 0 && errno == EINTR) { } // it has ended already
        exit.error = heldChildError(d->child);
        exit.started = exit.error.isEmpty();
        if (exit.started && WIFSIGNALED(status))
            exit.signal = WTERMSIG(status);
        else if (exit.started)
            exit.code = WEXITSTATUS(status);
        if (!exit.started)
            exit.error = m_command.program + QStringLiteral(": ") + exit.error;
        Q_EMIT done(exit);
    });
    return id;
}

void HeldProcess::release()
{
    const char open = 1;
    if (d->child.gate.isOpen()) { // should it be gone already, its end is on its way
        [[maybe_unused]] const ssize_t ignored = ::write(d->child.gate.get(), &open, 1);
    }
    d->child.gate.reset();
}

} // namespace hydra

#include "process/moc_held_process.cpp"
