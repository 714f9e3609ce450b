// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/guest_agent.h"

#include "core/base/line_splitter.h"
#include "core/console/local_connection.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <deque>
#include <optional>

namespace hydra {
namespace {

using std::chrono::milliseconds;

constexpr auto kSyncPause = milliseconds(500);
constexpr auto kFirstPoll = milliseconds(30); // each poll costs an emulated guest some 20 ms
constexpr auto kLastPoll = milliseconds(120);
constexpr qsizetype kLineLimit = 48 << 20; // guest-exec returns up to 16 MiB, in base64

QString base64(const QByteArray &bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QByteArray bytesOf(const QJsonValue &text)
{
    return QByteArray::fromBase64(text.toString().toLatin1());
}

GuestExit exitOf(const QJsonObject &status)
{
    return {status[u"exitcode"].toInt(-1), bytesOf(status[u"out-data"]),
            bytesOf(status[u"err-data"])};
}

Error silent(milliseconds after)
{
    return {ErrorCode::TimedOut,
            QStringLiteral("the guest agent did not answer within %1 s")
                .arg(double(after.count()) / 1000),
            {},
            QStringLiteral("it needs the package qemu-guest-agent in the guest"),
            {}};
}

} // namespace

class GuestAgent::Private
{
public:
    struct Task {
        GuestCommand command;
        Reply reply;
        QString request; ///< if set, this agent command instead of a program
        Answer answer;
    };

    Private(GuestAgent *owner, QString path) : q(owner), connection(std::move(path))
    {
        for (QTimer *timer : {&deadline, &pause})
            timer->setSingleShot(true);
        connect(&deadline, &QTimer::timeout, q,
                [this] { end(fail(silent(tasks.front().command.timeout))); });
        connect(&pause, &QTimer::timeout, q, [this] { next ? next() : void(); });
        connect(&connection, &LocalConnection::connected, q, [this] { sync(); });
        connect(&connection, &LocalConnection::readable, q, [this] { read(); });
        // The port takes one client at a time, and QEMU creates the socket a little after it
        // starts, so a failed connection is tried again.
        connect(&connection, &LocalConnection::lost, q, [this] {
            if (!tasks.empty())
                later(kSyncPause, [this] { connection.open(); });
        });
    }

    void add(Task task)
    {
        tasks.push_back(std::move(task));
        if (tasks.size() == 1)
            begin();
    }

    void begin()
    {
        deadline.start(tasks.front().command.timeout);
        synced = feeding = false;
        if (connection.isConnected())
            sync();
        else
            connection.open();
    }

    void later(milliseconds after, std::function<void()> step)
    {
        next = std::move(step);
        pause.start(after);
    }

    // Skips replies to an earlier client's commands: the agent answers the byte 0xFF and a new id
    // with 0xFF and that id (guest-sync-delimited).
    void sync()
    {
        lines = LineSplitter(kLineLimit);
        synced = false;
        ++id;
        connection.write("\xff");
        say(QStringLiteral("guest-sync-delimited"), {{QStringLiteral("id"), id}});
        later(kSyncPause, [this] { sync(); });
    }

    void say(const QString &command, const QJsonObject &arguments)
    {
        connection.write(QJsonDocument({{QStringLiteral("execute"), command},
                                        {QStringLiteral("arguments"), arguments}})
                             .toJson(QJsonDocument::Compact) +
                         '\n');
    }

    void read()
    {
        const QPointer<GuestAgent> alive = q; // a reply may destroy it
        lines.feed(connection.read());
        while (alive) {
            const std::optional<QByteArray> line = lines.next();
            if (!line)
                return;
            if (tasks.empty())
                continue;
            const qsizetype mark = line->lastIndexOf('\xff');
            take(QJsonDocument::fromJson(line->mid(mark + 1)).object());
        }
    }

    void take(const QJsonObject &json)
    {
        if (!synced) {
            if (json[u"return"].toInteger(-1) != id)
                return;
            synced = true;
            pause.stop();
            return execute();
        }
        if (json.contains(u"error") && feeding)
            return startProgram(); // the shell that waited is gone
        if (json.contains(u"error"))
            return end(fail(ErrorCode::Failed, json[u"error"][u"desc"].toString(),
                            QStringLiteral("guest agent")));
        if (feeding)
            return feed(json[u"return"]);
        if (!tasks.front().request.isEmpty())
            return finish([value = json[u"return"]](const Task &task) { task.answer(value); });
        const QJsonObject reply = json[u"return"].toObject();
        if (pid == 0)
            return await(reply[u"pid"].toInteger());
        if (reply[u"exited"].toBool())
            return end(exitOf(reply));
        poll = std::min<milliseconds>(poll * 2, kLastPoll);
        later(poll, [this] { ask(); });
    }

    void execute()
    {
        if (const QString &request = tasks.front().request; !request.isEmpty())
            return say(request, {});
        const GuestCommand &command = tasks.front().command;
        if (command.waiting == 0)
            return startProgram();
        feeding = true;
        file = 0;
        // Read-write ("r+"), because opening a FIFO for writing only would block until it has a
        // reader.
        say(QStringLiteral("guest-file-open"), {{QStringLiteral("path"), command.inputFile},
                                                {QStringLiteral("mode"), QStringLiteral("r+")}});
    }

    void feed(const QJsonValue &reply)
    {
        if (file == 0) {
            file = reply.toInteger();
            return say(QStringLiteral("guest-file-write"),
                       {{QStringLiteral("handle"), file},
                        {QStringLiteral("buf-b64"), base64(tasks.front().command.input)}});
        }
        if (reply[u"count"].isDouble())
            return say(QStringLiteral("guest-file-close"), {{QStringLiteral("handle"), file}});
        feeding = false;
        await(tasks.front().command.waiting);
    }

    void await(qint64 program)
    {
        if (!tasks.front().reply)
            return finish([program](const Task &task) { task.answer(program); });
        pid = program;
        poll = kFirstPoll;
        later(poll, [this] { ask(); });
    }

    void startProgram()
    {
        const GuestCommand &command = tasks.front().command;
        feeding = false;
        pid = 0;
        QStringList env = command.env;
        env.prepend(QStringLiteral("PATH=/usr/sbin:/usr/bin:/sbin:/bin"));
        QJsonObject arguments{{QStringLiteral("path"), command.path},
                              {QStringLiteral("arg"), QJsonArray::fromStringList(command.args)},
                              {QStringLiteral("env"), QJsonArray::fromStringList(env)},
                              {QStringLiteral("capture-output"), true}};
        if (!command.input.isEmpty())
            arguments[u"input-data"] = base64(command.input);
        say(QStringLiteral("guest-exec"), arguments);
    }

    void ask() { say(QStringLiteral("guest-exec-status"), {{QStringLiteral("pid"), pid}}); }

    void end(const Result<GuestExit> &result)
    {
        finish([&result](const Task &task) { answerTo(task, result); });
    }

    static void answerTo(const Task &task, const Result<GuestExit> &result)
    {
        if (task.answer)
            task.answer(fail(result.error()));
        else if (task.reply)
            task.reply(result);
    }

    // The port is closed as well, so that a new agent's answers are not taken for the old one's.
    void forget(const QString &why)
    {
        deadline.stop();
        pause.stop();
        connection.close();
        const QPointer<GuestAgent> alive = q;
        for (const Task &task : std::exchange(tasks, {})) {
            if (alive)
                answerTo(task, fail(ErrorCode::Cancelled, why));
        }
    }

    void finish(const std::function<void(const Task &)> &tell)
    {
        deadline.stop();
        pause.stop();
        const Task task = std::move(tasks.front());
        tasks.pop_front();
        if (!tasks.empty())
            begin();
        tell(task);
    }

    GuestAgent *q;
    LocalConnection connection;
    LineSplitter lines{kLineLimit};
    std::deque<Task> tasks;
    QTimer deadline;
    QTimer pause;
    std::function<void()> next;
    qint64 id = 0;
    qint64 pid = 0;
    qint64 file = 0;      ///< the agent's handle of the FIFO
    bool feeding = false; ///< writing the script into the FIFO of a waiting shell
    milliseconds poll = kFirstPoll;
    bool synced = false;
};

GuestAgent::GuestAgent(QString socket, QObject *parent)
    : QObject(parent), d(std::make_unique<Private>(this, std::move(socket)))
{
}

GuestAgent::~GuestAgent()
{
    d->connection.disconnect(this);
}

void GuestAgent::run(GuestCommand command, Reply reply)
{
    d->add({.command = std::move(command), .reply = std::move(reply)});
}

void GuestAgent::start(GuestCommand command, Answer answer)
{
    d->add({.command = std::move(command), .answer = std::move(answer)});
}

void GuestAgent::ask(const QString &request, milliseconds timeout, Answer answer)
{
    GuestCommand none;
    none.timeout = timeout;
    d->add({.command = std::move(none), .request = request, .answer = std::move(answer)});
}

void GuestAgent::forget(const QString &why)
{
    d->forget(why);
}

} // namespace hydra

#include "core/vm/qemu/moc_guest_agent.cpp"
