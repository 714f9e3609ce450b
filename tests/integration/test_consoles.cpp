// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/console_client.h"
#include "tests/integration/support/integration_test.h"

#include <QCryptographicHash>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

/// `hydractl console` with pipes.
class Attached
{
public:
    explicit Attached(Sandbox &box) : m_process(box.start({QStringLiteral("console"), vm}))
    {
        QObject::connect(m_process.get(), &QProcess::readyReadStandardOutput,
                         [this] { m_bytes += m_process->readAllStandardOutput(); });
    }
    ~Attached()
    {
        m_process->disconnect();
        m_process->kill();
        m_process->waitForFinished(5000);
    }
    void type(const QByteArray &bytes) { m_process->write(bytes); }
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    [[nodiscard]] bool saw(const QByteArray &text) const { return m_bytes.contains(text); }

private:
    std::unique_ptr<QProcess> m_process;
    QByteArray m_bytes;
};

// Keeps other programs from writing to the consoles. (The chmod is needed by our user, not root.)
QString quietConsoles()
{
    return QStringLiteral(
        "sudo systemctl stop serial-getty@ttyS0 serial-getty@hvc0; sudo dmesg -n 1; "
        "sudo chmod 666 /dev/ttyS0 /dev/hvc0; stty -F /dev/ttyS0 raw -echo");
}

// Runs COMMANDS with a raw console as output. Raw mode is set on that very descriptor, since a
// virtio console loses its settings when nobody has it open. The last stty drains it (TCSADRAIN):
// when a serial port is closed, a busy guest's kernel drops up to a page of unsent output.
QString writing(const QString &console, const QString &commands)
{
    return QStringLiteral("exec 3<>/dev/%1; stty raw -echo <&3; { %2; } >&3; stty raw -echo <&3")
        .arg(console, commands);
}

QByteArray between(const QByteArray &bytes, const QByteArray &begin, const QByteArray &end)
{
    const qsizetype from = bytes.indexOf(begin);
    const qsizetype to = bytes.indexOf(end, from);
    return from < 0 || to < 0 ? QByteArray()
                              : bytes.mid(from + begin.size(), to - from - begin.size());
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TestConsoles : public IntegrationTest
{
    Q_OBJECT

    QByteArray transcript(const QString &file)
    {
        return contentOf(box().vmState(vm) + u'/' + file);
    }

private Q_SLOTS:
    void twoConsolesShowTheSameBytesAndInputFromEitherArrives()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        VERIFY_EXIT(
            box().guest(vm, quietConsoles() + QStringLiteral("; echo hello-replay > /dev/ttyS0")),
            0);
        Attached one(box()), two(box());
        QTRY_VERIFY_WITH_TIMEOUT(one.saw("hello-replay") && two.saw("hello-replay"), 10000);
        VERIFY_EXIT(
            box().guest(
                vm,
                writing(
                    QStringLiteral("ttyS0"),
                    QStringLiteral(
                        "echo begin-mark; seq 1 2000; head -c 3000 /dev/urandom; echo end-mark"))),
            0);
        QTRY_VERIFY_WITH_TIMEOUT(one.saw("end-mark") && two.saw("end-mark"), 20000);
        const QByteArray seen = between(one.bytes(), "begin-mark", "end-mark");
        QVERIFY(seen.contains("\n2000\n"));
        QCOMPARE(between(two.bytes(), "begin-mark", "end-mark"), seen);
        QCOMPARE(between(transcript(QStringLiteral("serial.log")), "begin-mark", "end-mark"), seen);

        VERIFY_EXIT(
            box().guest(vm, QStringLiteral("nohup sh -c 'exec timeout 100 cat /dev/ttyS0 > "
                                           "/tmp/in' >/dev/null 2>&1 </dev/null & sleep 1")),
            0);
        const auto arrived = [this](const char *text) {
            return box().guest(vm, QStringLiteral("cat /tmp/in")).out.contains(text);
        };
        one.type("from-one\n");
        QTRY_VERIFY_WITH_TIMEOUT(arrived("from-one\n"), 20000);
        two.type("from-two\n");
        QTRY_VERIFY_WITH_TIMEOUT(arrived("from-two\n"), 20000);

        // Both terminals would answer a query; only the one used last may.
        one.type("\x1b[11;11R");
        two.type("\x1b[22;22R");
        two.type("after-reports\n");
        QTRY_VERIFY_WITH_TIMEOUT(arrived("after-reports\n"), 20000);
        const QByteArray all = box().guest(vm, QStringLiteral("cat /tmp/in")).out;
        QVERIFY(!all.contains("11;11R"));
        QVERIFY(all.contains("\x1b[22;22R"));
    }

    void aReplayHoldsNoQueryThatATerminalWouldAnswer()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        VERIFY_EXIT(box().guest(vm, quietConsoles()), 0);
        Attached live(box());
        QTest::qWait(1000);
        VERIFY_EXIT(box().guest(vm, QStringLiteral(
                                        "printf "
                                        "'mark-a\\033[6n\\033[c\\033[5n\\033]10;?\\033\\\\\\033]11;"
                                        "?\\007\\033[31mred\\033[0m-mark-b\\n' > /dev/ttyS0")),
                    0);
        const QByteArray queries =
            "mark-a\x1b[6n\x1b[c\x1b[5n\x1b]10;?\x1b\\\x1b]11;?\x07\x1b[31mred\x1b[0m-mark-b";
        QTRY_VERIFY_WITH_TIMEOUT(transcript(QStringLiteral("serial.log")).contains(queries), 10000);
        QTRY_VERIFY_WITH_TIMEOUT(live.saw(queries), 10000);
        Attached later(box());
        QTRY_VERIFY_WITH_TIMEOUT(later.saw("-mark-b"), 10000);
        QVERIFY2(later.saw("mark-a\x1b[31mred\x1b[0m-mark-b"),
                 later.bytes().right(200).toPercentEncoding().constData());
        for (const char *query : {"\x1b[6n", "\x1b[c", "\x1b[5n", "\x1b]10;?", "\x1b]11;?"})
            QVERIFY2(!later.saw(query), QByteArray(query).toPercentEncoding().constData());
    }

    void whatTheGuestWritesArrivesCompleteWhoeverReads_data()
    {
        QTest::addColumn<QString>("console");
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("kib");
        QTest::addColumn<QString>("client");
        for (const char *client : {"no", "a fast", "a slow"}) {
            QTest::addRow("1 MiB to ttyS0 with %s client", client)
                << QStringLiteral("ttyS0") << QStringLiteral("serial.log") << 1024
                << QString::fromLatin1(client);
            QTest::addRow("8 MiB to hvc0 with %s client", client)
                << QStringLiteral("hvc0") << QStringLiteral("hvc0.log") << 8192
                << QString::fromLatin1(client);
        }
    }

    void whatTheGuestWritesArrivesCompleteWhoeverReads()
    {
        QFETCH(QString, console);
        QFETCH(QString, file);
        QFETCH(int, kib);
        QFETCH(QString, client);
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const Outcome blob = box().guest(
            vm, quietConsoles() +
                    QStringLiteral("; head -c %1K /dev/urandom > /tmp/blob; sha256sum < /tmp/blob")
                        .arg(kib));
        VERIFY_EXIT(blob, 0);
        std::unique_ptr<ConsoleClient> reader;
        if (client != u"no") {
            reader = std::make_unique<ConsoleClient>(box(), vm, console,
                                                     client == u"a slow" ? ConsoleClient::Slow
                                                                         : ConsoleClient::Fast);
            QTRY_VERIFY_WITH_TIMEOUT(reader->isOpen(), 10000);
            QVERIFY(reader->header().contains(QStringLiteral("boot")));
        }
        const Outcome written = box().guest(
            vm,
            writing(console, QStringLiteral("echo begin-of-blob; cat /tmp/blob; echo end-of-blob")),
            seconds(150));
        VERIFY_EXIT(written, 0);
        qInfo("%d KiB to %s in %lld ms", kib, qPrintable(console), written.ms);
        QTRY_VERIFY_WITH_TIMEOUT(transcript(file).contains("end-of-blob"), 60000);
        const QByteArray recorded = between(transcript(file), "begin-of-blob\n", "end-of-blob");
        QCOMPARE(recorded.size(), qsizetype(kib) * 1024);
        QCOMPARE(sha256(recorded), blob.out.left(64));
        if (client == u"a fast") {
            QTRY_VERIFY_WITH_TIMEOUT(reader->bytes().contains("end-of-blob"), 20000);
            QCOMPARE(sha256(between(reader->bytes(), "begin-of-blob\n", "end-of-blob")),
                     blob.out.left(64));
        } else if (client == u"a slow") {
            QTRY_VERIFY_WITH_TIMEOUT(reader->bytes().contains("begin-of-blob\n"), 20000);
            QTest::qWait(500);
            const QByteArray seen =
                reader->bytes().mid(reader->bytes().indexOf("begin-of-blob\n") + 14);
            QVERIFY(seen.size() > 1000);
            QCOMPARE(seen.left(recorded.size()), recorded.left(seen.size()));
        }
    }
};

HYDRA_TEST_MAIN(TestConsoles)
#include "test_consoles.moc"
