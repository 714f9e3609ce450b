// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_services.h"

#include "core/config/write_lab.h"
#include "core/exchange/lab_copy.h"
#include "core/exchange/quoting.h"

namespace hydra {
namespace {

// Placeholders for specifiers until the words are quoted; noncharacters of Unicode, which no text
// has.
constexpr QChar home = u'\ufdd0', config = u'\ufdd1';

QString commandLine(const QString &lab, const ExportPlaces &places)
{
    QString program = places.hydractl;
    // Below the home directory of whichever user the unit runs for.
    if (!places.home.isEmpty() && program.startsWith(places.home + u'/'))
        program.replace(0, places.home.size(), home);
    QString line =
        systemdCommandLine({program, QStringLiteral("up"), QStringLiteral("--foreground"),
                            config + QStringLiteral("/hydra/labs/%1.yaml").arg(lab)});
    return line.replace(home, QStringLiteral("%h")).replace(config, QStringLiteral("%E"));
}

QStringList unitLines(const QString &lab, const ExportPlaces &places)
{
    return {QStringLiteral("# Starts lab %1 with the user's session. To install it:").arg(lab),
            QStringLiteral("#   mkdir -p ~/.config/hydra/labs ~/.config/systemd/user"),
            QStringLiteral("#   cp %1.yaml ~/.config/hydra/labs").arg(lab),
            QStringLiteral("#   cp hydra-%1.service ~/.config/systemd/user").arg(lab),
            QStringLiteral("#   systemctl --user daemon-reload"),
            QStringLiteral("#   systemctl --user enable --now hydra-%1").arg(lab),
            QStringLiteral("# To have it run without a session: loginctl enable-linger"),
            QStringLiteral("[Unit]"),
            QStringLiteral("Description=Hydra lab %1").arg(lab),
            QString(),
            QStringLiteral("[Service]"),
            QStringLiteral("Type=exec"),
            QStringLiteral("ExecStart=") + commandLine(lab, places),
            QStringLiteral("# At SIGTERM it shuts the VMs down and gives each guest a minute."),
            QStringLiteral("KillMode=mixed"),
            QStringLiteral("TimeoutStopSec=%1").arg(stopSeconds),
            QStringLiteral("Restart=on-failure"),
            QStringLiteral("RestartSec=10"),
            QStringLiteral("# An invalid file, an unknown image, a name or port that is taken: "
                           "another try would not help."),
            QStringLiteral("RestartPreventExitStatus=2 3 4"),
            QString(),
            QStringLiteral("[Install]"),
            QStringLiteral("WantedBy=default.target"),
            QString()};
}

} // namespace

Result<Exported> exportSystemd(const ExportRequest &request)
{
    Exported out;
    const LabSpec lab = labCopy(request, out.notes);
    out.notes += notesOfFiles(lab);
    out.files.push_back({QStringLiteral("hydra-%1.service").arg(lab.name),
                         unitLines(lab.name, request.places).join(u'\n').toUtf8()});
    out.files.push_back(
        {lab.name + QStringLiteral(".yaml"), writeLab(lab), false, request.withSecrets});
    out.notes << QStringLiteral(
                     "put %1.yaml into ~/.config/hydra/labs, hydra-%1.service into "
                     "~/.config/systemd/user; then: systemctl --user enable --now hydra-%1")
                     .arg(lab.name);
    return out;
}

} // namespace hydra
