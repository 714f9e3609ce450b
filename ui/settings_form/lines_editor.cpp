// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/lines_editor.h"

#include "ui/settings_form/yaml_values.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

LinesEditor::LinesEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_theme(theme), m_rows(new QVBoxLayout),
      m_add(makeButton(tr("+ Add"), QStringLiteral("link"),
                       tr("Add to %1").arg(QString::fromUtf8(field().label))))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    m_rows->setSpacing(8);
    all->addLayout(m_rows);
    auto *line = new QHBoxLayout;
    line->addWidget(m_add);
    line->addStretch();
    all->addLayout(line);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addLine();
        m_edits.back()->setFocus();
    });
}

QWidget *LinesEditor::control()
{
    return m_edits.empty() ? static_cast<QWidget *>(m_add) : m_edits.front();
}

int LinesEditor::written() const
{
    return int(form().value(path()).node.items.size());
}

void LinesEditor::addLine()
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    auto *edit = new QLineEdit;
    const int index = int(m_edits.size());
    const QString name =
        QStringLiteral("%1 %2").arg(QString::fromUtf8(field().label)).arg(index + 1);
    edit->setAccessibleName(name);
    edit->setFont(m_theme.monospace());
    edit->setProperty("danger", (field().look & dangerLook) != 0);
    QPushButton *remove =
        makeButton(tr("Remove"), QStringLiteral("link"), tr("Remove %1").arg(name));
    line->addWidget(edit, 1);
    line->addWidget(remove);
    m_rows->addWidget(row);
    row->show();
    m_edits.push_back(edit);
    connect(edit, &QLineEdit::textEdited, this, [this, index](const QString &text) {
        form().set(QStringLiteral("%1[%2]").arg(path()).arg(std::min(index, written())),
                   yamlText(text));
    });
    connect(edit, &QLineEdit::editingFinished, this, [this, index] { left(index); });
    connect(remove, &QPushButton::clicked, this, [this, index] { removeLine(index); });
}

void LinesEditor::left(int index)
{
    if (index < int(m_edits.size()) && m_edits[std::size_t(index)]->text().isEmpty())
        removeLine(index);
}

void LinesEditor::removeLine(int index)
{
    if (index < written())
        form().reset(QStringLiteral("%1[%2]").arg(path()).arg(index));
    else
        showValue(); // the line is not in the draft
}

void LinesEditor::give(int count)
{
    while (int(m_edits.size()) < count)
        addLine();
    while (int(m_edits.size()) > count) {
        QWidget *row = m_edits.back()->parentWidget();
        m_edits.pop_back(); // before hiding it, which finishes its edit and re-enters this function
        m_rows->removeWidget(row);
        row->hide();
        row->deleteLater(); // it may be the signal's sender
    }
}

WordOrLinesEditor::WordOrLinesEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_choice(new ChoiceEditor(theme, form, path)),
      m_lines(new LinesEditor(theme, form, path))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    all->addWidget(m_choice);
    all->addWidget(m_lines);
}

void WordOrLinesEditor::showValue()
{
    m_choice->showValue();
    m_lines->showValue();
    m_lines->setVisible(form().value(path()).node.kind == YamlNode::Kind::Sequence);
}

void LinesEditor::showValue()
{
    const std::vector<YamlNodePtr> items = form().value(path()).node.items;
    const bool beginning = items.size() + 1 == m_edits.size() && m_edits.back()->hasFocus() &&
                           m_edits.back()->text().isEmpty();
    if (!beginning)
        give(int(items.size()));
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (m_edits[i]->text() != items[i]->text)
            m_edits[i]->setText(items[i]->text);
    }
}

} // namespace hydra::ui
