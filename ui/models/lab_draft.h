// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "config/edit_lab.h"
#include "config/lab_spec.h"
#include "config/written_lab.h"
#include "host/paths.h"

#include <QObject>

namespace hydra::ui {

/// A lab file while it is being changed: one text that the form and the YAML page share, and what the file
/// was when they began. Every change of it is judged at once. GUI thread; owned by LabStore, which tells
/// when the file on disk has become another.
class LabDraft : public QObject
{
    Q_OBJECT

public:
    LabDraft(Paths paths, QString file, QByteArray text, QObject *parent = nullptr);

    [[nodiscard]] const QString &file() const { return m_file; }
    [[nodiscard]] const QByteArray &text() const { return m_text; }
    [[nodiscard]] const QByteArray &saved() const { return m_saved; }
    [[nodiscard]] bool isChanged() const { return m_text != m_saved; }
    [[nodiscard]] const WrittenLab &written() const { return m_written; }
    [[nodiscard]] const std::optional<LabSpec> &lab() const { return m_lab; } ///< none while there are problems
    [[nodiscard]] const Diagnostics &problems() const { return m_problems; }
    /// Somebody else changed the file while there were changes here.
    [[nodiscard]] bool isOvertaken() const { return m_disk.has_value(); }

    /// Makes an edit, or several that are one; nothing happens when one cannot be made.
    [[nodiscard]] tl::expected<void, Diagnostic> edit(const std::vector<LabEdit> &edits);
    void setText(const QByteArray &text);
    void revert(); ///< to what the file is now
    /// Conflict: the file was changed meanwhile; then the draft is overtaken.
    [[nodiscard]] Result<void> save();
    [[nodiscard]] Result<void> overwrite();
    /// Goes on from the file as it is now, with the changes made here; false: both changed the same lines.
    [[nodiscard]] bool takeIn();

    void fileIs(const QByteArray &text);
    void moveTo(const QString &file); ///< the lab's file is another one now

Q_SIGNALS:
    void changed(); ///< anything of the above
    void reverted(); ///< just before `changed`

private:
    void become(const QByteArray &text, const QByteArray &saved);
    [[nodiscard]] Result<void> write(const std::optional<QByteArray> &was);

    Paths m_paths;
    QString m_file;
    QByteArray m_text;
    QByteArray m_saved;
    std::optional<QByteArray> m_disk;
    WrittenLab m_written;
    std::optional<LabSpec> m_lab;
    Diagnostics m_problems;
};

} // namespace hydra::ui
