// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/field_help.h"
#include "core/start/preview.h"
#include "ui/models/lab_draft.h"

#include <QMap>
#include <QPointer>

#include <optional>

namespace hydra::ui {

/// A change that solves a problem with one click.
struct Cure {
    QString label;
    QString path;
    QString yaml; ///< empty: remove the key
};

/// A message shown at a field.
struct Remark {
    QString words; ///< in the command line's words
    std::optional<Cure> cure;
};

/// What a form needs to know of the machine and of running VMs.
struct Surroundings {
    bool runs = false;            ///< whether the VM runs
    QMap<QString, QString> notes; ///< by path: "This machine has 8."
    bool operator==(const Surroundings &) const = default;
};

/// One VM of a draft, field by field: the values written, their problems, and edits. Paths are
/// those of vmKeyPaths with indexes. Its only state is its position in the draft. GUI thread.
class VmForm : public QObject
{
    Q_OBJECT

public:
    VmForm(LabDraft &draft, QString vm, QObject *parent = nullptr);

    [[nodiscard]] LabDraft &draft() const { return *m_draft; }
    [[nodiscard]] bool isThere() const
    {
        return m_draft && m_draft->written().unreadable().empty();
    }
    [[nodiscard]] QString vm() const { return m_vm; } ///< its current name in the draft

    [[nodiscard]] WrittenValue value(const QString &path) const;
    [[nodiscard]] QString source(const QString &path) const; ///< of a Document
    [[nodiscard]] bool isInherited(const QString &path) const
    {
        return value(path).origin == WrittenValue::Origin::Common;
    }
    /// Sets YAML at PATH; an inherited list is first copied to the VM as a whole. False: refused.
    bool set(const QString &path, const QString &yaml);
    /// Removes the key, or a list's item; false: refused.
    bool reset(const QString &path);
    void apply(const Cure &cure);

    [[nodiscard]] std::vector<Remark> problems(const QString &path) const;
    [[nodiscard]] int problemsIn(FieldSection section) const;
    /// Problems of the file that belong to no field of this VM.
    [[nodiscard]] Diagnostics otherProblems() const;

    void setPreview(std::optional<VmPreview> preview);
    [[nodiscard]] const std::optional<VmPreview> &preview() const { return m_preview; }
    [[nodiscard]] std::vector<Remark> warnings(const QString &path) const;
    void setSurroundings(const Surroundings &surroundings);
    [[nodiscard]] const Surroundings &surroundings() const { return m_surroundings; }

Q_SIGNALS:
    void changed();
    void made(); ///< this form has made an edit
    /// An edit would have touched more than its own lines.
    void refused(const hydra::Diagnostic &why);

private:
    void follow();
    [[nodiscard]] QString placeOf(const Diagnostic &problem) const;
    [[nodiscard]] LabEdit editOf(const QString &path, const QString &yaml,
                                 LabEdit::Kind kind = LabEdit::Kind::Set) const;
    bool make(std::vector<LabEdit> edits, const QString &path);

    QPointer<LabDraft> m_draft;
    QString m_named; ///< its name in the file
    QString m_vm;
    std::size_t m_index = 0;
    bool m_making = false; ///< this form is editing
    struct Problem {
        QString field; ///< empty: no field of this VM
        QString place; ///< in or below the field
        Diagnostic problem;
    };
    std::vector<Problem> m_problems;
    std::optional<VmPreview> m_preview;
    Surroundings m_surroundings;
};

} // namespace hydra::ui
