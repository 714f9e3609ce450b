// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/facts.h"

#include "core/process/command.h"

#include <QFileInfo>

namespace hydra {
namespace {

using State = Finding::State;

Finding images(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("images"), QStringLiteral("Images"), State::Ok};
    finding.words = facts.images == 0
                        ? QStringLiteral("There is none yet; the first start builds one.")
                        : QStringLiteral("%1 in the store.").arg(facts.images);
    if (facts.brokenImages.isEmpty())
        return finding;
    QStringList names;
    for (const QString &record : facts.brokenImages)
        names << QFileInfo(record).completeBaseName();
    finding.state = State::Attention;
    finding.words =
        QStringLiteral(
            "%1: the file is missing or its record is broken. VMs made from it do not start.")
            .arg(names.join(QStringLiteral(", ")));
    finding.fix =
        QStringLiteral("Put the file back, or remove the record and build the image again.");
    finding.command = shellLine({QStringLiteral("rm"), facts.brokenImages});
    finding.details = facts.brokenImages.join(u'\n');
    return finding;
}

QString linesOf(const Error &error)
{
    return error.code == ErrorCode::Invalid && !error.details.isEmpty() ? error.details
                                                                        : formatError(error);
}

Finding labs(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("labs"), QStringLiteral("Lab files"), State::Ok};
    finding.words = facts.labs == 0   ? QStringLiteral("There is none yet.")
                    : facts.labs == 1 ? QStringLiteral("The only one can be read.")
                                      : QStringLiteral("All %1 can be read.").arg(facts.labs);
    if (facts.brokenLabs.empty())
        return finding;
    QStringList files;
    QStringList details;
    for (const Error &error : facts.brokenLabs) {
        files << error.where;
        details << linesOf(error);
    }
    finding.state = State::Attention;
    finding.words =
        QStringLiteral("%1 cannot be used as it is.").arg(files.join(QStringLiteral(", ")));
    finding.fix = QStringLiteral("Correct it; `hydractl validate FILE` tells each mistake with its "
                                 "line. Or put the file back where it was.");
    finding.details = details.join(u'\n');
    return finding;
}

Finding leftovers(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("leftovers"), QStringLiteral("Left behind"), State::Ok,
                    QStringLiteral("Nothing.")};
    if (facts.orphanedLabs.isEmpty())
        return finding;
    finding.state = State::Attention;
    finding.words =
        QStringLiteral(
            "%1: the command that made it was killed, so nobody removed it. Its VM may still run.")
            .arg(facts.orphanedLabs.join(QStringLiteral(", ")));
    finding.fix = QStringLiteral("Remove it.");
    finding.command = QStringLiteral("hydractl image prune");
    return finding;
}

Finding settings(const DoctorFacts &facts)
{
    Finding finding{QStringLiteral("settings"), QStringLiteral("Settings"), State::Ok,
                    QStringLiteral("can be read.")};
    if (!facts.settingsProblem)
        return finding;
    finding.state = State::Problem;
    finding.words = QStringLiteral("%1 cannot be used; nothing else works until it can.")
                        .arg(facts.settingsProblem->where);
    finding.fix = QStringLiteral("Correct the file, or move it away to begin with the defaults.");
    finding.details = linesOf(*facts.settingsProblem);
    return finding;
}

} // namespace

std::vector<Finding> keptFindings(const DoctorFacts &facts)
{
    return {images(facts), labs(facts), leftovers(facts), settings(facts)};
}

} // namespace hydra
