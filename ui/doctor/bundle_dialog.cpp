// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/doctor/bundle_dialog.h"

#include <QDir>
#include <QFileDialog>
#include <QSplitter>

namespace hydra::ui {

BundleDialog::BundleDialog(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_banner(new Banner), m_list(new QListWidget),
      m_text(new QPlainTextEdit),
      m_save(makeButton(tr("Save…"), QStringLiteral("primary"), tr("Save the debug bundle")))
{
    setWindowTitle(tr("Debug bundle"));
    resize(860, 560);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addWidget(makeLabel(tr("Debug bundle"), QStringLiteral("title")));
    all->addWidget(makeParagraph(tr("For whoever helps you. Passwords, keys and tokens were "
                                    "removed. Look through it before you give it away."),
                                 QStringLiteral("dim")));
    all->addWidget(m_banner);
    auto *split = new QSplitter;
    m_list->setAccessibleName(tr("Files of the bundle"));
    m_text->setAccessibleName(tr("The chosen file"));
    m_text->setReadOnly(true);
    m_text->setObjectName(QStringLiteral("terminalText"));
    m_text->setFont(context.theme.monospace());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setPlaceholderText(tr("Collecting…"));
    split->addWidget(m_list);
    split->addWidget(m_text);
    split->setSizes({280, 560});
    all->addWidget(split, 1);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"));
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    all->addLayout(buttons);
    m_save->setEnabled(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_save, &QPushButton::clicked, this, &BundleDialog::save);
    connect(m_list, &QListWidget::currentRowChanged, this, &BundleDialog::showEntry);
    auto work = [environment = context.store.environment()](const JobContext &job) {
        return collectDebugBundle(environment, {}, job);
    };
    m_job = std::make_unique<Job<std::vector<BundleEntry>>>(
        work, [this](Result<std::vector<BundleEntry>> entries) {
            m_job.reset();
            take(std::move(entries));
        });
}

void BundleDialog::take(Result<std::vector<BundleEntry>> entries)
{
    if (!entries) {
        m_text->setPlaceholderText({});
        return m_banner->showWords(formatError(entries.error()), entries.error().details);
    }
    m_entries = std::move(*entries);
    for (const BundleEntry &entry : m_entries) {
        const QString size = entry.bytes.size() < 1024
                                 ? tr("%1 B").arg(entry.bytes.size())
                                 : tr("%1 KiB").arg(entry.bytes.size() / 1024);
        auto *item = new QListWidgetItem(QStringLiteral("%1  ·  %2").arg(entry.name, size), m_list);
        item->setToolTip(entry.note);
    }
    m_save->setEnabled(!m_entries.empty());
    m_list->setCurrentRow(0);
}

void BundleDialog::showEntry(int row)
{
    if (row >= 0 && size_t(row) < m_entries.size())
        m_text->setPlainText(QString::fromUtf8(m_entries[size_t(row)].bytes.left(1 << 20)));
}

void BundleDialog::save()
{
    const QString path = QFileDialog::getSaveFileName(this, tr("Save the debug bundle"),
                                                      QDir::home().filePath(debugBundleName()), {},
                                                      nullptr, QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    if (const auto written = writeDebugBundle(path, m_entries); !written)
        return m_banner->showWords(formatError(written.error()), written.error().details);
    accept();
}

} // namespace hydra::ui
