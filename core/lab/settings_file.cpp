// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/settings_file.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"

namespace hydra {
namespace {

constexpr qint64 sizeLimit = 1 << 20;

tl::unexpected<Error> invalid(const Diagnostics &diagnostics, const QString &file)
{
    QStringList lines;
    for (const Diagnostic &diagnostic : diagnostics)
        lines << formatDiagnostic(diagnostic);
    return fail(ErrorCode::Invalid, QStringLiteral("the settings file is not valid"), file,
                QStringLiteral("correct it, or move it away to begin with the defaults"),
                lines.join(u'\n'));
}

Result<QByteArray> textOf(const QString &file)
{
    auto text = readFile(file, sizeLimit);
    if (!text && text.error().code == ErrorCode::NotFound)
        return QByteArray();
    return text;
}

} // namespace

QString settingsFile(const Paths &paths)
{
    return paths.configDir + QStringLiteral("/settings.yaml");
}

Result<Settings> loadSettings(const Paths &paths)
{
    const QString file = settingsFile(paths);
    const auto text = textOf(file);
    if (!text)
        return fail(text.error());
    auto settings = readSettings(*text, file);
    if (!settings)
        return invalid(settings.error(), file);
    return *settings;
}

Result<Settings> changeSettings(const Paths &paths, const std::vector<SettingEdit> &edits)
{
    if (auto made = makePrivateDir(paths.configDir); !made)
        return fail(made.error());
    const QString file = settingsFile(paths);
    const auto lock = FileLock::acquire(paths.configDir + QStringLiteral("/.settings.lock"),
                                        std::chrono::seconds(10));
    if (!lock)
        return fail(lock.error());
    const auto text = textOf(file);
    if (!text)
        return fail(text.error());
    const auto edited = editSettings(*text, file, edits);
    if (!edited)
        return invalid(edited.error(), file);
    if (auto written = writeFileAtomically(file, *edited); !written)
        return fail(written.error());
    return loadSettings(paths);
}

} // namespace hydra
