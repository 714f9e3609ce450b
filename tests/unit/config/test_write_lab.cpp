// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"

using namespace hydra;
using hydra::test::sourcePath;

namespace {

const QString labsDir = sourcePath("tests/golden/labs/");

LabSpec labOfOne(const VmSpec &vm)
{
    LabSpec lab;
    lab.name = QStringLiteral("home");
    lab.vms = {vm};
    return lab;
}

} // namespace

class TestWriteLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onlyWhatIsNotDefaultIsWrittenInTheContractsOrder()
    {
        VmSpec vm;
        vm.name = QStringLiteral("hub");
        vm.hostname = QStringLiteral("hub");
        QCOMPARE(writeLab(labOfOne(vm)), QByteArray("name: home\nvms:\n  - name: hub\n"));
        vm.packages = {QStringLiteral("htop")};
        vm.ports.ssh = {PortSpec::Kind::Fixed, 5555};
        vm.ports.extra = {{.protocol = Protocol::Tcp, .host = 30800, .guest = 8000}};
        vm.memory = MemorySize::mib(768);
        vm.gpu = GpuSpec{.vram = MemorySize::gib(4)};
        QCOMPARE(
            writeLab(labOfOne(vm)),
            QByteArray(
                "name: home\nvms:\n  - name: hub\n    memory: 768MiB\n    ports:\n      ssh: 5555\n"
                "      extra:\n        - \"30800:8000\"\n    packages:\n      - htop\n    gpu:\n"
                "      vram: 4\n"));
    }

    void aScriptForCloudInitIsWrittenAsItsLines()
    {
        VmSpec vm;
        vm.name = vm.hostname = QStringLiteral("hub");
        vm.userData = QStringLiteral("#!/bin/sh\nif true; then\n  id\nfi\n");
        const QByteArray text = writeLab(labOfOne(vm));
        QCOMPARE(text, QByteArray("name: home\nvms:\n  - name: hub\n    user_data: |\n"
                                  "      #!/bin/sh\n      if true; then\n        id\n      fi\n"));
        QCOMPARE(readLab(text, {})->vms.front().userData, vm.userData);
    }

    void aTextThatIsNoLiteralBlockIsQuoted()
    {
        for (const char *script : {"#!/bin/sh\n\n\n", "#!/bin/sh\nid \r\n", "#!/bin/sh\n\x1b[0m\n",
                                   "#!/bin/sh\nid\n  \n"}) {
            VmSpec vm;
            vm.name = vm.hostname = QStringLiteral("hub");
            vm.userData = QString::fromLatin1(script);
            const QByteArray text = writeLab(labOfOne(vm));
            QVERIFY2(text.contains("user_data: \"#!/bin/sh"), text.constData());
            QCOMPARE(readLab(text, {})->vms.front().userData, vm.userData);
        }
    }

    void whatIsWrittenReadsBackTheSame_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"vm-config.yaml", "everything.yaml"})
            QTest::newRow(name) << QString::fromUtf8(name);
    }

    void whatIsWrittenReadsBackTheSame()
    {
        QFETCH(QString, name);
        const auto lab = readLab(*readFile(labsDir + name), name);
        QVERIFY(lab);
        const QByteArray text = writeLab(*lab);
        const auto again = readLab(text, QStringLiteral("other name.yaml"));
        QVERIFY2(again, again ? "" : qPrintable(formatDiagnostic(again.error().front())));
        QVERIFY(*again == *lab);
        QCOMPARE(writeLab(*again), text);
    }

    void textsWithMeaningInYamlKeepTheirMeaning()
    {
        for (const char *text : {"yes",
                                 "null",
                                 "~",
                                 "0123",
                                 "1e3",
                                 "a: b",
                                 "a #b",
                                 "#a",
                                 "- a",
                                 "*a",
                                 "&a",
                                 "!a",
                                 "%a",
                                 "@a",
                                 "`a",
                                 "\"a\"",
                                 "'a'",
                                 "a\\b",
                                 "[a]",
                                 "{a}",
                                 "a,b",
                                 "a:",
                                 "?",
                                 "? a",
                                 "|",
                                 ">",
                                 "---",
                                 "...",
                                 " a ",
                                 "ä",
                                 "\xf0\x9f\x8f\xa0",
                                 "\xc2\x85",
                                 "\xe2\x80\xa8",
                                 "<<",
                                 "=",
                                 ".",
                                 "-",
                                 ":"}) {
            VmSpec vm;
            vm.name = QStringLiteral("hub");
            vm.hostname = vm.name;
            vm.password = QString::fromUtf8(text);
            vm.qemuArgs = {QString::fromUtf8(text), QString()};
            const auto again = readLab(writeLab(labOfOne(vm)), QStringLiteral("x.yaml"));
            QVERIFY2(again, text);
            QCOMPARE(again->vms[0].password, vm.password);
            QCOMPARE(again->vms[0].qemuArgs, vm.qemuArgs);
        }
    }
};

HYDRA_TEST_MAIN(TestWriteLab)
#include "test_write_lab.moc"
