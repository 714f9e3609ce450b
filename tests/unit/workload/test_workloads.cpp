// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/run.h"
#include "core/workload/build_workload.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

const QString library = sourcePath("resources/workloads");

/// A digest of everything an image is made of.
QByteArray digestOf(const Workload &workload)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(workload.packages.join(u' ').toUtf8());
    for (const GuestFile &file : workload.files)
        hash.addData('\n' + file.path.toUtf8() + ' ' + QByteArray::number(file.mode) + '\n' +
                     file.content);
    return hash.result().toHex().left(16);
}

} // namespace

class TestWorkloads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyDirectoryOfTheLibraryIsAWorkload()
    {
        QStringList names;
        for (const QString &name : QDir(library).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            const auto workload = readWorkload(library + u'/' + name);
            QVERIFY2(workload, workload ? "" : qPrintable(formatError(workload.error())));
            const auto compiledIn = findWorkload(name);
            QVERIFY2(compiledIn, qPrintable(name));
            QVERIFY2(compiledIn->configs == workload->configs &&
                         compiledIn->files == workload->files,
                     qPrintable(name));
            names << name;
        }
        QCOMPARE(names, (QStringList{QStringLiteral("broker"), QStringLiteral("camera"),
                                     QStringLiteral("door-sensor"), QStringLiteral("hub"),
                                     QStringLiteral("thermostat")}));
        QCOMPARE(workloads().size(), size_t(names.size()));
        QCOMPARE(workloads().front().name, QStringLiteral("broker")); // the others need it
    }

    void eachSaysWhatItIsAndOwnsItsImage()
    {
        QStringList images;
        for (const Workload &workload : workloads()) {
            QVERIFY2(!workload.title.isEmpty() && workload.description.endsWith(u'.') &&
                         !workload.packages.isEmpty(),
                     qPrintable(workload.name));
            QVERIFY2(workload.image.startsWith(u"localhost/hydra/") &&
                         workload.image.contains(u':'),
                     qPrintable(workload.image));
            QVERIFY2(workload.needs.isEmpty() || findWorkload(workload.needs),
                     qPrintable(workload.name));
            for (const QJsonObject &config : {workload.configs.pod, workload.configs.container})
                QCOMPARE(config[QStringLiteral("labels")][QLatin1String(workloadLabel)].toString(),
                         workload.name);
            images << workload.image;
        }
        QCOMPARE(images.removeDuplicates(), 0);
    }

    void theConfigsAreOfTheTypesThatCrictlTakes()
    {
        for (const Workload &workload : workloads()) {
            const QJsonObject container = workload.configs.container;
            QStringList keys;
            for (const QJsonValue &each : container[QStringLiteral("envs")].toArray()) {
                keys << each[QStringLiteral("key")].toString();
                QVERIFY2(each[QStringLiteral("key")].isString() &&
                             each[QStringLiteral("value")].isString(),
                         qPrintable(workload.name));
            }
            for (const QJsonValue &word : container[QStringLiteral("command")].toArray())
                QVERIFY2(word.isString(), qPrintable(workload.name));
            QVERIFY(container[QStringLiteral("linux")][QStringLiteral("security_context")]
                             [QStringLiteral("namespace_options")][QStringLiteral("pid")]
                                 .isDouble());
            QVERIFY2(workload.needs.isEmpty() || keys.contains(addressVariable(workload)),
                     qPrintable(workload.name));
        }
    }

    void itsProgramsAreGoodShell()
    {
        const auto check = [](const QByteArray &script) {
            RunOptions options;
            options.input = script;
            const auto ran =
                run({.program = QStringLiteral("sh"), .args = {QStringLiteral("-n")}}, {}, options);
            return ran ? QString() : ran.error().details;
        };
        QFile build(library + QStringLiteral("/build-image"));
        QVERIFY(build.open(QIODevice::ReadOnly));
        QCOMPARE(check(build.readAll()), QString());
        for (const Workload &workload : workloads()) {
            for (const GuestFile &file : workload.files) {
                if (file.mode == 0755)
                    QCOMPARE(check(file.content), QString());
            }
        }
    }

    // Guests do not rebuild an image that they have, so a change of the image must raise its tag.
    void anImageOfOneTagIsAlwaysTheSame()
    {
        QByteArray now;
        for (const Workload &workload : workloads())
            now += workload.image.toUtf8() + ' ' + digestOf(workload) + '\n';
        QFile golden(sourcePath("tests/golden/workload_images"));
        if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN"))
            QVERIFY(golden.open(QIODevice::WriteOnly) && golden.write(now) == now.size());
        else
            QVERIFY(golden.open(QIODevice::ReadOnly));
        golden.close();
        QVERIFY(golden.open(QIODevice::ReadOnly));
        QCOMPARE(now, golden.readAll());
    }

    void settingsAndNamesAreTakenOver()
    {
        const auto thermostat = findWorkload(QStringLiteral("thermostat"));
        QVERIFY(thermostat);
        const auto configs = configsOf(
            *thermostat, {QStringLiteral("upstairs"),
                          QStringLiteral("lab"),
                          {QStringLiteral("ROOM=attic"), QStringLiteral("BROKER=10.88.0.9")}});
        QVERIFY(configs);
        QCOMPARE(variable(configs->container, QStringLiteral("ROOM")), QStringLiteral("attic"));
        QCOMPARE(variable(configs->container, QStringLiteral("BROKER")),
                 QStringLiteral("10.88.0.9"));
        QCOMPARE(variable(configs->container, QStringLiteral("TARGET")), QStringLiteral("21"));
        QCOMPARE(configs->pod[QStringLiteral("metadata")][QStringLiteral("name")].toString(),
                 QStringLiteral("upstairs"));
        QCOMPARE(
            configs
                ->container[QStringLiteral("labels")][QStringLiteral("io.kubernetes.pod.namespace")]
                .toString(),
            QStringLiteral("lab"));
    }

    void whatCannotBeSetIsRefusedWithWhatCan()
    {
        const auto thermostat = findWorkload(QStringLiteral("thermostat"));
        const auto wrong = configsOf(*thermostat, {.settings = {QStringLiteral("COLOUR=red")}});
        QVERIFY(!wrong && wrong.error().code == ErrorCode::Invalid);
        QVERIFY2(formatError(wrong.error()).contains(u"ROOM"),
                 qPrintable(formatError(wrong.error())));
        QVERIFY(!configsOf(*thermostat, {.podName = QStringLiteral("Up Stairs")}));
        const auto unknown = findWorkload(QStringLiteral("toaster"));
        QVERIFY(!unknown && unknown.error().code == ErrorCode::NotFound &&
                unknown.error().hint.contains(u"broker"));
    }

    void aBuildTellsHowFarItIsAndWhyItWasRefused()
    {
        const auto progress = buildProgress("62 Unpacking libc6");
        QVERIFY(progress && progress->words == u"Unpacking libc6" && progress->fraction > 0.61 &&
                progress->fraction < 0.63);
        for (const char *line : {"", "62", "words only", "400 Too far", "-1 Back"})
            QVERIFY2(!buildProgress(line), line);
        const Error raw{ErrorCode::Failed,
                        QStringLiteral("ended with exit code 1"),
                        QStringLiteral("ssh"),
                        {},
                        QStringLiteral("E: no route\nrefused: the guest cannot read lists; it "
                                       "needs a network; a mirror\n")};
        const Error told = buildError(raw, QStringLiteral("image:1"), QStringLiteral("lab/vm"));
        QCOMPARE(told.what, QStringLiteral("the guest cannot read lists"));
        QCOMPARE(told.hint, QStringLiteral("it needs a network; a mirror"));
        QVERIFY(told.details.contains(u"no route"));
        const Error other =
            buildError({.code = ErrorCode::TimedOut, .what = QStringLiteral("took longer")},
                       QStringLiteral("image:1"), QStringLiteral("lab/vm"));
        QVERIFY(other.code == ErrorCode::TimedOut && other.what.contains(u"image:1"));
    }
};

HYDRA_TEST_MAIN(TestWorkloads)
#include "test_workloads.moc"
