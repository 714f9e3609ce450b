// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/virtiofsd_probe.h"

#include "core/host/facts.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QFileInfo>

namespace hydra {
namespace {

// It is in nobody's PATH. Debian and Ubuntu since 2023 and Fedora first, then Debian 12, then
// others.
constexpr const char *usualPlaces[] = {"/usr/libexec/virtiofsd", "/usr/lib/qemu/virtiofsd",
                                       "/usr/lib/virtiofsd"};

QString whereIs(const QString &named)
{
    if (!named.isEmpty())
        return findProgram(named).value_or(QString());
    for (const char *place : usualPlaces) {
        if (QFileInfo(QLatin1String(place)).isExecutable())
            return QLatin1String(place);
    }
    return findProgram(QStringLiteral("virtiofsd")).value_or(QString());
}

} // namespace

VirtiofsdFacts virtiofsdFacts(const QString &program, const QByteArray &help)
{
    VirtiofsdFacts facts;
    facts.program = program;
    facts.isC = !help.contains("--shared-dir");
    facts.needsRoot = facts.isC;
    facts.readOnly = help.contains("--readonly");
    return facts;
}

VirtiofsdFacts findVirtiofsd(const QString &named, const CancelToken &cancel)
{
    const QString program = machineFacts().os == u"linux" ? whereIs(named) : QString();
    if (program.isEmpty())
        return {};
    RunOptions options;
    options.timeout = std::chrono::seconds(5);
    const auto help =
        run(Command{.program = program, .args = {QStringLiteral("--help")}}, cancel, options);
    return help ? virtiofsdFacts(program, help->output) : VirtiofsdFacts();
}

} // namespace hydra
