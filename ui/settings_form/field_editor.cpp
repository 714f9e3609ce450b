// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/field_editor.h"

#include "ui/settings_form/items_editor.h"
#include "ui/settings_form/lines_editor.h"
#include "ui/settings_form/number_editor.h"
#include "ui/settings_form/text_editors.h"
#include "ui/settings_form/yaml_values.h"

#include <QScopedValueRollback>

namespace hydra::ui {

FieldEditor::FieldEditor(VmForm &form, QString path, QWidget *parent)
    : QWidget(parent), m_form(form), m_path(std::move(path)), m_field(*findFieldHelp(m_path))
{
}

QString FieldEditor::text() const
{
    return m_form.value(m_path).node.text;
}

bool FieldEditor::isBeingTyped()
{
    const QWidget *focus = window()->focusWidget();
    const bool here = focus && (focus == control() || control()->isAncestorOf(focus));
    return m_putting || (here && m_put == m_form.draft().text());
}

// Empty input removes the key, unless another default (from `common`) would then apply: in that
// case it is written as "".
bool FieldEditor::put(const QString &typed)
{
    const QScopedValueRollback<bool> putting(m_putting, true);
    const QString yaml = yamlOf(m_field, typed);
    const WrittenValue value = m_form.value(m_path);
    const bool commonSpeaks =
        value.origin == WrittenValue::Origin::Common ||
        (value.origin == WrittenValue::Origin::Own && value.beneath.text != defaultOf(m_field));
    const bool empties = commonSpeaks && m_field.kind == FieldKind::Text;
    const bool done = !yaml.isEmpty() ? m_form.set(m_path, yaml)
                      : empties       ? m_form.set(m_path, QStringLiteral("\"\""))
                                      : m_form.reset(m_path);
    m_put = m_form.draft().text();
    return done;
}

FieldEditor *makeEditor(Context &context, VmForm &form, const QString &path)
{
    switch (findFieldHelp(path)->kind) {
    case FieldKind::Text:
        return new LineEditor(context.theme, form, path);
    case FieldKind::Choice:
    case FieldKind::WordOrMap:
        return new ChoiceEditor(context.theme, form, path);
    case FieldKind::WordOrText:
        return new WordEditor(context.theme, form, path);
    case FieldKind::Switch:
        return new SwitchEditor(form, path);
    case FieldKind::Count:
    case FieldKind::Size:
        return new NumberEditor(form, path);
    case FieldKind::WordOrLines:
        return new WordOrLinesEditor(context.theme, form, path);
    case FieldKind::Lines:
        return new LinesEditor(context.theme, form, path);
    case FieldKind::Items:
        return new ItemsEditor(context, form, path);
    case FieldKind::Document:
        break;
    }
    return new DocumentEditor(context.theme, form, path);
}

} // namespace hydra::ui
