// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <QDirIterator>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTcpServer>
#include <QTcpSocket>

#include <sys/stat.h>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

int hostPort(const QJsonObject &entry, const QString &role)
{
    for (const QJsonValue &port : entry[QStringLiteral("ports")].toArray()) {
        if (port[QStringLiteral("role")].toString() == role)
            return port[QStringLiteral("host_port")].toInt();
    }
    return 0;
}

QByteArray answerOf(int port, const QByteArray &request)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, quint16(port));
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(request);
    socket.waitForReadyRead(10000);
    return socket.readAll();
}

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    ::lstat(QFile::encodeName(path).constData(), &info);
    return info.st_mode;
}

QStringList pathsBelow(const QString &dir)
{
    QStringList paths{dir};
    QDirIterator each(dir, QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext())
        paths << each.next();
    return paths;
}

bool isFree(int port)
{
    QTcpServer server;
    return port > 0 && port < 65536 && server.listen(QHostAddress::LocalHost, quint16(port));
}

} // namespace

class TestSafety : public IntegrationTest
{
    Q_OBJECT

private Q_SLOTS:
    void aBusyHostPortStopsUpBeforeAnythingStarts()
    {
        QTcpServer holder;
        QVERIFY(holder.listen(QHostAddress::LocalHost));
        const int busy = holder.serverPort();
        warm().prepare(box(), lab, {QStringLiteral("ports: {ssh: %1}").arg(busy)});
        const Outcome up = box().hydractl({QStringLiteral("up"), lab});
        VERIFY_EXIT(up, 4);
        const QString words = QString::fromUtf8(up.err);
        const qint64 pid = QCoreApplication::applicationPid();
        QVERIFY2(words.contains(QString::number(busy)), qPrintable(words));
        QVERIFY2(words.contains(QString::number(pid)), qPrintable(words));
        // The kernel truncates names to 15 characters.
        QVERIFY2(words.contains(QStringLiteral("integration_tes")), qPrintable(words));
        bool proposes = false;
        auto numbers = QRegularExpression(QStringLiteral("\\b[0-9]{4,5}\\b")).globalMatch(words);
        while (numbers.hasNext()) {
            const int number = numbers.next().captured().toInt();
            proposes = proposes || (number != busy && number != pid && isFree(number));
        }
        QVERIFY2(proposes, qPrintable(words));
        QVERIFY(box().processes().empty());
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
    }

    void everyListenerIsOnTheLoopbackAddress()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const std::vector<Listener> forwards = listenersOf(box().qemus().at(0).id);
        const QJsonObject entry = box().listed(vm);
        for (const char *role : {"ssh", "containerd", "streaming"}) {
            const int port = hostPort(entry, QLatin1String(role));
            QVERIFY2(
                std::any_of(forwards.begin(), forwards.end(),
                            [port](const Listener &listener) { return listener.port == port; }),
                role);
        }
        for (const Running &process : box().processes()) {
            for (const Listener &listener : listenersOf(process.id))
                QCOMPARE(listener.address, QStringLiteral("127.0.0.1"));
        }
    }

    void podsCannotReachTheGuestsContainerdButTheHostCan()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QString probe =
            QStringLiteral("p=$(sudo ctr -n k8s.io tasks ls | awk 'NR>1{print $2; exit}'); "
                           "g=$(sudo nsenter -t $p -n ip route | awk '/^default/{print $3}'); "
                           "for a in 10.0.2.15 $g; do for port in 22 35000 35002; do "
                           "if sudo nsenter -t $p -n timeout 4 bash -c \"exec "
                           "3<>/dev/tcp/$a/$port\" 2>/dev/null; then s=open; else s=closed; fi; "
                           "echo $port $s; done; done; echo gateway $g");
        const Outcome pod = box().guest(vm, probe, seconds(90));
        VERIFY_EXIT(pod, 0);
        const QList<QByteArray> lines = pod.out.trimmed().split('\n');
        // Otherwise the pod has no network at all.
        QVERIFY2(lines.contains("22 open"), qPrintable(pod.say()));
        QCOMPARE(lines.count("35000 closed"), 2);
        QCOMPARE(lines.count("35002 closed"), 2);
        QVERIFY2(!pod.out.trimmed().endsWith("gateway"), qPrintable(pod.say()));

        const QJsonObject entry = box().listed(vm);
        const QByteArray http =
            answerOf(hostPort(entry, QStringLiteral("streaming")), "GET / HTTP/1.0\r\n\r\n");
        QVERIFY2(http.startsWith("HTTP/"), http.constData());
        const QByteArray settings = answerOf(hostPort(entry, QStringLiteral("containerd")),
                                             QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") +
                                                 QByteArray("\0\0\0\4\0\0\0\0\0", 9));
        QVERIFY(settings.size() >= 9 && settings[3] == 4);
    }

    void aPasswordIsInNoArgumentListLogOrReadableFile()
    {
        const QByteArray secret = "Zebra-Quux-4711";
        warm().prepare(box(), lab, {QStringLiteral("password: ") + QString::fromLatin1(secret)});
        const auto up = box().start({QStringLiteral("up"), lab});
        int looks = 0;
        while (up->state() == QProcess::Running && looks < 5000) {
            QVERIFY2(processesNaming(QString::fromLatin1(secret)).empty(),
                     "in an argument list while starting");
            QTest::qWait(1);
            ++looks;
        }
        QVERIFY(looks > 3);
        QCOMPARE(up->exitCode(), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), lab, QStringLiteral("cri"),
                                    QStringLiteral("--timeout"), QStringLiteral("60")},
                                   seconds(70)),
                    0);
        QVERIFY2(processesNaming(QString::fromLatin1(secret)).empty(), "in an argument list");
        for (const Running &process : box().processes())
            QVERIFY(!contentOf(QStringLiteral("/proc/%1/environ").arg(process.id.pid))
                         .contains(secret));
        for (const char *command : {"list", "status", "plan"}) {
            QStringList words{QLatin1String(command), QStringLiteral("--format"),
                              QStringLiteral("json")};
            if (qstrcmp(command, "plan") == 0)
                words.insert(1, lab);
            const Outcome said = box().hydractl(words);
            QVERIFY2(!said.out.contains(secret) && !said.err.contains(secret), command);
        }
        for (const QString &path : pathsBelow(box().root())) {
            if (QFileInfo(path).isFile() && path != box().labFile(lab))
                QVERIFY2(!contentOf(path).contains(secret), qPrintable(path));
        }
        const Outcome created = box().hydractl(
            {QStringLiteral("create"), QStringLiteral("lab2"), QStringLiteral("--preset"),
             QStringLiteral("demo"), QStringLiteral("--set"),
             QStringLiteral("password=") + QString::fromLatin1(secret)});
        VERIFY_EXIT(created, 0);
        QVERIFY(contentOf(box().labFile(QStringLiteral("lab2"))).contains(secret));
        QCOMPARE(modeOf(box().labFile(QStringLiteral("lab2"))) & 077, mode_t(0));
    }

    void stateAndSocketsAreForTheirOwnerOnly()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        for (const char *file :
             {"seed.iso", "plan.json", "state.json", "vm.log", "serial.log", "disk.qcow2"})
            QVERIFY2(QFile::exists(box().vmState(vm) + u'/' + QLatin1String(file)), file);
        for (const QString &dir : {box().root() + QStringLiteral("/s/hydra"), box().runtime()}) {
            for (const QString &path : pathsBelow(dir)) {
                const mode_t mode = modeOf(path);
                if (!path.endsWith(QStringLiteral(".pub")))
                    QVERIFY2(
                        (mode & 077) == 0,
                        qPrintable(
                            QStringLiteral("%1 has mode %2").arg(path).arg(mode & 07777, 0, 8)));
                if (S_ISDIR(mode))
                    QCOMPARE(mode & 07777, mode_t(0700));
            }
        }
    }
};

HYDRA_TEST_MAIN(TestSafety)
#include "test_safety.moc"
