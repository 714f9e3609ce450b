// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/fakes/fake_qemu/console.h"

#include <QJsonArray>
#include <QJsonObject>

#include <map>
#include <memory>

namespace fake_qemu {

/// The VM: its consoles and disks, and QMP. HOW is $FAKE_QEMU; see main.cpp.
class Machine : public QObject
{
    Q_OBJECT

public:
    explicit Machine(QJsonObject how);
    void addDisk(const QString &node, const QString &file) { m_files[node] = file; }
    void addConsole(const QString &id, const QString &path, const QString &log);
    void serveQmp(const QString &path);
    void awaitMigration() { m_status = QStringLiteral("inmigrate"); }
    void failIfTold(const char *when);

private:
    void send(const QJsonObject &json);
    void event(const QString &name, const QJsonObject &data = {});
    void leave(bool guest, const QString &reason);
    void reset(bool guest);
    void boot();
    Console &first();
    void start();
    void obey(Console &console, const QByteArray &text);
    QJsonArray blockStats();
    QJsonArray blocks();
    /// Like in QEMU, errors are reported in the job, which remains until it is dismissed.
    QString work(const QString &command, const QJsonObject &arguments);
    void startJob(const QString &command, const QJsonObject &arguments);
    QJsonArray jobs() const;
    [[nodiscard]] QString migrationEnd() const;
    /// The new backend goes on where the old one was; like QEMU, that one removes its socket last.
    void changeConsole(const QJsonObject &arguments);
    QJsonValue act(const QString &name, const QJsonObject &arguments);
    void answer(const QJsonObject &command);
    /// What a command causes besides its reply.
    void follow(const QString &name);

    QJsonObject m_how;
    std::map<QString, QJsonObject> m_snapshots; ///< node -> tag -> size of memory
    std::map<QString, QString> m_files;
    std::map<QString, QJsonObject> m_jobs;
    QLocalServer m_server;
    QLocalSocket *m_qmp = nullptr;
    std::map<QString, std::unique_ptr<Console>> m_consoles;
    QString m_status = QStringLiteral("prelaunch");
    bool m_booted = false;
    qint64 m_disk = 0;
};

} // namespace fake_qemu
