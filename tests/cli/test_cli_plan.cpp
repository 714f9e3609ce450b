// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/disk/disk_setup.h"
#include "core/disk/frozen_start.h"
#include "core/disk/snapshot_machine.h"
#include "core/lab/lab_vm.h"
#include "core/process/run.h"
#include "core/vm/qemu/probe.h"
#include "core/vm/restore_intent.h"
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QJsonDocument>

#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// `hydractl plan` tells what `up` would do, also where that depends on what is on this machine.
class TestCliPlan : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    [[nodiscard]] Outcome hydractl(const char *line) const
    {
        return m_world->hydractl(words(line).split(u' '));
    }
    /// Of the target's first VM; the plan must not change anything.
    [[nodiscard]] QJsonObject planned(const QString &target) const
    {
        const QStringList before = m_world->everything();
        const QJsonObject plan = m_world->json({words("plan"), target});
        if (m_world->everything() != before)
            QTest::qFail("the plan wrote something", __FILE__, __LINE__);
        QJsonObject vm = plan[QStringLiteral("vms")][0].toObject();
        vm[QStringLiteral("warnings")] = plan[QStringLiteral("warnings")];
        return vm;
    }
    [[nodiscard]] static QByteArray text(const QJsonValue &value)
    {
        return QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    }
    [[nodiscard]] static QString how(const QJsonObject &vm)
    {
        return vm[QStringLiteral("start")][QStringLiteral("how")].toString();
    }
    [[nodiscard]] static QString why(const QJsonObject &vm)
    {
        return vm[QStringLiteral("start")][QStringLiteral("why")].toString();
    }

    /// Puts an image with a frozen guest into the store and returns a lab file with a VM of it.
    QString frozenLab(const Traits &hardware, const QString &accelerator) const
    {
        const ImageStore store(m_world->paths().imagesDir());
        const auto dir = store.makeWorkDir();
        if (!dir || !createDisk(*dir + words("/i.qcow2"), MemorySize::mib(64)))
            qFatal("no image");
        for (const char *name : {"/i.memory", "/i.state"}) {
            if (!writeFileAtomically(*dir + words(name), "frozen"))
                qFatal("cannot write");
        }
        VmSpec spec;
        spec.containerd = false;
        FrozenGuest frozen;
        frozen.accelerator = accelerator;
        frozen.hardware = hardware;
        frozen.setup = setupOf(spec);
        StoredImage record;
        record.name = words("warm");
        record.frozen = frozen;
        if (const auto added = store.add(*dir + words("/i.qcow2"), record); !added)
            qFatal("%s", qPrintable(formatError(added.error())));
        return m_world->writeLab(words("home"), "  - name: hub\n    image: warm\n");
    }
    /// What the guest of a lab's VM sees here.
    [[nodiscard]] Traits hardwareIn(const QString &labFile) const
    {
        qputenv("PATH", m_world->command({}).env[words("PATH")].toUtf8());
        Environment environment;
        environment.paths = m_world->paths();
        const auto lab = loadLabFile(labFile);
        const auto host = collectHostFacts(environment.paths, environment.programs);
        if (!lab || !host)
            qFatal("no lab");
        const LabVm vm = readLabVm(environment, *lab, lab->spec.vms.front());
        return hardwareOf(planInput(vm, {}, *host), words("tcg"),
                          std::max(vm.spec.diskSize, MemorySize::mib(64)));
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
    }

    void itSaysForWhomAVmWaits()
    {
        const QString lab =
            m_world->writeLab(words("home"), "  - name: hub\n    after: [lamp]\n  - name: lamp\n");
        const QJsonObject hub = planned(lab);
        QCOMPARE(text(hub[QStringLiteral("after")]),
                 QByteArray(R"([[{"phase":"ssh","vm":"lamp"}]])"));
        QCOMPARE(how(hub), words("cold"));
    }

    void itSaysThatARunningVmIsLeftAlone()
    {
        const QString lab = m_world->writeLab(words("home"));
        HYDRA_EXITS(m_world->hydractl({words("up"), lab}), 0);
        const QJsonObject hub =
            m_world->json({words("plan"), lab})[QStringLiteral("vms")][0].toObject();
        QCOMPARE(how(hub), words("none"));
    }

    void itSaysThatAFrozenGuestGoesOn()
    {
        QString lab = m_world->writeLab(words("home"), "  - name: hub\n    image: warm\n");
        lab = frozenLab(hardwareIn(lab), words("tcg"));
        const QJsonObject hub = planned(lab);
        QVERIFY2(how(hub) == u"instant",
                 text(hub[QStringLiteral("start")]) + text(hub[QStringLiteral("warnings")]));
        QVERIFY(text(hub[QStringLiteral("processes")]).contains("-incoming"));
    }

    void itSaysWhyAFrozenGuestDoesNotGoOn()
    {
        const QString lab = frozenLab({}, words("kvm"));
        const QJsonObject hub = planned(lab);
        QCOMPARE(how(hub), words("cold"));
        QVERIFY2(why(hub).contains(words("it was frozen with kvm")), qPrintable(why(hub)));
        QVERIFY(text(hub[QStringLiteral("warnings")])
                    .contains("it starts cold, not from the frozen guest"));
    }

    void itSaysThatARestoreIsPending()
    {
        const QString lab = m_world->writeLab(words("home"));
        HYDRA_EXITS(m_world->hydractl({words("up"), lab}), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        HYDRA_EXITS(hydractl("snapshot create home before"), 0);
        const VmRef ref{words("home"), words("hub")};
        const QString state = m_world->paths().vmState(ref);
        QVERIFY(writeRestoreIntent(state, {words("before"), words("hydra-before"), false}));
        const QJsonObject hub = planned(lab);
        QCOMPARE(how(hub), words("cold"));
        QVERIFY2(why(hub).contains(words("restore")), qPrintable(why(hub)));
        QCOMPARE(hub[QStringLiteral("start")][QStringLiteral("snapshot")].toString(),
                 words("before"));
        QVERIFY(readRestoreIntent(state));
    }

    void itSaysThatTheMemoryOfAPendingRestoreDoesNotFit()
    {
        const QString lab = m_world->writeLab(words("home"));
        HYDRA_EXITS(m_world->hydractl({words("up"), lab, words("--wait"), words("boot")}), 0);
        HYDRA_EXITS(hydractl("snapshot create home warm --memory"), 0);
        HYDRA_EXITS(hydractl("kill home"), 0);
        const QString state = m_world->paths().vmState({words("home"), words("hub")});
        QVERIFY(writeRestoreIntent(state, {words("warm"), words("hydra-warm"), true}));
        QJsonObject hub = planned(lab);
        QCOMPARE(how(hub), words("snapshot"));
        QCOMPARE(hub[QStringLiteral("start")][QStringLiteral("snapshot")].toString(),
                 words("warm"));
        m_world->writeLab(words("home"), "  - name: hub\n    memory: 128MiB\n");
        hub = planned(lab);
        QVERIFY2(text(hub[QStringLiteral("warnings")]).contains("memory: was 64 MiB, now 128 MiB"),
                 text(hub[QStringLiteral("warnings")]).constData());
        QVERIFY(readRestoreIntent(state));
    }
};

HYDRA_TEST_MAIN(TestCliPlan)
#include "test_cli_plan.moc"
