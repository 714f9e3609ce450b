// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/edit_lab.h"
#include "core/config/presets.h"
#include "core/config/read_lab.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/config/lab_file.h"

using namespace hydra;
using hydra::test::sourcePath;

namespace {

LabEdit edit(const char *vm, const char *key, const char *value)
{
    return {QString::fromUtf8(vm), QString::fromUtf8(key), QString::fromUtf8(value)};
}

/// The text after one edit, or the errors.
QByteArray edited(const QByteArray &text, const LabEdit &what)
{
    const auto result = editLab(text, labFile, {what});
    return result ? *result : formatDiagnostic(result.error().front()).toUtf8();
}

const QByteArray home = R"(# My home
network:
  name: net # the segment

# Who lives here
vms:
  - name: hub    # the busy one
    cpu: 2       # two are enough
    ports:       # seen from the host
      ssh: 5555
      # not used yet
      rimd: off
    packages:
      - htop
      - tcpdump  # to look
    image: "debian-12"
    salt: 'abc'
    kernel_version:
    username: ~ # nobody
    user_data:
      motd: |
        Hello
          there

  - {name: lamp, cpu: 1, ports: {ssh: 5556}, gpu: off, rimd: {}}

common:
  memory: 4
)";

} // namespace

class TestEditLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEditChangesItsOwnLinesOnly_data()
    {
        QTest::addColumn<QString>("vm");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *title, const char *vm, const char *key, const char *value,
                            const char *before, const char *after) {
            QTest::newRow(title) << QString::fromUtf8(vm) << QString::fromUtf8(key)
                                 << QString::fromUtf8(value) << QByteArray(before)
                                 << QByteArray(after);
        };
        row("a number", "hub", "cpu", "16", "cpu: 2       #", "cpu: 16       #");
        row("in a map", "hub", "ports.ssh", "auto", "ssh: 5555", "ssh: auto");
        row("in braces", "lamp", "ports.ssh", "22", "ssh: 5556", "ssh: 22");
        row("double quotes stay", "hub", "image", "./x.qcow2", "\"debian-12\"", "\"./x.qcow2\"");
        row("single quotes stay", "hub", "salt", "xyz", "'abc'", "'xyz'");
        row("an empty value", "hub", "kernel_version", "6.1", "kernel_version:\n",
            "kernel_version: 6.1\n");
        row("a tilde", "hub", "username", "me", "~ # nobody", "me # nobody");
        row("back to default", "hub", "cpu", "", "cpu: 2 ", "cpu: null ");
        row("a map gives way", "hub", "ports", "{ssh: 7}",
            "ports:       # seen from the host\n      ssh: 5555\n      # not used yet\n      rimd: "
            "off\n",
            "ports: {ssh: 7}       # seen from the host\n");
        row("a list item", "hub", "packages[1]", "vim", "- tcpdump  #", "- vim  #");
        row("a list gives way", "hub", "packages", "[a, b]",
            "packages:\n      - htop\n      - tcpdump  # to look\n",
            "packages: [a, b]  # to look\n");
        row("a block text", "hub", "user_data.motd", "Hi, you",
            "|\n        Hello\n          there\n", "Hi, you\n");
        row("a missing key goes last", "hub", "disk_size", "3", "          there\n",
            "          there\n    disk_size: 3\n");
        row("a missing key of a map", "hub", "ports.diod", "564", "rimd: off\n",
            "rimd: off\n      diod: 564\n");
        row("a missing map", "hub", "krunkit.log_level", "1", "          there\n",
            "          there\n    krunkit:\n      log_level: 1\n");
        row("a missing key in braces", "lamp", "ip", "10.1.1.1", "rimd: {}}",
            "rimd: {}, ip: 10.1.1.1}");
        row("a missing map in braces", "lamp", "kernel.cmdline", "a, b", "rimd: {}}",
            "rimd: {}, kernel: {cmdline: \"a, b\"}}");
        row("into empty braces", "lamp", "rimd.artifact_dir", "x", "rimd: {}",
            "rimd: {artifact_dir: x}");
        row("a word gives way to a map", "lamp", "gpu.vram", "4", "gpu: off", "gpu: {vram: 4}");
        row("a common key is set at the VM", "lamp", "memory", "768MiB", "rimd: {}}",
            "rimd: {}, memory: 768MiB}");
        row("common itself", "", "common.memory", "8", "memory: 4", "memory: 8");
        row("a new common key", "", "common.cpu", "3", "memory: 4\n", "memory: 4\n  cpu: 3\n");
        row("the network's mode", "", "network.mode", "lab", "net # the segment\n",
            "net # the segment\n  mode: lab\n");
        row("the lab's name goes on top", "", "name", "flat", "# My home\n",
            "# My home\nname: flat\n");
        row("a text that looks like a number", "hub", "password", "'0123'", "          there\n",
            "          there\n    password: \"0123\"\n");
        row("a script for cloud-init", "hub", "user_data", "#!/bin/sh\necho 'a: b'\n",
            "user_data:\n      motd: |\n        Hello\n          there\n",
            "user_data: |\n      #!/bin/sh\n      echo 'a: b'\n");
        row("a script in braces", "lamp", "user_data", "#!/bin/sh\nid\n", "rimd: {}}",
            "rimd: {}, user_data: \"#!/bin/sh\\nid\\n\"}");
        row("a script whose last line has no end", "hub", "user_data", "#!/bin/sh\n\n  id",
            "user_data:\n      motd: |\n        Hello\n          there\n",
            "user_data: |-\n      #!/bin/sh\n\n        id\n");
        row("a script with a bell", "hub", "user_data", "#!/bin/sh\nprintf '\a'\n",
            "user_data:\n      motd: |\n        Hello\n          there\n",
            "user_data: \"#!/bin/sh\\nprintf '\\u0007'\\n\"\n");
        row("a script for all", "", "common.user_data", "#!/bin/sh\nid\n", "memory: 4\n",
            "memory: 4\n  user_data: |\n    #!/bin/sh\n    id\n");
        row("a text with everything", "hub", "password", "\"a: 'b' # \\\"c\\\"\"",
            "          there\n", "          there\n    password: \"a: 'b' # \\\"c\\\"\"\n");
    }

    void anEditChangesItsOwnLinesOnly()
    {
        QFETCH(QString, vm);
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QCOMPARE(home.count(before), 1);
        QByteArray expected = home;
        expected.replace(before, after);
        QCOMPARE(edited(home, {vm, key, value}), expected);
    }

    void severalEditsAreAppliedTogether()
    {
        const auto text = editLab("name: a\nvms:\n- name: x\n- name: y", labFile,
                                  {edit("x", "ports.ssh", "5000"), edit("y", "ports.ssh", "5001"),
                                   edit("y", "after", "[x]"), edit("", "name", "b")});
        QVERIFY(text);
        QCOMPARE(
            *text,
            QByteArray("name: b\nvms:\n- name: x\n  ports:\n    ssh: 5000\n- name: y\n  ports:\n"
                       "    ssh: 5001\n  after: [x]"));
    }

    void lineBreaksAndByteOrderMarkStay()
    {
        QCOMPARE(
            edited("\xef\xbb\xbfname: a\r\nvms:\r\n  - name: x\r\n    cpu: 2\r\n",
                   edit("x", "ports.ssh", "9")),
            QByteArray("\xef\xbb\xbfname: a\r\nvms:\r\n  - name: x\r\n    cpu: 2\r\n    ports:\r\n"
                       "      ssh: 9\r\n"));
    }

    void theTopCommentBelongsToItsKey()
    {
        QCOMPARE(edited("# The file\n\n# The machines\nvms: [{name: x}]\n", edit("", "name", "a")),
                 QByteArray("# The file\n\nname: a\n# The machines\nvms: [{name: x}]\n"));
    }

    void whatCannotBeDoneIsExplained_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("complaint");
        const auto row = [](const char *title, const QByteArray &text, const char *key,
                            const char *value, const char *complaint) {
            QTest::newRow(title) << text << QByteArray(key) << QByteArray(value)
                                 << QByteArray(complaint);
        };
        const QByteArray plain = "name: a\nvms:\n  - name: x\n    cpu: 2\n";
        row("unknown key", plain, "memroy", "4",
            "lab.yaml:5:5: vms[0].memroy: is no known key; did you mean 'memory'?");
        row("bad value", plain, "cpu", "many",
            "lab.yaml:4:10: vms[0].cpu: 'many' is no number from 1 to 512; write a whole number in "
            "that range");
        row("no key", plain, "", "4",
            "lab.yaml: is no key; write KEY=VALUE, such as ports.ssh=5555");
        row("a secret is not repeated", plain, "password", "\"hush",
            "lab.yaml: password: the value is not YAML: illegal EOF in scalar; put a text with "
            "special characters "
            "in quotes: password='\"...\"'");
        row("an anchor that others use",
            "name: a\ncommon: {cpu: &n 2}\nvms:\n  - {name: x, cpu: &k 4, memory: *k}\n", "cpu",
            "8",
            "lab.yaml:4:20: vms[0].cpu: cannot be changed here without touching other parts of the "
            "file; open the "
            "file and write the value there; an alias or an unusual style is in the way");
        row("inside an alias",
            "name: a\ncommon: {ports: &p {ssh: 7}}\nvms:\n  - {name: x, ports: *p}\n", "ports.ssh",
            "8",
            "lab.yaml:2:26: vms[0].ports.ssh: cannot be changed here without touching other parts "
            "of the file; open "
            "the file and write the value there; an alias or an unusual style is in the way");
        row("an item that is far from there", plain, "packages[1]", "vim",
            "lab.yaml:3:5: vms[0].packages[1]: cannot be changed here without touching other parts "
            "of the file; open "
            "the file and write the value there; an alias or an unusual style is in the way");
    }

    void whatCannotBeDoneIsExplained()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, complaint);
        QCOMPARE(edited(text, edit("x", key, value)), complaint);
    }

    void anAliasAsAWholeMayBeReplaced()
    {
        QCOMPARE(edited("name: a\ncommon: {cpu: &n 2}\nvms: [{name: x, memory: *n }]\n",
                        edit("x", "memory", "8")),
                 QByteArray("name: a\ncommon: {cpu: &n 2}\nvms: [{name: x, memory: 8 }]\n"));
    }

    void anUnknownVmIsNamedWithItsNearest()
    {
        QCOMPARE(edited(home, edit("lmap", "cpu", "2")),
                 QByteArray("lab.yaml: there is no VM 'lmap'; did you mean 'lamp'?"));
    }

    void getGivesValuesAfterDefaults_data()
    {
        QTest::addColumn<QString>("vm");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *vm, const char *key, const char *value) {
            QTest::newRow(
                qPrintable(QString::fromUtf8(vm) + QLatin1Char(' ') + QString::fromUtf8(key)))
                << QString::fromUtf8(vm) << QString::fromUtf8(key) << QString::fromUtf8(value);
        };
        row("hub", "cpu", "2");
        row("hub", "memory", "4");
        row("hub", "username", "hydra");
        row("hub", "hostname", "hub");
        row("hub", "ip", "null");
        row("hub", "packages", "[htop, tcpdump]");
        row("hub", "ports",
            "{ssh: 5555, containerd: auto, streaming: auto, rimd: off, diod: auto, extra: []}");
        row("hub", "packages[1]", "tcpdump");
        row("hub", "containerd", "true");
        row("hub", "user_network.prefix", "10.0.2");
        row("hub", "user_data.motd", "\"Hello\\n  there\\n\"");
        row("lamp", "gpu", "off");
        row("", "network.mode", "user");
        row("", "network.mtu", "1500");
        row("", "network.domain", "lab");
        row("hub", "egress", "open");
        row("hub", "host_loopback", "true");
        row("hub", "peers", "all");
        row("hub", "link", "{delay: 0, jitter: 0, loss: 0, rate: 0, down: false}");
        row("", "name", "lab");
        row("", "version", "1");
        row("", "common.memory", "4");
        row("", "common.cpu", "2");
        row("lamp", "vms", "lab.yaml: vms: is no known key; remove it");
        row("lamp", "cpus", "lab.yaml: cpus: is no known key; did you mean 'cpu'?");
        row("lamp", "ports.shh", "lab.yaml: ports.shh: is no known key; did you mean 'ssh'?");
        row("lmap", "cpu", "lab.yaml: there is no VM 'lmap'; did you mean 'lamp'?");
    }

    void getGivesValuesAfterDefaults()
    {
        QFETCH(QString, vm);
        QFETCH(QString, key);
        QFETCH(QString, value);
        const auto got = getLabValue(home, labFile, vm, key);
        QCOMPARE(got ? *got : formatDiagnostic(got.error().front()), value);
    }

    void whatGetSaysCanBeSetAndChangesNothing()
    {
        const QByteArray text = *readFile(sourcePath("tests/golden/labs/everything.yaml"));
        const auto before = readLab(text, labFile);
        for (const char *key : {"hostname",
                                "role",
                                "after",
                                "cpu",
                                "memory",
                                "disk_size",
                                "disks",
                                "image",
                                "kernel",
                                "firmware",
                                "mac",
                                "user_network",
                                "ports",
                                "password",
                                "ssh_authorized_keys",
                                "shares",
                                "k3s",
                                "packages",
                                "debs",
                                "gpu",
                                "vsock",
                                "shared_memory",
                                "krunkit",
                                "rimd",
                                "qemu_args",
                                "protect",
                                "kubelet_prefix",
                                "image_source_url"}) {
            for (const char *vm : {"hub", "lamp"}) {
                const auto value =
                    getLabValue(text, labFile, QString::fromUtf8(vm), QString::fromUtf8(key));
                QVERIFY2(value, key);
                const auto result = editLab(
                    text, labFile, {{QString::fromUtf8(vm), QString::fromUtf8(key), *value}});
                QVERIFY2(result,
                         result ? "" : qPrintable(formatDiagnostic(result.error().front())));
                QVERIFY2(*readLab(*result, labFile) == *before, key);
            }
        }
    }

    void everyPresetIsAGoodLabAndTakesANewName()
    {
        QCOMPARE(presets().size(), 11U);
        for (const Preset &preset : presets()) {
            QVERIFY(!preset.summary.isEmpty() && !preset.summary.contains(QLatin1Char('#')));
            QCOMPARE(preset.text,
                     *readFile(sourcePath("resources/presets/%1.yaml").arg(preset.name)));
            const auto text = editLab(preset.text, labFile, {edit("", "name", "my-lab")});
            QVERIFY(text);
            const auto lab = readLab(*text, QStringLiteral("x.yaml"));
            QVERIFY(lab);
            QCOMPARE(lab->name, QStringLiteral("my-lab"));
        }
        QVERIFY(findPreset(QStringLiteral("demo"))->text.contains("role: isolated"));
    }

    void anUnknownPresetIsAnsweredWithThoseThereAre()
    {
        const auto preset = findPreset(QStringLiteral("dmeo"));
        QVERIFY(!preset);
        QCOMPARE(preset.error().code, ErrorCode::NotFound);
        QCOMPARE(preset.error().hint,
                 QStringLiteral("write one of demo, isolated, plain, run-host, run-isolated, "
                                "run-isolated-bare, run-isolated-crypt, "
                                "run-isolated-krunkit, run-isolated-krunkit-krun, "
                                "run-isolated-krunkit-krun-bare, run-sme"));
    }
};

HYDRA_TEST_MAIN(TestEditLab)
#include "test_edit_lab.moc"
