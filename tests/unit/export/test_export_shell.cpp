// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_shell.h"
#include "core/export/shell_script.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/export_cases.h"

using namespace hydra;
using namespace hydra::test;

namespace {

/// The lab without what planQemu refuses.
LabSpec runnable(LabSpec lab)
{
    for (VmSpec &vm : lab.vms) {
        vm.shares.clear();
        vm.csiProxyUrl.clear();
        vm.debs.clear();
        vm.k3s.clear();
        vm.kubeletPrefix.clear();
        vm.image = QStringLiteral("/img/base.qcow2");
    }
    return lab;
}

ExportRequest shellRequest(const LabSpec &lab, bool withSecrets = false)
{
    ExportRequest request = requestFor(lab, withSecrets);
    for (auto &[name, guest] : request.shell.vms) {
        guest.image = StoredImage{};
        guest.image->name = QStringLiteral("base");
        guest.image->path = QStringLiteral("/img/base.qcow2");
        guest.image->virtualSize = MemorySize::gib(3);
    }
    return request;
}

QString variable(const char *name)
{
    return u'\x01' + QLatin1String(name) + u'\x01';
}

/// The arguments QEMU must get, with the variables expanded.
QStringList expectedArguments(const ExportRequest &request, const VmSpec &vm)
{
    QStringList args =
        *scriptArguments(request.lab.name, vm, request.shell.vms.at(vm.name), request.shell.arch);
    args.replaceInStrings(variable("accelerator"), QStringLiteral("tcg,thread=multi"));
    const QString cpu =
        vm.cpuModel.isEmpty() || vm.cpuModel == u"host" ? QStringLiteral("max") : vm.cpuModel;
    args.replaceInStrings(variable("cpu"), cpu);
#ifdef Q_OS_LINUX
    args << QStringLiteral("-sandbox") << QStringLiteral("on,obsolete=deny,resourcecontrol=deny");
#endif
    return args << QStringLiteral("-daemonize") << QStringLiteral("-pidfile")
                << QStringLiteral("pid");
}

QStringList fakes()
{
    return {QStringLiteral("qemu-system-x86_64"), QStringLiteral("qemu-img"),
            QStringLiteral("sleep")};
}

} // namespace

/// The format that needs only QEMU.
class TestExportShell : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theScriptIsAsRecorded()
    {
        const auto exported = exportShell(shellRequest(runnable(kitchen()), true));
        QVERIFY(exported);
        // Without the part that all exports share.
        const QByteArray text = exported->files.front().text;
        compareWithGolden(QStringLiteral("kitchen.sh"),
                          text.left(text.indexOf("# The same for every lab.")));
    }

    void theScriptIsCleanToLinters()
    {
        checkScript(exportShell(shellRequest(runnable(kitchen()), true))->files.front().text);
    }

    void itTakesItsSeedsAlongAndItsKeyOnlyWithSecrets()
    {
        const auto names = [](const Exported &exported, bool secret) {
            QStringList all;
            for (const ExportedFile &file : exported.files) {
                if (file.secret == secret)
                    all << file.name;
            }
            return all;
        };
        const auto without = exportShell(shellRequest(runnable(kitchen())));
        QVERIFY(without);
        QCOMPARE(names(*without, false),
                 (QStringList{QStringLiteral("kitchen.sh"), QStringLiteral("kitchen-hub-seed.iso"),
                              QStringLiteral("kitchen-lamp-seed.iso")}));
        QCOMPARE(names(*without, true), QStringList());
        const auto with = exportShell(shellRequest(runnable(kitchen()), true));
        QVERIFY(with);
        QCOMPARE(names(*with, false), QStringList{QStringLiteral("kitchen.sh")});
        QCOMPARE(names(*with, true), (QStringList{QStringLiteral("kitchen-hub-seed.iso"),
                                                  QStringLiteral("kitchen-lamp-seed.iso"),
                                                  QStringLiteral("kitchen-id_ed25519")}));
    }

    void whatCannotBeRunIsLeftOutWithANote()
    {
        LabSpec lab = runnable(kitchen());
        lab.vms[1].backend = BackendKind::Krunkit;
        const auto exported = exportShell(shellRequest(lab));
        QVERIFY(exported);
        QVERIFY2(exported->notes.join(u'\n').contains(QStringLiteral("lamp is left out: ")),
                 qPrintable(exported->notes.join(u'\n')));
        QVERIFY(!exported->files.front().text.contains("lamp)"));
        lab.vms[0].backend = BackendKind::Krunkit;
        QVERIFY(!exportShell(shellRequest(lab)));
    }

    void anImageThatIsMissingIsNamed()
    {
        const ScriptHouse house(fakes());
        const auto exported = exportShell(shellRequest(runnable(kitchen())));
        house.write(*exported);
        const auto ran =
            house.bash({house.path(QStringLiteral("kitchen.sh")), QStringLiteral("start")});
        QVERIFY(!ran);
        QVERIFY2(ran.error().details.contains(QStringLiteral(
                     "hub: its image is missing; put base.qcow2 beside this script")),
                 qPrintable(ran.error().details));
    }

    void anotherImageThanTheExportedOneIsRefused()
    {
        const ScriptHouse house(fakes());
        ExportRequest request = shellRequest(runnable(kitchen()));
        request.shell.vms[QStringLiteral("hub")].image->sha512 = QString(128, u'a');
        house.write(*exportShell(request));
        house.write(QStringLiteral("base.qcow2"), "another");
        const auto ran = house.bash({house.path(QStringLiteral("kitchen.sh")),
                                     QStringLiteral("start"), QStringLiteral("hub")});
        QVERIFY(!ran);
        QVERIFY2(ran.error().details.contains(QStringLiteral("is another image")),
                 qPrintable(ran.error().details));
        QVERIFY(house.calls(QStringLiteral("qemu-img")).isEmpty());
    }

    void aBadDownloadIsNotKept()
    {
        const ScriptHouse house(fakes());
        ExportRequest request = shellRequest(runnable(kitchen()));
        request.lab.vms[0].imageSourceUrl = QStringLiteral("https://example.org/base.qcow2");
        request.shell.vms[QStringLiteral("hub")].image->sha512 = QString(128, u'a');
        house.write(*exportShell(request));
        house.write(QStringLiteral("bin/curl"), "#!/bin/bash\necho spoilt >\"$3\"\n", true);
        for (int i = 0; i < 2; ++i) {
            const auto ran = house.bash({house.path(QStringLiteral("kitchen.sh")),
                                         QStringLiteral("start"), QStringLiteral("hub")});
            QVERIFY(!ran);
            QVERIFY2(
                ran.error().details.contains(QStringLiteral("what it downloaded is another image")),
                qPrintable(ran.error().details));
            QVERIFY(!QFile::exists(house.path(QStringLiteral("base.qcow2"))) &&
                    !QFile::exists(house.path(QStringLiteral("base.qcow2.part"))));
        }
    }

    void aProcessIdIsOnlyItsOwnQemus_data()
    {
        QTest::addColumn<QByteArray>("ps");
        QTest::addColumn<bool>("runs");
        QTest::newRow("its QEMU") << QByteArray(
                                         "echo qemu -name guest=kitchen/hub,process=x -m 2048")
                                  << true;
        QTest::newRow("at the end") << QByteArray("echo qemu -name guest=kitchen/hub") << true;
        QTest::newRow("another VM's")
            << QByteArray("echo qemu -name guest=kitchen/hub2,process=x") << false;
        QTest::newRow("a stranger") << QByteArray("echo sleep 100") << false;
        QTest::newRow("a ps that cannot say") << QByteArray("exit 1") << false;
    }
    void aProcessIdIsOnlyItsOwnQemus()
    {
        QFETCH(QByteArray, ps);
        QFETCH(bool, runs);
        const ScriptHouse house(fakes());
        house.write(*exportShell(shellRequest(runnable(kitchen()))));
        house.write(QStringLiteral("bin/ps"), "#!/bin/bash\n" + ps + "\n", true);
        QVERIFY(QDir().mkpath(house.path(QStringLiteral("kitchen.state/hub"))));
        house.write(QStringLiteral("kitchen.state/hub/pid"),
                    QByteArray::number(QCoreApplication::applicationPid()));
        const auto ran = house.bash({house.path(QStringLiteral("kitchen.sh")),
                                     QStringLiteral("status"), QStringLiteral("hub")});
        QCOMPARE(ran.has_value(), runs);
    }

    void disksAreMadeOnceAndAsLargeAsAsked()
    {
        const ScriptHouse house(fakes());
        LabSpec lab = runnable(kitchen());
        lab.vms[0].firmware.kind = FirmwareSpec::Kind::None;
        house.write(*exportShell(shellRequest(lab)));
        house.write(QStringLiteral("base.qcow2"), "base");
        for (int i = 0; i < 2; ++i) // the fake QEMU does not run, so each start fails at its end
            (void)house.bash({house.path(QStringLiteral("kitchen.sh")), QStringLiteral("start"),
                              QStringLiteral("hub")});
        const auto calls = house.calls(QStringLiteral("qemu-img"));
        QCOMPARE(calls.size(), 3);
        QCOMPARE(calls[0].mid(0, 8),
                 (QStringList{QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                              QStringLiteral("qcow2"), QStringLiteral("-b"),
                              house.path(QStringLiteral("base.qcow2")), QStringLiteral("-F"),
                              QStringLiteral("qcow2")}));
        QCOMPARE(calls[1].back(), QStringLiteral("8589934592"));
        QCOMPARE(calls[2].mid(4),
                 (QStringList{QStringLiteral("disk-data.qcow2"), QStringLiteral("1073741824")}));
        QCOMPARE(house.calls(QStringLiteral("qemu-system-x86_64")).size(), 2);
    }

    void hostileTextsReachQemuAsTheyWere_data() { addHostileTexts(); }
    void hostileTextsReachQemuAsTheyWere()
    {
        QFETCH(QString, text);
        const ScriptHouse house(fakes());
        LabSpec lab = runnable(hostileLab(text));
        VmSpec &vm = lab.vms.front();
        const bool ownFirmware = vm.firmware.kind == FirmwareSpec::Kind::Files;
        if (ownFirmware) { // its variables are copied, so they must exist
            vm.firmware.vars = house.path(QStringLiteral("vars"));
            house.write(QStringLiteral("vars"), "vars");
        }
        const ExportRequest request = shellRequest(lab, true);
        const auto exported = exportShell(request);
        QVERIFY2(exported,
                 exported ? ""
                          : qPrintable(formatError(exported.error()) + exported.error().details));
        house.write(*exported);
        house.write(QStringLiteral("base.qcow2"), "base");
        (void)house.bash({house.path(QStringLiteral("kitchen.sh")),
                          QStringLiteral("start")}); // the fake does not run
        const auto calls = house.calls(QStringLiteral("qemu-system-x86_64"));
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.front(), expectedArguments(request, vm));
        QVERIFY(!house.isHarmed());
        QVERIFY(!QFile::exists(house.path(QStringLiteral("kitchen.state/lamp/pwned"))));
        checkScript(exported->files.front().text);
    }

    void hostileNamesOfImagesStayNames_data() { addHostileTexts(); }
    void hostileNamesOfImagesStayNames()
    {
        QFETCH(QString, text);
        LabSpec lab = runnable(hostileLab(QStringLiteral("plain")));
        lab.vms.front().image = text;
        if (!isReadable(lab) || text.contains(u'/') || text.toUtf8().size() > 200)
            QSKIP("no lab file can say it, or no file can be called so");
        const ScriptHouse house(fakes());
        ExportRequest request = shellRequest(lab);
        request.shell.vms.begin()->second.image.reset(); // not on this machine
        house.write(*exportShell(request));
        const QString file = text.contains(u'.') || !lab.vms.front().imageSourceUrl.isEmpty()
                                 ? text
                                 : text + QStringLiteral(".qcow2");
        house.write(file, "base");
        (void)house.bash({house.path(QStringLiteral("kitchen.sh")), QStringLiteral("start")});
        const auto calls = house.calls(QStringLiteral("qemu-img"));
        QVERIFY(!calls.isEmpty());
        QCOMPARE(calls.front()[5], house.path(file));
        QVERIFY(!house.isHarmed());
    }
};

HYDRA_TEST_MAIN(TestExportShell)
#include "test_export_shell.moc"
