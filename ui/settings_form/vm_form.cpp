// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/vm_form.h"

#include "core/yaml/writer.h"
#include "ui/settings_form/cures.h"
#include "ui/settings_form/port_pair.h"

#include <QRegularExpression>
#include <QScopedValueRollback>

#include <algorithm>

namespace hydra::ui {
namespace {

/// The list that contains PATH: "shares" for shares[2].tag; empty when there is none.
QString listOf(const QString &path)
{
    const qsizetype bracket = path.indexOf(u'[');
    return bracket < 0 ? QString() : path.left(bracket);
}

/// The innermost field that contains PATH; empty when there is none.
QString fieldAbove(QString path)
{
    while (!path.isEmpty() && !findFieldHelp(path))
        path = path.left(std::max<qsizetype>({0, path.lastIndexOf(u'.'), path.lastIndexOf(u'[')}));
    return path;
}

} // namespace

VmForm::VmForm(LabDraft &draft, QString vm, QObject *parent)
    : QObject(parent), m_draft(&draft), m_named(std::move(vm)), m_vm(m_named)
{
    const qsizetype place = WrittenLab(draft.saved(), draft.file()).vmNames().indexOf(m_named);
    // Found in the saved text: the draft may have renamed it.
    m_index = std::size_t(std::max<qsizetype>(0, place));
    connect(&draft, &LabDraft::changed, this, &VmForm::follow);
    follow();
}

// Finds the VM in the changed draft: by its name, except after an edit made here, which may have
// given it another VM's name but never moves it. After a revert it is found by its name in the
// file, since a name that was never saved is gone.
void VmForm::follow()
{
    const QStringList &names = m_draft->written().vmNames();
    if (!m_draft->isChanged() && names.contains(m_named))
        m_vm = m_named;
    const bool stays = m_making || names.value(qsizetype(m_index)) == m_vm;
    const qsizetype found = stays ? -1 : names.indexOf(m_vm);
    if (found >= 0)
        m_index = std::size_t(found);
    else if (m_index < std::size_t(names.size()))
        m_vm = names[qsizetype(m_index)];
    m_problems.clear();
    for (const Diagnostic &problem : m_draft->problems()) {
        const QString place = placeOf(problem);
        m_problems.push_back({fieldAbove(place), place, problem});
    }
    Q_EMIT changed();
}

// Of two VMs with the same port the later one gets the complaint, but the problem is shown at both.
QString VmForm::placeOf(const Diagnostic &problem) const
{
    static const QRegularExpression conflict(
        QStringLiteral("is used by VM '([^']+)' \\(([^)]+)\\) and"));
    if (const auto match = conflict.match(problem.what);
        match.hasMatch() && match.captured(1) == m_vm)
        return match.captured(2);
    const QString own = QStringLiteral("vms[%1].").arg(m_index);
    const QString common = QStringLiteral("common.");
    if (problem.key.startsWith(own))
        return problem.key.mid(own.size());
    const QString shared =
        problem.key.startsWith(common) ? problem.key.mid(common.size()) : QString();
    return isInherited(fieldAbove(shared)) ? shared : QString();
}

WrittenValue VmForm::value(const QString &path) const
{
    if (!m_draft)
        return {};
    return isPairPart(path) ? partOfPair(m_draft->written().at(m_index, itemOf(path)),
                                         m_draft->written().at(m_index, path), path)
                            : m_draft->written().at(m_index, path);
}

QString VmForm::source(const QString &path) const
{
    return m_draft ? m_draft->written().sourceAt(m_index, path) : QString();
}

LabEdit VmForm::editOf(const QString &path, const QString &yaml, LabEdit::Kind kind) const
{
    return {{}, QStringLiteral("vms[%1].%2").arg(m_index).arg(path), yaml, kind};
}

bool VmForm::make(std::vector<LabEdit> edits, const QString &path)
{
    const QString list = listOf(path);
    if (!list.isEmpty() && value(list).origin == WrittenValue::Origin::Common)
        edits.insert(edits.begin(), editOf(list, writeFlowYaml(value(list).node)));
    const QScopedValueRollback<bool> making(m_making, true);
    const auto done = m_draft->edit(edits);
    if (done)
        Q_EMIT made();
    else
        Q_EMIT refused(done.error());
    return done.has_value();
}

bool VmForm::set(const QString &path, const QString &yaml)
{
    if (!m_draft)
        return false;
    const WrittenValue item = isPairPart(path) ? value(itemOf(path)) : WrittenValue();
    if (item.node.kind == YamlNode::Kind::Scalar)
        return make({editOf(itemOf(path), pairWith(item.node, path, yaml))}, path);
    return make({editOf(path, yaml)}, path);
}

bool VmForm::reset(const QString &path)
{
    if (!m_draft)
        return false;
    const WrittenValue list = value(listOf(path));
    // An empty list of what is allowed is no default, and stays.
    const FieldHelp *help = findFieldHelp(listOf(path));
    const bool limits =
        help && (help->kind == FieldKind::WordOrLines || listOf(path) == u"egress.allow");
    const bool last = path.endsWith(u']') && list.node.items.size() == 1 && path.count(u'[') == 1 &&
                      list.origin == WrittenValue::Origin::Own && list.beneath.items.empty() &&
                      !limits;
    return make({editOf(last ? listOf(path) : path, {}, LabEdit::Kind::Remove)}, path);
}

void VmForm::apply(const Cure &cure)
{
    if (cure.yaml.isEmpty())
        reset(cure.path);
    else
        set(cure.path, cure.yaml);
}

std::vector<Remark> VmForm::problems(const QString &path) const
{
    std::vector<Remark> remarks;
    for (const auto &[field, place, problem] : m_problems) {
        if (field == path)
            remarks.push_back({problem.hint.isEmpty()
                                   ? problem.what
                                   : problem.what + QStringLiteral("; ") + problem.hint,
                               cureFor(problem, place, *this)});
    }
    return remarks;
}

int VmForm::problemsIn(FieldSection section) const
{
    return int(std::count_if(m_problems.begin(), m_problems.end(), [section](const auto &problem) {
        const FieldHelp *field = findFieldHelp(problem.field);
        return field && field->section == section;
    }));
}

Diagnostics VmForm::otherProblems() const
{
    Diagnostics others;
    for (const auto &[field, place, problem] : m_problems) {
        if (field.isEmpty())
            others.push_back(problem);
    }
    return others;
}

void VmForm::setPreview(std::optional<VmPreview> preview)
{
    m_preview = std::move(preview);
    Q_EMIT changed();
}

void VmForm::setSurroundings(const Surroundings &surroundings)
{
    if (m_surroundings == surroundings)
        return;
    m_surroundings = surroundings;
    Q_EMIT changed();
}

std::vector<Remark> VmForm::warnings(const QString &path) const
{
    std::vector<Remark> remarks;
    for (const PreviewWarning &warning :
         m_preview ? m_preview->warnings : std::vector<PreviewWarning>()) {
        if (warning.key != path)
            continue;
        std::optional<Cure> cure;
        if (warning.freePort && value(path).node.text != QString::number(*warning.freePort))
            cure =
                Cure{tr("Use %1").arg(*warning.freePort), path, QString::number(*warning.freePort)};
        remarks.push_back({warning.words, cure});
    }
    return remarks;
}

} // namespace hydra::ui
