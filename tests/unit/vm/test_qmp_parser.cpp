// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qmp_parser.h"
#include "tests/support/test_main.h"

#include <vector>

using namespace hydra;

namespace {

const QByteArray kSession =
    "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 22, \"minor\": 2, \"major\": 7}, \"package\": "
    "\"\"},"
    " \"capabilities\": [\"oob\"]}}\r\n"
    "{\"return\": {}, \"id\": 1}\r\n"
    "{\"timestamp\": {\"seconds\": 100, \"microseconds\": 2500}, \"event\": \"SHUTDOWN\","
    " \"data\": {\"guest\": true, \"reason\": \"guest-shutdown\"}}\r\n"
    "\r\n"
    "{\"id\": 2, \"error\": {\"class\": \"CommandNotFound\", \"desc\": \"no \\u00fc\"}}\r\n";

std::vector<QmpMessage> parse(const std::vector<QByteArray> &pieces, bool *broken = nullptr)
{
    QmpParser parser;
    std::vector<QmpMessage> messages;
    for (const QByteArray &piece : pieces) {
        parser.feed(piece);
        while (true) {
            const auto next = parser.next();
            if (broken)
                *broken = !next;
            if (!next || !*next)
                break;
            messages.push_back(**next);
        }
    }
    return messages;
}

} // namespace

class TestQmpParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSessionBecomesItsMessages()
    {
        const auto messages = parse({kSession});
        QCOMPARE(messages.size(), size_t(4));
        QCOMPARE(messages[0].kind, QmpMessage::Kind::Greeting);
        QCOMPARE(messages[0].description, QStringLiteral("7.2.22"));
        QCOMPARE(messages[1].kind, QmpMessage::Kind::Return);
        QCOMPARE(messages[1].id, 1);
        QCOMPARE(messages[2].name, QStringLiteral("SHUTDOWN"));
        QCOMPARE(messages[2].data[QStringLiteral("guest")].toBool(), true);
        QCOMPARE(messages[2].atMs, 100'002);
        QCOMPARE(messages[3].kind, QmpMessage::Kind::Error);
        QCOMPARE(messages[3].name, QStringLiteral("CommandNotFound"));
    }

    void whereTheBytesAreCutChangesNothing()
    {
        const auto whole = parse({kSession});
        for (qsizetype cut = 0; cut <= kSession.size(); ++cut)
            QVERIFY(parse({kSession.left(cut), kSession.mid(cut)}) == whole);
        std::vector<QByteArray> single;
        for (char c : kSession)
            single.emplace_back(1, c);
        QVERIFY(parse(single) == whole);
    }

    void whatIsNotQmpIsRefusedForGood()
    {
        for (const char *text : {"hello\n", "[]\n", "{}\n", "{\"return\"\n", "\"x\"\n"}) {
            bool broken = false;
            QVERIFY(parse({text, kSession}, &broken).empty());
            QVERIFY2(broken, text);
        }
    }

    void aMessageWithoutEndIsRefusedAtItsLimit()
    {
        QmpParser parser;
        const QByteArray chunk(1 << 20, ' ');
        for (int i = 0; i < 16; ++i) {
            parser.feed(chunk);
            QVERIFY(parser.next());
        }
        parser.feed(chunk);
        QVERIFY(!parser.next());
    }

    void aCommandIsOneLine()
    {
        QCOMPARE(qmpCommand(3, QStringLiteral("cont"), {}),
                 QByteArray("{\"execute\":\"cont\",\"id\":3}\n"));
        const QByteArray line =
            qmpCommand(4, QStringLiteral("x"), {{QStringLiteral("a"), QStringLiteral("b\nc")}});
        QCOMPARE(line.count('\n'), 1);
    }
};

HYDRA_TEST_MAIN(TestQmpParser)
#include "test_qmp_parser.moc"
