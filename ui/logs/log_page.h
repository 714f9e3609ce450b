// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/console/log_reader.h"
#include "ui/context.h"
#include "ui/widgets/combo_box.h"

#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPointer>

namespace hydra::ui {

/// A VM's logs as text: vm.log with the keeper's events, QEMU's output, the transcripts. Begins
/// with the last 4 MiB, follows the log while visible, also into the next file, and filters lines.
class LogPage : public QWidget
{
    Q_OBJECT

public:
    LogPage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void chooseSource();
    void readOn();
    void filter();
    void append(const QStringList &lines);
    void showCount();

    QString m_stateDir;
    ComboBox *m_source;
    QLineEdit *m_filter;
    QLabel *m_count;
    QPlainTextEdit *m_text;
    QTimer m_timer;
    LogReader m_log{QString()};
    QByteArray m_rest;
    QStringList m_lines;
};

} // namespace hydra::ui
