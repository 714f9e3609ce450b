// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/lab_draft.h"

#include "core/base/atomic_file.h"
#include "core/base/text_diff.h"
#include "core/config/read_lab.h"
#include "core/lab/edit_file.h"

namespace hydra::ui {

LabDraft::LabDraft(Paths paths, QString file, QByteArray text, QObject *parent)
    : QObject(parent), m_paths(std::move(paths)), m_file(std::move(file)), m_written({}, {})
{
    become(text, text);
}

void LabDraft::become(const QByteArray &text, const QByteArray &saved)
{
    m_text = text;
    m_saved = saved;
    m_written = WrittenLab(m_text, m_file);
    auto lab = readLab(m_text, m_file);
    m_problems = lab ? Diagnostics() : std::move(lab.error());
    m_lab = lab ? std::optional(std::move(*lab)) : std::nullopt;
    Q_EMIT changed();
}

tl::expected<void, Diagnostic> LabDraft::edit(const std::vector<LabEdit> &edits)
{
    QByteArray text = m_text;
    for (const LabEdit &edit : edits) {
        auto patched = patchLab(text, m_file, edit);
        if (!patched)
            return tl::unexpected(patched.error().front());
        text = std::move(*patched);
    }
    if (text != m_text)
        become(text, m_saved);
    return {};
}

void LabDraft::setText(const QByteArray &text)
{
    if (text != m_text)
        become(text, m_saved);
}

void LabDraft::revert()
{
    const QByteArray now = m_disk.value_or(m_saved);
    m_disk.reset();
    Q_EMIT reverted();
    become(now, now);
}

Result<void> LabDraft::write(const std::optional<QByteArray> &was)
{
    auto done = saveLabFile(m_paths, m_file, was, m_text);
    if (!done)
        return done;
    m_disk.reset();
    become(m_text, m_text);
    return done;
}

Result<void> LabDraft::save()
{
    auto done = write(m_saved);
    if (!done && done.error().code == ErrorCode::Conflict) {
        if (const auto now = readFile(m_file, 4 << 20))
            fileIs(*now);
    }
    return done;
}

Result<void> LabDraft::overwrite()
{
    return write(std::nullopt);
}

bool LabDraft::takeIn()
{
    const auto merged = m_disk ? mergeTexts(m_saved, m_text, *m_disk) : std::nullopt;
    if (!merged)
        return false;
    const QByteArray disk = *std::exchange(m_disk, std::nullopt);
    become(*merged, disk);
    return true;
}

void LabDraft::fileIs(const QByteArray &text)
{
    const bool same = text == m_saved;
    if (same && !m_disk)
        return;
    m_disk.reset();
    if (!same && isChanged() && text != m_text)
        m_disk = text;
    if (m_disk || same)
        Q_EMIT changed();
    else
        become(text, text);
}

void LabDraft::moveTo(const QString &file)
{
    if (file == m_file)
        return;
    m_file = file;
    become(m_text, m_saved); // diagnostics contain the file's name
}

} // namespace hydra::ui
