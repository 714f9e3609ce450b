// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "cri/log_resume.h"
#include "models/vm_runtime.h"
#include "process/process.h"
#include "widgets/basics.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace hydra::ui {

class ElidedLabel;

/// A container's log, read over ssh from where the runtime writes it. Follows while it is visible, goes on where it was
/// when the connection broke; holds the last lines.
class ContainerLog : public QWidget
{
    Q_OBJECT

public:
    ContainerLog(Context &context, VmRuntime &runtime, QString id, QWidget *parent = nullptr);

    /// Lines that follow those that are shown.
    void add(const std::vector<CriLogLine> &lines);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void begin();
    void read(const QString &path);
    void broke(const QString &why);
    void flush();
    void write(QTextCursor &cursor, const CriLogLine &line);

    Context &m_context;
    QPointer<VmRuntime> m_runtime;
    QString m_id;
    ElidedLabel *m_words;
    QCheckBox *m_follow;
    QCheckBox *m_wrap;
    QPlainTextEdit *m_text;
    QTimer m_again; ///< tries again
    QTimer m_soon;  ///< many lines become one change of the text
    std::unique_ptr<CriClient> m_client;
    std::unique_ptr<Process> m_process;
    std::optional<CriLogParser> m_parser;
    CriLogResume m_resume;
    std::vector<CriLogLine> m_waiting;
    QByteArray m_complaint;
    bool m_goesOn = false; ///< the last piece ended within a line
};

} // namespace hydra::ui
