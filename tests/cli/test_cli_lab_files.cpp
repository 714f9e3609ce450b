// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "test_main.h"
#include "world.h"

#include "config/presets.h"

#include "json_shape.h"

#include <QDir>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <csignal>
#include <memory>
#include <thread>

using namespace hydra;
using namespace hydra::test;

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true; // its shadow memory and checks say nothing of what users pay
#else
constexpr bool sanitized = false;
#endif

const QString brokenLabs = QStringLiteral(HYDRA_SOURCE_DIR "/tests/golden/broken_labs/");

const QByteArray commented = "# My home\n"
                             "name: home   # short\n"
                             "\n"
                             "common:\n"
                             "  memory: 1 # plenty\n"
                             "vms:\n"
                             "  # the brain\n"
                             "  - name: hub\n"
                             "    cpu: 2      # cores\n"
                             "    packages: [htop, 'vim'] # tools\n"
                             "  - {name: lamp, cpu: 1} # in one line\n"
                             "# the end\n";

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
    "processes": [{"role": "text", "program": "text", "args": ["text"]}]}]})";

} // namespace

/// Commands that judge, read and edit lab files and start nothing.
class TestCliLabFiles : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    [[nodiscard]] QByteArray get(const QString &file, const QString &vm, const QString &key) const
    {
        return m_world->hydractl({QStringLiteral("get"), file, vm, key}).output.trimmed();
    }

    [[nodiscard]] Outcome set(const QString &file, const QString &vm, const QStringList &edits) const
    {
        return m_world->hydractl(QStringList{QStringLiteral("set"), file, vm} + edits);
    }

    [[nodiscard]] Outcome create(const QStringList &words) const
    {
        return m_world->hydractl(QStringList{QStringLiteral("create")} + words);
    }

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }

    void everyBrokenLabIsRefusedWithAllItsLinesQuicklyAndInLittleMemory()
    {
        const QStringList files = QDir(brokenLabs).entryList({QStringLiteral("*.yaml")}, QDir::Files);
        QVERIFY(files.size() > 50);
        for (const QString &file : files) {
            const Outcome outcome = m_world->hydractl({QStringLiteral("validate"), brokenLabs + file});
            QByteArray expected;
            for (const QByteArray &line : m_world->read(brokenLabs + file.chopped(5) + QStringLiteral(".txt")).trimmed().split('\n'))
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
        const QString file = m_world->write(QStringLiteral("many_errors.yaml"), m_world->read(brokenLabs + QStringLiteral("many_errors.yaml")));
        const Outcome judged = m_world->hydractl({QStringLiteral("validate"), file});
        QVERIFY(judged.errorOutput.count('\n') >= 10);
        for (const char *command : {"plan", "up"}) {
            const Outcome outcome = m_world->hydractl({QLatin1String(command), file});
            HYDRA_EXITS(outcome, 2);
            QCOMPARE(outcome.errorOutput, judged.errorOutput);
        }
        HYDRA_REFUSES(set(file, QStringLiteral("lamp"), {QStringLiteral("cpu=2")}), 2, "many_errors.yaml:");
        QCOMPARE(m_world->launches().size(), size_t(0));
    }

    void goodLabsAreGood()
    {
        const QDir labs(QStringLiteral(HYDRA_SOURCE_DIR "/tests/golden/labs"));
        for (const QString &file : labs.entryList({QStringLiteral("*.yaml")}, QDir::Files)) {
            const Outcome outcome = m_world->hydractl({QStringLiteral("validate"), labs.filePath(file)});
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
        const Outcome directory = m_world->hydractl({QStringLiteral("validate"), m_world->path(QStringLiteral("home/"))});
        QVERIFY2(directory.exitCode == 1 || directory.exitCode == 2, directory.words().constData());
        QVERIFY(!directory.errorOutput.isEmpty());
    }

    void getShowsValuesAndDefaults()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        QCOMPARE(get(file, QStringLiteral("hub"), QStringLiteral("cpu")), QByteArray("2"));
        QCOMPARE(get(file, QStringLiteral("lamp"), QStringLiteral("memory")), QByteArray("1"));
        QCOMPARE(get(file, QStringLiteral("lamp"), QStringLiteral("bind")), QByteArray("127.0.0.1"));
        QCOMPARE(get(file, QStringLiteral("lamp"), QStringLiteral("username")), QByteArray("hydra"));
        QCOMPARE(get(file, QStringLiteral("lamp"), QStringLiteral("ports.ssh")), QByteArray("auto"));
        QCOMPARE(get(file, QStringLiteral("-"), QStringLiteral("name")), QByteArray("home"));
        HYDRA_REFUSES(m_world->hydractl({QStringLiteral("get"), file, QStringLiteral("hub"), QStringLiteral("cpus")}), 2, "cpus");
        const Outcome stranger = m_world->hydractl({QStringLiteral("get"), file, QStringLiteral("oven"), QStringLiteral("cpu")});
        QVERIFY2(stranger.exitCode == 2 || stranger.exitCode == 3, stranger.words().constData());
        QVERIFY(stranger.errorOutput.contains("oven"));
    }

    void setChangesOneValueAndNotOneByteElse()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        const Outcome outcome = set(file, QStringLiteral("hub"), {QStringLiteral("cpu=4")});
        HYDRA_EXITS(outcome, 0);
        QCOMPARE(outcome.output + outcome.errorOutput, QByteArray());
        QCOMPARE(m_world->read(file), QByteArray(commented).replace("cpu: 2  ", "cpu: 4  "));
        QCOMPARE(QDir(m_world->path({})).entryList({QStringLiteral("*home.yaml*")}, QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("home.yaml")}); // nothing lies beside it
    }

    void setKeepsEveryCommentWhateverItAdds()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        HYDRA_EXITS(set(file, QStringLiteral("hub"), {QStringLiteral("ports.ssh=2201"), QStringLiteral("packages=[curl]"), QStringLiteral("memory=768MiB")}), 0);
        HYDRA_EXITS(set(file, QStringLiteral("lamp"), {QStringLiteral("memory=2")}), 0);
        HYDRA_EXITS(set(file, QStringLiteral("-"), {QStringLiteral("common.cpu=3")}), 0);
        const QByteArray text = m_world->read(file);
        for (const char *comment : {"# My home", "# short", "# plenty", "# the brain", "# cores", "# tools", "# in one line", "# the end"})
            QVERIFY2(text.contains(comment), text.constData());
        QCOMPARE(get(file, QStringLiteral("hub"), QStringLiteral("ports.ssh")), QByteArray("2201"));
        QCOMPARE(get(file, QStringLiteral("hub"), QStringLiteral("memory")), QByteArray("768MiB"));
        QCOMPARE(get(file, QStringLiteral("lamp"), QStringLiteral("memory")), QByteArray("2"));
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), file}), 0);
    }

    void setAddsItemsAndTakesThemOut()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        HYDRA_EXITS(set(file, QStringLiteral("hub"), {QStringLiteral("packages[2]=curl")}), 0);
        QCOMPARE(m_world->read(file), QByteArray(commented).replace("'vim'] # tools", "'vim', curl] # tools"));
        HYDRA_EXITS(set(file, QStringLiteral("hub"), {QStringLiteral("packages[0]=")}), 0);
        QCOMPARE(m_world->read(file), QByteArray(commented).replace("[htop, 'vim'] # tools", "['vim', curl] # tools"));
    }

    void setShowsTheDifferenceOfWhatItCannotDoAlone()
    {
        const QByteArray text = "name: home\ncommon: {ports: &p {ssh: 2201}}\nvms:\n  - {name: hub, ports: *p}\n";
        const QString file = m_world->write(QStringLiteral("home.yaml"), text);
        HYDRA_REFUSES(set(file, QStringLiteral("hub"), {QStringLiteral("ports.ssh=2202")}), 2, "cannot be changed here without touching other parts",
                      "-   - {name: hub, ports: *p}", "+   - {name: hub, ports: {ssh: 2202}}");
        QCOMPARE(m_world->read(file), text);
    }

    void aSetThatIsWrongChangesNothing()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        for (const char *edit : {"cpu=none", "cpus=2", "memory=-1", "ports.ssh=70000", "name=Bad", "cpu", "=1"}) {
            const Outcome outcome = set(file, QStringLiteral("hub"), {QStringLiteral("memory=2"), QLatin1String(edit)});
            QVERIFY2(outcome.exitCode == 2 && !outcome.errorOutput.isEmpty(), (QByteArray(edit) + ": " + outcome.words()).constData());
            QCOMPARE(m_world->read(file), commented);
        }
    }

    void aSetThatIsKilledLeavesTheOldOrTheNewFile()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        const auto whole = set(file, QStringLiteral("hub"), {QStringLiteral("cpu=2")}).wall;
        QRandomGenerator random(7);
        const auto textWith = [](int cpu) { return QByteArray(commented).replace("cpu: 2  ", "cpu: " + QByteArray::number(cpu) + "  "); };
        int now = 2, changed = 0;
        for (int i = 0; i < 40; ++i) {
            const int next = now == 3 ? 5 : 3;
            {
                Child child(m_world->command({QStringLiteral("set"), file, QStringLiteral("hub"), QStringLiteral("cpu=%1").arg(next)}));
                std::this_thread::sleep_for(whole * random.bounded(130) / 100);
                child.signal(SIGKILL);
                child.finish();
            }
            const QByteArray text = m_world->read(file);
            QVERIFY2(text == textWith(now) || text == textWith(next), text.constData());
            changed += text == textWith(next) && next != now ? 1 : 0;
            now = text == textWith(next) ? next : now;
        }
        qInfo("%d of 40 killed sets had come through", changed);
        HYDRA_EXITS(set(file, QStringLiteral("hub"), {QStringLiteral("cpu=9")}), 0); // no lock is left over
        QCOMPARE(m_world->read(file), textWith(9));
    }

    void setsAtTheSameTimeAllHold()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        std::vector<std::unique_ptr<Child>> children;
        const QStringList edits{QStringLiteral("cpu=7"), QStringLiteral("memory=3"), QStringLiteral("username=alice"),
                                QStringLiteral("disk_size=9"), QStringLiteral("protect=true"), QStringLiteral("bind=127.0.0.2")};
        for (const QString &edit : edits)
            children.push_back(std::make_unique<Child>(m_world->command({QStringLiteral("set"), file, QStringLiteral("hub"), edit})));
        for (const auto &child : children)
            HYDRA_EXITS(child->finish(), 0);
        for (const QString &edit : edits)
            QCOMPARE(get(file, QStringLiteral("hub"), edit.section(u'=', 0, 0)), edit.section(u'=', 1).toUtf8());
    }

    void setKeepsTheFilesModeAndFollowsALink()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const QString link = m_world->path(QStringLiteral("link.yaml"));
        QVERIFY(QFile::link(file, link));
        HYDRA_EXITS(set(link, QStringLiteral("hub"), {QStringLiteral("cpu=4")}), 0);
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(m_world->read(file).contains("cpu: 4"));
        const auto bits = QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup);
        QCOMPARE(bits, QFile::Permissions(QFile::ReadGroup));
    }

    void createMakesALabOfEveryPreset()
    {
        for (const Preset &preset : presets()) {
            const QString name = QStringLiteral("my-") + preset.name;
            const Outcome outcome = create({name, QStringLiteral("--preset"), preset.name});
            HYDRA_EXITS(outcome, 0);
            const QString file = m_world->paths().labsDir() + u'/' + name + QStringLiteral(".yaml");
            QCOMPARE(outcome.output, file.toUtf8() + '\n');
            HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), name}), 0);
            QCOMPARE(get(name, QStringLiteral("-"), QStringLiteral("name")), name.toUtf8());
        }
        QCOMPARE(m_world->json({QStringLiteral("list")})[QStringLiteral("vms")].toArray().size(), int(presets().size()));
    }

    void createTakesSettings()
    {
        HYDRA_EXITS(create({QStringLiteral("big"), QStringLiteral("--preset"), QStringLiteral("plain"), QStringLiteral("--set"),
                            QStringLiteral("username=bob"), QStringLiteral("--set"), QStringLiteral("bind=127.0.0.3")}), 0);
        QCOMPARE(get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("username")), QByteArray("bob"));
        QCOMPARE(get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("bind")), QByteArray("127.0.0.3"));
    }

    // The preset's own `cpu: 2` must not hide what was asked for.
    void createSettingsBeatThePresetsOwn()
    {
        HYDRA_EXITS(create({QStringLiteral("big"), QStringLiteral("--preset"), QStringLiteral("plain"), QStringLiteral("--set"),
                            QStringLiteral("cpu=4")}), 0);
        QCOMPARE(get(QStringLiteral("big"), QStringLiteral("vm1"), QStringLiteral("cpu")), QByteArray("4"));
    }

    void createOfAnImageMakesAVmOfThatImage()
    {
        HYDRA_EXITS(create({QStringLiteral("mine"), QStringLiteral("--image"), QStringLiteral("debian-12")}), 0);
        QCOMPARE(get(QStringLiteral("mine"), QStringLiteral("isolated"), QStringLiteral("image")), QByteArray("debian-12"));
    }

    void createRefusesBadNamesAndValues()
    {
        for (const char *name : {"Home", "a_b", "-a", "a/b", "a.yaml", "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddX"})
            HYDRA_REFUSES(create({QStringLiteral("--"), QLatin1String(name)}), 2, name);
        HYDRA_REFUSES(create({QStringLiteral("ok"), QStringLiteral("--set"), QStringLiteral("cpu=none")}), 2, "cpu");
        HYDRA_REFUSES(create({QStringLiteral("ok"), QStringLiteral("--set"), QStringLiteral("nokey=1")}), 2, "nokey");
        const Outcome preset = create({QStringLiteral("ok"), QStringLiteral("--preset"), QStringLiteral("castle")});
        QVERIFY2(preset.exitCode == 2 || preset.exitCode == 3, preset.words().constData());
        QVERIFY2(preset.errorOutput.contains("castle") && preset.errorOutput.contains("isolated"), preset.words().constData());
        QVERIFY(!QFile::exists(m_world->paths().labsDir() + QStringLiteral("/ok.yaml")));
    }

    void createRefusesANameThatIsTakenAndKeepsItsFile()
    {
        HYDRA_EXITS(create({QStringLiteral("home")}), 0);
        const QString file = m_world->paths().labsDir() + QStringLiteral("/home.yaml");
        const QByteArray before = m_world->read(file);
        HYDRA_REFUSES(create({QStringLiteral("home"), QStringLiteral("--preset"), QStringLiteral("plain")}), 4, "home");
        QCOMPARE(m_world->read(file), before);
    }

    void ofTwoCreatesOfOneNameOneWins()
    {
        Child one(m_world->command({QStringLiteral("create"), QStringLiteral("home"), QStringLiteral("--preset"), QStringLiteral("plain")}));
        Child two(m_world->command({QStringLiteral("create"), QStringLiteral("home"), QStringLiteral("--preset"), QStringLiteral("demo")}));
        const Outcome first = one.finish(), second = two.finish();
        const QByteArray words = first.words() + second.words();
        QVERIFY2(first.exitCode + second.exitCode == 4 && first.exitCode * second.exitCode == 0, words.constData());
        const QByteArray text = m_world->read(m_world->paths().labsDir() + QStringLiteral("/home.yaml"));
        QVERIFY(text.contains(first.exitCode == 0 ? "vm1" : "name: home"));
    }

    void aPlanHasTheContractsShape()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"),
                                               "  - name: hub\n    disk_size: 5\n    disks: [{name: data, size: 1}]\n"
                                               "    ports: {extra: [\"30800:8000\"]}\n  - name: lamp\n    password: secret\n");
        const QJsonObject plan = m_world->json({QStringLiteral("plan"), file});
        QCOMPARE(shapeError(plan, planShape), QString());
        QCOMPARE(plan[QStringLiteral("lab")].toString(), QStringLiteral("home"));
        const QJsonArray vms = plan[QStringLiteral("vms")].toArray();
        QCOMPARE(vms.size(), 2);
        for (const char *key : {"gpu", "vsock", "shared_memory", "krunkit"})
            QVERIFY2(vms[0].toObject().contains(QLatin1String(key)) && vms[0][QLatin1String(key)].isNull(), key);
        QCOMPARE(vms[0][QStringLiteral("memory_mib")].toInt(), 64);
        QCOMPARE(vms[0][QStringLiteral("cpus")].toInt(), 1);
        QCOMPARE(vms[0][QStringLiteral("disk_gib")].toInt(), 5);
        QCOMPARE(vms[1][QStringLiteral("disk_gib")].toInt(), 3);
        QCOMPARE(vms[0][QStringLiteral("disks")].toArray().size(), 3);
        QCOMPARE(vms[0][QStringLiteral("accelerators")].toArray(), QJsonArray{QStringLiteral("tcg")});
        QCOMPARE(vms[0][QStringLiteral("guest")][QStringLiteral("hostname")].toString(), QStringLiteral("hub"));
        for (const QJsonValue &port : vms[0][QStringLiteral("ports")].toArray())
            QCOMPARE(port[QStringLiteral("host_port")].toInt(), port[QStringLiteral("role")].toString() == u"extra" ? 30800 : 0);
        QVERIFY(vms[0][QStringLiteral("processes")][0][QStringLiteral("program")].toString().contains(QStringLiteral("qemu-system-")));
    }

    void aPlanHasTheContractsShapeForEveryKey()
    {
        const QString lab = QStringLiteral(HYDRA_SOURCE_DIR "/tests/golden/labs/everything.yaml");
        const Outcome outcome = m_world->hydractl({QStringLiteral("plan"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        HYDRA_EXITS(outcome, 0);
        const QJsonObject plan = QJsonDocument::fromJson(outcome.output).object();
        QCOMPARE(shapeError(plan, planShape), QString());
        const QJsonArray warnings = plan[QStringLiteral("warnings")].toArray();
        QVERIFY(!warnings.isEmpty()); // no host has all of that
        for (const QJsonValue &warning : warnings)
            QVERIFY2(outcome.errorOutput.contains(warning.toString().toUtf8()), outcome.words().constData());
        QVERIFY(!outcome.output.contains("\"password\""));
    }

    void whatTheHostLacksIsAWarningOfThePlanAndNoError()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"),
                                            "name: home\nvms:\n  - {name: hub, image: no-such-image, memory: 1000}\n");
        const QJsonObject plan = m_world->json({QStringLiteral("plan"), file});
        QCOMPARE(shapeError(plan, planShape), QString());
        const QString all = QString::fromUtf8(QJsonDocument(plan[QStringLiteral("warnings")].toArray()).toJson());
        QVERIFY2(all.contains(QStringLiteral("no-such-image")), qPrintable(all));
        QVERIFY2(all.contains(QStringLiteral("memory")), qPrintable(all));
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), file}), 0);
    }

    void aPlanWritesNothingAndIsTheSameTwice()
    {
        const QString file = m_world->writeLab(QStringLiteral("home"), "  - name: hub\n    password: secret\n");
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
        const Outcome yaml = m_world->hydractl({QStringLiteral("plan"), file, QStringLiteral("--format"), QStringLiteral("yaml")});
        HYDRA_EXITS(yaml, 0);
        QVERIFY(yaml.output.contains("lab: home\n") && yaml.output.contains("memory_mib: 64\n"));
    }

    void oneVmCanBePlannedAlone()
    {
        HYDRA_EXITS(create({QStringLiteral("home"), QStringLiteral("--preset"), QStringLiteral("plain")}), 0);
        QCOMPARE(m_world->json({QStringLiteral("plan"), QStringLiteral("home/vm1")})[QStringLiteral("vms")].toArray().size(), 1);
        HYDRA_REFUSES(m_world->hydractl({QStringLiteral("plan"), QStringLiteral("home/vm9")}), 3, "vm9");
    }
};

HYDRA_TEST_MAIN(TestCliLabFiles)
#include "test_cli_lab_files.moc"
