// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/log_resume.h"
#include "core/process/process.h"
#include "ui/context.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/basics.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace hydra::ui {

class ElidedLabel;

/// A container's log, read over ssh from the runtime's log file. Follows while visible, continues
/// at the same line after a lost connection; keeps the last lines.
class ContainerLog : public QWidget
{
    Q_OBJECT

public:
    ContainerLog(Context &context, VmRuntime &runtime, QString id, QWidget *parent = nullptr);

    /// Appends lines.
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
    QTimer m_again; ///< retries the connection
    QTimer m_soon;  ///< collects lines into one update of the text
    std::unique_ptr<CriClient> m_client;
    std::unique_ptr<Process> m_process;
    std::optional<CriLogParser> m_parser;
    CriLogResume m_resume;
    std::vector<CriLogLine> m_waiting;
    QByteArray m_complaint;
    bool m_goesOn = false; ///< the last piece was partial: the next one continues its line
};

} // namespace hydra::ui
