// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

#include <cstdlib>
#include <ctime>

using namespace hydra;

namespace {

constexpr qint64 second = 1'000'000'000;
constexpr qint64 hour = 3600 * second;

QJsonArray array(const char *json)
{
    QString text = QString::fromUtf8(json);
    text.replace(u'\'', u'"');
    return QJsonDocument::fromJson(text.toUtf8()).array();
}

} // namespace

/// crictl's output; the expected texts are crictl's own (v1.34 with containerd 1.6.20), or follow
/// from the rules of text/tabwriter and go-units.
class TestCrictlText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void columnsAreAsWideAsTabwriterMakesThem()
    {
        QCOMPARE(
            crictlTable(
                {{QStringLiteral("CONTAINER"), QStringLiteral("IMAGE"), QStringLiteral("STATE")},
                 {QStringLiteral("692b4c4289618"),
                  QStringLiteral("docker.io/library/busybox:latest"), QStringLiteral("Running")}}),
            QStringLiteral("CONTAINER           IMAGE                              STATE\n"
                           "692b4c4289618       docker.io/library/busybox:latest   Running\n"));
        QCOMPARE(crictlTable({{QStringLiteral("12345678901234567"), QStringLiteral("x")}}),
                 QStringLiteral("12345678901234567   x\n"));
        QCOMPARE(crictlTable({{QStringLiteral("123456789012345678"), QStringLiteral("x")}}),
                 QStringLiteral("123456789012345678   x\n"));
    }

    void aCharacterIsOneColumnWhateverItTakes()
    {
        QCOMPARE(crictlTable({{QStringLiteral("Tür 🚪"), QStringLiteral("x")}}),
                 QStringLiteral("Tür 🚪") + QString(15, u' ') + QStringLiteral("x\n"));
    }

    void noControlCharacterReachesATerminal()
    {
        const QString text =
            crictlTable({{QStringLiteral("\x1b[2Jevil\x07"),
                          QString(QChar(0x9b)) + QStringLiteral("31m\r\n\t\x7f")}});
        for (const QChar c : text.chopped(1))
            QVERIFY2(c.unicode() >= 0x20 && !(c.unicode() >= 0x7f && c.unicode() < 0xa0),
                     qPrintable(text));
        QVERIFY(text.contains(u"evil"));
    }

    void controlsAreWrittenOut()
    {
        QCOMPARE(withoutControls(QStringLiteral("plain \u00fc \U0001f6aa")),
                 QStringLiteral("plain \u00fc \U0001f6aa"));
        QCOMPARE(withoutControls(QStringLiteral("\x1b[2J\x07\x7f")),
                 QStringLiteral("\\u001b[2J\\u0007\\u007f"));
        QCOMPARE(withoutControls(QStringLiteral("a\r\n\tb")), QStringLiteral("a\\r\\n\\tb"));
        QCOMPARE(withoutControls(QStringLiteral("a\r\n\tb"), u"\n\t"), QStringLiteral("a\\r\n\tb"));
        QCOMPARE(withoutControls(QString(QChar(0x9b)) + QChar(0x202e) + QChar(0x2028)),
                 QStringLiteral("\\u009b\\u202e\\u2028"));
    }

    void infosKeysStandBesideTheStatusAndWhatIsUnsetIsNull()
    {
        const QJsonObject reply{
            {QStringLiteral("status"), QJsonObject{{QStringLiteral("logPath"), QString()}}},
            {QStringLiteral("info"),
             QJsonObject{{QStringLiteral("pid"), QStringLiteral("\"7\"")},
                         {QStringLiteral("config"), QStringLiteral("{\"a\": 1}")}}}};
        const QJsonObject value = inspectValue(reply, true);
        QCOMPARE(value[u"pid"].toString(), QStringLiteral("7"));
        QCOMPARE(value[u"config"][u"a"].toInt(), 1);
        for (const char *key : {"image", "metadata", "resources", "user"})
            QVERIFY2(value[u"status"].toObject()[QLatin1String(key)].isNull(), key);
        QVERIFY(!inspectValue(reply, false).contains(QStringLiteral("pid")));
    }

    void agesAreHumanDurations_data()
    {
        QTest::addColumn<qint64>("age");
        QTest::addColumn<QString>("words");
        const auto row = [](qint64 ns, const char *text) {
            QTest::newRow(text) << ns << QString::fromLatin1(text);
        };
        row(-5 * second, "Less than a second");
        row(second - 1, "Less than a second");
        row(second, "1 second");
        row(59 * second, "59 seconds");
        row(60 * second, "About a minute");
        row(119 * second, "About a minute");
        row(120 * second, "2 minutes");
        row(59 * 60 * second, "59 minutes");
        row(89 * 60 * second, "About an hour");
        row(90 * 60 * second, "2 hours");
        row(47 * hour, "47 hours");
        row(48 * hour, "2 days");
        row(13 * 24 * hour, "13 days");
        row(14 * 24 * hour, "2 weeks");
        row(59 * 24 * hour, "8 weeks");
        row(60 * 24 * hour, "2 months");
        row(729 * 24 * hour, "24 months");
        row(730 * 24 * hour, "2 years");
    }

    void agesAreHumanDurations()
    {
        QFETCH(qint64, age);
        QFETCH(QString, words);
        QCOMPARE(crictlDuration(age), words);
    }

    void sizesAreHumanSizes()
    {
        QCOMPARE(crictlSize(0), QStringLiteral("0B"));
        QCOMPARE(crictlSize(507900), QStringLiteral("507.9kB"));
        QCOMPARE(crictlSize(20480), QStringLiteral("20.48kB"));
        QCOMPARE(crictlSize(1655000), QStringLiteral("1.655MB"));
        QCOMPARE(crictlSize(1990455, 3), QStringLiteral("1.99MB"));
        QCOMPARE(crictlSize(191e6, 3), QStringLiteral("191MB"));
        QCOMPARE(crictlSize(999600, 3), QStringLiteral("1e+03kB"));
    }

    void timesAreLocalAndKeepTheirNanoseconds()
    {
        ::setenv("TZ", "EST5", 1);
        ::tzset();
        QCOMPARE(crictlTime(1795638700204220586),
                 QStringLiteral("2026-11-25T15:31:40.204220586-05:00"));
        QCOMPARE(crictlTime(1795638700500000000), QStringLiteral("2026-11-25T15:31:40.5-05:00"));
        QCOMPARE(crictlGoTime(1795638700000000000),
                 QStringLiteral("2026-11-25 15:31:40 -0500 EST"));
        ::setenv("TZ", "UTC", 1);
        ::tzset();
        QCOMPARE(crictlTime(1795638700204220586), QStringLiteral("2026-11-25T20:31:40.204220586Z"));
        QCOMPARE(crictlTime(0), QStringLiteral("0001-01-01T00:00:00Z"));
    }

    void aRowOfPs()
    {
        const QJsonArray containers = array(
            "[{'id': '692b4c42896186fd84b5e020740bc8ff3870eef91cc369d9faf553dd37e17379', "
            "'podSandboxId': 'da33552b326b563f28a0ea92dbc84904c65154873ae833317cd8183ce11d8156',"
            "'metadata': {'name': 'c1', 'attempt': 2}, 'image': {'image': "
            "'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'},"
            "'state': 'CONTAINER_EXITED', 'createdAt': '1000000000', 'labels': "
            "{'io.kubernetes.pod.name': 'p1'}}]");
        CrictlListOptions options;
        options.nowNs = 61 * second;
        QCOMPARE(
            containerRows(containers, options)[1],
            (QStringList{QStringLiteral("692b4c4289618"), QStringLiteral("0123456789abc"),
                         QStringLiteral("About a minute ago"), QStringLiteral("Exited"),
                         QStringLiteral("c1"), QStringLiteral("2"), QStringLiteral("da33552b326b5"),
                         QStringLiteral("p1"), QStringLiteral("unknown")}));
    }

    void rowsOfImages()
    {
        const QJsonArray images =
            byFirstTag(array("[{'id': 'sha256:cccccccccccccccccc', 'repoTags': [], 'repoDigests': "
                             "['reg.example/a@sha256:dddddddddddddddddd'], 'size': '1000'},"
                             " {'id': 'sha256:aaaaaaaaaaaaaaaaaa', 'repoTags': ['b:5000/x:1', "
                             "'b:5000/x:2'], 'repoDigests': [], 'size': '750000', 'pinned': true},"
                             " {'id': 'sha256:eeeeeeeeeeeeeeeeee', 'repoTags': ['bad'], "
                             "'repoDigests': ['bad'], 'size': '1'}]"));
        CrictlListOptions options;
        options.digests = options.pinned = true;
        const CrictlRows rows = imageRows(images, options);
        const auto cells = [](const char *line) { return QString::fromLatin1(line).split(u'|'); };
        QCOMPARE(rows[1], cells("b:5000/x|1|<none>|aaaaaaaaaaaaa|750kB|true"));
        QCOMPARE(rows[2], cells("b:5000/x|2|<none>|aaaaaaaaaaaaa|750kB|true"));
        QCOMPARE(rows[3], cells("errorRepoTag|errorRepoTag|errorRepoDige|eeeeeeeeeeeee|1B|false"));
        QCOMPARE(rows[4], cells("reg.example/a|<none>|ddddddddddddd|ccccccccccccc|1kB|false"));
    }

    void cpuIsWhatWasUsedBetweenTwoSamples()
    {
        const char *const sample = "[{'attributes': {'id': 'b', 'metadata': {'name': 'n'}}, 'cpu': "
                                   "{'timestamp': '%1', 'usageCoreNanoSeconds': {'value': '%2'}},"
                                   "'memory': {'workingSetBytes': {'value': '507900'}}}]";
        const auto at = [&](qint64 time, qint64 used) {
            return array(qPrintable(QString::fromLatin1(sample).arg(time).arg(used)));
        };
        QString stuck;
        QCOMPARE(containerStatsRows(at(0, 10), at(second, 2 * second + 10), {}, &stuck)[1],
                 (QStringList{QStringLiteral("b"), QStringLiteral("n"), QStringLiteral("200.00"),
                              QStringLiteral("507.9kB"), QStringLiteral("0B"), QStringLiteral("0"),
                              QStringLiteral("0B")}));
        QVERIFY(stuck.isEmpty());
        QVERIFY(containerStatsRows(at(5, 10), at(5, 10), {}, &stuck).empty());
        QCOMPARE(stuck, QStringLiteral("b"));
        // It started in between.
        QCOMPARE(containerStatsRows({}, at(5, 10), {}, &stuck).size(), size_t(1));
    }

    void whatThisRuntimeAloneKnowsIsRead()
    {
        const QJsonObject value =
            inspectValue(array("[{'status': {'logPath': '', 'createdAt': '1795638700000000000', "
                               "'startedAt': '0', 'image': {'image': 'x', 'userSpecifiedImage': '',"
                               " 'imageRef': ''}, 'stopSignal': 'SIGNAL_RUNTIME_DEFAULT'}, 'info': "
                               "{'info': '{\\'pid\\': 7}'}}]")[0]
                             .toObject(),
                         true);
        QCOMPARE(value[u"info"][u"pid"].toInt(), 7);
        QCOMPARE(value[u"status"][u"startedAt"].toString(), QStringLiteral("0001-01-01T00:00:00Z"));
        QVERIFY(value[u"status"].toObject().contains(QStringLiteral("stopSignal"))); // of CRI 0.34
        QVERIFY(value[u"status"][u"image"].toObject().contains(QStringLiteral("imageRef"))); // 0.37
    }
};

HYDRA_TEST_MAIN(TestCrictlText)
#include "test_crictl_text.moc"
