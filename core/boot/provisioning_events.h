// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/provisioning.h"

#include <QByteArray>

#include <optional>

namespace hydra {

// Pure functions that advance what is known of a guest's provisioning. The guest is untrusted:
// names and words are cut and cleaned of control characters here, counts are limited, and what is
// beyond a limit is left out.

inline constexpr qsizetype longestGuestWords = 300; ///< of a line

/// An event of cloud-init's reporting, as its webhook handler posts it. Source:
/// cloudinit/reporting/events.py of 22.4 and 25.1.
struct CloudInitEvent {
    QString stage;         ///< "modules-final"
    QString child;         ///< "config-runcmd"; empty: the stage itself
    bool finished = false; ///< else it starts
    ModuleResult result = ModuleResult::Running;
    QString description;

    /// The module's name, with hyphens; empty when the event is about none.
    [[nodiscard]] QString module() const;
    /// Of cloud-init, or of the early seed that takes its place (guest/early_seed).
    [[nodiscard]] bool endsAll() const
    {
        return finished && (isStage(u"modules-final") || isStage(u"hydra-seed"));
    }
    [[nodiscard]] bool isStage(QStringView name) const { return child.isEmpty() && stage == name; }
    /// "modules-final: runcmd", for people.
    [[nodiscard]] QString subject() const;
    bool operator==(const CloudInitEvent &) const = default;
};
/// Nothing when BODY is no such event.
[[nodiscard]] std::optional<CloudInitEvent> parseCloudInitEvent(const QByteArray &body);

/// Notes EVENT. A failure becomes a trouble; a stage's, only if none of its modules had one.
void noteEvent(Provisioning &provisioning, const CloudInitEvent &event, qint64 nowMs);

/// Notes the modules that the guest's cloud.cfg lists (TEXT: its cloud_*_modules lists) as ahead,
/// except in stages that have ended.
void noteModuleLists(Provisioning &provisioning, const QString &text);

/// Another boot of the same start begins: only the counts of reboots remain. A reset after all was
/// done and no reboot was to come is the user's and does not count.
void noteReboot(Provisioning &provisioning);

/// A trouble of the guest; beyond the tenth none is noted. False: it is known or was not noted.
bool addTrouble(Provisioning &provisioning, ProvisioningTrouble trouble);

/// TEXT as it can be shown: one line, or several, of at most LIMIT characters.
[[nodiscard]] QString guestLine(const QString &text, qsizetype limit);
[[nodiscard]] QString guestText(const QString &text, qsizetype limit);

} // namespace hydra
