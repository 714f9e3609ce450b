// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/remote_stream.h"
#include "ui/console/terminal_pane.h"
#include "ui/models/vm_runtime.h"

namespace hydra::ui {

/// A shell in a container, over the runtime's stream. Starts when it is first shown; ends with this
/// object.
class ContainerTerminal : public TerminalPane
{
    Q_OBJECT

public:
    ContainerTerminal(Context &context, VmRuntime &runtime, QString id, const QString &name,
                      QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void begin();
    void open(const QUrl &url);
    void ended(const Result<int> &exit);

    QPointer<VmRuntime> m_runtime;
    QString m_id;
    QString m_name;
    QPushButton *m_again;
    std::unique_ptr<CriClient> m_client;
    std::unique_ptr<RemoteStream> m_stream;
    bool m_begun = false;
};

} // namespace hydra::ui
