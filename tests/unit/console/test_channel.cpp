// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/console/channel.h"
#include "tests/support/test_main.h"

#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace hydra;

class TestChannel : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<QLocalServer> m_server;

    QString path() const { return m_dir->filePath(QStringLiteral("t")); }
    QLocalSocket *accept()
    {
        [&] { QTRY_VERIFY(m_server->hasPendingConnections()); }();
        return m_server->nextPendingConnection();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<QLocalServer>();
        QVERIFY(m_server->listen(path()));
    }

    void theReplayIsPartedFromLiveBytesWhereverTheStreamIsCut()
    {
        const QByteArray stream = "{\"replay\": 9, \"boot\": 3}\nab\x1b[6ncde\x1b[6nlive";
        for (qsizetype cut = 0; cut <= stream.size(); cut += 3) {
            ConsoleChannel channel(path());
            QSignalSpy opened(&channel, &ConsoleChannel::opened);
            QByteArray replayed, live;
            connect(&channel, &ConsoleChannel::replay, this,
                    [&](const QByteArray &b) { replayed += b; });
            connect(&channel, &ConsoleChannel::live, this, [&](const QByteArray &b) { live += b; });
            channel.open();
            QLocalSocket *peer = accept();
            peer->write(stream.left(cut));
            peer->flush();
            QTest::qWait(1);
            peer->write(stream.mid(cut));
            QTRY_COMPARE(live, QByteArray("\x1b[6nlive"));
            QCOMPARE(replayed, QByteArray("abcde"));
            QCOMPARE(opened.count(), 1);
            QCOMPARE(opened[0][0].toInt(), 3);
        }
    }

    void itMayBeDestroyedByItsOpening()
    {
        auto channel = std::make_unique<ConsoleChannel>(path());
        connect(channel.get(), &ConsoleChannel::opened, this, [&] { channel.reset(); });
        channel->open();
        accept()->write("{\"replay\": 2, \"boot\": 1}\nablive");
        QTRY_VERIFY(!channel);
    }

    void whatIsWrittenArrives()
    {
        ConsoleChannel channel(path());
        channel.open();
        QLocalSocket *peer = accept();
        QVERIFY(channel.write("keys"));
        QTRY_COMPARE(peer->bytesAvailable(), 4);
        QVERIFY(!channel.write(QByteArray(2 << 20, 'x')));
    }

    void itIsClosedOnceWhateverEndsIt()
    {
        for (const QByteArray &said :
             {QByteArray("{\"replay\": 0, \"boot\": 1}\n"), QByteArray("no json\n"),
              QByteArray(8192, 'x'), QByteArray()}) {
            ConsoleChannel channel(path());
            QSignalSpy closed(&channel, &ConsoleChannel::closed);
            channel.open();
            QLocalSocket *peer = accept();
            peer->write(said);
            peer->flush();
            peer->disconnectFromServer();
            QTRY_COMPARE(closed.count(), 1);
        }
        ConsoleChannel channel(path() + u'x');
        QSignalSpy closed(&channel, &ConsoleChannel::closed);
        channel.open();
        QTRY_COMPARE(closed.count(), 1);
    }
};

HYDRA_TEST_MAIN(TestChannel)
#include "test_channel.moc"
