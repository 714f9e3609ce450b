// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/spec_notes.h"

#include "core/host/facts.h"
#include "core/vm/unsupported_keys.h"

namespace hydra::cli {

void sayNotes(Session &session, const LoadedTarget &target)
{
    const LabSpec &lab = target.lab.spec;
    QStringList notes;
    for (const QString &name : target.vms)
        notes += specNotes(lab.network, *lab.vm(name), hostDebianArch());
    notes.removeDuplicates();
    for (const QString &note : notes)
        session.say(QStringLiteral("warning: %1: %2").arg(lab.name, note));
}

} // namespace hydra::cli
