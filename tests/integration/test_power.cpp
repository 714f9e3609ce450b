// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/control.h"
#include "tests/integration/support/integration_test.h"

#include <QDirIterator>
#include <QJsonArray>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("lab1");
const QString vm = QStringLiteral("lab1/vm");

/// Every path below DIR with size and hash, to see what a command changed.
QStringList treeOf(const QString &dir)
{
    QStringList tree;
    QDirIterator each(dir, QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot,
                      QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const QFileInfo info(path);
        tree << (info.isFile() ? path + u' ' + QString::number(qHash(contentOf(path))) : path);
    }
    tree.sort();
    return tree;
}

QString deafToPower()
{
    return QStringLiteral(
        "sudo mkdir -p /run/systemd/logind.conf.d && "
        "printf '[Login]\\nHandlePowerKey=ignore\\nHandlePowerKeyLongPress=ignore\\n' | "
        "sudo tee /run/systemd/logind.conf.d/deaf.conf >/dev/null && "
        "sudo systemctl restart systemd-logind && "
        "if systemctl is-active -q acpid; then sudo systemctl stop acpid; fi; true");
}

} // namespace

class TestPower : public IntegrationTest
{
    Q_OBJECT

    // All files except for the activity record and the log, which are kept on purpose.
    QStringList kept()
    {
        QStringList files = treeOf(box().root());
        files.removeIf([](const QString &file) {
            return file.contains(u"/hydra/activity.jsonl") || file.contains(u"/hydra/hydractl.log");
        });
        return files;
    }

private Q_SLOTS:
    void listHasTheShapeOfTheContract()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const Outcome list = box().hydractl(
            {QStringLiteral("list"), QStringLiteral("--format"), QStringLiteral("json")});
        VERIFY_EXIT(list, 0);
        const QJsonArray vms = list.json()[QStringLiteral("vms")].toArray();
        QCOMPARE(vms.size(), 1);
        const QJsonObject entry = vms[0].toObject();
        for (const char *key : {"lab", "name", "state", "reason", "phase", "backend", "accelerator",
                                "image", "boot_id"})
            QVERIFY2(entry[QLatin1String(key)].isString(), key);
        QVERIFY(entry[QStringLiteral("uptime_s")].isDouble());
        QCOMPARE(entry[QStringLiteral("lab")].toString(), lab);
        QCOMPARE(entry[QStringLiteral("name")].toString(), QStringLiteral("vm"));
        QCOMPARE(entry[QStringLiteral("state")].toString(), QStringLiteral("running"));
        QCOMPARE(entry[QStringLiteral("backend")].toString(), QStringLiteral("qemu"));
        QCOMPARE(entry[QStringLiteral("accelerator")].toString(), QStringLiteral("tcg"));
        QVERIFY(QStringList({QStringLiteral("cri"), QStringLiteral("ready")})
                    .contains(entry[QStringLiteral("phase")].toString()));
        QVERIFY(!entry[QStringLiteral("boot_id")].toString().isEmpty());
        QCOMPARE(qint64(entry[QStringLiteral("pids")][QStringLiteral("vm")].toInteger()),
                 box().qemus().at(0).id.pid);
        QCOMPARE(qint64(entry[QStringLiteral("pids")][QStringLiteral("keeper")].toInteger()),
                 box().keepers().at(0).id.pid);
        QStringList roles;
        for (const QJsonValue &port : entry[QStringLiteral("ports")].toArray()) {
            roles << port[QStringLiteral("role")].toString();
            QCOMPARE(port[QStringLiteral("protocol")].toString(), QStringLiteral("tcp"));
            QCOMPARE(port[QStringLiteral("host_address")].toString(), QStringLiteral("127.0.0.1"));
            QVERIFY(port[QStringLiteral("host_port")].toInt() > 0);
            QVERIFY(port[QStringLiteral("guest_port")].toInt() > 0);
        }
        for (const char *role : {"ssh", "containerd", "streaming"})
            QVERIFY2(roles.contains(QLatin1String(role)), role);
    }

    void downEndsTheGuestThroughAcpi()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const Outcome down = box().hydractl({QStringLiteral("down"), lab}, seconds(90));
        VERIFY_EXIT(down, 0);
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
        QVERIFY(
            contentOf(box().vmState(vm) + QStringLiteral("/vm.log")).contains("guest-shutdown"));
        QVERIFY(box().qemus().empty());
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
    }

    void downOnADeafGuestSaysSoAndOffersForce()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        VERIFY_EXIT(box().guest(vm, deafToPower()), 0);
        const Outcome down = box().hydractl(
            {QStringLiteral("down"), lab, QStringLiteral("--timeout"), QStringLiteral("5")},
            seconds(20));
        VERIFY_EXIT(down, 5);
        QVERIFY2(down.err.contains("--force"), qPrintable(down.say()));
        QVERIFY2(down.err.contains(vm.toUtf8()), qPrintable(down.say()));
        QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(),
                                  QStringLiteral("running"), 10000);
        const Outcome force =
            box().hydractl({QStringLiteral("down"), lab, QStringLiteral("--force"),
                            QStringLiteral("--timeout"), QStringLiteral("3")},
                           seconds(20));
        VERIFY_EXIT(force, 0);
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
        QVERIFY(box().qemus().empty());
    }

    void killIsInstant()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const Outcome kill = box().hydractl({QStringLiteral("kill"), lab}, seconds(10));
        VERIFY_EXIT(kill, 0);
        QVERIFY2(kill.ms < 3000, qPrintable(kill.say()));
        QVERIFY(box().qemus().empty());
        QCOMPARE(box().listed(vm)[QStringLiteral("state")].toString(), QStringLiteral("stopped"));
    }

    void pauseStopsTheCpusAndResumeLetsThemGoOn()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("pause"), lab}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(),
                                  QStringLiteral("paused"), 5000);
        const auto status = askQemu(box(), vm, QStringLiteral("query-status"));
        QVERIFY(status);
        QCOMPARE((*status)[QStringLiteral("status")].toString(), QStringLiteral("paused"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("resume"), lab}), 0);
        QTRY_COMPARE_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("state")].toString(),
                                  QStringLiteral("running"), 5000);
        VERIFY_EXIT(box().guest(vm, QStringLiteral("true")), 0);
    }

    void restartResetsTheGuestInTheSameQemu()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QJsonObject before = box().listed(vm);
        VERIFY_EXIT(box().hydractl({QStringLiteral("restart"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().listed(vm)[QStringLiteral("boot_id")] !=
                                     before[QStringLiteral("boot_id")],
                                 10000);
        const QJsonObject after = box().listed(vm);
        QCOMPARE(after[QStringLiteral("state")].toString(), QStringLiteral("running"));
        QCOMPARE(after[QStringLiteral("pids")], before[QStringLiteral("pids")]);
        QVERIFY(after[QStringLiteral("phase")].toString() != u"cri");
    }

    void upOfARunningLabChangesNothing()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QJsonObject before = box().listed(vm);
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("cri")}),
                    0);
        const QJsonObject after = box().listed(vm);
        QCOMPARE(after[QStringLiteral("boot_id")], before[QStringLiteral("boot_id")]);
        QCOMPARE(after[QStringLiteral("pids")], before[QStringLiteral("pids")]);
    }

    void deleteRemovesEverythingOfTheLabAndNothingElse()
    {
        warm().prepare(box(), QStringLiteral("other"));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("other")}), 0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), QStringLiteral("other")}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
        const QStringList before = kept();
        const QStringList images = treeOf(guestStore() + QStringLiteral("/hydra"));

        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const Outcome refused =
            box().hydractl({QStringLiteral("delete"), lab, QStringLiteral("--yes")});
        VERIFY_EXIT(refused, 4);
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), lab}), 0);
        QTRY_VERIFY_WITH_TIMEOUT(box().keepers().empty(), 15000);
        VERIFY_EXIT(box().hydractl({QStringLiteral("delete"), lab, QStringLiteral("--yes")}), 0);

        const QStringList after = kept();
        for (const QString &path : after)
            QVERIFY2(before.contains(path), qPrintable(QStringLiteral("left behind: ") + path));
        QCOMPARE(after, before);
        QCOMPARE(treeOf(guestStore() + QStringLiteral("/hydra")), images);
        QVERIFY(box().listed(vm).isEmpty());
        VERIFY_EXIT(box().hydractl({QStringLiteral("status"), lab}), 3);
    }
};

HYDRA_TEST_MAIN(TestPower)
#include "test_power.moc"
