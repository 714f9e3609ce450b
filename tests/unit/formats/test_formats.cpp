// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/exchange/exchange_files.h"
#include "core/formats/formats.h"
#include "core/upstream/helm_values.h"
#include "core/yaml/reader.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/some_labs.h"

#include <QFileInfo>
#include <QTemporaryDir>

using namespace hydra;
using hydra::test::sourcePath;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

QByteArray golden(const char *name)
{
    return readFile(sourcePath("tests/golden/labs/%1").arg(text(name))).value_or(QByteArray());
}

Result<Imported> helm(const QByteArray &values)
{
    return importAs(text("helm-values"), {values, text("lab"), {}});
}

/// What a chart's template makes of a value: unquoted YAML, then Kubernetes' expansion of an
/// unknown variable.
QString throughTheChart(const QString &value)
{
    const auto document = readYaml((text("value: ") + value + u'\n').toUtf8(), {});
    QString got = document && document->complaints.empty()
                      ? document->root->find(text("value"))->value->text
                      : text("<broken>");
    QString expanded;
    for (qsizetype i = 0; i < got.size(); ++i) {
        expanded += got[i];
        i += got[i] == u'$' && i + 1 < got.size() && got[i + 1] == u'$' ? 1 : 0;
    }
    return expanded;
}

} // namespace

class TestFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFormatHasANameAndALineForPeople()
    {
        for (const auto &format : importFormats())
            QVERIFY(QLatin1String(format.name).size() > 0 &&
                    QLatin1String(format.summary).size() > 0);
        for (const auto &format : exportFormats())
            QVERIFY(QLatin1String(format.name).size() > 0 &&
                    QLatin1String(format.summary).size() > 0 &&
                    QLatin1String(format.fileName).size() > 0);
    }

    void anUnknownFormatIsAnsweredWithThoseThereAre()
    {
        const auto out = exportAs(text("word"), {});
        QVERIFY(!out && out.error().code == ErrorCode::Invalid &&
                out.error().hint.contains(text("env, vm-config, helm-values")));
        const auto in = importAs(text("word"), {});
        QVERIFY(!in && in.error().hint.contains(text("env, vm-config, helm-values, lab")));
    }

    void upstreamsOwnVmConfigComesInUnchangedAndGoesAround()
    {
        const QByteArray seed = golden("vm-config.yaml");
        const auto in = importAs(text("vm-config"), {seed, text("two"), {}});
        QVERIFY(in);
        QCOMPARE(in->lab, *readLab(seed, text("two.yaml")));
        QCOMPARE(*labTextOf(*in, text("/x/two.yaml")), seed); // comments and all
        const auto out = exportAs(text("vm-config"), {in->lab, in->lab.vmNames(), {}, true, {}});
        QVERIFY(out);
        const auto again = importAs(text("vm-config"), {out->files.front().text, text("two"), {}});
        QVERIFY(again);
        QCOMPARE(again->lab, in->lab);
        // Ports are open to others, and the kubelet's directories are shared.
        QCOMPARE(out->notes.size(), 2);
    }

    void aVmConfigOfOtherSpellingsComesIn()
    {
        const QByteArray foreign = R"(network:
  subnet: 192.168.100.1/24
  gateway: 192.168.100.1/24
  dns: "8.8.8.8, 1.1.1.1"
vms:
  - name: Edge_Node1   # the first
    ip: 192.168.100.10/24
    mac: 52-54-00-AA-00-01
  - name: edge-node1
    hostname: edge1.example.org
    after: [Edge_Node1]
    mac: 5254.00aa.0002
)";
        const auto in = importAs(text("vm-config"), {foreign, text("two"), {}});
        QVERIFY2(in, in ? "" : qPrintable(in.error().details));
        const LabSpec &lab = in->lab;
        QCOMPARE(lab.vmNames(), (QStringList{text("edge-node1-2"), text("edge-node1")}));
        QCOMPARE(lab.vms[0].hostname, text("Edge-Node1"));
        QCOMPARE(lab.vms[0].ip, text("192.168.100.10"));
        QCOMPARE(lab.vms[0].mac, text("52:54:00:aa:00:01"));
        QCOMPARE(lab.vms[1].hostname, text("edge1.example.org"));
        QCOMPARE(lab.vms[1].mac, text("52:54:00:aa:00:02"));
        QCOMPARE(lab.vms[1].after, QStringList{text("edge-node1-2")});
        QCOMPARE(lab.network.subnet, text("192.168.100.0/24"));
        QCOMPARE(lab.network.gateway, text("192.168.100.1"));
        QCOMPARE(lab.network.dns, (QStringList{text("8.8.8.8"), text("1.1.1.1")}));
        QVERIFY(in->text.contains("# the first"));
        const QString notes = in->notes.join(u'\n');
        for (const char *words :
             {"vms[0].name: 'Edge_Node1' becomes 'edge-node1-2'",
              "vms[0].hostname: 'Edge-Node1' stays the guest's name",
              "vms[0].ip: '192.168.100.10/24' becomes '192.168.100.10'",
              "vms[0].mac: '52-54-00-AA-00-01' becomes '52:54:00:aa:00:01'",
              "vms[1].mac: ", "network.subnet: ", "network.gateway: ", "network.dns: "})
            QVERIFY2(notes.contains(text(words)), words);
    }

    void someVmsOfALabMakeAVmConfig()
    {
        const auto in = importAs(text("vm-config"), {golden("vm-config.yaml"), text("two"), {}});
        const auto out = exportAs(text("vm-config"), {in->lab, {text("vm2")}, {}, true, {}});
        QVERIFY(out && out->files.front().text.contains("vm2") &&
                !out->files.front().text.contains("vm1"));
        QVERIFY(!exportAs(text("vm-config"), {.lab = in->lab, .withSecrets = true}));
    }

    void bothChartsAreRead()
    {
        const auto one =
            helm("configuration:\n  sshkey: ssh-ed25519 AAAA me\n  kvm_cpu: 4\n  kvm_memory: "
                 "\"16\"\n  vm_hostname: hub\n  default_dir_k3s_var_linux_root: /k\n");
        QVERIFY(one);
        const VmSpec &vm = one->lab.vms.front();
        QCOMPARE(vm.sshAuthorizedKeys, QStringList{text("ssh-ed25519 AAAA me")});
        QVERIFY(vm.cpu == 4 && vm.memory == MemorySize::gib(16) && vm.hostname == u"hub" &&
                vm.kubeletPrefix == u"/k");
        const auto umbrella =
            helm("configuration:\n  sshkey: ssh-ed25519 AAAA me\nisolated-vm:\n  configuration:\n  "
                 "  kvm_cpu: '\"4\"'\n    kvm_memory: 16\n    vm_hostname: hub\n"
                 "    default_dir_k3s_var_linux_root: /k\n");
        QVERIFY(umbrella);
        QCOMPARE(umbrella->lab, one->lab);
        QCOMPARE(umbrella->notes, QStringList());
    }

    void allKeysOfAChartsBlockLetTheirOwnersIn()
    {
        const QStringList keys{text("ssh-ed25519 AAAA anna"),
                               text("from=\"10.0.0.0/8\" ssh-ed25519 BBBB ben")};
        for (const QByteArray &block : {QByteArray("|\n    # who may log in\n    %1\n\n    %2\n"),
                                        QByteArray("['%1', '%2']\n")}) {
            QByteArray values = "configuration:\n  sshkey: " + block;
            values.replace("%1", keys[0].toUtf8()).replace("%2", keys[1].toUtf8());
            const auto in = helm(values);
            QVERIFY(in);
            QCOMPARE(in->lab.vms.front().sshAuthorizedKeys, keys);
            QCOMPARE(in->notes, QStringList());
        }
        const auto some = helm("configuration:\n  sshkey: |\n    ssh-ed25519 AAAA anna\n"
                               "    not a secret\n");
        QVERIFY(some);
        QCOMPARE(some->lab.vms.front().sshAuthorizedKeys, keys.first(1));
        QCOMPARE(some->notes.size(), 1);
        QVERIFY(some->notes.front().contains(text("line 2")) &&
                !some->notes.front().contains(text("secret")));
    }

    void chartsSpellKeysTheirOwnWay()
    {
        const auto in = helm(
            "configuration:\n  run_bare_kernel: 1\n  rimd_articaft_url: https://example.org/x\n  "
            "rimd_kernel_filename: k\n  rimd_atifact_url_user: Ym9i\n"
            "  rimd_artifact_url: https://example.org/y\n  sshkey:\napplication:\n  image: x\n");
        QVERIFY(in);
        QCOMPARE(in->lab.vms.front().rimd->artifactUrl, text("https://example.org/x"));
        QCOMPARE(in->lab.vms.front().rimd->kernelFilename, text("k"));
        QCOMPARE(in->notes.size(), 3);
        QVERIFY(in->notes.join(u' ').contains(text("configuration.rimd_artifact_url:")) &&
                !in->notes.join(u' ').contains(text("Ym9i")));
    }

    void valuesThatAreNoneAreRefused()
    {
        QVERIFY(!helm("- a\n"));
        QVERIFY(!helm("a: [\n"));
        QVERIFY(!helm("a: 1\na: 2\n"));
        QVERIFY(helm("{}"));
    }

    void aValueComesOutOfAChartAsItWas()
    {
        for (QString value :
             test::hostileTexts() + QStringList{text("35000"), text("30800:8000;1:2"), text("true"),
                                                text("$6$salt$hash"), text("two\nlines")}) {
            QCOMPARE(throughTheChart(toChartText(value)), value);
            QCOMPARE(fromChartText(toChartText(value)), value);
        }
        QCOMPARE(toChartText(text("hydra-isolated")), text("hydra-isolated"));
        QCOMPARE(toChartText(text("4")), text("\"4\""));
    }

    void aLabKeepsItsTextUnlessItsNameWouldChange()
    {
        const QByteArray lab = "# mine\nvms:\n  - name: a # first\n";
        const auto in = importAs(text("lab"), {lab, text("my-lab"), {}});
        QVERIFY(in);
        QCOMPARE(*labTextOf(*in, text("/x/my-lab.yaml")), lab);
        const QByteArray named = *labTextOf(*in, text("/x/My Lab.yaml"));
        QVERIFY2(named.contains("# mine") && named.contains("# first") &&
                     named.contains("name: my-lab"),
                 named.constData());
    }

    void aStrangersLabIsTakenWithCautions()
    {
        const auto in = importAs(
            text("lab"), {"vms: [{name: a, bind: 0.0.0.0, qemu_args: [-s]}]", text("x"), {}});
        QVERIFY(in && in->notes.size() == 2 && in->notes.front().contains(text("qemu_args")));
    }

    void anImportedLabsFilesStayWhereTheyAre()
    {
        const QByteArray lab = "# mine\nvms:\n  - name: a\n    image: ./a.qcow2 # first\n    "
                               "shares:\n      - host: .\n        guest: /mnt\n";
        const auto in = importAs(text("lab"), {lab, text("mine"), {}, text("/from/mine.yaml")});
        QVERIFY(in);
        QCOMPARE(in->lab.vms.front().image, text("/from/a.qcow2"));
        QCOMPARE(in->lab.vms.front().shares.front().host, text("/from"));
        const QByteArray kept = *labTextOf(*in, text("/labs/mine.yaml"));
        QVERIFY2(kept.contains("# mine") && kept.contains("/from/a.qcow2") &&
                     *readLab(kept, text("/labs/mine.yaml")) == in->lab,
                 kept.constData());
        const QString notes = in->notes.join(u'\n');
        QVERIFY2(notes.contains(text("a: image: ./a.qcow2 becomes /from/a.qcow2")) &&
                     notes.contains(text("it shares /from of this machine")),
                 qPrintable(notes));
        const auto pasted = importAs(text("lab"), {lab, text("mine"), {}});
        QVERIFY(pasted && *labTextOf(*pasted, text("/labs/mine.yaml")) == lab);
        QVERIFY2(pasted->notes.contains(
                     text("a: these are looked for beside the new lab file: ./a.qcow2, .")),
                 qPrintable(pasted->notes.join(u'\n')));
    }

    void aFilesNameMakesALabsName()
    {
        QCOMPARE(labNameFor(text("/x/My Lab (2).yaml")), text("my-lab-2-"));
        QCOMPARE(labNameFor(text("kitchen.yaml")), text("kitchen"));
        QCOMPARE(labNameFor(text("/x/---.yaml")), text("imported"));
        QCOMPARE(labNameFor({}), text("imported"));
    }

    void filesAreForTheirReaders()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(text("out.sh"));
        const Exported exported{
            {{text("x.sh"), "one", true, true}, {text("y.yaml"), "two", false, false}}, {}};
        QCOMPARE(*writeExported(exported, path),
                 (QStringList{path, directory.filePath(text("y.yaml"))}));
        const auto bits = [](const QString &file) {
            return QFile::permissions(file) &
                   (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOwner | QFile::ExeOther);
        };
        QCOMPARE(bits(path), QFile::Permissions(QFile::ExeOwner));
        QCOMPARE(bits(directory.filePath(text("y.yaml"))), QFile::ReadGroup | QFile::ReadOther);
        QVERIFY(writeExported(exported, path)); // overwrites an earlier export
    }

    void anExportNeverReplacesItsLabFile()
    {
        const QTemporaryDir directory;
        const QString labFile = directory.filePath(text("home.yaml"));
        const QString link = directory.filePath(text("link.yaml"));
        QVERIFY(writeFileAtomically(labFile, "the lab") && QFile::link(labFile, link));
        Exported exported{{{text("unit"), "one"}, {text("home.yaml"), "two"}}, {}, labFile};
        QVERIFY(writeFileAtomically(directory.filePath(text("unit")), "an earlier export"));
        for (const QString &path : {labFile, link, directory.filePath(text("unit"))}) {
            const auto written = writeExported(exported, path);
            QVERIFY(!written && written.error().code == ErrorCode::Conflict);
            QVERIFY2(written.error().what.contains(text("lab file itself")),
                     qPrintable(written.error().what));
        }
        QCOMPARE(*readFile(labFile), QByteArray("the lab"));
        QVERIFY(writeExported(exported, directory.filePath(text("out/unit"))));
        const auto twice = writeExported(exported, directory.filePath(text("two/home.yaml")));
        QVERIFY(!twice && twice.error().code == ErrorCode::Conflict);
    }

    void theLabFileIsKnownToEachExport()
    {
        const auto lab = readLab("vms: [{name: a}]", text("/x/home.yaml"));
        for (const auto &format : {"env", "vm-config", "helm-values", "systemd", "launchd"})
            QCOMPARE(exportAs(text(format), {*lab, lab->vmNames(), text("/x/home.yaml"), false, {}})
                         ->labFile,
                     text("/x/home.yaml"));
    }

    void loginsInWebAddressesStayUnlessTheyAreWanted_data()
    {
        QTest::addColumn<QString>("format");
        for (const auto &format : exportFormats()) {
            // The format "shell" needs gathered guests; its seeds are of the same copy.
            if (QLatin1String(format.name) != QLatin1String("shell"))
                QTest::newRow(format.name) << text(format.name);
        }
    }
    void loginsInWebAddressesStayUnlessTheyAreWanted()
    {
        QFETCH(QString, format);
        const auto lab = readLab(
            "vms: [{name: a, image: b.qcow2, image_source_url: 'https://anna:tell1@h/i?x=1', "
            "csi_proxy_url: 'http://h/?private_token=tell2&y=%202',\n"
            "  debs: ['https://tell3@h/a.deb'], boot: kernel, kernel: {artifact_url: "
            "'https://u:tell4@h'}, rimd: {artifact_url: 'https://h/r?Access-Token=tell5'}}]",
            text("/x/home.yaml"));
        QVERIFY(lab);
        const auto all = [](const Exported &exported) {
            QByteArray words = exported.notes.join(u'\n').toUtf8();
            for (const ExportedFile &file : exported.files)
                words += file.text;
            return words;
        };
        const auto open = exportAs(format, {*lab, lab->vmNames(), text("/x/home.yaml"), false, {}});
        QVERIFY(open);
        QVERIFY2(!all(*open).contains("tell"), all(*open).constData());
        QVERIFY(open->notes.join(u'\n').contains(
            text("logins in web addresses left out; --with-secrets keeps them")));
        const auto closed =
            exportAs(format, {*lab, lab->vmNames(), text("/x/home.yaml"), true, {}});
        QVERIFY(closed && all(*closed).contains("https://anna:tell1@h/i?x=1"));
        for (const ExportedFile &file : closed->files)
            QVERIFY2(file.secret || !file.text.contains("tell"), file.text.constData());
    }

    void anImportNeverOverwrites()
    {
        const QTemporaryDir directory;
        const QString path = directory.filePath(text("lab.yaml"));
        const auto in = importAs(text("env"), {{}, text("lab"), {}});
        QVERIFY(in && writeImported(*in, path));
        const auto again = writeImported(*in, path);
        QVERIFY(!again && again.error().code == ErrorCode::Conflict);
        QCOMPARE(*readLab(*readFile(path), path), in->lab);
    }
};

HYDRA_TEST_MAIN(TestFormats)
#include "test_formats.moc"
