// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/edit_lab.h"
#include "core/config/lab_spec.h"
#include "core/config/written_lab.h"
#include "core/host/paths.h"

#include <QObject>

namespace hydra::ui {

/// A lab file being edited: one text shared by form and YAML page, together with the file's content
/// when editing began. Every change is validated at once. GUI thread; owned by LabStore, which
/// reports when the file on disk has changed.
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
    /// None while there are problems.
    [[nodiscard]] const std::optional<LabSpec> &lab() const { return m_lab; }
    [[nodiscard]] const Diagnostics &problems() const { return m_problems; }
    /// The file on disk was changed while this draft had unsaved changes.
    [[nodiscard]] bool isOvertaken() const { return m_disk.has_value(); }

    /// Applies one or several edits as a unit; applies none of them when one fails.
    [[nodiscard]] tl::expected<void, Diagnostic> edit(const std::vector<LabEdit> &edits);
    void setText(const QByteArray &text);
    void revert(); ///< to the file's current content
    /// Conflict: the file has changed on disk; the draft is then overtaken.
    [[nodiscard]] Result<void> save();
    [[nodiscard]] Result<void> overwrite();
    /// Merges the changes made here into the file's current content; false on a conflict, when both
    /// changed the same lines.
    [[nodiscard]] bool takeIn();

    void fileIs(const QByteArray &text);
    void moveTo(const QString &file); ///< the lab file was moved

Q_SIGNALS:
    void changed();  ///< any of the above
    void reverted(); ///< emitted just before `changed`

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
