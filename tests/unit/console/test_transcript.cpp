// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/console/log_reader.h"
#include "core/console/transcript.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace hydra;

namespace {

constexpr qint64 limit = 1000;

QByteArray lineOf(int number)
{
    return QByteArray::number(number).rightJustified(99, '.') + '\n';
}

/// A log in a directory of its own.
struct Log {
    QTemporaryDir dir;
    QString path = dir.filePath(QStringLiteral("x.log"));

    [[nodiscard]] QByteArray content(const char *suffix = "") const
    {
        const Result<QByteArray> read = readFile(path + QLatin1String(suffix));
        return read ? *read : QByteArray();
    }
    void append(const QByteArray &bytes, const char *suffix = "") const
    {
        QFile file(path + QLatin1String(suffix));
        if (!file.open(QIODevice::Append) || file.write(bytes) != bytes.size())
            qFatal("cannot write");
    }
    void rename(const char *from, const char *to) const
    {
        QFile::remove(path + QLatin1String(to));
        if (!QFile::rename(path + QLatin1String(from), path + QLatin1String(to)))
            qFatal("cannot rename");
    }
};

QByteArray allOf(LogReader &reader)
{
    QByteArray all;
    for (QByteArray more = reader.read(64); !more.isEmpty(); more = reader.read(64))
        all += more;
    return all;
}

} // namespace

class TestTranscript : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAGuestPrintsFillsNoDiskAndTheNewestStays()
    {
        Log log;
        Result<Transcript> transcript = Transcript::open(log.path, limit);
        QVERIFY(transcript);
        QByteArray all;
        int begun = 0;
        for (int i = 0; i < 95; ++i) {
            const Result<bool> isNew = transcript->append(lineOf(i));
            QVERIFY(isNew);
            begun += *isNew ? 1 : 0;
            all += lineOf(i);
        }
        QCOMPARE(begun, 9);
        QCOMPARE(log.content(".1") + log.content(), all.right(1500));
        QCOMPARE(QFileInfo(log.path).permissions() & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QCOMPARE(transcript->size(), all.size());
        QCOMPARE(transcript->begin(), all.size() - 1500);
        QByteArray read;
        while (read.size() < 1500)
            read += transcript->read(transcript->begin() + read.size(), 4096);
        QCOMPARE(read, all.right(1500));
        QVERIFY(transcript->read(0, 100).isEmpty());
        QCOMPARE(transcript->tailStart(650), all.size() - 600);
        QCOMPARE(transcript->tailStart(7000), transcript->begin());
    }

    void anotherProcessMayBeginTheNextFile()
    {
        Log log;
        Result<Transcript> transcript = Transcript::open(log.path, limit);
        QVERIFY(transcript);
        log.append(QByteArray(limit, 'a'));
        QVERIFY(!transcript->follow() && transcript->isFull());
        log.append({}, ".new"); // told to go there, with nothing to write yet
        Transcript::takeNextFile(log.path);
        QVERIFY(!transcript->follow() && transcript->isFull());
        log.append("the last", "");
        log.append("the first", ".new");
        Transcript::takeNextFile(log.path);
        QVERIFY(transcript->follow() && !transcript->isFull());
        QCOMPARE(transcript->read(limit, 100), QByteArray("the last"));
        QCOMPARE(transcript->read(limit + 8, 100), QByteArray("the first"));
        QVERIFY(!QFile::exists(Transcript::nextFile(log.path)));
        QVERIFY(log.content(".1").endsWith("the last"));
    }

    void aReaderFollowsIntoTheNextFile()
    {
        Log log;
        LogReader reader(log.path);
        QVERIFY(reader.read(100).isEmpty()); // there is none yet
        log.append("one ");
        QCOMPARE(allOf(reader), QByteArray("one "));
        log.append("two ");
        log.rename("", ".1");
        QCOMPARE(allOf(reader), QByteArray("two ")); // not begun anew yet
        log.append("three", "");
        QCOMPARE(allOf(reader), QByteArray("three"));
        QVERIFY(reader.read(100).isEmpty());
        log.append("a", "");
        log.rename("", ".1");
        log.append("b", "");
        log.rename("", ".1");
        log.append("c and more than before", "");
        QCOMPARE(allOf(reader), QByteArray("abc and more than before"));
    }

    void aReaderFollowsALogThatWasEmptied()
    {
        Log log;
        log.append(QByteArray(500, '-'));
        LogReader reader(log.path);
        QCOMPARE(allOf(reader).size(), 500);
        log.append(QByteArray(600, 'x'));
        QVERIFY(limitProgramLog(log.path, 1100 - 1));
        QVERIFY(!limitProgramLog(log.path, 1100));
        QCOMPARE(log.content(), QByteArray());
        log.append("anew");
        QCOMPARE(allOf(reader), QByteArray(600, 'x') + "anew");
        QCOMPARE(log.content(".1").size(), 1100);
        log.append(QByteArray(1100, 'y'));
        QVERIFY(limitProgramLog(log.path, 500)); // of more than twice the limit only the last part
        QCOMPARE(log.content(".1"), QByteArray(500, 'y'));
    }

    void aReaderBeginsInThePartBeforeWhenThatWasFull()
    {
        Log log;
        log.append("new");
        log.append(QByteArray(limit - 1, 'o'), ".1"); // an earlier run's
        LogReader reader(log.path);
        reader.beginWithLast(1 << 20, limit);
        QCOMPARE(allOf(reader), QByteArray("new"));
        log.append("o", ".1");
        reader.beginWithLast(1 << 20, limit);
        QCOMPARE(allOf(reader), QByteArray(limit, 'o') + "new");
        reader.beginWithLast(5, limit);
        QCOMPARE(allOf(reader), QByteArray("oonew"));
        reader.beginWithLast(2, limit);
        QCOMPARE(allOf(reader), QByteArray("ew"));
    }
};

HYDRA_TEST_MAIN(TestTranscript)
#include "test_transcript.moc"
