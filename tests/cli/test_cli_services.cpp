// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/exec_start.h"
#include "tests/support/test_main.h"

#include <QFileInfo>

#include <csignal>

using namespace hydra;
using namespace hydra::test;

/// Commands that service managers run.
class TestCliServices : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;

    /// The ExecStart= of the unit exported for a lab, installed as the export's notes say.
    [[nodiscard]] QStringList execStartOf(const QString &labFile) const
    {
        const QString unit = m_world->path(QStringLiteral("units/hydra-kitchen.service"));
        const Outcome exported =
            m_world->hydractl({QStringLiteral("export"), labFile, QStringLiteral("--to"),
                               QStringLiteral("systemd"), QStringLiteral("-o"), unit});
        if (exported.exitCode != 0)
            qFatal("%s", exported.words().constData());
        m_world->write(QStringLiteral("config/hydra/labs/kitchen.yaml"),
                       m_world->read(QStringLiteral("units/kitchen.yaml")));
        return execWords(execStart(m_world->read(unit)), m_world->path(QStringLiteral("home")),
                         m_world->path(QStringLiteral("config")));
    }

    [[nodiscard]] std::unique_ptr<Child> startService() const
    {
        QStringList words = execStartOf(
            m_world->writeLab(QStringLiteral("kitchen"), "  - name: hub\n  - name: lamp\n"));
        Command command = m_world->command({});
        command.program = words.takeFirst();
        command.args = words;
        return std::make_unique<Child>(command);
    }

    [[nodiscard]] QStringList states() const
    {
        QStringList all;
        for (const QJsonValue &vm : m_world->status(QStringLiteral("kitchen")))
            all << vm[QStringLiteral("state")].toString();
        return all;
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
    }
    void cleanup() { m_world.reset(); }

    void theExportedUnitsCommandBringsALabUpAndSigtermTakesItDown()
    {
        const auto service = startService();
        QTRY_COMPARE_WITH_TIMEOUT(
            states(), (QStringList{QStringLiteral("running"), QStringLiteral("running")}), 30000);
        QCOMPARE(m_world->running(), 2);
        service->signal(SIGTERM);
        HYDRA_EXITS(service->finish(), 0);
        QTRY_COMPARE_WITH_TIMEOUT(m_world->running(), 0, 10000);
        QTRY_COMPARE_WITH_TIMEOUT(
            states(), (QStringList{QStringLiteral("stopped"), QStringLiteral("stopped")}), 10000);
    }

    void interruptingItLeavesTheVmsRunning()
    {
        const auto service = startService();
        QTRY_COMPARE_WITH_TIMEOUT(
            states(), (QStringList{QStringLiteral("running"), QStringLiteral("running")}), 30000);
        service->signal(SIGINT);
        HYDRA_EXITS(service->finish(), 0);
        QCOMPARE(m_world->running(), 2);
    }

    void itEndsWithItsVms()
    {
        const auto service = startService();
        QTRY_COMPARE_WITH_TIMEOUT(
            states(), (QStringList{QStringLiteral("running"), QStringLiteral("running")}), 30000);
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("down"), QStringLiteral("kitchen")}), 0);
        HYDRA_EXITS(service->finish(), 0);
    }

    void anExportReplacesAnEarlierOneButNoOtherFiles()
    {
        const QString lab = m_world->writeLab(QStringLiteral("kitchen"));
        const QStringList command{
            QStringLiteral("export"), lab,
            QStringLiteral("--to"),   QStringLiteral("systemd"),
            QStringLiteral("-o"),     m_world->path(QStringLiteral("hydra-kitchen.service"))};
        HYDRA_REFUSES(m_world->hydractl(command), 4, "kitchen.yaml", "directory of its own");
        QVERIFY(m_world->read(QStringLiteral("kitchen.yaml")).startsWith("# A lab of the tests"));
        QStringList elsewhere = command;
        elsewhere.back() = m_world->path(QStringLiteral("units/hydra-kitchen.service"));
        HYDRA_EXITS(m_world->hydractl(elsewhere), 0);
        HYDRA_EXITS(m_world->hydractl(elsewhere), 0);
    }

    void everyFormatIsWrittenAndSecretsOnlyWhenWanted()
    {
        const QString lab = m_world->writeLab(
            QStringLiteral("kitchen"),
            "  - name: hub\n    password: letmein\n    ports: {ssh: 5555}\n    boot: image\n");
        for (const char *format : {"docker", "kubernetes", "systemd", "launchd", "shell"}) {
            for (const bool secrets : {false, true}) {
                const QString dir = m_world->path(
                    QStringLiteral("out-%1-%2").arg(QLatin1String(format)).arg(int(secrets)));
                QStringList args{QStringLiteral("export"), lab,
                                 QStringLiteral("--to"),   QLatin1String(format),
                                 QStringLiteral("-o"),     dir + QStringLiteral("/main")};
                if (secrets)
                    args << QStringLiteral("--with-secrets");
                const Outcome exported = m_world->hydractl(args);
                HYDRA_EXITS(exported, 0);
                checkFiles(exported.output, secrets);
            }
        }
    }

private:
    void checkFiles(const QByteArray &paths, bool secrets) const
    {
        bool found = false;
        for (const QByteArray &line : paths.trimmed().split('\n')) {
            const QFileInfo file(QString::fromUtf8(line));
            QVERIFY2(file.exists(), line.constData());
            const bool open = file.permission(QFileDevice::ReadOther);
            const QByteArray text = m_world->read(file.filePath());
            const bool holds =
                text.contains("letmein") || text.contains("$6$") || text.contains("PRIVATE KEY");
            QVERIFY2(!holds || (secrets && !open), line.constData());
            found = found || holds;
        }
        QCOMPARE(found, secrets);
    }
};

HYDRA_TEST_MAIN(TestCliServices)
#include "test_cli_services.moc"
