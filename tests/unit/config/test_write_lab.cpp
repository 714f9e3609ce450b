// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "base/atomic_file.h"
#include "config/read_lab.h"
#include "config/write_lab.h"
#include "test_main.h"

using namespace hydra;

namespace {

const QString goldenDir = QStringLiteral(HYDRA_SOURCE_DIR "/tests/golden/labs/");

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
        vm.ports.extra = {{{}, {}, Protocol::Tcp, 30800, 8000}};
        vm.memory = MemorySize::mib(768);
        vm.gpu = GpuSpec{MemorySize::gib(4)};
        QCOMPARE(writeLab(labOfOne(vm)),
                 QByteArray("name: home\nvms:\n  - name: hub\n    memory: 768MiB\n    ports:\n      ssh: 5555\n"
                            "      extra:\n        - \"30800:8000\"\n    packages:\n      - htop\n    gpu:\n"
                            "      vram: 4\n"));
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
        const auto lab = readLab(*readFile(goldenDir + name), name);
        QVERIFY(lab);
        const QByteArray text = writeLab(*lab);
        const auto again = readLab(text, QStringLiteral("other name.yaml"));
        QVERIFY2(again, again ? "" : qPrintable(formatDiagnostic(again.error().front())));
        QVERIFY(*again == *lab);
        QCOMPARE(writeLab(*again), text);
    }

    void textsWithMeaningInYamlKeepTheirMeaning()
    {
        for (const char *text : {"yes", "null", "~", "0123", "1e3", "a: b", "a #b", "#a", "- a", "*a", "&a", "!a", "%a",
                                 "@a", "`a", "\"a\"", "'a'", "a\\b", "[a]", "{a}", "a,b", "a:", "?", "? a", "|", ">",
                                 "---", "...", " a ", "ä", "\xf0\x9f\x8f\xa0", "\xc2\x85", "\xe2\x80\xa8", "<<", "=", ".", "-", ":"}) {
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
