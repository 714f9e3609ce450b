// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QFileInfo>

using namespace hydra;
using namespace hydra::test;

namespace {

QStringList words(const char *line)
{
    return QString::fromLatin1(line).split(u' ');
}

const QString settingsPath = QStringLiteral("config/hydra/settings.yaml");

} // namespace

/// settings.yaml on the command line: shown, changed, broken, applied.
class TestCliSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatWasSetIsShown()
    {
        const World world;
        HYDRA_EXITS(
            world.hydractl(words("settings set theme=dark default_memory=512MiB default_cpu=3")),
            0);
        QCOMPARE(world.hydractl(words("settings get theme")).output, QByteArray("dark\n"));
        const QJsonObject all = world.json(words("settings get"));
        QCOMPARE(all[QStringLiteral("default_cpu")].toInt(), 3);
        QVERIFY(all[QStringLiteral("qemu")].isNull());
        QVERIFY(
            world.hydractl(words("settings get")).output.contains("default_memory      512MiB"));
        QCOMPARE(QFileInfo(world.path(settingsPath)).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        HYDRA_EXITS(world.hydractl(words("settings set theme=")), 0);
        QCOMPARE(world.hydractl(words("settings get theme")).output, QByteArray("system\n"));
    }

    void aWrongSettingChangesNothing()
    {
        const World world;
        HYDRA_EXITS(world.hydractl(words("settings set theme=dark")), 0);
        const QByteArray before = world.read(settingsPath);
        HYDRA_REFUSES(world.hydractl(words("settings set theme=light on_close=maybe")), 2,
                      "on_close");
        HYDRA_REFUSES(world.hydractl(words("settings set colour=red")), 2,
                      "colour: is no known key");
        HYDRA_REFUSES(world.hydractl(words("settings set theme")), 2, "KEY=VALUE");
        HYDRA_REFUSES(world.hydractl(words("settings get colour")), 2, "colour");
        QCOMPARE(world.read(settingsPath), before);
    }

    void aBrokenFileIsToldAndKept()
    {
        const World world;
        const QByteArray broken = "theme: dark\nthem: x\n";
        const QString file = world.write(settingsPath, broken);
        for (const char *line : {"list", "create new", "up nolab", "image list"})
            HYDRA_REFUSES(world.hydractl(words(line)), 2,
                          file.toUtf8() + ":2:1: them: is no known key");
        HYDRA_REFUSES(world.hydractl(words("settings get")), 2, "them");
        HYDRA_REFUSES(world.hydractl(words("settings set theme=light")), 2, "them");
        QCOMPARE(world.read(settingsPath), broken);
        HYDRA_EXITS(world.hydractl(words("settings --help")), 0);
    }

    void defaultsReachNewLabsUnlessTheyAreOverruled()
    {
        const World world;
        HYDRA_EXITS(world.hydractl(
                        words("settings set default_cpu=3 default_memory=1 default_disk_size=9")),
                    0);
        HYDRA_EXITS(world.hydractl(words("create one --preset demo --set cpu=1")), 0);
        const QJsonObject vm =
            world.json(words("plan one"))[QStringLiteral("vms")].toArray()[0].toObject();
        QCOMPARE(vm[QStringLiteral("cpus")].toInt(), 1);
        QCOMPARE(vm[QStringLiteral("memory_mib")].toInt(), 1024);
        QCOMPARE(vm[QStringLiteral("disk_gib")].toInt(), 9);
    }

    void theChosenQemuIsPlanned()
    {
        World world;
        const QString mine = world.path(QStringLiteral("my-qemu"));
        QVERIFY(QFile::link(
            QFileInfo(world.path(QStringLiteral("bin/qemu-system-x86_64"))).symLinkTarget(), mine));
        HYDRA_EXITS(world.hydractl({QStringLiteral("settings"), QStringLiteral("set"),
                                    QStringLiteral("qemu=") + mine}),
                    0);
        const QString lab = world.writeLab(QStringLiteral("home"));
        const auto program = [&] {
            const QJsonObject vm = world.json({QStringLiteral("plan"), lab})[QStringLiteral("vms")]
                                       .toArray()[0]
                                       .toObject();
            return vm[QStringLiteral("processes")]
                .toArray()[0]
                .toObject()[QStringLiteral("program")]
                .toString();
        };
        QCOMPARE(program(), mine);
        const QString other = world.path(QStringLiteral("bin/qemu-system-aarch64"));
        world.setVariable(QStringLiteral("HYDRA_QEMU"), other);
        QCOMPARE(program(), other);
        world.setVariable(QStringLiteral("HYDRA_QEMU"), QStringLiteral("/no/qemu"));
        HYDRA_REFUSES(world.hydractl({QStringLiteral("up"), lab}), 1, "/no/qemu",
                      "no such program");
    }

    void writersAtOnceLoseNothing()
    {
        const World world;
        std::vector<std::unique_ptr<Child>> writers;
        for (const char *setting :
             {"theme=dark", "default_cpu=2", "terminal_font=Hack", "on_close=stop"})
            writers.push_back(std::make_unique<Child>(
                world.command(words("settings set") + QStringList(QLatin1String(setting)))));
        for (const auto &writer : writers)
            HYDRA_EXITS(writer->finish(), 0);
        const QJsonObject all = world.json(words("settings get"));
        QCOMPARE(all[QStringLiteral("theme")].toString(), QStringLiteral("dark"));
        QCOMPARE(all[QStringLiteral("default_cpu")].toInt(), 2);
        QCOMPARE(all[QStringLiteral("terminal_font")].toString(), QStringLiteral("Hack"));
        QCOMPARE(all[QStringLiteral("on_close")].toString(), QStringLiteral("stop"));
    }
};

HYDRA_TEST_MAIN(TestCliSettings)
#include "test_cli_settings.moc"
