// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/units.h"
#include "config/diagnostic.h"

#include <QByteArray>
#include <QJsonObject>

#include <tl/expected.hpp>

#include <vector>

namespace hydra {

enum class Theme { System, Light, Dark };
/// What becomes of running VMs when the window closes.
enum class OnClose { Ask, Leave, Stop };

/// What a user wants of the programs themselves, whatever the lab: settings.yaml. A value; empty
/// texts and zeros mean that nothing was chosen.
struct Settings {
    Theme theme = Theme::System;
    QString terminalFont;     ///< family; empty: the system's monospace font
    int terminalFontSize = 0; ///< points
    QString qemu;             ///< each program: a path, or a name looked up in PATH
    QString qemuImg;
    QString krunkit;
    QString gvproxy;
    int defaultCpu = 0; ///< of the VMs that `create` makes; else the preset's
    MemorySize defaultMemory;
    MemorySize defaultDiskSize;
    QString proxy; ///< URL for downloads and image builds; may hold credentials
    OnClose onClose = OnClose::Ask;
    bool operator==(const Settings &) const = default;
};

/// One `settings set KEY=VALUE`; a blank VALUE means the default.
struct SettingEdit {
    QString key;
    QString value;
};

/// Reads settings.yaml (at most 1 MiB): an empty file is all defaults; unknown and duplicate keys
/// are errors. All errors come at once. FILE is only used in messages. Pure, as are the others.
[[nodiscard]] tl::expected<Settings, Diagnostics> readSettings(const QByteArray &text,
                                                               const QString &file);

/// The text with each edit made, comments kept; what cannot be read afterwards is refused.
[[nodiscard]] tl::expected<QByteArray, Diagnostics>
editSettings(const QByteArray &text, const QString &file, const std::vector<SettingEdit> &edits);

/// One setting as YAML ("null" when nothing was chosen); an unknown key gets a suggestion.
[[nodiscard]] tl::expected<QString, Diagnostics>
settingValue(const Settings &settings, const QString &file, const QString &key);

/// The keys in the order of the documentation.
[[nodiscard]] QStringList settingKeys();
/// All settings by key; null where nothing was chosen.
[[nodiscard]] QJsonObject toJson(const Settings &settings);

} // namespace hydra
