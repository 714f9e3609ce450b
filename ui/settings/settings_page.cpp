// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_page.h"

#include "core/lab/settings_file.h"

#include <QDesktopServices>
#include <QFileDialog>
#include <QFontDatabase>
#include <QUrl>

namespace hydra::ui {
namespace {

QFormLayout *addCard(QVBoxLayout &column, const QString &title)
{
    auto *card = new Card(title);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    form->setHorizontalSpacing(20);
    form->setVerticalSpacing(12);
    card->body()->addLayout(form);
    column.addWidget(card);
    return form;
}

// Gives all cards the same width of the first column.
void addRow(QFormLayout &form, const QString &name, QLayout *field)
{
    QLabel *label = makeLabel(name);
    label->setMinimumWidth(160);
    form.addRow(label, field);
}

QString shown(const QString &yaml)
{
    return yaml == u"null" ? QString() : yaml;
}

} // namespace

SettingsPage::SettingsPage(Context &context, QWidget *parent)
    : ProgramPage(context.theme, tr("Settings"), tr("saved as they are changed"), tr("General"),
                  parent),
      m_context(context), m_banner(new Banner)
{
    header().setActions({{{QStringLiteral("file"), tr("Open the file"), QStringLiteral("open"),
                           QStringLiteral("hydractl settings get"), true, false,
                           [this] {
                               QDesktopServices::openUrl(
                                   QUrl::fromLocalFile(settingsFile(m_context.paths())));
                           }},
                          {}}});
    auto *middle = new QWidget; // limits the line length, for legibility
    middle->setMaximumWidth(820);
    auto *across = new QHBoxLayout;
    across->addWidget(middle, 100);
    across->addStretch(1);
    column().addLayout(across);
    auto *cards = new QVBoxLayout(middle);
    cards->setContentsMargins(0, 0, 0, 0);
    cards->setSpacing(16);
    cards->addWidget(m_banner);
    QFormLayout *look = addCard(*cards, tr("Look"));
    addChoice(*look, QStringLiteral("theme"), tr("Theme"), {},
              {{QStringLiteral("system"), tr("As the system")},
               {QStringLiteral("light"), tr("Light")},
               {QStringLiteral("dark"), tr("Dark")}});
    std::vector<Choice> fonts{{QString(), tr("The system's monospace font")}};
    for (const QString &family : QFontDatabase::families()) {
        if (QFontDatabase::isFixedPitch(family) && !QFontDatabase::isPrivateFamily(family))
            fonts.push_back({family, family});
    }
    addChoice(*look, QStringLiteral("terminal_font"), tr("Terminal font"), {}, fonts);
    addText(*look, QStringLiteral("terminal_font_size"), tr("Terminal font size"), tr("In points."),
            tr("10"));
    QFormLayout *window = addCard(*cards, tr("Closing the window"));
    addChoice(*window, QStringLiteral("on_close"), tr("When environments run"),
              tr("Left running, they go on without the window."),
              {{QStringLiteral("ask"), tr("Ask")},
               {QStringLiteral("leave"), tr("Leave them running")},
               {QStringLiteral("stop"), tr("Stop them")}});
    QFormLayout *defaults = addCard(*cards, tr("New environments"));
    addText(*defaults, QStringLiteral("default_cpu"), tr("CPU cores"), {}, tr("the preset's"));
    addText(*defaults, QStringLiteral("default_memory"), tr("Memory"),
            tr("A number is GiB, or such as 768MiB."), tr("the preset's"));
    addText(*defaults, QStringLiteral("default_disk_size"), tr("Disk"),
            tr("Grows only; a number is GiB."), tr("the image's"));
    QFormLayout *programs = addCard(*cards, tr("Programs and network"));
    for (const auto &[key, name] :
         {std::pair{"qemu", "QEMU"}, std::pair{"qemu_img", "qemu-img"},
          std::pair{"krunkit", "krunkit"}, std::pair{"gvproxy", "gvproxy"}})
        addText(*programs, QString::fromLatin1(key), QString::fromLatin1(name), {},
                tr("looked up in PATH"), true);
    addText(*programs, QStringLiteral("proxy"), tr("Proxy"),
            tr("For downloads and image builds. Environments on this machine are never reached "
               "through it."),
            tr("http://proxy.example:3128"));
}

void SettingsPage::showEvent(QShowEvent *event)
{
    ProgramPage::showEvent(event);
    read();
}

void SettingsPage::addChoice(QFormLayout &form, const QString &key, const QString &name,
                             const QString &help, const std::vector<Choice> &choices)
{
    auto *box = new ComboBox(m_context.theme);
    box->setAccessibleName(name);
    box->setAccessibleDescription(help);
    for (const Choice &choice : choices)
        box->addItem(choice.words, choice.value);
    connect(box, &QComboBox::activated, this,
            [this, key, box] { save(key, box->currentData().toString()); });
    auto *field = new QVBoxLayout;
    field->setSpacing(3);
    field->addWidget(box);
    if (!help.isEmpty())
        field->addWidget(makeParagraph(help, QStringLiteral("faint")));
    addRow(form, name, field);
    m_choices[key] = box;
}

void SettingsPage::addText(QFormLayout &form, const QString &key, const QString &name,
                           const QString &help, const QString &placeholder, bool program)
{
    auto *edit = new QLineEdit;
    edit->setAccessibleName(name);
    edit->setPlaceholderText(placeholder);
    connect(edit, &QLineEdit::editingFinished, this, [this, key, edit] {
        if (edit->isModified())
            save(key, edit->text().trimmed());
    });
    auto *line = new QHBoxLayout;
    line->addWidget(edit, 1);
    if (program) {
        QPushButton *choose = makeButton(tr("Choose…"), {}, tr("Choose %1").arg(name));
        connect(choose, &QPushButton::clicked, this, [this, key] {
            if (const QString path = QFileDialog::getOpenFileName(this); !path.isEmpty())
                save(key, path);
        });
        line->addWidget(choose);
    }
    auto *field = new QVBoxLayout;
    field->setSpacing(3);
    field->addLayout(line);
    QLabel *trouble = makeParagraph({}, QStringLiteral("error"));
    trouble->hide();
    field->addWidget(trouble);
    if (!help.isEmpty())
        field->addWidget(makeParagraph(help, QStringLiteral("faint")));
    addRow(form, name, field);
    m_texts[key] = edit;
    m_troubles[key] = trouble;
}

void SettingsPage::read()
{
    const auto settings = loadSettings(m_context.paths());
    if (!settings) {
        m_banner->showWords(tr("The settings file cannot be used; defaults hold: %1")
                                .arg(formatError(settings.error())),
                            settings.error().details);
        return;
    }
    m_banner->dismiss();
    const QString file = settingsFile(m_context.paths());
    for (const auto &[key, box] : m_choices)
        box->setCurrentIndex(std::max(
            0, box->findData(shown(settingValue(*settings, file, key).value_or(QString())))));
    for (const auto &[key, edit] : m_texts) {
        if (!edit->hasFocus())
            edit->setText(shown(settingValue(*settings, file, key).value_or(QString())));
    }
}

void SettingsPage::save(const QString &key, const QString &value)
{
    const auto changed = changeSettings(m_context.paths(), {{key, value}});
    QLabel *trouble = m_troubles.count(key) != 0 ? m_troubles[key] : nullptr;
    if (trouble) {
        const QString words = changed ? QString()
                              : changed.error().details.isEmpty()
                                  ? changed.error().what
                                  : changed.error().details.trimmed();
        trouble->setText(words);
        trouble->setVisible(!words.isEmpty());
        setLook(*m_texts[key], "wrong", !words.isEmpty());
        m_texts[key]->setModified(!changed);
    } else if (!changed) {
        m_banner->showWords(formatError(changed.error()), changed.error().details);
    }
    if (!changed)
        return;
    m_context.store.setSettings(*changed);
    if (key == u"theme")
        m_context.theme.choose(themeChoiceOf(changed->theme));
    read();
}

} // namespace hydra::ui
