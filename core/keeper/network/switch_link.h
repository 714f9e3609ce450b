// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/line_splitter.h"
#include "core/base/result.h"
#include "core/console/local_connection.h"
#include "core/process/held_process.h"

#include <QJsonObject>
#include <QTimer>

#include <functional>
#include <map>
#include <memory>

namespace hydra {

/// The keeper's connection to the switch of its lab (network/control.h has the words). Starts
/// hydra-switch while none answers; of several that are started at once, one stays. Event-loop
/// thread; never blocks.
class SwitchLink : public QObject
{
    Q_OBJECT

public:
    /// The switch listens at SOCKET, and writes to LOG_FILE what it has to say at its end.
    SwitchLink(QString socket, QString logFile, QObject *parent = nullptr);
    ~SwitchLink() override;

    void open();
    /// What was called before is still sent. The switch stays; it ends with its last port.
    void close();
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// Why it is not open.
    [[nodiscard]] const QString &reason() const { return m_reason; }

    using Done = std::function<void(const Result<QJsonObject> &)>;
    /// DONE comes once, with an error when the link breaks first. ATTACHED goes along (borrowed).
    void call(const QString &method, const QJsonObject &params, Done done, int attached = -1);

Q_SIGNALS:
    void opened(); ///< the switch may know nothing of our port
    void lost();
    void failed(const QString &why); ///< no switch can be started; it is tried again
    /// Of any VM's port: "home → 203.0.113.9:443 denied by egress".
    void denied(const QString &vm, const QString &text);

private:
    void onLost(const QString &words);
    void onReadable();
    void take(const QByteArray &line);
    void startSwitch();
    void complain(const QString &why);

    LocalConnection m_connection;
    QString m_socket;
    QString m_logFile;
    QTimer m_retry;
    std::unique_ptr<HeldProcess> m_switch; ///< the one that we have started last
    LineSplitter m_lines;
    std::map<qint64, Done> m_pending;
    QString m_reason;
    qint64 m_lastId = 0;
    bool m_isOpen = false;
};

} // namespace hydra
