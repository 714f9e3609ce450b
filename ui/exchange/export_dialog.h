// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/formats.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QListWidget>
#include <QPlainTextEdit>

namespace hydra::ui {

class NotesList;

/// Shows a lab or one of its VMs in another format before anything is written: all files, and what
/// the format cannot express.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// TARGET: the initial choice, the lab or one of its VMs.
    ExportDialog(Context &context, const LoadedTarget &target, QWidget *parent);
    ~ExportDialog() override;

    void chooseFormat(const QString &format);
    /// Writes the main file to PATH and the others beside it.
    void saveAs(const QString &path);

private:
    [[nodiscard]] QWidget *makeChoice();
    [[nodiscard]] QWidget *makePreview();
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QString format() const;
    [[nodiscard]] QString name() const; ///< LAB or LAB/VM
    [[nodiscard]] LoadedTarget target() const;
    void showTroubleWith(const Error &error);
    [[nodiscard]] QString command() const;
    void make();
    void take(const Result<Exported> &exported);
    void showFiles();
    void showFile(int index);
    void askForPath();

    Context &m_context;
    LoadedLab m_lab;
    Banner *m_banner;
    QComboBox *m_subject; ///< the lab, then its VMs
    QListWidget *m_formats;
    QLabel *m_summary;
    QComboBox *m_files;
    QPlainTextEdit *m_text;
    NotesList *m_notes;
    QCheckBox *m_secrets;
    QLabel *m_words;
    QPushButton *m_copy;
    QPushButton *m_save;
    Exported m_exported;
    std::unique_ptr<JobBase> m_job;
    std::unique_ptr<JobBase> m_saving;
};

} // namespace hydra::ui
