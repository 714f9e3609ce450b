// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/archive.h"
#include "tests/cli/json_shape.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

QJsonObject finding(const QJsonObject &report, const char *id)
{
    for (const QJsonValue &value : report[QStringLiteral("findings")].toArray()) {
        if (value[QStringLiteral("id")].toString() == QLatin1String(id))
            return value.toObject();
    }
    return {};
}

QString stateOf(const QJsonObject &report, const char *id)
{
    return finding(report, id)[QStringLiteral("state")].toString();
}

/// `doctor --format json`, whatever its exit code: the machine under test may lack things.
QJsonObject examined(const World &world)
{
    const Outcome outcome = world.hydractl(words("doctor --format json"));
    return QJsonDocument::fromJson(outcome.output).object();
}

QMap<QString, QByteArray> unpacked(const QString &archive)
{
    QMap<QString, QByteArray> files;
    (void)readArchive(
        archive, [](const QString &) { return true; },
        [&](const QString &name, const QByteArray &content) { files[name] = content; });
    return files;
}

} // namespace

/// doctor, debug-bundle and activity as users run them.
class TestCliDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFindingHasItsShape()
    {
        const World world;
        const QJsonObject report = examined(world);
        QCOMPARE(
            shapeError(
                report,
                R"({"findings": [{"id": "text", "title": "text", "state": "ok|attention|problem|not-here",
                                        "words": "text", "fix": "text", "command": "text", "details": "text"}]})"),
            QString());
        QCOMPARE(stateOf(report, "qemu"), QStringLiteral("ok"));
        QCOMPARE(stateOf(report, "settings"), QStringLiteral("ok"));
        QVERIFY(world.launches().empty());
    }

    void aProblemIsExitCode1WithItsCure()
    {
        World world;
        world.setVariable(QStringLiteral("HYDRA_QEMU"), QStringLiteral("/no/qemu"));
        const Outcome table = world.hydractl(words("doctor"));
        HYDRA_EXITS(table, 1);
        for (const char *word : {"STATE", "problem", "QEMU", "To do: "})
            QVERIFY2(table.output.contains(word), table.output.constData());
        HYDRA_EXITS(world.hydractl(words("doctor --format json")), 1);
    }

    void brokenSettingsAreFoundWhileAllElseRefuses()
    {
        const World world;
        world.write(QStringLiteral("config/hydra/settings.yaml"), "them: dark\n");
        const QJsonObject report = examined(world);
        QCOMPARE(stateOf(report, "settings"), QStringLiteral("problem"));
        QVERIFY(finding(report, "settings")[QStringLiteral("details")].toString().contains(
            u"settings.yaml:1:1: them"));
    }

    void brokenLabsAndLostImagesAreFound()
    {
        const World world;
        world.write(QStringLiteral("config/hydra/labs/bad.yaml"), "name: bad\nvms: 3\n");
        world.write(QStringLiteral("data/hydra/images/gone.json"), "{\"format\": \"qcow2\"}");
        const QJsonObject report = examined(world);
        QCOMPARE(stateOf(report, "labs"), QStringLiteral("attention"));
        QVERIFY(
            finding(report, "labs")[QStringLiteral("details")].toString().contains(u"bad.yaml:2:"));
        QCOMPARE(stateOf(report, "images"), QStringLiteral("attention"));
    }

    void aBundleOfALabTellsMuchAndNoSecret()
    {
        World world;
        world.setFake(bootingFake());
        const QByteArray hash = "$6$saltsalt$" + QByteArray(86, 'h');
        world.setVariable(QStringLiteral("http_proxy"),
                          QStringLiteral("http://ann:proxyword@proxy:3128"));
        const QString lab = world.writeLab(
            QStringLiteral("home"),
            "  - name: hub\n    password: sesame-street\n  - name: two\n    password_hash: " +
                hash + "\n");
        HYDRA_EXITS(world.hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("boot"), QStringLiteral("--timeout"),
                                    QStringLiteral("60")}),
                    0);
        HYDRA_EXITS(world.hydractl(words("kill home")), 0);
        const QByteArray log = world.read(QStringLiteral("state/hydra/home/hub/vm.log"));
        world.write(QStringLiteral("state/hydra/home/hub/vm.log"),
                    log + "somebody typed sesame-street and " + hash + "\n");

        const Outcome made = world.hydractl(words("debug-bundle home -o out.tar.gz"));
        HYDRA_EXITS(made, 0);
        const QString path = world.path(QStringLiteral("home/out.tar.gz"));
        QCOMPARE(made.output, QFileInfo(path).absoluteFilePath().toUtf8() + '\n');
        QVERIFY2(made.errorOutput.contains("labs/home/hub/serial.log"),
                 made.errorOutput.constData());
        const auto files = unpacked(path);
        for (const char *name :
             {"manifest.txt", "doctor.json", "versions.txt", "environment.txt", "activity.jsonl",
              "programs/hydractl.log", "labs/home/lab.yaml", "labs/home/hub/plan.json",
              "labs/home/hub/state.json", "labs/home/hub/vm.log", "labs/home/hub/serial.log"})
            QVERIFY2(files.contains(QStringLiteral("hydra-debug/") + QLatin1String(name)), name);
        for (auto file = files.begin(); file != files.end(); ++file) {
            for (const QByteArray &secret :
                 {QByteArray("sesame-street"), QByteArray("hhhhhhhh"), QByteArray("$6$"),
                  QByteArray("proxyword"), world.path(QStringLiteral("home")).toUtf8() + "/"})
                QVERIFY2(!file.value().contains(secret),
                         qPrintable(file.key() + u' ' + QString::fromUtf8(secret)));
        }
        HYDRA_REFUSES(world.hydractl(words("debug-bundle home -o out.tar.gz")), 4,
                      "is there already");
        HYDRA_REFUSES(world.hydractl(words("debug-bundle nolab")), 3, "nolab");
    }

    void aBundleGetsItsNameFromTheTime()
    {
        const World world;
        HYDRA_EXITS(world.hydractl(words("debug-bundle")), 0);
        QCOMPARE(QDir(world.path(QStringLiteral("home")))
                     .entryList({QStringLiteral("hydra-debug-20*-*.tar.gz")})
                     .size(),
                 1);
    }

    void startsAreRecordedWithTheirEnds()
    {
        World world;
        QCOMPARE(world.json(words("activity")),
                 (QJsonObject{{QStringLiteral("activities"), QJsonArray()}}));
        const QString lab = world.writeLab(QStringLiteral("home"));
        HYDRA_EXITS(world.hydractl({QStringLiteral("up"), lab}), 0);
        HYDRA_EXITS(world.hydractl(words("kill home")), 0);
        world.setVariable(QStringLiteral("HYDRA_QEMU"), QStringLiteral("/no/qemu"));
        HYDRA_EXITS(world.hydractl({QStringLiteral("up"), lab}), 1);
        const QJsonObject report = world.json(words("activity"));
        QCOMPARE(
            shapeError(
                report,
                R"({"activities": [{"id": "text", "kind": "text", "target": "text", "started_at": "text", "ended_at": "text",
                                        "outcome": "done|failed", "error": "text", "log": "text"}]})"),
            QString());
        const QJsonArray list = report[QStringLiteral("activities")].toArray();
        QCOMPARE(list.size(), 2);
        QCOMPARE(list[0][QStringLiteral("outcome")].toString(), QStringLiteral("failed"));
        QVERIFY(list[0][QStringLiteral("error")].toString().contains(u"/no/qemu"));
        QCOMPARE(list[1][QStringLiteral("outcome")].toString(), QStringLiteral("done"));
        QCOMPARE(list[1][QStringLiteral("target")].toString(), QStringLiteral("home"));
        QVERIFY(world.hydractl(words("activity")).output.contains("up    home    failed"));
    }

    void aKilledStartEndedUnexpectedly()
    {
        World world;
        const QString lab = world.writeLab(QStringLiteral("home"));
        const auto outcome = [&] {
            return world.json(words("activity"))[QStringLiteral("activities")]
                .toArray()
                .at(0) // undefined until it is recorded
                .toObject()[QStringLiteral("outcome")]
                .toString();
        };
        Child up(world.command(
            {QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("ssh")}));
        QTRY_COMPARE_WITH_TIMEOUT(outcome(), QStringLiteral("running"), 15000);
        up.signal(SIGKILL);
        (void)up.finish();
        QCOMPARE(outcome(), QStringLiteral("ended unexpectedly"));
    }

    void anInterruptedStartIsCancelled()
    {
        World world;
        const QString lab = world.writeLab(QStringLiteral("home"));
        Child up(world.command(
            {QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("ssh")}));
        QTRY_COMPARE_WITH_TIMEOUT(world.running(), 1, 15000);
        up.signal(SIGINT);
        HYDRA_EXITS(up.finish(), 1);
        const QJsonArray list =
            world.json(words("activity"))[QStringLiteral("activities")].toArray();
        QCOMPARE(list[0][QStringLiteral("outcome")].toString(), QStringLiteral("cancelled"));
    }
};

HYDRA_TEST_MAIN(TestCliDoctor)
#include "test_cli_doctor.moc"
