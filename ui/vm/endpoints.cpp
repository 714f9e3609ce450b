// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/endpoints.h"

#include <QCoreApplication>
#include <QHostAddress>

namespace hydra::ui {
namespace {

QString nameOf(const PlannedPort &port)
{
    if (port.role == u"ssh")
        return QStringLiteral("SSH");
    if (port.role == u"containerd")
        return QStringLiteral("containerd (CRI)");
    if (port.role == u"streaming")
        return QCoreApplication::translate("Endpoints", "CRI streaming");
    return port.name.isEmpty()
               ? port.role == u"extra"
                     ? QCoreApplication::translate("Endpoints", "port %1").arg(port.guestPort)
                     : port.role
               : port.name;
}

} // namespace

std::vector<EndpointRow> endpointRows(const VmStatus &status, const QString &username)
{
    std::vector<EndpointRow> rows;
    for (const PlannedPort &port : status.ports) {
        if (port.hostPort == 0)
            continue;
        const QString near = port.localAddress();
        EndpointRow row;
        row.name = nameOf(port);
        row.open = !QHostAddress(port.hostAddress).isLoopback();
        if (port.role == u"ssh") {
            row.address = row.copy =
                QStringLiteral("ssh -p %1 %2@%3").arg(port.hostPort).arg(username, near);
        } else if (port.role == u"extra" && port.protocol == u"tcp") {
            row.url = QStringLiteral("http://%1:%2").arg(near).arg(port.hostPort);
            row.copy = row.open ? QStringLiteral("%1:%2").arg(port.hostAddress).arg(port.hostPort)
                                : row.url;
            row.address = QStringLiteral("%1 → %2").arg(row.copy).arg(port.guestPort);
        } else {
            row.address = row.copy =
                QStringLiteral("%1://%2:%3").arg(port.protocol, near).arg(port.hostPort);
        }
        rows.push_back(row);
    }
    if (!status.criSocket.isEmpty()) {
        EndpointRow row;
        row.name = QCoreApplication::translate("Endpoints", "CRI socket");
        row.address = row.copy = QStringLiteral("unix://") + status.criSocket;
        rows.push_back(row);
    }
    return rows;
}

} // namespace hydra::ui
