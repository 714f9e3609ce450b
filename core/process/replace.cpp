// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/replace.h"

#include "core/process/find_program.h"
#include "core/process/reaper.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <unistd.h>
#include <vector>

namespace hydra {

Result<void> replaceProcess(const Command &command)
{
    const auto program = findProgram(command.program);
    if (!program)
        return fail(program.error());
    std::vector<QByteArray> words{QFile::encodeName(*program)};
    for (const QString &arg : command.args)
        words.push_back(arg.toLocal8Bit());
    std::vector<char *> argv;
    for (QByteArray &word : words)
        argv.push_back(word.data());
    argv.push_back(nullptr);
    reaper::finish();
    std::signal(SIGPIPE, SIG_DFL); // ignored signals stay ignored across exec
    ::execv(argv.front(), argv.data());
    return fail(
        ErrorCode::Failed,
        QStringLiteral("cannot run it: %1").arg(QString::fromLocal8Bit(std::strerror(errno))),
        *program);
}

} // namespace hydra
