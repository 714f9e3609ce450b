// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/ports.h"
#include "tests/integration/support/integration_test.h"

#include <QDir>
#include <QStandardPaths>

#include <csignal>

using namespace hydra;
using namespace hydra::test;
using std::chrono::seconds;

namespace {

/// Everything besides QEMU that the exported script may use. Its shell is /bin/sh.
const QStringList coreutils{
    QStringLiteral("cat"),     QStringLiteral("chmod"), QStringLiteral("cp"),
    QStringLiteral("dirname"), QStringLiteral("mkdir"), QStringLiteral("mkfifo"),
    QStringLiteral("mv"),      QStringLiteral("rm"),    QStringLiteral("sha512sum"),
    QStringLiteral("sleep"),   QStringLiteral("stty"),  QStringLiteral("tail"),
    QStringLiteral("tr"),      QStringLiteral("uname")};

} // namespace

/// An exported lab that runs without Hydra.
class TestExports : public IntegrationTest
{
    Q_OBJECT

    [[nodiscard]] QString out(const QString &name)
    {
        return box().root() + QStringLiteral("/out/") + name;
    }
    [[nodiscard]] QByteArray serial()
    {
        return contentOf(out(QStringLiteral("solo.state/vm/serial.log")));
    }

    /// Runs the script with a PATH of QEMU and coreutils, without Hydra.
    [[nodiscard]] Outcome script(const QString &verb, seconds patience = seconds(120))
    {
        const QString bin = box().root() + QStringLiteral("/bin");
        QDir().mkpath(bin);
        for (const QString &name : coreutils + QStringList{QStringLiteral("qemu-system-x86_64"),
                                                           QStringLiteral("qemu-system-aarch64"),
                                                           QStringLiteral("qemu-img")})
            QFile::link(QStandardPaths::findExecutable(name), bin + u'/' + name);
        return box().run(QStringLiteral("/usr/bin/env"),
                         {QStringLiteral("-i"), QStringLiteral("PATH=") + bin,
                          out(QStringLiteral("solo.sh")), verb},
                         patience);
    }

    void endQemu()
    {
        const int pid = contentOf(out(QStringLiteral("solo.state/vm/pid"))).trimmed().toInt();
        // Its arguments contain no directory by which the sandbox would find it.
        if (pid > 0 &&
            contentOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains("guest=solo/vm"))
            ::kill(pid, SIGKILL);
    }

protected Q_SLOTS:
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qInfo("%s", serial().right(3000).constData());
        endQemu();
        IntegrationTest::cleanup();
    }

private Q_SLOTS:
    void theShellExportBootsTheDemoGuestWithQemuAlone()
    {
        const auto port = chooseFreePort(QStringLiteral("127.0.0.1"), Protocol::Tcp, {});
        QVERIFY(port);
        box().writeLab(
            QStringLiteral("solo"),
            labText(guestHardware() +
                    QStringList{QStringLiteral("image: debian-13"),
                                QStringLiteral("disks: [{name: data, size: 1}]"),
                                QStringLiteral("ports: {ssh: %1, containerd: off, streaming: off}")
                                    .arg(*port)}));
        QDir().mkpath(box().root() + QStringLiteral("/out"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("export"), QStringLiteral("solo"),
                                    QStringLiteral("--to"), QStringLiteral("shell"),
                                    QStringLiteral("--with-secrets"), QStringLiteral("-o"),
                                    out(QStringLiteral("solo.sh"))}),
                    0);
        const Outcome started = script(QStringLiteral("start"));
        VERIFY_EXIT(started, 0);
        qInfo("%s", started.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT(serial().contains("login:"), 600000);
        VERIFY_EXIT(script(QStringLiteral("status")), 0);
        const QStringList ssh{QStringLiteral("-i"),
                              out(QStringLiteral("solo-id_ed25519")),
                              QStringLiteral("-p"),
                              QString::number(*port),
                              QStringLiteral("-F"),
                              QStringLiteral("none"),
                              QStringLiteral("-o"),
                              QStringLiteral("BatchMode=yes"),
                              QStringLiteral("-o"),
                              QStringLiteral("StrictHostKeyChecking=no"),
                              QStringLiteral("-o"),
                              QStringLiteral("UserKnownHostsFile=/dev/null"),
                              QStringLiteral("hydra@127.0.0.1"),
                              QStringLiteral("cat /sys/block/vd*/serial; hostname")};
        Outcome login;
        QTRY_VERIFY_WITH_TIMEOUT((login = box().run(QStringLiteral("ssh"), ssh)).ok(), 300000);
        QVERIFY2(login.out.contains("data") && login.out.endsWith("vm\n"), qPrintable(login.say()));
        VERIFY_EXIT(script(QStringLiteral("stop"), seconds(180)), 0);
        QCOMPARE(script(QStringLiteral("status")).code, 3);
    }
};

HYDRA_TEST_MAIN(TestExports)
#include "test_exports.moc"
