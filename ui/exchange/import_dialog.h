// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/formats/formats.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>

namespace hydra::ui {

class NotesList;

/// Makes a lab of a file, or of pasted or dropped text, in a foreign format. Shows the resulting
/// lab file, and what it cannot express, before anything is written.
class ImportDialog : public QDialog
{
    Q_OBJECT

public:
    ImportDialog(Context &context, QWidget *parent);
    ~ImportDialog() override;

    void openFile(const QString &file);
    void setText(const QString &text);

Q_SIGNALS:
    void created(const QString &lab);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Made {
        QString format;
        Imported imported;
        QByteArray text;
        std::optional<Error> trouble; ///< if set, the others are empty
    };

    [[nodiscard]] QWidget *makeSource();
    [[nodiscard]] QWidget *makeResult();
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QString name() const { return m_name->text().trimmed(); }
    void make();
    void take(const Made &made);
    [[nodiscard]] static Made read(const QByteArray &text, const QString &file,
                                   const QString &format, const QString &name);
    void suggestName(const QString &name);
    void check();
    void create();

    Context &m_context;
    Banner *m_banner;
    QPlainTextEdit *m_source;
    QComboBox *m_format;
    QLineEdit *m_name;
    QLabel *m_trouble;
    QPlainTextEdit *m_result;
    NotesList *m_notes;
    QPushButton *m_create;
    QString m_file;         ///< the text's source; empty: typed or pasted
    bool m_isNamed = false; ///< whether the name differs from the text's own
    QByteArray m_lab;       ///< the lab file shown; empty: none
    QTimer m_soon;
    std::unique_ptr<JobBase> m_job;
    std::unique_ptr<JobBase> m_reading;
};

} // namespace hydra::ui
