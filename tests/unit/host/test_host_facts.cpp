// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/accelerators.h"
#include "core/host/facts.h"
#include "tests/support/test_main.h"

#include <QFile>
#include <QTemporaryDir>

#include <unistd.h>

using namespace hydra;

class TestHostFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theMachineIsDescribedInOurWords()
    {
        const MachineFacts facts = machineFacts();
        QVERIFY(facts.os == u"linux" || facts.os == u"macos");
        QVERIFY(facts.arch == u"x86_64" || facts.arch == u"aarch64");
        QVERIFY(facts.cpus >= 1);
        QVERIFY(facts.memory > MemorySize::mib(256));
    }

#ifdef Q_OS_LINUX
    void kvmNeedsADeviceOneMayWrite()
    {
        QTemporaryDir dir;
        const QString device = dir.filePath(QStringLiteral("kvm"));
        const AcceleratorFacts absent = acceleratorFacts(device);
        QVERIFY(!absent.kvm);
        QVERIFY2(absent.kvmReason.startsWith(QStringLiteral("no ") + device),
                 qPrintable(absent.kvmReason));
        QFile file(device);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(acceleratorFacts(device).kvm);
        QVERIFY(acceleratorFacts(device).kvmReason.isEmpty());
        if (::geteuid() == 0)
            QSKIP("root may open anything");
        QVERIFY(file.setPermissions(QFile::ReadOwner));
        QVERIFY(acceleratorFacts(device).kvmReason.contains(QStringLiteral("group kvm")));
    }
#endif
};

HYDRA_TEST_MAIN(TestHostFacts)
#include "test_host_facts.moc"
