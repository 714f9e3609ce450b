// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/presets.h"
#include "tests/cli/json_shape.h"
#include "tests/cli/lab_world.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QJsonDocument>

#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true; // AddressSanitizer's overhead is none that users have
#else
constexpr bool sanitized = false;
#endif

const QString brokenLabs = sourcePath("tests/golden/broken_labs/");

const char *planShape = R"({"lab": "text", "warnings": ["text"], "vms": [{
    "name": "text", "backend": "qemu|krunkit", "boot": "image|kernel", "cpus": "number",
    "memory_mib": "number", "disk_gib": "number", "machine": "text", "cpu_model": "text",
    "accelerators": ["kvm|hvf|tcg"],
    "image": {"name": "text", "url": "text", "sha512": "text"},
    "disks": [{"path": "text", "format": "qcow2|raw"}],
    "ports": [{"role": "ssh|containerd|streaming|rimd|diod|extra", "protocol": "tcp|udp",
               "host_address": "text", "host_port": "number", "guest_port": "number"}],
    "shares": [{"host": "text", "guest": "text", "tag": "text", "type": "9p|virtiofs", "read_only": "bool"}],
    "kernel_cmdline": ["text"],
    "guest": {"hostname": "text", "username": "text", "password_hash": "text?",
              "ssh_authorized_keys": ["text"], "packages": ["text"], "debs": ["text"],
              "mounts": [{"source": "text", "target": "text", "type": "text", "over": "device|tcp"}],
              "address": "text", "gateway": "text", "dns": ["text"], "reboot_after_install": "bool",
              "k3s": "bool", "csi_proxy_url": "text?"},
    "after": [{"vm": "text", "phase": "ssh|containerd"}],
    "start": {"how": "cold|instant|snapshot|none", "why": "text", "snapshot": "text"},
    "processes": [{"role": "text", "program": "text", "args": ["text"]}]}]})";

} // namespace

/// Commands that check, create and plan labs and start nothing.
class TestCliLabFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<LabWorld> m_world;

private Q_SLOTS:
    void init() { m_world = std::make_unique<LabWorld>(); }

    void everyBrokenLabIsRefusedWithAllItsLinesQuicklyAndInLittleMemory()
    {
        const QStringList files =
            QDir(brokenLabs).entryList({QStringLiteral("*.yaml")}, QDir::Files);
        QVERIFY(files.size() > 50);
        for (const QString &file : files) {
            const Outcome outcome =
                m_world->hydractl({QStringLiteral("validate"), brokenLabs + file});
            QByteArray expected;
            for (const QByteArray &line :
                 m_world->read(brokenLabs + file.chopped(5) + QStringLiteral(".txt"))
                     .trimmed()
                     .split('\n'))
                expected += brokenLabs.toUtf8() + line + '\n';
            QVERIFY2(outcome.exitCode == 2, (file.toUtf8() + ": " + outcome.words()).constData());
            QCOMPARE(outcome.errorOutput, expected);
            QCOMPARE(outcome.output, QByteArray());
            if (!sanitized) {
                QVERIFY2(outcome.peakKib < 100 << 10, qPrintable(file));
                QVERIFY2(outcome.cpu < std::chrono::seconds(1), qPrintable(file));
            }
        }
    }

    void planAndSetAndUpRefuseABrokenLabInTheSameWords()
    {
        const QString file =
            m_world->write(QStringLiteral("many_errors.yaml"),
                           m_world->read(brokenLabs + QStringLiteral("many_errors.yaml")));
        const Outcome judged = m_world->hydractl({QStringLiteral("validate"), file});
        QVERIFY(judged.errorOutput.count('\n') >= 10);
        for (const char *command : {"plan", "up"}) {
            const Outcome outcome = m_world->hydractl({QLatin1String(command), file});
            HYDRA_EXITS(outcome, 2);
            QCOMPARE(outcome.errorOutput, judged.errorOutput);
        }
        HYDRA_REFUSES(m_world->set(file, QStringLiteral("lamp"), {QStringLiteral("cpu=2")}), 2,
                      "many_errors.yaml:");
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void goodLabsAreGood()
    {
        const QDir labs(sourcePath("tests/golden/labs"));
        for (const QString &file : labs.entryList({QStringLiteral("*.yaml")}, QDir::Files)) {
            const Outcome outcome =
                m_world->hydractl({QStringLiteral("validate"), labs.filePath(file)});
            HYDRA_EXITS(outcome, 0);
            QCOMPARE(outcome.output, QByteArray());
        }
    }

    void aFileThatIsNoTextOrHugeIsRefusedInLittleMemory()
    {
        const QString big = m_world->write(QStringLiteral("big.yaml"), QByteArray(64 << 20, 'a'));
        const Outcome outcome = m_world->hydractl({QStringLiteral("validate"), big});
        QVERIFY2(outcome.exitCode == 1 || outcome.exitCode == 2, outcome.words().constData());
        QVERIFY(outcome.errorOutput.contains("big.yaml") && outcome.errorOutput.size() < 1000);
        QVERIFY(sanitized || outcome.peakKib < 100 << 10);
        const Outcome directory =
            m_world->hydractl({QStringLiteral("validate"), m_world->path(QStringLiteral("home/"))});
        QVERIFY2(directory.exitCode == 1 || directory.exitCode == 2, directory.words().constData());
        QVERIFY(!directory.errorOutput.isEmpty());
    }

    void createMakesALabOfEveryPreset()
    {
        for (const Preset &preset : presets()) {
            const QString name = QStringLiteral("my-") + preset.name;
            const Outcome outcome =
                m_world->create({name, QStringLiteral("--preset"), preset.name});
            HYDRA_EXITS(outcome, 0);
            const QString file = m_world->paths().labsDir() + u'/' + name + QStringLiteral(".yaml");
            QCOMPARE(outcome.output, file.toUtf8() + '\n');
            HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), name}), 0);
            QCOMPARE(m_world->get(name, QStringLiteral("-"), QStringLiteral("name")),
                     name.toUtf8());
        }
        QCOMPARE(m_world->json({QStringLiteral("list")})[QStringLiteral("vms")].toArray().size(),
                 int(presets().size()));
    }

    void statusTellsHowAVmIsIsolated()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("hub"), QStringLiteral("--preset"),
                                     QStringLiteral("plain"), QStringLiteral("--set"),
                                     QStringLiteral("bind=0.0.0.0")}),
                    0);
        const QJsonObject vm =
            m_world->json({QStringLiteral("status"), QStringLiteral("hub")})[u"vms"][0].toObject();
        const QJsonObject isolation = vm[u"isolation"].toObject();
        QCOMPARE(isolation[u"grade"].toString(), QStringLiteral("D"));
        const QByteArray text =
            m_world->hydractl({QStringLiteral("status"), QStringLiteral("hub")}).output;
        QVERIFY(text.contains("Isolation     D: Ports open to the network; "));
        QVERIFY(text.contains("  to raise it bind: 127.0.0.1\n"));
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("set"), QStringLiteral("hub"),
                                       QStringLiteral("vm1"), QStringLiteral("bind=127.0.0.1")}),
                    0);
        QVERIFY(m_world->hydractl({QStringLiteral("status"), QStringLiteral("hub")})
                    .output.contains("Isolation     C: "));
    }

    void createTakesSettings()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("big"), QStringLiteral("--preset"),
                                     QStringLiteral("plain"), QStringLiteral("--set"),
                                     QStringLiteral("username=bob"), QStringLiteral("--set"),
                                     QStringLiteral("bind=127.0.0.3")}),
                    0);
        QCOMPARE(
            m_world->get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("username")),
            QByteArray("bob"));
        QCOMPARE(m_world->get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("bind")),
                 QByteArray("127.0.0.3"));
    }

    // The preset's own `cpu: 2` must not override the user's setting.
    void createSettingsBeatThePresetsOwn()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("big"), QStringLiteral("--preset"),
                                     QStringLiteral("plain"), QStringLiteral("--set"),
                                     QStringLiteral("cpu=4")}),
                    0);
        QCOMPARE(m_world->get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("cpu")),
                 QByteArray("4"));
    }

    void createOfAnImageMakesAVmOfThatImage()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("mine"), QStringLiteral("--image"),
                                     QStringLiteral("debian-12")}),
                    0);
        QCOMPARE(m_world->get(QStringLiteral("mine"), QStringLiteral("isolated"),
                              QStringLiteral("image")),
                 QByteArray("debian-12"));
    }

    void createRefusesBadNamesAndValues()
    {
        for (const char *name :
             {"Home", "a_b", "-a", "a/b", "a.yaml", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX"})
            HYDRA_REFUSES(m_world->create({QStringLiteral("--"), QLatin1String(name)}), 2, name);
        HYDRA_REFUSES(m_world->create({QStringLiteral("ok"), QStringLiteral("--set"),
                                       QStringLiteral("cpu=none")}),
                      2, "cpu");
        HYDRA_REFUSES(m_world->create({QStringLiteral("ok"), QStringLiteral("--set"),
                                       QStringLiteral("nokey=1")}),
                      2, "nokey");
        const Outcome preset = m_world->create(
            {QStringLiteral("ok"), QStringLiteral("--preset"), QStringLiteral("castle")});
        QVERIFY2(preset.exitCode == 2 || preset.exitCode == 3, preset.words().constData());
        QVERIFY2(preset.errorOutput.contains("castle") && preset.errorOutput.contains("isolated"),
                 preset.words().constData());
        QVERIFY(!QFile::exists(m_world->paths().labsDir() + QStringLiteral("/ok.yaml")));
    }

    void createRefusesANameThatIsTakenAndKeepsItsFile()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("home")}), 0);
        const QString file = m_world->paths().labsDir() + QStringLiteral("/home.yaml");
        const QByteArray before = m_world->read(file);
        HYDRA_REFUSES(m_world->create({QStringLiteral("home"), QStringLiteral("--preset"),
                                       QStringLiteral("plain")}),
                      4, "home");
        QCOMPARE(m_world->read(file), before);
    }

    void ofTwoCreatesOfOneNameOneWins()
    {
        Child one(m_world->command({QStringLiteral("create"), QStringLiteral("home"),
                                    QStringLiteral("--preset"), QStringLiteral("plain")}));
        Child two(m_world->command({QStringLiteral("create"), QStringLiteral("home"),
                                    QStringLiteral("--preset"), QStringLiteral("demo")}));
        const Outcome first = one.finish(), second = two.finish();
        const QByteArray words = first.words() + second.words();
        QVERIFY2(first.exitCode + second.exitCode == 4 && first.exitCode * second.exitCode == 0,
                 words.constData());
        const QByteArray text =
            m_world->read(m_world->paths().labsDir() + QStringLiteral("/home.yaml"));
        QVERIFY(text.contains(first.exitCode == 0 ? "vm1" : "name: home"));
    }

    void aPlanHasTheContractsShape()
    {
        const QString file = m_world->writeLab(
            QStringLiteral("home"),
            "  - name: hub\n    disk_size: 5\n    disks: [{name: data, size: 1}]\n"
            "    ports: {extra: [\"30800:8000\"]}\n  - name: lamp\n    password: secret\n");
        const QJsonObject plan = m_world->json({QStringLiteral("plan"), file});
        QCOMPARE(shapeError(plan, planShape), QString());
        QCOMPARE(plan[QStringLiteral("lab")].toString(), QStringLiteral("home"));
        const QJsonArray vms = plan[QStringLiteral("vms")].toArray();
        QCOMPARE(vms.size(), 2);
        for (const char *key : {"gpu", "vsock", "shared_memory", "krunkit"})
            QVERIFY2(vms[0].toObject().contains(QLatin1String(key)) &&
                         vms[0][QLatin1String(key)].isNull(),
                     key);
        QCOMPARE(vms[0][QStringLiteral("memory_mib")].toInt(), 64);
        QCOMPARE(vms[0][QStringLiteral("cpus")].toInt(), 1);
        QCOMPARE(vms[0][QStringLiteral("disk_gib")].toInt(), 5);
        QCOMPARE(vms[1][QStringLiteral("disk_gib")].toInt(), 3);
        QCOMPARE(vms[0][QStringLiteral("disks")].toArray().size(), 3);
        QCOMPARE(vms[0][QStringLiteral("accelerators")].toArray(),
                 QJsonArray{QStringLiteral("tcg")});
        QCOMPARE(vms[0][QStringLiteral("guest")][QStringLiteral("hostname")].toString(),
                 QStringLiteral("hub"));
        for (const QJsonValue &port : vms[0][QStringLiteral("ports")].toArray())
            QCOMPARE(port[QStringLiteral("host_port")].toInt(),
                     port[QStringLiteral("role")].toString() == u"extra" ? 30800 : 0);
        QVERIFY(
            vms[0][QStringLiteral("processes")][0][QStringLiteral("program")].toString().contains(
                QStringLiteral("qemu-system-")));
    }

    void aPlanHasTheContractsShapeForEveryKey()
    {
        const QString lab = sourcePath("tests/golden/labs/everything.yaml");
        const Outcome outcome = m_world->hydractl(
            {QStringLiteral("plan"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        HYDRA_EXITS(outcome, 0);
        const QJsonObject plan = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(shapeError(plan, planShape), QString());
        const QJsonArray warnings = plan[QStringLiteral("warnings")].toArray();
        QVERIFY(!warnings.isEmpty()); // no host has all of these
        for (const QJsonValue &warning : warnings)
            QVERIFY2(outcome.errorOutput.contains(warning.toString().toUtf8()),
                     outcome.words().constData());
        QVERIFY(!outcome.output.contains("\"password\""));
    }

    void whatTheHostLacksIsAWarningOfThePlanAndNoError()
    {
        const QString file = m_world->write(
            QStringLiteral("home.yaml"),
            "name: home\nvms:\n  - {name: hub, image: no-such-image, memory: 1000}\n");
        const QJsonObject plan = m_world->json({QStringLiteral("plan"), file});
        QCOMPARE(shapeError(plan, planShape), QString());
        const QString all =
            QString::fromUtf8(QJsonDocument(plan[QStringLiteral("warnings")].toArray()).toJson());
        QVERIFY2(all.contains(QStringLiteral("no-such-image")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("memory")), qPrintable(all));
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), file}), 0);
    }

    void aPlanWritesNothingAndIsTheSameTwice()
    {
        const QString file =
            m_world->writeLab(QStringLiteral("home"), "  - name: hub\n    password: secret\n");
        const QStringList before = m_world->everything();
        const Outcome first = m_world->hydractl({QStringLiteral("plan"), file});
        const Outcome second = m_world->hydractl({QStringLiteral("plan"), file});
        HYDRA_EXITS(first, 0);
        QCOMPARE(first.output, second.output);
        QCOMPARE(m_world->everything(), before);
        QVERIFY(!first.output.contains("secret") && !first.errorOutput.contains("secret"));
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void aPlanIsTheSameAsYaml()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"));
        const Outcome yaml = m_world->hydractl(
            {QStringLiteral("plan"), file, QStringLiteral("--format"), QStringLiteral("yaml")});
        HYDRA_EXITS(yaml, 0);
        QVERIFY(yaml.output.contains("lab: home\n") && yaml.output.contains("memory_mib: 64\n"));
    }

    void oneVmCanBePlannedAlone()
    {
        HYDRA_EXITS(m_world->create({QStringLiteral("home"), QStringLiteral("--preset"),
                                     QStringLiteral("plain")}),
                    0);
        QCOMPARE(
            m_world
                ->json({QStringLiteral("plan"), QStringLiteral("home/vm1")})[QStringLiteral("vms")]
                .toArray()
                .size(),
            1);
        HYDRA_REFUSES(m_world->hydractl({QStringLiteral("plan"), QStringLiteral("home/vm9")}), 3,
                      "vm9");
    }
};

HYDRA_TEST_MAIN(TestCliLabFiles)
#include "test_cli_lab_files.moc"
