// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/workload/build_workload.h"

#include "core/base/atomic_file.h"
#include "core/guest/archive.h"
#include "core/process/run.h"
#include "core/reach/ssh.h"

namespace hydra {

std::optional<Progress> buildProgress(const QByteArray &line)
{
    const qsizetype blank = line.indexOf(' ');
    bool isNumber = false;
    const int percent = line.left(blank).toInt(&isNumber);
    if (blank < 0 || !isNumber || percent < 0 || percent > 100)
        return std::nullopt;
    return Progress{percent / 100.0, QString::fromUtf8(line.mid(blank + 1))};
}

Error buildError(const Error &why, const QString &image, const QString &vm)
{
    if (why.code == ErrorCode::Cancelled)
        return why;
    for (const QString &line : why.details.split(u'\n')) {
        const QString start = QStringLiteral("refused: ");
        if (line.startsWith(start))
            return {ErrorCode::Failed, line.mid(start.size()).section(QStringLiteral("; "), 0, 0),
                    vm, line.section(QStringLiteral("; "), 1), why.details};
    }
    return {why.code, QStringLiteral("the image %1 could not be built: %2").arg(image, why.what),
            vm, why.hint, why.details};
}

Result<void> buildWorkloadImage(const GuestLogin &guest, const Workload &workload,
                                const JobContext &job)
{
    const auto script = readFile(QStringLiteral(":/hydra/workloads/build-image"));
    const auto files = makeTar(workload.files);
    if (!script || !files)
        return fail(!script ? script.error() : files.error());
    const Command build{.program = QStringLiteral("sudo"),
                        .args = {QStringLiteral("-n"), QStringLiteral("setsid"),
                                 QStringLiteral("-w"), QStringLiteral("sh"), QStringLiteral("-c"),
                                 QString::fromUtf8(*script), QStringLiteral("build-image"),
                                 workload.image, workload.packages.join(u' ')}};
    const auto ssh =
        sshProgram(guest.paths, guest.status.vm, guest.username, guest.status.ports, build);
    if (!ssh)
        return fail(ssh.error());
    RunOptions options;
    options.input = *files;
    options.timeout = std::chrono::hours(1);
    options.onLine = [&job](const QByteArray &line) {
        if (const auto progress = buildProgress(line); progress && job.progress)
            job.progress(*progress);
    };
    const auto ran = run(*ssh, job.cancel, options);
    return ran ? Result<void>()
               : fail(buildError(ran.error(), workload.image, guest.status.vm.toString()));
}

} // namespace hydra
