// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/limits.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace hydra;

class TestLimits : public QObject
{
    Q_OBJECT

    QTemporaryDir m_proc;

    void put(const QString &name, const QByteArray &content)
    {
        const QString path = m_proc.filePath(name);
        QVERIFY(QDir().mkpath(QFileInfo(path).absolutePath()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private Q_SLOTS:
    void freeMemoryIsWhatTheKernelCallsAvailable()
    {
        put(QStringLiteral("meminfo"),
            "MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable:     512 kB\n");
        QCOMPARE(availableMemory(m_proc.path()), std::optional(MemorySize::kib(512)));
        put(QStringLiteral("meminfo"), "MemTotal: 1000 kB\nMemAvailable: much\n");
        QCOMPARE(availableMemory(m_proc.path()), std::nullopt);
        QCOMPARE(availableMemory(m_proc.filePath(QStringLiteral("none"))), std::nullopt);
    }

    void thePortsOfOutgoingConnectionsAreTwoNumbers()
    {
        put(QStringLiteral("sys/net/ipv4/ip_local_port_range"), "32768\t60999\n");
        QCOMPARE(outgoingPorts(m_proc.path()), std::optional(PortRange{32768, 60999}));
        for (const char *text : {"", "1", "a b", "0 5", "70000 80000", "1 2 3"}) {
            put(QStringLiteral("sys/net/ipv4/ip_local_port_range"), text);
            QCOMPARE(outgoingPorts(m_proc.path()), std::nullopt);
        }
    }

    void freeDiskIsThatOfTheNearestDirectoryThatIsThere()
    {
        const auto here = freeDisk(m_proc.path());
        QVERIFY(here && *here > MemorySize());
        const auto below = freeDisk(m_proc.filePath(QStringLiteral("not/made/yet")));
        QVERIFY(below && *below > MemorySize());
        QCOMPARE(freeDisk(QStringLiteral("/proc/no/such")), std::optional(MemorySize()));
    }

    void thisMachineAnswers()
    {
        QVERIFY(!hostBootId().isEmpty());
        QVERIFY(availableMemory().has_value());
    }
};

HYDRA_TEST_MAIN(TestLimits)
#include "test_limits.moc"
