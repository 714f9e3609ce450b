// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/output.h"

#include "core/lab/ports/port_overview.h"
#include "core/process/shell_word.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace hydra::cli {
namespace {

QString addressOf(const PortRow &row)
{
    const QString port =
        row.port.hostPort == 0 ? QStringLiteral("auto") : QString::number(row.port.hostPort);
    return row.port.hostAddress + u':' + port;
}

QString stateOf(const PortRow &row)
{
    if (!row.conflict.isEmpty())
        return QStringLiteral("conflict");
    return row.next ? QStringLiteral("next start") : toString(row.state);
}

QStringList portCells(const PortRow &row)
{
    const QJsonObject json = toJson(row);
    const QString guest =
        row.port.guestPort == 0 ? QStringLiteral("-") : QString::number(row.port.guestPort);
    return {row.vm.lab,
            row.vm.vm,
            row.port.name.isEmpty() ? row.port.role : row.port.name,
            row.port.protocol,
            addressOf(row),
            guest,
            stateOf(row),
            row.isOpenToNetwork() ? QStringLiteral("network") : QStringLiteral("this host"),
            json[u"authenticates"].toString(),
            row.holder ? QStringLiteral("%1 %2").arg(row.holder->program).arg(row.holder->pid)
                       : QStringLiteral("-")};
}

/// The command that gives ROW its proposed port; empty when there is none.
QString cureFor(const Paths &paths, const PortRow &row)
{
    const auto lab = row.proposal ? findLab(paths, row.vm.lab) : Result<KnownLab>(fail(Error()));
    const auto loaded = lab ? loadLabFile(lab->file) : Result<LoadedLab>(fail(Error()));
    const auto edits = loaded ? editsToMove(*loaded, row, *row.proposal)
                              : Result<std::vector<LabEdit>>(fail(Error()));
    QStringList words;
    for (const LabEdit &edit : edits ? *edits : std::vector<LabEdit>())
        words << shellWord(edit.key + u'=' + edit.value);
    return words.isEmpty() ? QString()
                           : QStringLiteral("hydractl set %1 %2 %3")
                                 .arg(row.vm.lab, row.vm.vm, words.join(u' '));
}

void printPorts(Session &session, const std::vector<PortRow> &rows, Format format)
{
    QJsonArray all;
    std::vector<QStringList> cells;
    for (const PortRow &row : rows) {
        all.append(toJson(row));
        cells.push_back(portCells(row));
        if (row.conflict.isEmpty())
            continue;
        const QString cure = cureFor(session.paths(), row);
        session.say(QStringLiteral("warning: %1: %2 on %3: %4%5")
                        .arg(row.vm.toString(), row.port.role, addressOf(row), row.conflict,
                             cure.isEmpty() ? QString() : QStringLiteral("; ") + cure));
    }
    if (format != Format::Table)
        return printValue({{QStringLiteral("ports"), all}}, format);
    print(table({QStringLiteral("LAB"), QStringLiteral("VM"), QStringLiteral("ROLE"),
                 QStringLiteral("PROTOCOL"), QStringLiteral("HOST"), QStringLiteral("GUEST"),
                 QStringLiteral("STATE"), QStringLiteral("OPEN TO"), QStringLiteral("LOGIN"),
                 QStringLiteral("HELD BY")},
                cells));
}

} // namespace

void addPorts(CLI::App &app, Action &action)
{
    auto format = std::make_shared<Format>(Format::Table);
    CLI::App *command =
        app.add_subcommand("ports", "Show the host ports of all labs, who holds them, conflicts");
    addFormat(*command, *format);
    command->callback([format, &action] {
        action = [format](Session &session) {
            runJob<std::vector<PortRow>>(
                session,
                [paths = session.paths()](const JobContext &) -> Result<std::vector<PortRow>> {
                    return portOverview(paths);
                },
                [&session, format](const Result<std::vector<PortRow>> &rows) {
                    if (!rows)
                        return session.finish(rows.error());
                    printPorts(session, *rows, *format);
                    session.finish(0);
                });
        };
    });
}

} // namespace hydra::cli
