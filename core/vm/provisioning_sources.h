// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

#include <vector>

namespace hydra {

/// An element of a list in user-data. It has no more of its text than a name, since the rest may be
/// secret: a package, a command's first word, a file's path, a user.
struct SourceItem {
    QString name;
    int line = 0;
    bool operator==(const SourceItem &) const = default;
};

/// Where a key of cloud-config comes from in the lab file.
struct ProvisioningSource {
    QString key;  ///< of cloud-config: "packages", "runcmd"
    QString path; ///< for people: "packages", "user_data: runcmd"
    int line = 0; ///< in the lab file, from 1
    std::vector<SourceItem> items;
    bool operator==(const ProvisioningSource &) const = default;
};

/// What a keeper needs to know of the provisioning that it watches; a part of the launch plan.
struct PlannedProvisioning {
    QString file; ///< the lab file
    std::vector<ProvisioningSource> sources;
    int reboots = 0;       ///< that the lab file asks for after the first set-up
    int quietSeconds = 30; ///< without news, before it is said what the guest waits for
    bool operator==(const PlannedProvisioning &) const = default;
};
[[nodiscard]] QJsonObject toJson(const PlannedProvisioning &planned);
[[nodiscard]] PlannedProvisioning plannedProvisioningFromJson(const QJsonObject &json);

/// "FILE:LINE: PATH" of what MODULE of cloud-init acts on: of the element that WORDS (its error)
/// names; else, of commands, the last, whose failure is the whole script's; else of the key. Empty
/// when it is nothing in the lab file. Pure. Source of the keys: cloud-init's module reference.
[[nodiscard]] QString sourceOf(const PlannedProvisioning &planned, const QString &module,
                               const QString &words);

} // namespace hydra
