// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/boot/provisioning_events.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <cstdint>
#include <set>

namespace hydra {

struct HttpRequest;

/// What the guest's script is asked for; several are answered in this order.
enum class ReportKind { Logs, Running, Modules };

/// Receives on 127.0.0.1 what cloud-init posts (POST /TOKEN, JSON), and asks the guest's script
/// report-provisioning for its reports: that waits for the answer to GET /TOKEN/ask and, when it is
/// "logs", "running" or "modules", posts them to /TOKEN/report. Event-loop thread. Bounded: 16
/// connections with one request each, which must arrive within 10 s; one request of the script is
/// held, the last, for a minute. A report that nobody asked for is dropped. Any other path gets
/// 404.
class Webhook : public QObject
{
    Q_OBJECT

public:
    explicit Webhook(const QString &token, QObject *parent = nullptr);
    [[nodiscard]] Result<void> listen(std::uint16_t port);

    /// Asks for a report: at once when the script waits, else as soon as it does.
    void askFor(ReportKind kind);
    /// The script may end: answers it so now and in future.
    void dismissReporter();
    /// Another guest, or boot, begins: its script has not been heard of.
    void forgetReporter();
    /// Whether the script was heard of within its time.
    [[nodiscard]] bool hasReporter() const { return !m_reporterTime.hasExpired(); }

Q_SIGNALS:
    void received(const hydra::CloudInitEvent &event);
    void reported(const QByteArray &body);

private:
    void accept();
    void answer(QTcpSocket &socket, const HttpRequest &request);
    void answerAsking(QTcpSocket &socket);
    void hold(QTcpSocket &socket);

    QByteArray m_path;
    QTcpServer m_server;
    QPointer<QTcpSocket> m_held;
    QDeadlineTimer m_reporterTime{0};
    std::set<ReportKind> m_wanted;
    bool m_expectsReport = false; ///< it was asked for and has not come yet
    bool m_isDismissed = false;
};

} // namespace hydra
