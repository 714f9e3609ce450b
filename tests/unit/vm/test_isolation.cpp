// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/vm/isolation.h"
#include "tests/support/test_main.h"

#include <QJsonArray>

using namespace hydra;

namespace {

LabSpec labOf(const QByteArray &text)
{
    const auto lab = readLab(text, QStringLiteral("home.yaml"));
    return lab ? *lab : LabSpec();
}

Isolation judged(const QByteArray &text, const QString &accelerator = QStringLiteral("kvm"))
{
    const LabSpec lab = labOf(text);
    return judgeIsolation(lab, lab.vms.front(), accelerator);
}

QString openOf(const Isolation &isolation)
{
    QStringList open;
    for (const IsolationReason &reason : isolation.reasons) {
        if (reason.weight > 0)
            open << QStringLiteral("%1 %2").arg(reason.weight).arg(reason.words);
    }
    return open.join(u'\n');
}

const QByteArray shut = "name: home\nnetwork: {mode: lab}\nvms:\n"
                        "- name: a\n  role: isolated\n  egress: none\n  peers: none\n";

} // namespace

class TestIsolation : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsShutIsAnAWithNothingToRaise()
    {
        const Isolation isolation = judged(shut);
        QCOMPARE(openOf(isolation), QString());
        QCOMPARE(isolation.grade, QStringLiteral("A"));
        QVERIFY(isolation.next() == nullptr);
        QVERIFY(isolation.reasons.size() >= 4);
    }

    void eachOpeningLowersIt_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const QByteArray &key, const char *words) {
            QTest::newRow(name) << key << QString::fromLatin1(words);
        };
        row("a password", "password: x1", "1 Password login on");
        row("all interfaces", "bind: 0.0.0.0", "2 Ports open to the network");
        row("one port", "ports: {extra: [{host: 8080, guest: 80, bind: 0.0.0.0}]}",
            "2 Port 8080 open to the network");
        row("a share", "shares: [{host: /srv, guest: /srv}]", "2 /srv shared read-write");
        row("kubelet", "kubelet_shares: local", "2 Kubelet's directories shared read-write");
        row("shared memory", "shared_memory: {type: ivshmem}",
            "2 Memory shared with other programs");
        row("a GPU", "gpu: {vram: 1G}", "2 GPU commands run on this machine");
        row("raw arguments", "qemu_args: [-snapshot]", "1 Raw QEMU arguments");
        row("loopback", "host_loopback: true", "2 Reaches this machine's loopback");
        row("krunkit", "backend: krunkit", "1 Own kernel; krunkit's devices have no sandbox");
    }

    void eachOpeningLowersIt()
    {
        QFETCH(QByteArray, key);
        QFETCH(QString, words);
        const Isolation isolation = judged(shut + "  " + key + '\n');
        QCOMPARE(openOf(isolation), words);
        QCOMPARE(isolation.grade, QStringLiteral("B"));
        QVERIFY(isolation.next() != nullptr);
    }

    void aReadOnlyShareIsNoOpening()
    {
        const Isolation isolation =
            judged(shut + "  shares: [{host: /srv, guest: /srv, read_only: true}]\n");
        QCOMPARE(isolation.grade, QStringLiteral("A"));
    }

    void aFixClosesWhatItIsAbout_data() { eachOpeningLowersIt_data(); }

    void aFixClosesWhatItIsAbout()
    {
        QFETCH(QByteArray, key);
        const QByteArray text = shut + "  " + key + '\n';
        const Isolation isolation = judged(text);
        const IsolationReason *next = isolation.next();
        QVERIFY(next != nullptr);
        if (next->fix.empty()) {
            QVERIFY(next->advice.startsWith(u"take out "));
            return;
        }
        const auto edited = editLab(text, QStringLiteral("home.yaml"), next->fix);
        QVERIFY(edited.has_value());
        QCOMPARE(judged(*edited).grade, QStringLiteral("A"));
    }

    void emulationWeighsAndCannotBeEditedAway()
    {
        const Isolation isolation = judged(shut, QStringLiteral("tcg"));
        QCOMPARE(isolation.grade, QStringLiteral("B"));
        QVERIFY(isolation.next()->fix.empty());
        QCOMPARE(judged(shut, {}).grade, QStringLiteral("A"));
    }

    void theUsualVmOnItsUserNetworkIsACAndItsFixRaisesIt()
    {
        const QByteArray text = "name: home\nvms:\n- name: a\n- name: b\n";
        const Isolation isolation = judged(text);
        QCOMPARE(openOf(isolation), QStringLiteral("2 Reaches this machine's loopback\n"
                                                   "1 Reaches every network this machine does"));
        QCOMPARE(isolation.grade, QStringLiteral("C"));
        const auto edited = editLab(text, QStringLiteral("home.yaml"), isolation.next()->fix);
        QVERIFY(edited.has_value());
        const Isolation better = judged(*edited);
        QCOMPARE(openOf(better), QStringLiteral("1 Reaches every network this machine does\n"
                                                "1 Reached by all VMs of its lab"));
        QCOMPARE(better.grade, QStringLiteral("B"));
    }

    void muchThatIsOpenIsAnE()
    {
        QCOMPARE(judged("name: home\nvms:\n- name: a\n  bind: 0.0.0.0\n  password: x1\n"
                        "  shares: [{host: /a, guest: /a}, {host: /b, guest: /b}]\n",
                        QStringLiteral("tcg"))
                     .grade,
                 QStringLiteral("E"));
    }

    void theJsonHoldsGradeAndReasons()
    {
        const QJsonObject json = toJson(judged(shut + "  bind: 0.0.0.0\n"));
        QCOMPARE(json[u"grade"].toString(), QStringLiteral("B"));
        const QJsonObject last = json[u"reasons"].toArray().last().toObject();
        QCOMPARE(last[u"weight"].toInt(), 2);
        QCOMPARE(last[u"advice"].toString(), QStringLiteral("bind: 127.0.0.1"));
    }
};

HYDRA_TEST_MAIN(TestIsolation)
#include "test_isolation.moc"
