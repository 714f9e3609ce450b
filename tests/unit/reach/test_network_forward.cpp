// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/network_forward.h"
#include "tests/support/test_main.h"

#include <QDir>

using namespace hydra;

namespace {

const QString loopback = QStringLiteral("127.0.0.1");

} // namespace

class TestNetworkForward : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aForwardIsWrittenInOneWord_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("end");
        QTest::addColumn<int>("guest");
        const auto row = [](const char *text, const char *end, int guest) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(end) << guest;
        };
        row("8080:80", "127.0.0.1:8080", 80);
        row("8080:80/tcp", "127.0.0.1:8080", 80);
        row("5353:53/udp", "127.0.0.1:5353/udp", 53);
        row("0.0.0.0:8080:80", "0.0.0.0:8080", 80);
        row("192.168.1.4:5353:53/udp", "192.168.1.4:5353/udp", 53);
        row("unix:/run/x:22", "unix:/run/x", 22);
        row("unix:/run/a:b:22", "unix:/run/a:b", 22);
    }
    void aForwardIsWrittenInOneWord()
    {
        QFETCH(QString, text);
        QFETCH(QString, end);
        QFETCH(int, guest);
        const auto forward = parseForward(text, loopback);
        QVERIFY2(forward, forward ? "" : qPrintable(formatError(forward.error())));
        QCOMPARE(forwardEnd(*forward), end);
        QCOMPARE(int(forward->guestPort), guest);
        QCOMPARE(forwardOf(toJson(*forward)), *forward);
        const auto named = parseForwardEnd(end, loopback);
        QVERIFY(named && named->hasSameEnd(*forward));
        QVERIFY(parseForwardEnd(text, loopback)->hasSameEnd(*forward));
    }

    void whatIsNoForwardSaysWhatToWrite()
    {
        for (const char *text : {"",
                                 "80",
                                 ":80",
                                 "80:",
                                 "8080:0",
                                 "0:80",
                                 "65536:80",
                                 "8080:80/sctp",
                                 "a:80",
                                 "1:2:3",
                                 "::1:8080:80",
                                 "8080-8082:80",
                                 "08080:80",
                                 "300.0.0.1:1:1",
                                 "unix:",
                                 "unix:/run/x",
                                 "unix::22",
                                 "unix:/run/x:0",
                                 "1.2.3.4:8080",
                                 "8080:80:90:1"}) {
            const auto forward = parseForward(QString::fromUtf8(text), loopback);
            QVERIFY2(!forward, text);
            QCOMPARE(forward.error().code, ErrorCode::Invalid);
            QVERIFY2(!forward.error().hint.isEmpty(), text);
        }
        QVERIFY(!parseForwardEnd(QStringLiteral("unix:"), loopback));
        QVERIFY(!parseForwardEnd(QStringLiteral("x"), loopback));
    }

    void theVmsBindIsUsedWhereNoneIsGiven()
    {
        QCOMPARE(parseForward(QStringLiteral("1:2"), QStringLiteral("0.0.0.0"))->bind,
                 QStringLiteral("0.0.0.0"));
        QCOMPARE(parseForwardEnd(QStringLiteral("1"), QStringLiteral("0.0.0.0"))->bind,
                 QStringLiteral("0.0.0.0"));
        QCOMPARE(parseForwardEnd(QStringLiteral("10.0.0.1:1"), loopback)->bind,
                 QStringLiteral("10.0.0.1"));
    }

    void aSocketsPathIsAbsoluteAndShort()
    {
        QCOMPARE(parseForward(QStringLiteral("unix:x:1"), loopback)->path,
                 QDir::current().absoluteFilePath(QStringLiteral("x")));
        const auto tooLong =
            parseForward(QStringLiteral("unix:/%1:1").arg(QString(103, u'x')), loopback);
        QVERIFY(!tooLong && tooLong.error().what.contains(u"103 bytes"));
        QVERIFY(parseForward(QStringLiteral("unix:/%1:1").arg(QString(102, u'x')), loopback));
    }
};

HYDRA_TEST_MAIN(TestNetworkForward)
#include "test_network_forward.moc"
