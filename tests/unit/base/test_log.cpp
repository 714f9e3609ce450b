// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/base/log_file.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <csignal>
#include <sys/resource.h>
#include <thread>

using namespace hydra;

namespace {

QString toLine(const LogRecord &record)
{
    return toString(record.level) + u' ' + record.category + u' ' + record.text;
}

/// Limits how large a file may become, as a full disk does, for as long as it lives.
class FullDisk
{
public:
    explicit FullDisk(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN); // write(2) fails with EFBIG instead
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
};

} // namespace

class TestLog : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QStringList m_seen;

    [[nodiscard]] QString file(const char *name = "state/hydractl.log") const
    {
        return m_dir->filePath(QLatin1String(name));
    }
    [[nodiscard]] QByteArray content(const char *name = "state/hydractl.log") const
    {
        return readFile(file(name)).value_or(QByteArray());
    }
    LogSink remember()
    {
        return [this](const LogRecord &record) { m_seen << toLine(record); };
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_seen.clear();
        setLogSink(remember());
    }

    void eachSinkTakesItsLevels()
    {
        QStringList all;
        addLogSink([&all](const LogRecord &record) { all << toLine(record); }, LogLevel::Info);
        QVERIFY(!isLogged(LogLevel::Debug));
        QVERIFY(isLogged(LogLevel::Info));
        logDebug("vm", QStringLiteral("one"));
        logInfo("vm", QStringLiteral("two"));
        logWarning("image", QStringLiteral("three"));
        QCOMPARE(m_seen, QStringList{QStringLiteral("warning image three")});
        QCOMPARE(all, (QStringList{QStringLiteral("info vm two"),
                                   QStringLiteral("warning image three")}));
    }

    void noSecretReachesASink_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("name") << QStringLiteral("set lab password=sesame42");
        QTest::newRow("url") << QStringLiteral("cannot fetch https://me:sesame42@host/image");
        QTest::newRow("hash") << QStringLiteral("got $6$sesame42$sesame42sesame42");
        QTest::newRow("header") << QStringLiteral("Authorization: Bearer sesame42");
        QTest::newRow("key") << QStringLiteral(
            "-----BEGIN OPENSSH PRIVATE KEY-----\nsesame42\n-----END OPENSSH PRIVATE KEY-----");
    }

    void noSecretReachesASink()
    {
        QFETCH(QString, text);
        addLogSink(logFileSink({.path = file()}), LogLevel::Info);
        logWarning("test", text);
        QCOMPARE(m_seen.size(), 1);
        QVERIFY2(!m_seen[0].contains(u"sesame42"), qPrintable(m_seen[0]));
        QVERIFY(!content().isEmpty());
        QVERIFY2(!content().contains("sesame42"), content().constData());
    }

    void aRecordIsOneLineAndObeysNobody()
    {
        logWarning("test", QStringLiteral("a\n2026 error: forged\x1b[2J"));
        QCOMPARE(m_seen,
                 QStringList{QStringLiteral("warning test a | 2026 error: forged\\x1b[2J")});
        logWarning("test", QString(100'000, u'x'));
        QVERIFY(m_seen[1].size() < 10'000);
    }

    void aFileHasTimeProcessLevelAndCategory()
    {
        addLogSink(logFileSink({.path = file()}), LogLevel::Debug);
        QVERIFY(!QFile::exists(file())); // nothing was told yet
        logDebug("vm", QStringLiteral("a {brace} and 100 %s"));
        const QRegularExpression line(QStringLiteral(
            R"(\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z \d+ debug vm: a \{brace\} and 100 %s\n\z)"));
        QVERIFY2(line.match(QString::fromUtf8(content())).hasMatch(), content().constData());
    }

    void aFileIsPrivateAndSoAreTheOldOnes()
    {
        addLogSink(logFileSink({.path = file(), .maxBytes = 1000, .oldFiles = 2}), LogLevel::Info);
        for (int i = 0; i < 100; ++i)
            logInfo("test", QStringLiteral("record %1 ").arg(i) + QString(60, u'.'));
        const QDir state(m_dir->filePath(QStringLiteral("state")));
        const QFileInfoList files = state.entryInfoList(QDir::Files, QDir::Name);
        QCOMPARE(state.entryList(QDir::Files, QDir::Name),
                 (QStringList{QStringLiteral("hydractl.1.log"), QStringLiteral("hydractl.2.log"),
                              QStringLiteral("hydractl.log")}));
        for (const QFileInfo &info : files) {
            QVERIFY(info.size() <= 1000);
            for (const auto others : {QFileDevice::ReadGroup, QFileDevice::ReadOther})
                QVERIFY2(!info.permission(others), qPrintable(info.fileName()));
        }
        QCOMPARE(QFileInfo(state.path()).permission(QFileDevice::ExeGroup), false);
        QVERIFY(content().contains("record 99"));
        QVERIFY(!content("state/hydractl.2.log").contains("record 0 "));
    }

    void programsThatShareAFileLoseNothing()
    {
        const LogSink one = logFileSink({.path = file()});
        const LogSink other = logFileSink({.path = file()});
        for (int i = 0; i < 50; ++i) {
            one({LogLevel::Info, QStringLiteral("a"), QString::number(i)});
            other({LogLevel::Info, QStringLiteral("b"), QString::number(i)});
        }
        QCOMPARE(content().count('\n'), 100);
    }

    void aFullDiskLosesRecordsAndNothingElse()
    {
        addLogSink(logFileSink({.path = file()}), LogLevel::Info);
        {
            const FullDisk full(2000);
            for (int i = 0; i < 1000; ++i)
                logInfo("test", QString(80, u'.'));
            QVERIFY(QFileInfo(file()).size() <= 2000);
        }
        logInfo("test", QStringLiteral("there is space again"));
        QVERIFY(content().contains("there is space again"));
    }

    void aDirectoryThatCannotBeLosesRecordsAndNothingElse()
    {
        QVERIFY(writeFileAtomically(m_dir->filePath(QStringLiteral("state")), "a file in the way"));
        addLogSink(logFileSink({.path = file()}), LogLevel::Info);
        logInfo("test", QStringLiteral("lost"));
        QVERIFY(QFile::remove(m_dir->filePath(QStringLiteral("state"))));
        logInfo("test", QStringLiteral("kept"));
        QVERIFY(content().contains("kept"));
    }

    void qtsMessagesAreRecords()
    {
        logQtMessages();
        qWarning("from Qt, password=sesame42");
        const QLoggingCategory category("some.category");
        qCWarning(category) << "with a category";
        qInstallMessageHandler(nullptr);
        QCOMPARE(m_seen.size(), 2);
        QCOMPARE(m_seen[0], QStringLiteral("warning default from Qt, password=<removed>"));
        QCOMPARE(m_seen[1], QStringLiteral("warning some.category with a category"));
    }

    void whatASinkLogsItselfDoesNotComeBackToIt()
    {
        int times = 0;
        setLogSink([&times](const LogRecord &) {
            ++times;
            logWarning("test", QStringLiteral("from a sink"));
        });
        logWarning("test", QStringLiteral("first"));
        QCOMPARE(times, 1);
    }

    void threadsMayLogAtOnce()
    {
        addLogSink(logFileSink({.path = file()}), LogLevel::Info);
        std::vector<std::thread> threads;
        for (int i = 0; i < 4; ++i)
            threads.emplace_back([] {
                for (int n = 0; n < 100; ++n)
                    logInfo("test", QStringLiteral("a record"));
            });
        for (std::thread &thread : threads)
            thread.join();
        QCOMPARE(content().count("a record\n"), 400);
    }
};

HYDRA_TEST_MAIN(TestLog)
#include "test_log.moc"
