// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// A QEMU without a guest: takes QEMU's command line, speaks QMP and serves its console sockets. How
// it behaves is said in $FAKE_QEMU, a JSON object:
//   version        what -version says ("7.2.22")
//   fail           {"on": "start"|"cont", "signal": N | "exit": N, "stderr": TEXT}
//   status         run state after cont ("running"; "internal-error" stops like a broken KVM)
//   boot           [{"ms": N, "text": TEXT}]: said on the first console after cont and each reset
//   flood_kib      console bytes of a known pattern after the boot text
//   flood_console  chardev that floods ("ser0")
//   busy_disk      true: disk operations grow with every query
//   powerdown      "shutdown" (default), "ignore"
//   migration      what an incoming migration ends as ("completed"; "failed")
//   launch_log     file that gets a line "PID NANOSECONDS" (CLOCK_MONOTONIC) when we start a VM
//   snapshots      {NODE: {TAG: BYTES OF MEMORY}}: what the disks have at the start; a load needs memory > 0
//   job_ms         how long a snapshot job runs (0)
//   job_error      {"snapshot-save"|"snapshot-load"|"snapshot-delete": TEXT}: how it fails
//   firmware       what the debug console says at once when there is one ("SeaBIOS (fake)")
// A line typed on a console is echoed; these are commands: RESET, POWEROFF, ABORT, PANIC, SAY TEXT.
#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <memory>

namespace {

QMap<QString, QString> options(const QString &argument)
{
    QMap<QString, QString> map;
    for (const QString &part : argument.split(u',')) {
        const qsizetype equals = part.indexOf(u'=');
        map[part.left(equals)] = equals < 0 ? QString() : part.mid(equals + 1);
    }
    return map;
}

/// One socket chardev: its first client, and its log file.
class Console : public QObject
{
    Q_OBJECT

public:
    Console(const QString &path, const QString &logFile)
    {
        QLocalServer::removeServer(path);
        if (!m_server.listen(path))
            qFatal("cannot listen on %s", qPrintable(path));
        if (!logFile.isEmpty()) {
            m_log.setFileName(logFile);
            m_log.open(QIODevice::Append | QIODevice::Unbuffered);
        }
        connect(&m_server, &QLocalServer::newConnection, this, &Console::accept);
    }

    void say(const QByteArray &bytes)
    {
        if (m_log.isOpen())
            m_log.write(bytes);
        if (m_client)
            m_client->write(bytes);
    }

    // As a UART does: no faster than its reader.
    void flood(qint64 bytes)
    {
        m_flood = bytes;
        pourFlood();
    }

Q_SIGNALS:
    void line(const QByteArray &text);

private:
    void accept()
    {
        QLocalSocket *client = m_server.nextPendingConnection();
        m_client = client;
        connect(client, &QLocalSocket::readyRead, this, [this, client] {
            m_input += client->readAll();
            for (qsizetype end; (end = m_input.indexOf('\n')) >= 0; m_input.remove(0, end + 1))
                Q_EMIT line(m_input.left(end));
        });
        connect(client, &QLocalSocket::bytesWritten, this, &Console::pourFlood);
        connect(client, &QLocalSocket::disconnected, this, [this, client] {
            if (m_client == client)
                m_client = nullptr;
            client->deleteLater();
        });
        pourFlood();
    }

    void pourFlood()
    {
        while (m_flood > 0 && m_client && m_client->bytesToWrite() < 65536) {
            const QByteArray number = QByteArray::number(m_flood);
            QByteArray block = number + QByteArray(std::max<qsizetype>(0, 1023 - number.size()), '.') + '\n';
            block.truncate(std::min<qint64>(block.size(), m_flood));
            m_flood -= block.size();
            say(block);
        }
    }

    QLocalServer m_server;
    QLocalSocket *m_client = nullptr;
    QFile m_log;
    QByteArray m_input;
    qint64 m_flood = 0;
};

class Machine : public QObject
{
    Q_OBJECT

public:
    explicit Machine(QJsonObject how) : m_how(std::move(how))
    {
        const QJsonObject disks = m_how[QStringLiteral("snapshots")].toObject();
        for (auto disk = disks.begin(); disk != disks.end(); ++disk)
            m_snapshots[disk.key()] = disk.value().toObject();
    }

    void addDisk(const QString &node, const QString &file) { m_files[node] = file; }

    void addConsole(const QString &id, const QString &path, const QString &log)
    {
        m_consoles[id] = std::make_unique<Console>(path, log);
        connect(m_consoles[id].get(), &Console::line, this,
                [this, id](const QByteArray &text) { obey(*m_consoles[id], text); });
    }

    void serveQmp(const QString &path)
    {
        QLocalServer::removeServer(path);
        if (!m_server.listen(path))
            qFatal("cannot listen on %s", qPrintable(path));
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            QLocalSocket *client = m_server.nextPendingConnection();
            m_qmp = client;
            connect(client, &QLocalSocket::readyRead, this, [this, client] {
                while (client->canReadLine())
                    answer(QJsonDocument::fromJson(client->readLine()).object());
            });
            connect(client, &QLocalSocket::disconnected, this, [this, client] {
                if (m_qmp == client)
                    m_qmp = nullptr;
            });
            send({{QStringLiteral("QMP"),
                   QJsonObject{{QStringLiteral("version"),
                                QJsonObject{{QStringLiteral("qemu"),
                                             QJsonObject{{QStringLiteral("major"), 7},
                                                         {QStringLiteral("minor"), 2},
                                                         {QStringLiteral("micro"), 22}}},
                                            {QStringLiteral("package"), QString()}}},
                               {QStringLiteral("capabilities"), QJsonArray()}}}});
        });
    }

    void awaitMigration() { m_status = QStringLiteral("inmigrate"); }

    void failIfTold(const char *when)
    {
        const QJsonObject fail = m_how[QStringLiteral("fail")].toObject();
        if (fail[QStringLiteral("on")].toString() != QLatin1String(when))
            return;
        std::fputs(fail[QStringLiteral("stderr")].toString().toUtf8().constData(), stderr);
        if (fail.contains(QStringLiteral("signal")))
            std::raise(fail[QStringLiteral("signal")].toInt());
        std::_Exit(fail[QStringLiteral("exit")].toInt());
    }

private:
    void send(const QJsonObject &json)
    {
        if (m_qmp)
            m_qmp->write(QJsonDocument(json).toJson(QJsonDocument::Compact) + "\r\n");
    }

    void event(const QString &name, const QJsonObject &data = {})
    {
        send({{QStringLiteral("event"), name}, {QStringLiteral("data"), data}});
    }

    void leave(bool guest, const QString &reason)
    {
        event(QStringLiteral("SHUTDOWN"), {{QStringLiteral("guest"), guest}, {QStringLiteral("reason"), reason}});
        QTimer::singleShot(5, this, [] { QCoreApplication::quit(); });
    }

    void reset(bool guest)
    {
        event(QStringLiteral("RESET"), {{QStringLiteral("guest"), guest},
                                        {QStringLiteral("reason"), guest ? QStringLiteral("guest-reset")
                                                                         : QStringLiteral("host-qmp-system-reset")}});
        boot();
    }

    void boot()
    {
        for (const QJsonValue &step : m_how[QStringLiteral("boot")].toArray())
            QTimer::singleShot(step[QStringLiteral("ms")].toInt(), this, [this, step] {
                first().say(step[QStringLiteral("text")].toString().toUtf8());
            });
    }

    Console &first() { return *(m_consoles.contains(QStringLiteral("ser0")) ? m_consoles[QStringLiteral("ser0")]
                                                                             : m_consoles.begin()->second); }

    void start()
    {
        failIfTold("cont");
        m_status = m_how[QStringLiteral("status")].toString(QStringLiteral("running"));
        event(QStringLiteral("RESUME"));
        if (m_status != u"running")
            return event(QStringLiteral("STOP"));
        if (std::exchange(m_booted, true))
            return;
        boot();
        const auto console = m_consoles.find(m_how[QStringLiteral("flood_console")].toString(QStringLiteral("ser0")));
        if (console != m_consoles.end())
            console->second->flood(qint64(m_how[QStringLiteral("flood_kib")].toInt()) * 1024);
    }

    void obey(Console &console, const QByteArray &text)
    {
        const QByteArray word = text.trimmed();
        if (word == "RESET")
            reset(true);
        else if (word == "POWEROFF")
            leave(true, QStringLiteral("guest-shutdown"));
        else if (word == "ABORT")
            std::abort();
        else if (word == "PANIC")
            leave(true, QStringLiteral("guest-panic"));
        else if (word.startsWith("SAY "))
            console.say(text.mid(4) + '\n');
        else
            console.say("echo: " + text + '\n');
    }

    QJsonArray blockStats()
    {
        m_disk += m_how[QStringLiteral("busy_disk")].toBool() ? 1 : 0;
        return {QJsonObject{{QStringLiteral("stats"), QJsonObject{{QStringLiteral("rd_operations"), m_disk},
                                                                  {QStringLiteral("rd_bytes"), m_disk * 512}}}}};
    }

    QJsonArray blocks()
    {
        QJsonArray all;
        for (const auto &[node, file] : m_files) {
            QJsonArray snapshots;
            for (auto one = m_snapshots[node].begin(); one != m_snapshots[node].end(); ++one)
                snapshots.append(QJsonObject{{QStringLiteral("id"), QStringLiteral("1")}, {QStringLiteral("name"), one.key()},
                                             {QStringLiteral("vm-state-size"), one.value()}});
            all.append(QJsonObject{{QStringLiteral("inserted"),
                                    QJsonObject{{QStringLiteral("node-name"), node}, {QStringLiteral("file"), file},
                                                {QStringLiteral("image"), QJsonObject{{QStringLiteral("actual-size"), 4096},
                                                                                      {QStringLiteral("snapshots"), snapshots}}}}}});
        }
        return all;
    }

    // As QEMU does: errors are in the job, which stays until it is dismissed.
    QString work(const QString &command, const QJsonObject &arguments)
    {
        const QString told = m_how[QStringLiteral("job_error")][command].toString();
        if (!told.isEmpty())
            return told;
        const QString tag = arguments[QStringLiteral("tag")].toString();
        const QString memory = arguments[QStringLiteral("vmstate")].toString();
        for (const QJsonValue &device : arguments[QStringLiteral("devices")].toArray()) {
            QJsonObject &disk = m_snapshots[device.toString()];
            if (command == u"snapshot-save" && disk.contains(tag))
                return QStringLiteral("Snapshot '%1' already exists in one or more devices").arg(tag);
            if (command == u"snapshot-load" && !disk.contains(tag))
                return QStringLiteral("Snapshot '%1' does not exist in one or more devices").arg(tag);
            if (command == u"snapshot-save")
                disk[tag] = device.toString() == memory ? 1 << 20 : 0;
            else if (command == u"snapshot-delete")
                disk.remove(tag);
        }
        return {};
    }

    void startJob(const QString &command, const QJsonObject &arguments)
    {
        const QString id = arguments[QStringLiteral("job-id")].toString();
        const QString before = m_status;
        m_jobs[id] = {{QStringLiteral("id"), id}, {QStringLiteral("type"), command}, {QStringLiteral("status"), QStringLiteral("running")}};
        QTimer::singleShot(m_how[QStringLiteral("job_ms")].toInt(), this, [this, id, command, arguments, before] {
            const QString error = work(command, arguments);
            m_jobs[id][QStringLiteral("status")] = QStringLiteral("concluded");
            if (!error.isEmpty())
                m_jobs[id][QStringLiteral("error")] = error;
            if (command == u"snapshot-load" && !error.isEmpty() && before == u"running")
                m_status = QStringLiteral("restore-vm");
            event(QStringLiteral("JOB_STATUS_CHANGE"), {{QStringLiteral("id"), id}, {QStringLiteral("status"), QStringLiteral("concluded")}});
        });
    }

    QJsonArray jobs() const
    {
        QJsonArray all;
        for (const auto &[id, job] : m_jobs)
            all.append(job);
        return all;
    }

    QJsonValue act(const QString &name, const QJsonObject &arguments)
    {
        if (name == u"query-block")
            return blocks();
        if (name == u"query-jobs")
            return jobs();
        if (name == u"query-version")
            return QJsonObject{{QStringLiteral("qemu"), QJsonObject{{QStringLiteral("major"), 7}, {QStringLiteral("minor"), 2}, {QStringLiteral("micro"), 22}}}};
        if (name == u"query-status")
            return QJsonObject{{QStringLiteral("status"), m_status}, {QStringLiteral("running"), m_status == u"running"}};
        if (name == u"query-blockstats")
            return blockStats();
        if (name == u"human-monitor-command" && arguments[QStringLiteral("command-line")].toString().startsWith(u"hostfwd_add"))
            return QString();
        if (name == u"human-monitor-command")
            return QStringLiteral("Hub -1 (net0):\r\n  TCP[HOST_FORWARD]  20  127.0.0.1 36002  10.0.2.15  80  0 0\r\n");
        return QJsonObject();
    }

    void answer(const QJsonObject &command)
    {
        const QString name = command[QStringLiteral("execute")].toString();
        QJsonObject reply{{QStringLiteral("return"), act(name, command[QStringLiteral("arguments")].toObject())}};
        if (name == u"no-such-command")
            reply = {{QStringLiteral("error"), QJsonObject{{QStringLiteral("class"), QStringLiteral("CommandNotFound")},
                                                           {QStringLiteral("desc"), QStringLiteral("The command is not known")}}}};
        const QJsonObject arguments = command[QStringLiteral("arguments")].toObject();
        if (name.startsWith(QStringLiteral("snapshot-")) && m_jobs.count(arguments[QStringLiteral("job-id")].toString()) > 0)
            reply = {{QStringLiteral("error"), QJsonObject{{QStringLiteral("class"), QStringLiteral("GenericError")},
                                                           {QStringLiteral("desc"), QStringLiteral("Job ID already in use")}}}};
        else if (name.startsWith(QStringLiteral("snapshot-")))
            startJob(name, arguments);
        else if (name == u"job-dismiss")
            m_jobs.erase(arguments[QStringLiteral("id")].toString());
        for (const QJsonValue &action : arguments[QStringLiteral("actions")].toArray()) {
            const QJsonObject data = action[QStringLiteral("data")].toObject();
            m_snapshots[data[QStringLiteral("device")].toString()][data[QStringLiteral("name")].toString()] = 0;
        }
        reply[QStringLiteral("id")] = command[QStringLiteral("id")];
        send(reply);
        if (name == u"migrate-incoming") {
            const QString end = m_how[QStringLiteral("migration")].toString(QStringLiteral("completed"));
            m_status = end == u"completed" ? QStringLiteral("paused") : m_status;
            event(QStringLiteral("MIGRATION"), {{QStringLiteral("status"), end}});
        } else if (name == u"cont")
            start();
        else if (name == u"stop") {
            m_status = QStringLiteral("paused");
            event(QStringLiteral("STOP"));
        } else if (name == u"quit")
            leave(false, QStringLiteral("host-qmp-quit"));
        else if (name == u"system_reset")
            reset(false);
        else if (name == u"system_powerdown") {
            event(QStringLiteral("POWERDOWN"));
            if (m_how[QStringLiteral("powerdown")].toString() != u"ignore")
                leave(true, QStringLiteral("guest-shutdown"));
        }
    }

    QJsonObject m_how;
    std::map<QString, QJsonObject> m_snapshots; ///< by node: tag and size of memory
    std::map<QString, QString> m_files;
    std::map<QString, QJsonObject> m_jobs;
    QLocalServer m_server;
    QLocalSocket *m_qmp = nullptr;
    std::map<QString, std::unique_ptr<Console>> m_consoles;
    QString m_status = QStringLiteral("prelaunch");
    bool m_booted = false;
    qint64 m_disk = 0;
};

// Before anything else, so that it tells when QEMU was executed.
void logLaunch(const QString &file, std::chrono::steady_clock::time_point when)
{
    QFile log(file);
    if (!file.isEmpty() && log.open(QIODevice::Append | QIODevice::Unbuffered))
        log.write(QByteArray::number(QCoreApplication::applicationPid()) + ' '
                  + QByteArray::number(qint64(std::chrono::nanoseconds(when.time_since_epoch()).count())) + '\n');
}

// What QEMU lists when it is asked "help" of an option.
int help(const char *words)
{
    std::fputs(words, stdout);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto executed = std::chrono::steady_clock::now();
    QCoreApplication app(argc, argv);
    const QJsonObject how = QJsonDocument::fromJson(qgetenv("FAKE_QEMU")).object();
    const QStringList args = QCoreApplication::arguments().mid(1);
    if (args.contains(QStringLiteral("-version")) || args.contains(QStringLiteral("--version"))) {
        std::printf("QEMU emulator version %s\n",
                    qPrintable(how[QStringLiteral("version")].toString(QStringLiteral("7.2.22"))));
        return 0;
    }
    if (args.value(args.indexOf(QStringLiteral("-machine")) + 1) == u"help")
        return help("Supported machines are:\nq35                  Standard PC (Q35 + ICH9, 2009) (alias of pc-q35-7.2)\n");
    if (args.contains(QStringLiteral("help")))
        return help(args.contains(QStringLiteral("-accel"))
                        ? "Accelerators supported in QEMU binary:\ntcg\nkvm\n"
                        : "Available netdev backend types:\nsocket\nhubport\ntap\nuser\n");
    const bool trial = !args.filter(QStringLiteral("isa-debugcon")).isEmpty(); // no VM, only a test of acceleration
    if (!trial)
        logLaunch(how[QStringLiteral("launch_log")].toString(), executed);
    Machine machine(how);
    if (args.contains(QStringLiteral("-incoming")))
        machine.awaitMigration();
    machine.failIfTold("start");
    if (trial) {
        std::puts(qPrintable(how[QStringLiteral("firmware")].toString(QStringLiteral("SeaBIOS (fake)"))));
        std::fflush(stdout);
    }
    for (qsizetype i = 0; i + 1 < args.size(); ++i) {
        const auto values = options(args[i + 1]);
        const QString id = values[QStringLiteral("id")];
        if (args[i] == u"-qmp")
            machine.serveQmp(args[i + 1].section(u',', 0, 0).mid(5));
        else if (args[i] == u"-chardev" && args[i + 1].startsWith(QStringLiteral("socket,")) && id == u"qmp")
            machine.serveQmp(values[QStringLiteral("path")]);
        else if (args[i] == u"-blockdev" && values[QStringLiteral("driver")] == u"qcow2")
            machine.addDisk(values[QStringLiteral("node-name")], values[QStringLiteral("file.filename")]);
        else if (args[i] == u"-chardev" && args[i + 1].startsWith(QStringLiteral("socket,")))
            machine.addConsole(id, values[QStringLiteral("path")], values[QStringLiteral("logfile")]);
    }
    return QCoreApplication::exec();
}

#include "main.moc"
