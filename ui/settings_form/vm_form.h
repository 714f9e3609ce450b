// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/field_help.h"
#include "lab/preview.h"
#include "models/lab_draft.h"

#include <QMap>
#include <QPointer>

#include <optional>

namespace hydra::ui {

/// One click that solves a problem.
struct Cure {
    QString label;
    QString path;
    QString yaml; ///< empty: the key is taken out
};

/// What a field has to say beside itself.
struct Remark {
    QString words; ///< as the command line says them
    std::optional<Cure> cure;
};

/// What a form should know of the machine and of what runs.
struct Surroundings {
    bool runs = false;             ///< the VM does
    QMap<QString, QString> notes;  ///< by path: "This machine has 8."
    bool operator==(const Surroundings &) const = default;
};

/// One VM of a draft, field by field: what is written, what is wrong with it, and how a field is changed.
/// Paths are those of vmKeyPaths with numbers. Holds nothing but its place in the draft. GUI thread.
class VmForm : public QObject
{
    Q_OBJECT

public:
    VmForm(LabDraft &draft, QString vm, QObject *parent = nullptr);

    [[nodiscard]] LabDraft &draft() const { return *m_draft; }
    [[nodiscard]] bool isThere() const { return m_draft && m_draft->written().unreadable().empty(); }
    [[nodiscard]] QString vm() const { return m_vm; } ///< as the draft calls it now

    [[nodiscard]] WrittenValue value(const QString &path) const;
    [[nodiscard]] QString source(const QString &path) const; ///< of a Document
    [[nodiscard]] bool isInherited(const QString &path) const { return value(path).origin == WrittenValue::Origin::Common; }
    /// YAML; of a list that is inherited all of it becomes the VM's own first. False: it was refused.
    bool set(const QString &path, const QString &yaml);
    bool reset(const QString &path); ///< the key, or a list's item, leaves the file; false: it was refused
    void apply(const Cure &cure);

    [[nodiscard]] std::vector<Remark> problems(const QString &path) const;
    [[nodiscard]] int problemsIn(FieldSection section) const;
    /// What is wrong with the file and has no field here.
    [[nodiscard]] Diagnostics otherProblems() const;

    void setPreview(std::optional<VmPreview> preview);
    [[nodiscard]] const std::optional<VmPreview> &preview() const { return m_preview; }
    [[nodiscard]] std::vector<Remark> warnings(const QString &path) const;
    void setSurroundings(const Surroundings &surroundings);
    [[nodiscard]] const Surroundings &surroundings() const { return m_surroundings; }

Q_SIGNALS:
    void changed();
    void made(); ///< an edit, by this form
    void refused(const hydra::Diagnostic &why); ///< an edit that would touch more than its own lines

private:
    void follow();
    [[nodiscard]] QString placeOf(const Diagnostic &problem) const;
    [[nodiscard]] LabEdit editOf(const QString &path, const QString &yaml, LabEdit::Kind kind = LabEdit::Kind::Set) const;
    bool make(std::vector<LabEdit> edits, const QString &path);

    QPointer<LabDraft> m_draft;
    QString m_named; ///< what the file called it
    QString m_vm;
    std::size_t m_index = 0;
    bool m_making = false; ///< an edit of its own
    struct Problem {
        QString field; ///< empty: none here
        QString place; ///< in or below the field
        Diagnostic problem;
    };
    std::vector<Problem> m_problems;
    std::optional<VmPreview> m_preview;
    Surroundings m_surroundings;
};

} // namespace hydra::ui
