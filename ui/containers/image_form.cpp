// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/image_form.h"

#include "ui/widgets/fields.h"

#include <QScrollArea>

namespace hydra::ui {
namespace {

QStringList linesOf(const QPlainTextEdit &edit)
{
    QStringList lines;
    for (const QString &line : edit.toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            lines << line.trimmed();
    }
    return lines;
}

QPlainTextEdit *makeLines(const Theme &theme)
{
    auto *edit = new QPlainTextEdit;
    edit->setFont(theme.monospace());
    edit->setFixedHeight(58);
    edit->setTabChangesFocus(true);
    return edit;
}

} // namespace

ImageForm::ImageForm(const Theme &theme, QWidget *parent)
    : PodSource(parent), m_image(new ComboBox(theme)), m_pull(new QCheckBox(tr("Pull it first"))),
      m_hostNetwork(new QCheckBox(tr("Use the environment's own network"))), m_name(new QLineEdit),
      m_nameSpace(new QLineEdit(QStringLiteral("default"))), m_command(new QLineEdit),
      m_arguments(new QLineEdit), m_environment(makeLines(theme)), m_labels(makeLines(theme))
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 8, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_image->setEditable(true);
    m_image->setInsertPolicy(QComboBox::NoInsert);
    add(*form, tr("Name"), m_name, QStringLiteral("name"));
    add(*form, tr("Namespace"), m_nameSpace, QStringLiteral("namespace"));
    add(*form, tr("Image"), m_image, QStringLiteral("image"));
    form->addRow(QString(), m_pull);
    add(*form, tr("Command"), m_command, {},
        tr("Empty: what the image says. Quotes hold words together."));
    add(*form, tr("Arguments"), m_arguments, {});
    add(*form, tr("Environment"), m_environment, QStringLiteral("environment"),
        tr("One KEY=VALUE a line."));
    add(*form, tr("Labels"), m_labels, QStringLiteral("labels"), tr("One KEY=VALUE a line."));
    form->addRow(QString(), m_hostNetwork);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    for (QLineEdit *edit : {m_name, m_nameSpace, m_command, m_arguments})
        connect(edit, &QLineEdit::textChanged, this, &ImageForm::check);
    for (QPlainTextEdit *edit : {m_environment, m_labels})
        connect(edit, &QPlainTextEdit::textChanged, this, &ImageForm::check);
    for (QCheckBox *box : {m_pull, m_hostNetwork})
        connect(box, &QCheckBox::toggled, this, &ImageForm::check);
    connect(m_image, &QComboBox::editTextChanged, this, &ImageForm::check);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_touched = true; });
    check();
}

void ImageForm::add(QFormLayout &form, const QString &text, QWidget *field, const QString &key,
                    const QString &help)
{
    field->setAccessibleName(text);
    QWidget *whole =
        help.isEmpty() ? field : withHelp(field, makeLabel(help, QStringLiteral("faint")));
    if (!key.isEmpty()) {
        QLabel *trouble = makeTrouble();
        m_troubles[key] = {field, trouble};
        whole = withHelp(whole, trouble);
    }
    form.addRow(text, whole);
}

void ImageForm::setImages(const QStringList &tags)
{
    const QString typed = m_image->currentText();
    m_tags = tags;
    m_image->clear();
    m_image->addItems(tags);
    m_image->setEditText(typed);
    check();
}

void ImageForm::setImage(const QString &tag)
{
    m_image->setEditText(tag);
}

PodForm ImageForm::form() const
{
    return {
        m_name->text().trimmed(), m_nameSpace->text().trimmed(), m_image->currentText().trimmed(),
        m_command->text(),        m_arguments->text(),           linesOf(*m_environment),
        linesOf(*m_labels),       m_hostNetwork->isChecked()};
}

Result<PodRun> ImageForm::podRun() const
{
    const PodForm filled = form();
    const auto troubles = checkPodForm(filled);
    if (!troubles.isEmpty())
        return fail(ErrorCode::Invalid, troubles.first(), troubles.firstKey());
    return PodRun{podConfigs(filled), m_pull->isChecked(), {}};
}

QString ImageForm::command(const QString &vm) const
{
    return runCommand(vm, podConfigs(form()), m_pull->isChecked());
}

// Empty fields are not reported before the user has been in them.
void ImageForm::check()
{
    const auto troubles = checkPodForm(form());
    for (auto it = m_troubles.cbegin(); it != m_troubles.cend(); ++it) {
        const bool isNew =
            !m_touched && (it.key() == u"name" || it.key() == u"image") &&
            (it.key() == u"name" ? m_name->text() : m_image->currentText()).isEmpty();
        showTrouble(*it->second, *it->first,
                    isNew ? QString() : sentence(troubles.value(it.key())));
    }
    Q_EMIT edited();
}

} // namespace hydra::ui
