// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/lab/activity.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <set>
#include <thread>

using namespace hydra;
using Outcome = Activity::Outcome;

namespace {

struct LabHome {
    LabHome() { paths.stateDir = dir.filePath(QStringLiteral("state")); }
    [[nodiscard]] ActivityLog log() const { return ActivityLog(paths); }
    QTemporaryDir dir;
    Paths paths;
};

QByteArray lineOf(const Activity &activity)
{
    return QJsonDocument(toJson(activity)).toJson(QJsonDocument::Compact) + '\n';
}

Activity numbered(int number, Outcome outcome = Outcome::Done)
{
    return {.id = QStringLiteral("id%1").arg(number),
            .kind = QStringLiteral("up"),
            .target = QStringLiteral("lab%1").arg(number),
            .startedAtMs = 1000 + number,
            .endedAtMs = 2000 + number,
            .outcome = outcome,
            .process = {1, QStringLiteral("long ago")}};
}

} // namespace

/// The activity record of starts and jobs.
class TestActivity : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatBeganAndEndedIsRead()
    {
        const LabHome home;
        QVERIFY(home.log().read()->empty());
        const auto first =
            home.log().begin(QStringLiteral("up"), QStringLiteral("home"), QStringLiteral("/log"));
        const auto second =
            home.log().begin(QStringLiteral("image-build"), QStringLiteral("debian-13"));
        QVERIFY(first && second);
        QVERIFY(home.log().end(*first, Outcome::Failed, QStringLiteral("no \"disk\"\nleft")));
        const auto read = home.log().read();
        QCOMPARE(read->size(), std::size_t(2));
        QCOMPARE(read->front().id, *second);
        QVERIFY(read->front().outcome == Outcome::Running);
        QCOMPARE(read->front().endedAtMs, 0);
        const Activity &failed = read->back();
        QCOMPARE(failed.kind, QStringLiteral("up"));
        QCOMPARE(failed.target, QStringLiteral("home"));
        QVERIFY(failed.outcome == Outcome::Failed);
        QCOMPARE(failed.error, QStringLiteral("no \"disk\"\nleft"));
        QCOMPARE(failed.log, QStringLiteral("/log"));
        QVERIFY(failed.startedAtMs > 0 && failed.endedAtMs >= failed.startedAtMs);
        QCOMPARE(QFile::permissions(home.log().file()) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void anActivityComesBackFromItsLine()
    {
        Activity activity = numbered(7, Outcome::Cancelled);
        activity.error = QStringLiteral("f\u00fcr nichts");
        const auto parsed = parseActivities(lineOf(activity));
        QCOMPARE(parsed.size(), std::size_t(1));
        QCOMPARE(parsed.front(), activity);
    }

    void whoseProcessIsGoneEndedUnexpectedly()
    {
        const LabHome home;
        QVERIFY(home.log().begin(QStringLiteral("up"), QStringLiteral("alive")));
        Activity killed = numbered(1, Outcome::Running);
        killed.endedAtMs = 0;
        QFile file(home.log().file());
        QVERIFY(file.open(QIODevice::Append) && file.write(lineOf(killed)) > 0);
        file.close();
        const auto read = home.log().read();
        QVERIFY(read->front().outcome == Outcome::Vanished);
        QCOMPARE(toString(read->front().outcome), QStringLiteral("ended unexpectedly"));
        QVERIFY(read->back().outcome == Outcome::Running);
    }

    void everyCutOfTheFileIsReadable()
    {
        QByteArray text;
        for (int i = 0; i < 3; ++i)
            text += lineOf(numbered(i));
        const qsizetype line = text.size() / 3;
        for (qsizetype size = 0; size <= text.size(); ++size) {
            const auto read = parseActivities(text.left(size));
            QVERIFY(qsizetype(read.size()) >= size / (line + 2) && read.size() <= 3);
        }
    }

    void aTornLineCostsOnlyItself()
    {
        const LabHome home;
        QVERIFY(home.log().begin(QStringLiteral("up"), QStringLiteral("one")));
        QFile file(home.log().file());
        QVERIFY(file.open(QIODevice::Append) && file.write("{\"id\": \"torn\", \"kind\": \"u") > 0);
        file.close();
        QVERIFY(home.log().begin(QStringLiteral("up"), QStringLiteral("two")));
        const auto read = home.log().read();
        QCOMPARE(read->size(), std::size_t(2));
        QCOMPARE(read->front().target, QStringLiteral("two"));
    }

    void linesThatAreNoneArePassedOver()
    {
        const QByteArray text = "\n[]\n{}\n{\"id\": 3}\n{\"id\": \"x\"}\nnonsense\n" +
                                lineOf(numbered(1)) +
                                "{\"id\": \"unknown\", \"outcome\": \"done\"}\n";
        QCOMPARE(parseActivities(text).size(), std::size_t(1));
    }

    void onlyTheNewestAreKept()
    {
        const LabHome home;
        QByteArray text;
        for (int i = 0; i < 700; ++i)
            text += lineOf(numbered(i));
        QVERIFY(makePrivateDir(home.paths.stateDir) &&
                writeFileAtomically(home.log().file(), text));
        QCOMPARE(home.log().read()->size(), ActivityLog::kept);
        QVERIFY(home.log().begin(QStringLiteral("up"), QStringLiteral("newest")));
        const auto read = home.log().read();
        QCOMPARE(read->size(), ActivityLog::kept);
        QCOMPARE(read->front().target, QStringLiteral("newest"));
        QCOMPARE(parseActivities(*readFile(home.log().file())).size(), ActivityLog::kept);
    }

    void theFileStaysSmallWhateverIsWrittenIntoIt()
    {
        const LabHome home;
        for (int i = 0; i < 150; ++i) {
            const auto id =
                home.log().begin(QStringLiteral("up"), QString(4000, u'x'), QString(4000, u'y'));
            QVERIFY(id &&
                    home.log().end(*id, Outcome::Failed, QString(4000, u'e'), QString(4000, u'z')));
            QVERIFY(QFileInfo(home.log().file()).size() <= ActivityLog::keptBytes);
        }
    }

    void writersAtOnceLoseNothing()
    {
        const LabHome home;
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i)
            writers.emplace_back([&home, i] {
                for (int j = 0; j < 10; ++j) {
                    const auto id = home.log().begin(QStringLiteral("up"),
                                                     QStringLiteral("%1-%2").arg(i).arg(j));
                    if (id)
                        (void)home.log().end(*id, Outcome::Done);
                }
            });
        for (std::thread &writer : writers)
            writer.join();
        std::set<QString> done;
        const auto read = home.log().read();
        for (const Activity &activity : *read) {
            if (activity.outcome == Outcome::Done)
                done.insert(activity.target);
        }
        QCOMPARE(done.size(), std::size_t(40));
    }
};

HYDRA_TEST_MAIN(TestActivity)
#include "test_activity.moc"
