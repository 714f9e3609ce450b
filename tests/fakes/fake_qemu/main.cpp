// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// A QEMU without a guest: takes QEMU's command line, speaks QMP and serves its console sockets. Its
// behaviour is given by $FAKE_QEMU, a JSON object:
//   version        output of -version ("7.2.22")
//   fail           {"on": "start"|"cont", "signal": N | "exit": N, "stderr": TEXT}
//   status         run state after cont ("running"; "internal-error" stops like a broken KVM)
//   boot           [{"ms": N, "text": TEXT}]: output on the first console after cont and each reset
//   flood_kib      console bytes of a known pattern after the boot text
//   flood_console  chardev that floods ("ser0")
//   busy_disk      true: disk operations grow with every query
//   powerdown      "shutdown" (default), "ignore"
//   migration      final status of a migration ("completed"; "failed")
//   launch_log     file that gets a line "PID NANOSECONDS" (CLOCK_MONOTONIC) per VM started
//   snapshots      {NODE: {TAG: BYTES OF MEMORY}}: the disks' initial snapshots; a load needs
//                  memory > 0
//   job_ms         duration of a snapshot job (0)
//   job_error      {"snapshot-save"|"snapshot-load"|"snapshot-delete": TEXT}: how it fails
//   command_error  {COMMAND: TEXT}: commands that are refused
//   blocked        [TEXT]: query-migrate's blocked-reasons
//   firmware       output on the debug console, if there is one ("SeaBIOS (fake)")
// A line typed on a console is echoed; these are commands: RESET, POWEROFF, ABORT, PANIC, SAY TEXT.
#include "tests/fakes/fake_qemu/machine.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <chrono>
#include <cstdio>

namespace {

QMap<QString, QString> options(const QString &argument)
{
    QMap<QString, QString> map;
    for (const QString &part : argument.split(u',')) {
        const qsizetype equals = part.indexOf(u'=');
        map[part.left(equals)] = equals < 0 ? QString() : part.mid(equals + 1);
    }
    return map;
}

// Called first, so that the time is that of QEMU's exec.
void logLaunch(const QString &file, std::chrono::steady_clock::time_point when)
{
    QFile log(file);
    if (!file.isEmpty() && log.open(QIODevice::Append | QIODevice::Unbuffered))
        log.write(
            QByteArray::number(QCoreApplication::applicationPid()) + ' ' +
            QByteArray::number(qint64(std::chrono::nanoseconds(when.time_since_epoch()).count())) +
            '\n');
}

// QEMU's output for an option's "help".
int help(const char *words)
{
    std::fputs(words, stdout);
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    const auto executed = std::chrono::steady_clock::now();
    QCoreApplication app(argc, argv);
    const QJsonObject how = QJsonDocument::fromJson(qgetenv("FAKE_QEMU")).object();
    const QStringList args = QCoreApplication::arguments().mid(1);
    if (args.contains(QStringLiteral("-version")) || args.contains(QStringLiteral("--version"))) {
        std::printf("QEMU emulator version %s\n",
                    qPrintable(how[QStringLiteral("version")].toString(QStringLiteral("7.2.22"))));
        return 0;
    }
    if (args.value(args.indexOf(QStringLiteral("-machine")) + 1) == u"help")
        return help("Supported machines are:\nq35                  Standard PC (Q35 + ICH9, 2009) "
                    "(alias of pc-q35-7.2)\n");
    if (args.contains(QStringLiteral("help")))
        return help(args.contains(QStringLiteral("-accel"))
                        ? "Accelerators supported in QEMU binary:\ntcg\nkvm\n"
                        : "Available netdev backend types:\nsocket\nhubport\ntap\nuser\n");
    const bool trial = !args.filter(QStringLiteral("isa-debugcon"))
                            .isEmpty(); // no VM, only a trial of the accelerator
    if (!trial)
        logLaunch(how[QStringLiteral("launch_log")].toString(), executed);
    fake_qemu::Machine machine(how);
    if (args.contains(QStringLiteral("-incoming")))
        machine.awaitMigration();
    machine.failIfTold("start");
    if (trial) {
        std::puts(
            qPrintable(how[QStringLiteral("firmware")].toString(QStringLiteral("SeaBIOS (fake)"))));
        std::fflush(stdout);
    }
    for (qsizetype i = 0; i + 1 < args.size(); ++i) {
        const auto values = options(args[i + 1]);
        const QString id = values[QStringLiteral("id")];
        if (args[i] == u"-qmp")
            machine.serveQmp(args[i + 1].section(u',', 0, 0).mid(5));
        else if (args[i] == u"-chardev" && args[i + 1].startsWith(QStringLiteral("socket,")) &&
                 id == u"qmp")
            machine.serveQmp(values[QStringLiteral("path")]);
        else if (args[i] == u"-blockdev" && values[QStringLiteral("driver")] == u"qcow2")
            machine.addDisk(values[QStringLiteral("node-name")],
                            values[QStringLiteral("file.filename")]);
        else if (args[i] == u"-chardev" && args[i + 1].startsWith(QStringLiteral("socket,")))
            machine.addConsole(id, values[QStringLiteral("path")],
                               values[QStringLiteral("logfile")]);
    }
    return QCoreApplication::exec();
}
