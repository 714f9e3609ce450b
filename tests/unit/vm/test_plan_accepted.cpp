// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/mac.h"
#include "core/vm/plan_input.h"
#include "core/vm/ports.h"
#include "core/vm/qemu/plan.h"
#include "tests/support/test_main.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalSocket>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace hydra;

/// Checks that this machine's QEMU, if there is one, accepts our plans. It never executes a guest
/// instruction: -S keeps it paused, and it is told to quit.
class TestPlanAccepted : public QObject
{
    Q_OBJECT

    const QString m_x86 = QStringLiteral("x86_64");
    QString m_qemuImg = QStandardPaths::findExecutable(QStringLiteral("qemu-img"));

    static QString qemu(const QString &arch)
    {
        return QStandardPaths::findExecutable(QStringLiteral("qemu-system-") + arch);
    }

    PlanInput input(const QString &dir, const QString &arch)
    {
        PlanInput in;
        in.lab = QStringLiteral("lab");
        in.vm.name = QStringLiteral("vm");
        in.vm.memory = MemorySize::mib(128);
        in.vm.disks = {{QStringLiteral("logs"), MemorySize::mib(1)}};
        in.host.os = QStringLiteral("linux");
        in.host.arch = arch;
        in.host.qemu = {qemu(arch), 7, 2, QStringLiteral("7.2"), {QStringLiteral("tcg")}, true};
        in.files.stateDir = in.files.runtimeDir = dir;
        in.files.systemDisk = dir + QStringLiteral("/disk.qcow2");
        in.files.dataDisks = {dir + QStringLiteral("/logs.qcow2")};
        in.files.seed = dir + QStringLiteral("/seed.iso");
        in.ports = planPorts(in.vm, {}); // host port 0: the kernel picks
        in.mac = macOf({in.lab, in.vm.name}, in.vm);
        return in;
    }

    void makeFiles(const PlanInput &in)
    {
        for (const QString &disk : {in.files.systemDisk, in.files.dataDisks.front()}) {
            const QStringList args{QStringLiteral("create"),
                                   QStringLiteral("-q"),
                                   QStringLiteral("-f"),
                                   QStringLiteral("qcow2"),
                                   disk,
                                   QStringLiteral("8M")};
            QCOMPARE(QProcess::execute(m_qemuImg, args), 0);
        }
        QFile seed(in.files.seed);
        QVERIFY(seed.open(QIODevice::WriteOnly));
        seed.write(QByteArray(4096, '\0'));
    }

    QJsonObject ask(QLocalSocket &qmp, const QByteArray &command)
    {
        qmp.write("{\"execute\":\"" + command + "\"}\n");
        for (;;) {
            while (!qmp.canReadLine()) {
                if (!qmp.waitForReadyRead(10000))
                    return {};
            }
            const QJsonObject reply = QJsonDocument::fromJson(qmp.readLine()).object();
            if (reply.contains(u"return"))
                return reply;
        }
    }

    void startAndAsk(const PlanInput &in)
    {
        const auto plan = planQemu(in);
        QVERIFY2(plan, plan ? "" : qPrintable(formatError(plan.error())));
        QProcess qemu;
        qemu.setProcessChannelMode(QProcess::MergedChannels);
        qemu.start(plan->attempts[0].command.program, plan->attempts[0].command.args);
        QLocalSocket qmp;
        const auto connects = [&] {
            if (qmp.state() == QLocalSocket::UnconnectedState)
                qmp.connectToServer(plan->qmpSocket);
            return qmp.waitForConnected(1000);
        };
        QTRY_VERIFY2_WITH_TIMEOUT(connects() || qemu.state() == QProcess::NotRunning,
                                  "QEMU does not listen", 20000);
        QVERIFY2(qmp.state() == QLocalSocket::ConnectedState, qemu.readAll().constData());
        ask(qmp, "qmp_capabilities");
        QCOMPARE(ask(qmp, "query-status")[u"return"][u"status"].toString(),
                 QStringLiteral("prelaunch"));
        QStringList nodes;
        const QJsonArray blocks = ask(qmp, "query-block")[u"return"].toArray();
        for (const QJsonValue &block : blocks)
            nodes << block[u"inserted"][u"node-name"].toString();
        for (const char *node : {"disk0", "data0", "seed"})
            QVERIFY2(nodes.contains(QLatin1String(node)), qPrintable(nodes.join(u' ')));
        ask(qmp, "quit");
        QVERIFY(qemu.waitForFinished(10000));
        QCOMPARE(qemu.exitCode(), 0);
        QCOMPARE(QString::fromUtf8(qemu.readAll()), QString()); // not even a warning
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_qemuImg.isEmpty())
            QSKIP("no qemu-img here");
    }

    void init()
    {
        const bool arm = QByteArray(QTest::currentTestFunction()).startsWith("arm");
        if (qemu(arm ? QStringLiteral("aarch64") : m_x86).isEmpty())
            QSKIP("no such QEMU here");
    }

    void armBootIsAccepted()
    {
        QTemporaryDir dir;
        PlanInput in = input(dir.path(), QStringLiteral("aarch64"));
        // Flash without firmware: nothing is executed, only its size is checked.
        const QString code = dir.filePath(QStringLiteral("code.fd"));
        in.files.uefiVars = dir.filePath(QStringLiteral("vars.fd"));
        for (const QString &flash : {code, in.files.uefiVars}) {
            QFile file(flash);
            QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(64 << 20));
        }
        in.vm.firmware = {FirmwareSpec::Kind::Files, code, in.files.uefiVars};
        makeFiles(in);
        startAndAsk(in);
    }

    void biosBootIsAccepted()
    {
        QTemporaryDir dir;
        PlanInput in = input(dir.path(), m_x86);
        in.vm.firmware.kind = FirmwareSpec::Kind::None;
        makeFiles(in);
        startAndAsk(in);
    }

    void kernelBootWithADiskIsAccepted()
    {
        QTemporaryDir dir;
        PlanInput in = input(dir.path(), m_x86);
        in.vm.boot = BootMode::Kernel;
        in.files.kernel = dir.filePath(QStringLiteral("vmlinuz"));
        QByteArray kernel(16384, '\0'); // an empty bzImage: one setup sector, boot protocol 2.12
        kernel[0x1f1] = 1;
        kernel.replace(0x1fe, 2, "\x55\xaa");
        kernel.replace(0x202, 4, "HdrS");
        kernel.replace(0x206, 2, "\x0c\x02");
        QFile file(in.files.kernel);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(kernel) == kernel.size());
        file.close();
        makeFiles(in);
        startAndAsk(in);
    }

    void uefiBootFromADirectoryWithACommaIsAccepted()
    {
        QTemporaryDir dir(QDir::tempPath() + QStringLiteral("/hydra,XXXXXX"));
        PlanInput in = input(dir.path(), m_x86);
        in.host.firmware = findFirmware(firmwareQuery(in.host.arch, QStringLiteral("q35")));
        if (!in.host.firmware)
            QSKIP("no UEFI firmware here");
        in.files.uefiVars = dir.filePath(QStringLiteral("vars.fd"));
        if (!in.host.firmware->varsTemplate.isEmpty())
            QVERIFY(QFile::copy(in.host.firmware->varsTemplate, in.files.uefiVars));
        QFile::setPermissions(in.files.uefiVars, QFile::ReadOwner | QFile::WriteOwner);
        makeFiles(in);
        startAndAsk(in);
    }
};

HYDRA_TEST_MAIN(TestPlanAccepted)
#include "test_plan_accepted.moc"
