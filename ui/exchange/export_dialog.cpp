// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/exchange/export_dialog.h"

#include "core/exchange/exchange_files.h"
#include "core/formats/export_lab.h"
#include "core/process/command.h"
#include "ui/exchange/format_words.h"
#include "ui/exchange/notes_list.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/counted.h"
#include "ui/widgets/fields.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>

#include <algorithm>

namespace hydra::ui {
namespace {

QString sizeOf(const QByteArray &bytes)
{
    return bytes.size() < 1024 ? ExportDialog::tr("%1 bytes").arg(bytes.size())
                               : ExportDialog::tr("%1 KiB").arg(bytes.size() / 1024);
}

bool isText(const QByteArray &bytes)
{
    return !bytes.contains('\0');
}

} // namespace

ExportDialog::ExportDialog(Context &context, const LoadedTarget &target, QWidget *parent)
    : QDialog(parent), m_context(context), m_lab(target.lab), m_banner(new Banner),
      m_subject(new ComboBox(context.theme)), m_formats(new QListWidget),
      m_summary(makeParagraph({}, QStringLiteral("dim"))), m_files(new ComboBox(context.theme)),
      m_text(new QPlainTextEdit), m_notes(new NotesList),
      m_secrets(new QCheckBox(tr("With secrets"))),
      m_words(makeParagraph({}, QStringLiteral("dim"))),
      m_copy(makeButton(tr("Copy"), {}, tr("Copy the shown file"))),
      m_save(makeButton(tr("Save as…"), QStringLiteral("primary")))
{
    setWindowTitle(tr("Export"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addWidget(makeLabel(tr("Export"), QStringLiteral("title")));
    all->addWidget(m_banner);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(makeChoice());
    columns->addWidget(makePreview(), 1);
    all->addLayout(columns, 1);
    all->addLayout(makeButtons());
    resize(920, std::min(660, parent ? std::max(480, parent->height() - 60) : 660));
    if (target.vms.size() == 1)
        m_subject->setCurrentIndex(m_subject->findData(target.vms.front()));
    connect(m_subject, &QComboBox::currentIndexChanged, this, &ExportDialog::make);
    connect(m_files, &QComboBox::currentIndexChanged, this, &ExportDialog::showFile);
    connect(m_formats, &QListWidget::currentRowChanged, this, &ExportDialog::make);
    connect(m_secrets, &QCheckBox::toggled, this, &ExportDialog::make);
    chooseFormat(QStringLiteral("shell"));
}

ExportDialog::~ExportDialog() = default;

QWidget *ExportDialog::makeChoice()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    m_subject->setAccessibleName(tr("What is exported"));
    if (m_lab.spec.vms.size() > 1)
        m_subject->addItem(m_lab.spec.name);
    for (const QString &vm : m_lab.spec.vmNames())
        m_subject->addItem(m_lab.ref(vm).toString(), vm);
    column->addWidget(m_subject);
    m_formats->setObjectName(QStringLiteral("choices"));
    m_formats->setAccessibleName(tr("Formats"));
    for (const ExportFormat &known : exportFormats()) {
        const QString format = QLatin1String(known.name);
        auto *item = new QListWidgetItem(formatTitle(format), m_formats);
        item->setData(Qt::UserRole, format);
        item->setSizeHint({100, 30});
        item->setToolTip(sentence(QLatin1String(known.summary)));
    }
    column->addWidget(m_formats, 1);
    m_secrets->setToolTip(
        tr("Passwords, their hashes and salts, logins and the lab's SSH key leave this machine"));
    column->addWidget(m_secrets);
    side->setFixedWidth(190);
    return side;
}

QWidget *ExportDialog::makePreview()
{
    auto *main = new QWidget;
    auto *column = new QVBoxLayout(main);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_summary);
    m_files->setAccessibleName(tr("File"));
    column->addWidget(m_files, 0, Qt::AlignLeft);
    m_files->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_text->setObjectName(QStringLiteral("terminalText"));
    m_text->setReadOnly(true);
    m_text->setFont(m_context.theme.monospace());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setTabChangesFocus(true);
    m_text->setAccessibleName(tr("Preview"));
    column->addWidget(m_text, 1);
    column->addWidget(m_notes);
    return main;
}

QLayout *ExportDialog::makeButtons()
{
    auto *line = new QHBoxLayout;
    QPushButton *command = makeButton(tr("Copy as command"), QStringLiteral("link"));
    QPushButton *close = makeButton(tr("Close"));
    line->addWidget(command);
    line->addWidget(m_words, 1);
    for (QPushButton *button : {close, m_copy, m_save})
        line->addWidget(button);
    command->setAutoDefault(false);
    m_save->setDefault(true);
    connect(command, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(this->command()); });
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(m_save, &QPushButton::clicked, this, &ExportDialog::askForPath);
    return line;
}

QString ExportDialog::format() const
{
    const QListWidgetItem *item = m_formats->currentItem();
    return item ? item->data(Qt::UserRole).toString() : QString();
}

QString ExportDialog::name() const
{
    return m_subject->currentText();
}

LoadedTarget ExportDialog::target() const
{
    const QString vm = m_subject->currentData().toString();
    return {m_lab, vm.isEmpty() ? m_lab.spec.vmNames() : QStringList{vm}};
}

QString ExportDialog::command() const
{
    const QString file =
        m_exported.files.empty() ? QStringLiteral("FILE") : m_exported.files.front().name;
    QStringList args{QStringLiteral("export"), name(), QStringLiteral("--to"), format(),
                     QStringLiteral("-o"),     file};
    if (m_secrets->isChecked())
        args << QStringLiteral("--with-secrets");
    return shellLine({.program = QStringLiteral("hydractl"), .args = args});
}

void ExportDialog::chooseFormat(const QString &format)
{
    for (int row = 0; row < m_formats->count(); ++row) {
        if (m_formats->item(row)->data(Qt::UserRole).toString() == format)
            m_formats->setCurrentRow(row);
    }
}

// Replacing the job drops the result for an earlier choice.
void ExportDialog::make()
{
    m_summary->setText(m_formats->currentItem() ? m_formats->currentItem()->toolTip() : QString());
    m_words->clear();
    m_save->setEnabled(false);
    m_copy->setEnabled(false);
    auto work = [environment = m_context.store.environment(), target = target(), format = format(),
                 secrets = m_secrets->isChecked()](const JobContext &) {
        return exportLab(environment, target, format, secrets);
    };
    m_job = std::make_unique<Job<Exported>>(work, [this](const Result<Exported> &exported) {
        m_job.reset();
        take(exported);
    });
}

void ExportDialog::take(const Result<Exported> &exported)
{
    m_exported = exported ? *exported : Exported{};
    if (exported)
        m_banner->dismiss();
    else
        showTroubleWith(exported.error());
    m_notes->setNotes(m_exported.notes);
    m_save->setEnabled(exported.has_value());
    showFiles();
}

// A format that holds one VM refuses a lab of several; then offers a button for each VM.
void ExportDialog::showTroubleWith(const Error &error)
{
    m_banner->showWords(formatError(error), error.details);
    if (error.code != ErrorCode::Invalid || m_subject->currentIndex() != 0)
        return;
    for (int i = 1; i < std::min(4, m_subject->count()); ++i)
        connect(m_banner->addButton(tr("Export %1").arg(m_subject->itemData(i).toString())),
                &QPushButton::clicked, this, [this, i] { m_subject->setCurrentIndex(i); });
}

void ExportDialog::showFiles()
{
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    for (const ExportedFile &file : m_exported.files)
        m_files->addItem(file.secret ? tr("%1 (holds secrets)").arg(file.name) : file.name);
    m_files->setVisible(m_files->count() > 1);
    showFile(0);
}

void ExportDialog::showFile(int index)
{
    const bool there = index >= 0 && size_t(index) < m_exported.files.size();
    const QByteArray bytes = there ? m_exported.files[size_t(index)].text : QByteArray();
    m_copy->setEnabled(there && isText(bytes));
    m_text->setPlainText(isText(bytes) ? QString::fromUtf8(bytes) : QString());
    m_text->setPlaceholderText(there ? tr("No text: %1.").arg(sizeOf(bytes)) : QString());
}

void ExportDialog::askForPath()
{
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Save the export"), QDir::home().filePath(m_exported.files.front().name));
    if (!path.isEmpty())
        saveAs(path);
}

void ExportDialog::saveAs(const QString &path)
{
    auto work = [exported = m_exported, path](const JobContext &) {
        return writeExported(exported, path);
    };
    m_saving = std::make_unique<Job<QStringList>>(work, [this](const Result<QStringList> &paths) {
        m_saving.reset();
        if (!paths)
            return m_banner->showWords(formatError(paths.error()), paths.error().details);
        const QString dir = QFileInfo(paths->front()).path();
        m_words->setText(
            paths->size() == 1
                ? tr("Saved %1.").arg(paths->front())
                : tr("Saved %1 in %2.").arg(counted(paths->size(), Counted::File), dir));
    });
}

} // namespace hydra::ui
