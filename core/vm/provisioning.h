// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// How a module or a stage of cloud-init stands. Repeated: it had run in an earlier boot.
enum class ModuleResult { Running, Done, Repeated, Warned, Failed };
[[nodiscard]] QString toString(ModuleResult result); ///< in lower case, as in JSON

/// A module of cloud-init that has begun. Times are this host's, Unix time in ms; 0: not yet.
struct ProvisioningModule {
    QString name; ///< as cloud.cfg has it, with hyphens: "package-update-upgrade-install"
    qint64 beganMs = 0;
    qint64 endedMs = 0;
    ModuleResult result = ModuleResult::Running;
    bool operator==(const ProvisioningModule &) const = default;
};

/// A stage of cloud-init: init-network, modules-config, modules-final.
struct ProvisioningStage {
    QString name;
    qint64 beganMs = 0; ///< 0: still to come
    qint64 endedMs = 0;
    ModuleResult result = ModuleResult::Running;
    std::vector<ProvisioningModule> modules; ///< those that began, in that order
    QStringList ahead;                       ///< those that the guest's cloud.cfg still lists
    bool operator==(const ProvisioningStage &) const = default;
};

/// What cloud-init complained about.
struct ProvisioningTrouble {
    QString stage;
    QString module;    ///< empty: none in particular
    bool grave = true; ///< it failed; else a warning
    qint64 atMs = 0;
    QString words;     ///< one line
    QString traceback; ///< of Python, or the last output; empty: not known (yet)
    QString source;    ///< "FILE:LINE: KEY" of what asked for it; empty: nothing in the lab file
    bool operator==(const ProvisioningTrouble &) const = default;

    /// "MODULE: WORDS", and " (FILE:LINE: KEY)" after it if that is known.
    [[nodiscard]] QString subject() const;
    [[nodiscard]] QString subjectAndSource() const;
};

/// How cloud-init sets up a guest in this boot. Everything in it was said by the guest, an
/// untrusted sender: limits and clean text are seen to where it is made
/// (boot/provisioning_events.h).
struct Provisioning {
    std::vector<ProvisioningStage> stages;
    std::vector<ProvisioningTrouble> troubles;
    qint64 newsAtMs = 0;   ///< when the guest last said something new
    bool repeated = false; ///< the modules had run in an earlier boot
    bool isDone = false;   ///< the last stage has ended
    int rebootsDone = 0;   ///< of this start
    int rebootsToCome = 0; ///< that the lab file asks for
    QString waiting;       ///< what it waits for, after a while without news; else empty
    QString advice;        ///< what one can do about it
    bool operator==(const Provisioning &) const = default;

    [[nodiscard]] bool isKnown() const { return !stages.empty(); }
    /// The stage and the module that run now; null: none.
    [[nodiscard]] const ProvisioningStage *stage() const;
    [[nodiscard]] const ProvisioningModule *module() const;
    [[nodiscard]] int modulesDone() const;
    /// Those done, those that run and those ahead; grows and shrinks as stages tell more.
    [[nodiscard]] int modulesExpected() const;
};

/// The format of state.json, of `control` and, as "provisioning", of the contract.
[[nodiscard]] QJsonObject toJson(const Provisioning &provisioning);
[[nodiscard]] Provisioning provisioningFromJson(const QJsonObject &json);

/// "modules-final: package-update-upgrade-install, 30 of 41 modules"; empty when nothing is known.
[[nodiscard]] QString summaryOf(const Provisioning &provisioning);

} // namespace hydra
