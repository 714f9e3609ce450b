// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/uefi_variables.h"

#include "core/base/atomic_file.h"
#include "core/host/vm_places.h"

#include <QDir>
#include <QFile>

namespace hydra {
namespace {

QString snapshotsDir(const QString &stateDir)
{
    return stateDir + QStringLiteral("/snapshots");
}

QString variablesFile(const QString &stateDir, const QString &snapshot)
{
    return snapshotsDir(stateDir) + QStringLiteral("/uefi-vars.") + snapshot;
}

} // namespace

Result<void> keepUefiVariables(const QString &stateDir, const QString &snapshot)
{
    const auto variables = readFile(VmPlaces{stateDir, {}}.uefiVars(), 256 << 20);
    if (!variables)
        return variables.error().code == ErrorCode::NotFound ? Result<void>()
                                                             : fail(variables.error());
    if (auto made = makePrivateDir(snapshotsDir(stateDir)); !made)
        return made;
    return writeFileAtomically(variablesFile(stateDir, snapshot), *variables);
}

Result<void> restoreUefiVariables(const QString &stateDir, const QString &snapshot)
{
    const auto variables = readFile(variablesFile(stateDir, snapshot), 256 << 20);
    if (!variables)
        return variables.error().code == ErrorCode::NotFound ? Result<void>()
                                                             : fail(variables.error());
    return writeFileAtomically(VmPlaces{stateDir, {}}.uefiVars(), *variables);
}

void removeUefiVariables(const QString &stateDir, const QString &snapshot)
{
    QFile::remove(variablesFile(stateDir, snapshot));
    QDir().rmdir(snapshotsDir(stateDir)); // succeeds only when the directory is empty
}

} // namespace hydra
