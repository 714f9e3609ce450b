// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"
#include "core/yaml/diagnostic.h"

#include <QByteArray>
#include <QJsonObject>

#include <tl/expected.hpp>

#include <vector>

namespace hydra {

enum class Theme { System, Light, Dark };
/// What happens to running VMs when the window closes.
enum class OnClose { Ask, Leave, Stop };

/// The user's settings of the programs themselves, independent of any lab: settings.yaml. A value;
/// empty texts and zeros mean "not set".
struct Settings {
    Theme theme = Theme::System;
    QString terminalFont;     ///< family; empty: the system's monospace font
    int terminalFontSize = 0; ///< points
    QString qemu;             ///< each program: a path, or a name to look up in PATH
    QString qemuImg;
    QString krunkit;
    QString gvproxy;
    int defaultCpu = 0; ///< of VMs made by `create`; 0: the preset's
    MemorySize defaultMemory;
    MemorySize defaultDiskSize;
    QString proxy;        ///< URL for downloads and image builds; may hold credentials
    QString imageMirrors; ///< see image_mirrors.h; may hold credentials
    OnClose onClose = OnClose::Ask;
    bool operator==(const Settings &) const = default;
};

/// One `settings set KEY=VALUE`; a blank VALUE means the default.
struct SettingEdit {
    QString key;
    QString value;
};

/// Reads settings.yaml (at most 1 MiB). An empty file gives all defaults; unknown and duplicate
/// keys are errors. Returns all errors at once. FILE is only used in messages. Pure, like the
/// others.
[[nodiscard]] tl::expected<Settings, Diagnostics> readSettings(const QByteArray &text,
                                                               const QString &file);

/// The text with each edit made, comments kept; refused when the result would not be valid.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
editSettings(const QByteArray &text, const QString &file, const std::vector<SettingEdit> &edits);

/// One setting as YAML ("null" when not set); an unknown key gets a suggestion.
[[nodiscard]] tl::expected<QString, Diagnostics>
settingValue(const Settings &settings, const QString &file, const QString &key);

/// The keys in the order of the documentation.
[[nodiscard]] QStringList settingKeys();
/// All settings by key; null for those not set.
[[nodiscard]] QJsonObject toJson(const Settings &settings);

} // namespace hydra
