// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/exchange/import_dialog.h"

#include "core/base/atomic_file.h"
#include "core/exchange/exchange_files.h"
#include "core/formats/detect_format.h"
#include "core/lab/create.h"
#include "ui/exchange/format_words.h"
#include "ui/exchange/notes_list.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/fields.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QUrl>

namespace hydra::ui {
namespace {

constexpr qint64 kLargest = 1 << 20; // the limit of the formats' readers

QString localFile(const QMimeData &data)
{
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            return url.toLocalFile();
    }
    return {};
}

void makeCode(QPlainTextEdit &edit, const Theme &theme, const QString &name)
{
    edit.setFont(theme.monospace());
    edit.setLineWrapMode(QPlainTextEdit::NoWrap);
    edit.setTabChangesFocus(true);
    edit.setAcceptDrops(false); // drops are the dialog's
    edit.setAccessibleName(name);
}

} // namespace

ImportDialog::ImportDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_banner(new Banner), m_source(new QPlainTextEdit),
      m_format(new ComboBox(context.theme)), m_name(new QLineEdit), m_trouble(makeTrouble()),
      m_result(new QPlainTextEdit), m_notes(new NotesList),
      m_create(makeButton(tr("Create lab"), QStringLiteral("primary")))
{
    setWindowTitle(tr("Import"));
    setAcceptDrops(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addWidget(makeLabel(tr("Import"), QStringLiteral("title")));
    all->addWidget(
        makeParagraph(tr("Settings of start-vm.sh or a script that sets them, vm-config.yaml, Helm "
                         "values, a lab file. Scripts are read and never run."),
                      QStringLiteral("dim")));
    all->addWidget(m_banner);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(16);
    columns->addWidget(makeSource(), 1);
    columns->addWidget(makeResult(), 1);
    all->addLayout(columns, 1);
    all->addWidget(m_notes);
    all->addLayout(makeButtons());
    resize(960, std::min(660, parent ? std::max(480, parent->height() - 60) : 660));
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(150));
    connect(&m_soon, &QTimer::timeout, this, &ImportDialog::make);
    connect(m_source, &QPlainTextEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(m_format, &QComboBox::currentIndexChanged, this, &ImportDialog::make);
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_isNamed = true; });
    connect(m_name, &QLineEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    m_source->setFocus();
    check();
}

ImportDialog::~ImportDialog() = default;

QWidget *ImportDialog::makeSource()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *line = new QHBoxLayout;
    m_format->setAccessibleName(tr("Format"));
    m_format->addItem(tr("Detect the format"), QString());
    for (const ImportFormat &known : importFormats())
        m_format->addItem(formatTitle(QLatin1String(known.name)), QLatin1String(known.name));
    QPushButton *choose = makeButton(tr("Choose file…"));
    choose->setAutoDefault(false);
    line->addWidget(m_format, 1);
    line->addWidget(choose);
    column->addLayout(line);
    makeCode(*m_source, m_context.theme, tr("Text to import"));
    m_source->setPlaceholderText(tr("Paste the text, or drop a file here."));
    column->addWidget(m_source, 1);
    connect(choose, &QPushButton::clicked, this, [this] {
        if (const QString file = QFileDialog::getOpenFileName(this, tr("Import a file"));
            !file.isEmpty())
            openFile(file);
    });
    return side;
}

QWidget *ImportDialog::makeResult()
{
    auto *side = new QWidget;
    auto *column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *line = new QHBoxLayout;
    m_name->setAccessibleName(tr("Name of the new lab"));
    m_name->setMaxLength(60);
    line->addWidget(makeLabel(tr("New lab")));
    line->addWidget(m_name, 1);
    column->addLayout(line);
    column->addWidget(m_trouble);
    makeCode(*m_result, m_context.theme, tr("The new lab file"));
    m_result->setObjectName(QStringLiteral("terminalText"));
    m_result->setReadOnly(true);
    m_result->setPlaceholderText(tr("The lab file, before it is written."));
    column->addWidget(m_result, 1);
    return side;
}

QLayout *ImportDialog::makeButtons()
{
    auto *line = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"));
    line->addStretch();
    line->addWidget(cancel);
    line->addWidget(m_create);
    m_create->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_create, &QPushButton::clicked, this, &ImportDialog::create);
    return line;
}

void ImportDialog::openFile(const QString &file)
{
    auto work = [file](const JobContext &) { return readFile(file, kLargest); };
    m_reading =
        std::make_unique<Job<QByteArray>>(work, [this, file](const Result<QByteArray> &text) {
            m_reading.reset();
            if (!text)
                return m_banner->showWords(formatError(text.error()), text.error().details);
            m_file = file;
            m_isNamed = false;
            m_source->setPlainText(QString::fromUtf8(*text));
        });
}

void ImportDialog::setText(const QString &text)
{
    m_file.clear();
    m_isNamed = false;
    m_source->setPlainText(text);
}

// Replacing the job drops the result for an earlier text.
void ImportDialog::make()
{
    m_soon.stop();
    m_job.reset();
    m_banner->dismiss();
    const QByteArray text = m_source->toPlainText().toUtf8();
    if (text.trimmed().isEmpty()) {
        m_lab.clear();
        m_result->clear();
        m_notes->setNotes({});
        return check();
    }
    auto work = [text, file = m_file, format = m_format->currentData().toString(),
                 name = m_isNamed ? name() : QString()](const JobContext &) -> Result<Made> {
        return read(text, file, format.isEmpty() ? detectImportFormat(text, file) : format, name);
    };
    m_job = std::make_unique<Job<Made>>(work, [this](const Result<Made> &made) {
        m_job.reset();
        take(*made);
    });
}

ImportDialog::Made ImportDialog::read(const QByteArray &text, const QString &file,
                                      const QString &format, const QString &name)
{
    Made made{.format = format};
    auto imported = importAs(
        format, {text, name.isEmpty() ? labNameFor(file) : name, thisUpstreamHost(), file});
    if (imported && !name.isEmpty())
        imported->lab.name = name;
    const auto lab = imported ? labTextOf(*imported, imported->lab.name + QStringLiteral(".yaml"))
                              : Result<QByteArray>(fail(imported.error()));
    if (!lab) {
        made.trouble = lab.error();
        return made;
    }
    made.imported = std::move(*imported);
    made.text = *lab;
    return made;
}

void ImportDialog::take(const Made &made)
{
    m_lab = made.text;
    m_result->setPlainText(QString::fromUtf8(m_lab));
    m_notes->setNotes(made.imported.notes);
    if (m_format->currentIndex() == 0)
        m_format->setItemText(0, tr("Detected: %1").arg(formatTitle(made.format)));
    if (made.trouble) // for a lab file the details list its errors by line
        m_banner->showWords(made.trouble->details.isEmpty() ? formatError(*made.trouble)
                                                            : made.trouble->details.trimmed());
    else if (!m_isNamed)
        suggestName(made.imported.lab.name);
    check();
}

// Suggests the lab's own name or, if that is taken, the next free one.
void ImportDialog::suggestName(const QString &name)
{
    const QString free = m_context.actions.freeLabName(name);
    if (m_name->text() == free)
        return;
    m_isNamed = free != name; // a different name must be written into the text
    m_name->setText(free);
    if (!m_isNamed)
        m_soon.stop();
}

void ImportDialog::check()
{
    const auto free = checkNewLab(m_context.paths(), name());
    const QString words = free || m_lab.isEmpty() ? QString() : sentence(formatError(free.error()));
    showTrouble(*m_trouble, *m_name, words);
    m_create->setEnabled(!m_lab.isEmpty() && free.has_value());
}

void ImportDialog::create()
{
    if (m_soon.isActive() || m_job) // the result shown is out of date
        return;
    const auto file = writeNewLab(m_context.paths(), name(), m_lab);
    if (!file)
        return m_banner->showWords(formatError(file.error()), file.error().details);
    m_context.store.reload();
    Q_EMIT created(name());
    accept();
}

void ImportDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() || event->mimeData()->hasText())
        event->acceptProposedAction();
}

void ImportDialog::dropEvent(QDropEvent *event)
{
    const QString file = localFile(*event->mimeData());
    if (file.isEmpty())
        setText(event->mimeData()->text());
    else
        openFile(file);
    event->acceptProposedAction();
}

} // namespace hydra::ui
