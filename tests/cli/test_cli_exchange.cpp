// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/exchange/exchange.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>

#include <functional>
#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

/// The cases for this machine: their image depends on the architecture.
QJsonObject parityCases()
{
    QByteArray cases =
        readFile(sourcePath("tests/golden/parity/cases.json")).value_or(QByteArray());
    cases.replace("amd64", thisUpstreamHost().arch.toUtf8());
    return QJsonDocument::fromJson(cases).object();
}

QByteArray envFile(const QJsonObject &env)
{
    QByteArray lines;
    for (auto it = env.begin(); it != env.end(); ++it)
        lines += it.key().toUtf8() + '=' + it.value().toString().toUtf8() + '\n';
    return lines;
}

/// Host and guest ports, sorted, without `streaming`, which upstream does not have.
QJsonArray portsOf(const QJsonObject &vm)
{
    std::map<int, int> pairs;
    for (const QJsonValue &port : vm[text("ports")].toArray()) {
        if (port[text("role")] != text("streaming"))
            pairs[port[text("host_port")].toInt()] = port[text("guest_port")].toInt();
    }
    QJsonArray array;
    for (const auto &[host, guest] : pairs)
        array.append(QJsonArray{host, guest});
    return array;
}

QJsonArray sharesOf(const QJsonObject &vm)
{
    QJsonArray array;
    for (const QJsonValue &share : vm[text("shares")].toArray())
        array.append(
            QJsonObject{{text("host"), share[text("host")]}, {text("tag"), share[text("tag")]}});
    return array;
}

QJsonValue memoryOf(const QJsonObject &vm, const char *key)
{
    return vm[text("shared_memory")].isNull() ? QJsonValue() : vm[text("shared_memory")][text(key)];
}

/// Overlays differ from upstream on purpose: compare the number of disks and their formats.
QJsonArray formats(const QJsonArray &disks, bool named)
{
    QJsonArray array;
    for (const QJsonValue &disk : disks)
        array.append(named ? disk[text("format")] : disk.toArray().at(1));
    return array;
}

using Look = std::function<QJsonValue(const QJsonObject &vm)>;

/// How to find each field of a case in our plan. Fields not listed here are not compared.
const std::map<QString, Look> &looks()
{
    const auto plain = [](const char *key) {
        return [key](const QJsonObject &vm) { return vm[QLatin1String(key)]; };
    };
    const auto below = [](const char *map, const char *key) {
        return [map, key](const QJsonObject &vm) {
            return vm[QLatin1String(map)][QLatin1String(key)];
        };
    };
    static const std::map<QString, Look> all{
        {text("backend"), plain("backend")},
        {text("boot"), plain("boot")},
        {text("memory_mib"), plain("memory_mib")},
        {text("cpus"), plain("cpus")},
        {text("disk_gib"), plain("disk_gib")},
        {text("kernel_cmdline"), plain("kernel_cmdline")},
        {text("machine"),
         [](const QJsonObject &vm) {
             return vm[text("machine")] == text("q35") ? QJsonValue(text("pc"))
                                                       : vm[text("machine")];
         }},
        {text("ports"), portsOf},
        {text("shares"), sharesOf},
        {text("gpu"), [](const QJsonObject &vm) { return !vm[text("gpu")].isNull(); }},
        {text("vsock"), [](const QJsonObject &vm) { return !vm[text("vsock")].isNull(); }},
        {text("shared_memory"),
         [](const QJsonObject &vm) {
             return vm[text("shared_memory")].isNull() ? QJsonValue(text("none"))
                                                       : memoryOf(vm, "type");
         }},
        {text("shared_memory_gib"), [](const QJsonObject &vm) { return memoryOf(vm, "size_gib"); }},
        {text("shared_memory_path"), [](const QJsonObject &vm) { return memoryOf(vm, "path"); }},
        {text("image"), below("image", "name")},
        {text("image_source_url"), below("image", "url")},
        {text("subnet"), below("krunkit", "subnet")},
        {text("rest_port"), below("krunkit", "rest_port")},
        {text("disks"),
         [](const QJsonObject &vm) { return formats(vm[text("disks")].toArray(), true); }},
        {text("guest"), plain("guest")},
    };
    return all;
}

QJsonValue expectedOf(const QString &key, const QJsonValue &value)
{
    if (key == u"disks")
        return formats(value.toArray(), false);
    if (key != u"packages")
        return value;
    QJsonArray packages;
    for (const QJsonValue &package : value.toArray()) {
        if (package != text("9mount")) // left out on purpose
            packages.append(package);
    }
    return packages;
}

QByteArray shown(const QJsonValue &value)
{
    return QJsonDocument(QJsonObject{{text("is"), value}}).toJson(QJsonDocument::Compact);
}

} // namespace

/// `hydractl import` and `export` of text formats, and templates.
class TestCliExchange : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    void compare(const QString &what, const QJsonValue &got, const QJsonValue &expected)
    {
        QVERIFY2(got == expected,
                 qPrintable(what + text(": ") + QString::fromUtf8(shown(got)) +
                            text(" should be ") + QString::fromUtf8(shown(expected))));
    }

private Q_SLOTS:
    void init() { m_world = std::make_unique<World>(); }
    void cleanup() { m_world.reset(); }

    void theMachineIsUpstreams_data()
    {
        QTest::addColumn<QJsonObject>("parity");
        const QJsonObject cases = parityCases();
        QVERIFY(cases.size() >= 14);
        for (auto it = cases.begin(); it != cases.end(); ++it)
            QTest::newRow(qPrintable(it.key())) << it.value().toObject();
    }
    void theMachineIsUpstreams()
    {
        QFETCH(QJsonObject, parity);
        if (thisUpstreamHost().os != UpstreamHost::Os::Linux)
            QSKIP("the cases were seen on Linux");
        HYDRA_EXITS(
            m_world->hydractl(words("import --from env - -o") << m_world->path(text("lab.yaml")),
                              envFile(parity[text("env")].toObject())),
            0);
        const QJsonObject plan = m_world->json({text("plan"), m_world->path(text("lab.yaml"))});
        const QJsonObject vm = plan[text("vms")].toArray().first().toObject();
        const QJsonObject effective = parity[text("effective")].toObject();
        for (auto it = effective.begin(); it != effective.end(); ++it) {
            if (it.key() == u"guest" ||
                it.key() == u"vsock_ports") // compared below; no field of a plan
                continue;
            QVERIFY2(looks().contains(it.key()), qPrintable(it.key()));
            compare(it.key(), looks().at(it.key())(vm), expectedOf(it.key(), it.value()));
        }
        const QJsonObject guest = effective[text("guest")].toObject();
        for (auto it = guest.begin(); it != guest.end(); ++it)
            compare(text("guest.") + it.key(), vm[text("guest")][it.key()],
                    expectedOf(it.key(), it.value()));
    }

    void theEnvironmentIsImportedWithoutAFile()
    {
        m_world->setVariable(text("VM_HOSTNAME"), text("from-here"));
        const Outcome outcome = m_world->hydractl(words("import --from env -o -"));
        HYDRA_EXITS(outcome, 0);
        QVERIFY2(outcome.output.contains("- name: from-here"), outcome.output.constData());
        QVERIFY2(!outcome.errorOutput.contains("PATH"), outcome.errorOutput.constData());
    }

    void whatHasNoPlaceIsListedOnStderr()
    {
        const Outcome in = m_world->hydractl(words("import --from env - -o -"),
                                             "KVM_DAEMONIZE=1\nVM_SALT=$(id)\n");
        HYDRA_EXITS(in, 0);
        QVERIFY2(in.errorOutput.contains("KVM_DAEMONIZE: ") &&
                     in.errorOutput.contains("line 2: VM_SALT is left out"),
                 in.errorOutput.constData());
        const QString lab =
            m_world->writeLab(text("home"), "  - name: hub\n", "  autostart: true\n");
        for (const char *format : {"env", "vm-config", "helm-values"}) {
            const Outcome out = m_world->hydractl(
                {text("export"), lab, text("--to"), text(format), text("-o"), text("-")});
            HYDRA_EXITS(out, 0);
            QVERIFY2(out.errorOutput.contains("hub: autostart: true becomes false"),
                     out.errorOutput.constData());
            QVERIFY(!out.output.isEmpty());
        }
    }

    void anExportIsAFileForItsReaders()
    {
        const QString lab =
            m_world->writeLab(text("home"), "  - name: hub\n    password: sesame\n");
        const QString path = m_world->path(text("run.sh"));
        HYDRA_EXITS(
            m_world->hydractl({text("export"), lab, text("--to"), text("env"), text("-o"), path}),
            0);
        QVERIFY(QFileInfo(path).isExecutable() &&
                !m_world->read(text("run.sh")).contains("sesame"));
        HYDRA_EXITS(m_world->hydractl({text("export"), lab, text("--to"), text("env"), text("-o"),
                                       path, text("--with-secrets")}),
                    0);
        QVERIFY(m_world->read(text("run.sh")).contains("export VM_PASSWORD='sesame'"));
        QVERIFY(!(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther)));
    }

    void theLabFileItselfIsNeverReplaced()
    {
        const QString lab = m_world->write(text("vm-config.yaml"), "vms: [{name: hub}]\n");
        for (const char *format : {"vm-config", "systemd", "bundle"})
            HYDRA_REFUSES(m_world->hydractl(
                              {text("export"), lab, text("--to"), text(format), text("-o"), lab}),
                          4, "is the lab file itself");
        QCOMPARE(m_world->read(text("vm-config.yaml")), QByteArray("vms: [{name: hub}]\n"));
    }

    void aLabOfSeveralVmsAsksForOne()
    {
        const QString lab = m_world->writeLab(text("home"), "  - name: hub\n  - name: other\n");
        HYDRA_REFUSES(m_world->hydractl(
                          {text("export"), lab, text("--to"), text("env"), text("-o"), text("-")}),
                      2, "home/hub");
        HYDRA_EXITS(m_world->hydractl({text("export"), lab, text("--to"), text("vm-config"),
                                       text("-o"), text("-")}),
                    0);
    }

    void mistakesAreNamed()
    {
        const QString taken = m_world->write(text("lab.yaml"), "x");
        HYDRA_REFUSES(m_world->hydractl(words("import --from env - -o") << taken), 4,
                      "is there already");
        QCOMPARE(m_world->read(text("lab.yaml")), QByteArray("x"));
        HYDRA_REFUSES(m_world->hydractl(words("import --from vm-config -o -")), 2, "FILE");
        HYDRA_REFUSES(m_world->hydractl(words("import --from word x -o -")), 2, "--from");
        HYDRA_REFUSES(m_world->hydractl(words("import --from vm-config - -o -"), "vms: 3\n"), 2,
                      "vms");
        HYDRA_REFUSES(m_world->hydractl(words("import --from bundle - -o -")), 2, "bundle");
    }

    void aVmConfigKeepsItsComments()
    {
        const QByteArray seed =
            readFile(sourcePath("tests/golden/labs/vm-config.yaml")).value_or(QByteArray());
        const QString file = m_world->write(text("vm-config.yaml"), seed);
        HYDRA_EXITS(m_world->hydractl({text("import"), text("--from"), text("vm-config"), file,
                                       text("-o"), m_world->path(text("two.yaml"))}),
                    0);
        QCOMPARE(m_world->read(text("two.yaml")), seed);
    }

    void whatIsBesideALabIsFoundFromElsewhere()
    {
        const QString lab = m_world->write(text("home.yaml"),
                                           "# mine\nvms:\n  - name: hub\n    image: ./hub.qcow2\n");
        const QByteArray image = m_world->path(text("hub.qcow2")).toUtf8();
        const Outcome in = m_world->hydractl(
            {text("import"), text("--from"), text("lab"), lab, text("-o"), text("-")});
        HYDRA_EXITS(in, 0);
        QVERIFY2(in.output.contains("# mine") && in.output.contains(image), in.output.constData());
        QVERIFY2(in.errorOutput.contains("hub: image: ./hub.qcow2 becomes "),
                 in.errorOutput.constData());
        HYDRA_EXITS(m_world->hydractl({text("template"), text("save"), lab, text("mine")}), 0);
        HYDRA_EXITS(m_world->hydractl(words("create new --preset mine")), 0);
        QCOMPARE(m_world->hydractl(words("get new hub image")).output, image + '\n');
    }

    void aTemplateIsSavedListedUsedAndRemoved()
    {
        const QString lab = m_world->writeLab(text("home"), "  - name: hub\n    cpu: 3\n");
        HYDRA_EXITS(m_world->hydractl({text("template"), text("save"), lab, text("mine")}), 0);
        const Outcome list = m_world->hydractl(words("template list"));
        QVERIFY2(list.output.contains("mine") && list.output.contains("run-sme"),
                 list.output.constData());
        HYDRA_EXITS(m_world->hydractl(words("create new --preset mine")), 0);
        QCOMPARE(m_world->hydractl(words("get new hub cpu")).output, QByteArray("3\n"));
        HYDRA_REFUSES(m_world->hydractl({text("template"), text("save"), lab, text("demo")}), 4,
                      "demo");
        HYDRA_EXITS(m_world->hydractl(words("template remove mine")), 0);
        HYDRA_REFUSES(m_world->hydractl(words("template remove mine")), 3, "mine");
        HYDRA_REFUSES(m_world->hydractl(words("create newer --preset mine")), 3, "mine");
    }
};

HYDRA_TEST_MAIN(TestCliExchange)
#include "test_cli_exchange.moc"
