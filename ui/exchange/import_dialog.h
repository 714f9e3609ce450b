// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "exchange/formats.h"
#include "widgets/basics.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTimer>

namespace hydra::ui {

class NotesList;

/// Makes a lab of what others wrote: a file, pasted or dropped text. Shows the lab file and what has no place in one
/// before anything is written.
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
        std::optional<Error> trouble; ///< then there are neither of these
    };

    [[nodiscard]] QWidget *makeSource();
    [[nodiscard]] QWidget *makeResult();
    [[nodiscard]] QLayout *makeButtons();
    [[nodiscard]] QString name() const { return m_name->text().trimmed(); }
    void make();
    void take(const Made &made);
    [[nodiscard]] static Made read(const QByteArray &text, const QString &file, const QString &format, const QString &name);
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
    QString m_file; ///< where the text came from; empty: it was typed or pasted
    bool m_isNamed = false; ///< the user chose the name
    QByteArray m_lab;       ///< what is shown; empty: there is none
    QTimer m_soon;
    std::unique_ptr<JobBase> m_job;
    std::unique_ptr<JobBase> m_reading;
};

} // namespace hydra::ui
