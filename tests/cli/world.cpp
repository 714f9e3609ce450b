// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"

#include "core/process/run.h"
#include "tests/support/places.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>

#include <algorithm>
#include <csignal>
#include <thread>

namespace hydra::test {
namespace {

bool isFakeQemu(qint64 pid)
{
    return QFile::symLinkTarget(QStringLiteral("/proc/%1/exe").arg(pid)) == testPath("fake_qemu");
}

void makeImage(const QString &path)
{
    const auto made =
        run({.program = QStringLiteral("qemu-img"),
             .args = {QStringLiteral("create"), QStringLiteral("-q"), QStringLiteral("-f"),
                      QStringLiteral("qcow2"), path, QStringLiteral("3G")}});
    if (!made)
        qFatal("%s", qPrintable(formatError(made.error())));
}

} // namespace

World::World()
{
    QDir dir(m_dir.path());
    for (const char *name : {"bin", "home", "run"})
        dir.mkdir(QLatin1String(name));
    for (const char *arch : {"x86_64", "aarch64"})
        QFile::link(testPath("fake_qemu"),
                    path(QStringLiteral("bin/qemu-system-") + QLatin1String(arch)));
    makeImage(image());
    m_env = {
        {QStringLiteral("HOME"), path(QStringLiteral("home"))},
        {QStringLiteral("PATH"), path(QStringLiteral("bin")) + u':' + qEnvironmentVariable("PATH")},
        {QStringLiteral("XDG_CONFIG_HOME"), path(QStringLiteral("config"))},
        {QStringLiteral("XDG_DATA_HOME"), path(QStringLiteral("data"))},
        {QStringLiteral("XDG_CACHE_HOME"), path(QStringLiteral("cache"))},
        {QStringLiteral("XDG_STATE_HOME"), path(QStringLiteral("state"))},
        {QStringLiteral("XDG_RUNTIME_DIR"), path(QStringLiteral("run"))},
        {QStringLiteral("HYDRA_KEEPER"), QString()},
        {QStringLiteral("HYDRA_QEMU"), QString()},
        {QStringLiteral("HYDRA_QEMU_IMG"), QString()},
        {QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")}};
}

World::~World()
{
    for (const Launch &launch : launches()) {
        if (isFakeQemu(launch.pid))
            ::kill(pid_t(launch.pid), SIGKILL);
    }
    // A keeper ends after its QEMU; its directory must not be removed before.
    for (int i = 0; i < 500 && !QDir(path(QStringLiteral("run/hydra"))).isEmpty(); ++i) {
        QDirIterator sockets(path(QStringLiteral("run/hydra")), {QStringLiteral("c")}, QDir::System,
                             QDirIterator::Subdirectories);
        if (!sockets.hasNext())
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

Command World::command(const QStringList &args) const
{
    Command command;
    command.program = programPath("hydractl");
    command.args = args;
    command.env = m_env;
    QJsonObject fake = m_fake;
    fake[QStringLiteral("launch_log")] = path(QStringLiteral("launches"));
    command.env[QStringLiteral("FAKE_QEMU")] =
        QString::fromUtf8(QJsonDocument(fake).toJson(QJsonDocument::Compact));
    command.cwd = path(QStringLiteral("home"));
    return command;
}

Outcome World::hydractl(const QStringList &args, const QByteArray &input) const
{
    return Child(command(args), input).finish();
}

QJsonObject World::json(const QStringList &args) const
{
    const Outcome outcome =
        hydractl(args + QStringList{QStringLiteral("--format"), QStringLiteral("json")});
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(outcome.output, &error);
    if (outcome.exitCode != 0 || error.error != QJsonParseError::NoError)
        QTest::qFail((args.join(u' ').toUtf8() + " gives no JSON: " + outcome.words()).constData(),
                     __FILE__, __LINE__);
    return document.object();
}

QJsonArray World::status(const QString &target) const
{
    return json({QStringLiteral("status"), target})[QStringLiteral("vms")].toArray();
}

QString World::state(const QString &target) const
{
    const QJsonArray vms = status(target);
    return vms.size() == 1 ? vms[0][QStringLiteral("state")].toString()
                           : QStringLiteral("%1 VMs").arg(vms.size());
}

Paths World::paths() const
{
    Paths paths;
    paths.configDir = path(QStringLiteral("config/hydra"));
    paths.dataDir = path(QStringLiteral("data/hydra"));
    paths.cacheDir = path(QStringLiteral("cache/hydra"));
    paths.stateDir = path(QStringLiteral("state/hydra"));
    paths.runtimeDir = path(QStringLiteral("run/hydra"));
    return paths;
}

QString World::write(const QString &name, const QByteArray &text) const
{
    const QString file = path(name);
    QDir().mkpath(QFileInfo(file).absolutePath());
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file));
    return file;
}

QByteArray World::read(const QString &name) const
{
    QFile file(QDir::isAbsolutePath(name) ? name : path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString World::writeLab(const QString &name, const QByteArray &vms, const QByteArray &common) const
{
    return write(name + QStringLiteral(".yaml"),
                 "# A lab of the tests\nname: " + name.toUtf8() +
                     "\ncommon:\n  image: " + image().toUtf8() +
                     "\n  accelerator: tcg\n  firmware: none\n  cpu: 1\n  memory: 64MiB\n"
                     "  containerd: false\n" +
                     common + "vms:\n" + vms);
}

std::vector<World::Launch> World::launches() const
{
    std::vector<Launch> all;
    for (const QByteArray &line : read(QStringLiteral("launches")).split('\n')) {
        const QList<QByteArray> words = line.split(' ');
        if (words.size() == 2)
            all.push_back({words[0].toLongLong(), words[1].toLongLong()});
    }
    return all;
}

int World::running() const
{
    const auto all = launches();
    return int(std::count_if(all.begin(), all.end(),
                             [](const Launch &launch) { return isFakeQemu(launch.pid); }));
}

QStringList World::everything() const
{
    QStringList lines;
    for (const char *dir : {"home", "config", "data", "state", "run"}) {
        QDirIterator files(path(QLatin1String(dir)),
                           QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QFileInfo info(files.next());
            lines << QStringLiteral("%1 %2 %3")
                         .arg(info.filePath())
                         .arg(info.isDir() ? 0 : info.size())
                         .arg(info.lastModified().toMSecsSinceEpoch());
        }
    }
    lines.removeIf([this](const QString &line) {
        return line.startsWith(paths().programLog(QStringLiteral("hydractl"))) ||
               line.startsWith(paths().stateDir + u' '); // its time, which the log changes
    });
    lines.sort();
    return lines;
}

QJsonObject bootingFake()
{
    const QJsonObject step{
        {QStringLiteral("ms"), 0},
        {QStringLiteral("text"),
         QStringLiteral("Linux version 6.1\nRun /init as init process\nhub login: ")}};
    return {{QStringLiteral("boot"), QJsonArray{step}}};
}

} // namespace hydra::test
