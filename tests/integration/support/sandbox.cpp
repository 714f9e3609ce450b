// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/sandbox.h"
#include "tests/support/places.h"

#include <QDir>
#include <QDirIterator>
#include <QEventLoop>
#include <QJsonArray>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <csignal>

namespace hydra::test {
namespace {

QProcessEnvironment environmentFor(const QString &root, const QString &dataHome)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("XDG_CONFIG_HOME"), root + QStringLiteral("/config"));
    environment.insert(QStringLiteral("XDG_STATE_HOME"), root + QStringLiteral("/s"));
    environment.insert(QStringLiteral("XDG_CACHE_HOME"), root + QStringLiteral("/cache"));
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), root + QStringLiteral("/r"));
    environment.insert(QStringLiteral("XDG_DATA_HOME"), dataHome);
    for (const char *variable :
         {"HYDRA_KEEPER", "HYDRA_QEMU", "SSH_AUTH_SOCK", "SSH_ASKPASS", "DISPLAY"})
        environment.remove(QString::fromLatin1(variable));
    return environment;
}

QString hydractlProgram()
{
    return programPath("hydractl");
}

void waitFor(QProcess &process, std::chrono::milliseconds patience)
{
    if (process.state() == QProcess::NotRunning)
        return;
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QObject::connect(&process, &QProcess::errorOccurred, &loop, &QEventLoop::quit);
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    loop.exec();
}

// Repeatedly, because a keeper that is just starting may create one more QEMU.
void endAll(const QString &root)
{
    for (int round = 0; round < 20; ++round) {
        std::vector<Running> left = processesNaming(root);
        if (left.empty())
            return;
        std::stable_sort(left.begin(), left.end(), [](const Running &a, const Running &b) {
            return a.isKeeper() && !b.isKeeper();
        });
        for (const Running &process : left)
            killHard(process.id);
    }
}

// Cleans up after a test program that was killed, as ctest does at a time limit.
void removeOrphans()
{
    const QDir tmp(QStringLiteral("/tmp"));
    for (const QString &name : tmp.entryList({QStringLiteral("hy??????")}, QDir::Dirs)) {
        const QList<QByteArray> owner =
            contentOf(tmp.filePath(name + QStringLiteral("/owner"))).split(' ');
        if (owner.size() < 2 ||
            isAlive({owner[0].toLongLong(), QString::fromUtf8(owner.mid(1).join(' '))}))
            continue;
        endAll(tmp.filePath(name));
        QDir(tmp.filePath(name)).removeRecursively();
    }
}

std::vector<Running> selected(std::vector<Running> all, bool (Running::*is)() const)
{
    std::erase_if(all, [is](const Running &process) { return !(process.*is)(); });
    return all;
}

} // namespace

QString guestStore()
{
    return qEnvironmentVariable("HYDRA_TEST_STORE", guestStorePath());
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool killHard(const ProcessId &process)
{
    const bool sent = sendSignal(process, SIGKILL);
    for (int i = 0; i < 1000 && isAlive(process); ++i)
        QTest::qSleep(5);
    return sent;
}

Sandbox::Sandbox() : m_dir(QStringLiteral("/tmp/hyXXXXXX")), m_dataHome(guestStore())
{
    removeOrphans();
    QDir dir(root());
    for (const QString &sub : {QStringLiteral("r"), QStringLiteral("s"), QStringLiteral("cache"),
                               QStringLiteral("config/hydra/labs")})
        dir.mkpath(sub);
    QFile::setPermissions(dir.filePath(QStringLiteral("r")),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile owner(dir.filePath(QStringLiteral("owner")));
    const auto self = identify(QCoreApplication::applicationPid());
    if (self && owner.open(QIODevice::WriteOnly))
        owner.write(QStringLiteral("%1 %2").arg(self->pid).arg(self->startTime).toUtf8());
    m_dir.setAutoRemove(!qEnvironmentVariableIsSet("HYDRA_TEST_KEEP"));
}

Sandbox::~Sandbox()
{
    endAll(root());
}

void Sandbox::useOwnStore()
{
    m_dataHome = root() + QStringLiteral("/data");
    QDir().mkpath(images());
    for (const QString &file :
         {QStringLiteral("/debian-13.qcow2"), QStringLiteral("/debian-13.json")})
        QFile::link(guestStore() + QStringLiteral("/hydra/images") + file, images() + file);
}

QProcessEnvironment Sandbox::environment() const
{
    return environmentFor(root(), m_dataHome);
}

QString Sandbox::labFile(const QString &lab) const
{
    return root() + QStringLiteral("/config/hydra/labs/%1.yaml").arg(lab);
}

QString Sandbox::labState(const QString &lab) const
{
    return root() + QStringLiteral("/s/hydra/") + lab;
}

QString Sandbox::vmState(const QString &vm) const
{
    return root() + QStringLiteral("/s/hydra/") + vm;
}

Outcome Sandbox::hydractl(const QStringList &args, std::chrono::seconds patience)
{
    return run(hydractlProgram(), args, patience);
}

Outcome Sandbox::run(const QString &program, const QStringList &args, std::chrono::seconds patience)
{
    Outcome outcome;
    outcome.command = program.section(u'/', -1) + u' ' + args.join(u' ');
    QProcess process;
    process.setProcessEnvironment(environment());
    process.setStandardInputFile(QProcess::nullDevice());
    QElapsedTimer clock;
    clock.start();
    process.start(program, args);
    waitFor(process, patience);
    outcome.ms = clock.elapsed();
    if (process.error() == QProcess::FailedToStart) {
        outcome.trouble = process.errorString();
    } else if (process.state() != QProcess::NotRunning) {
        outcome.trouble = QStringLiteral("(not done in time)");
        process.kill();
        waitFor(process, std::chrono::seconds(5));
    } else if (process.exitStatus() == QProcess::CrashExit) {
        outcome.trouble = QStringLiteral("(ended by a signal)");
    } else {
        outcome.code = process.exitCode();
    }
    outcome.out = process.readAllStandardOutput();
    outcome.err = process.readAllStandardError();
    return outcome;
}

Outcome Sandbox::guest(const QString &vm, const QString &script, std::chrono::seconds patience)
{
    return hydractl({QStringLiteral("shell"), vm, QStringLiteral("--"), script}, patience);
}

std::unique_ptr<QProcess> Sandbox::start(const QStringList &args)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment());
    process->start(hydractlProgram(), args);
    process->waitForStarted();
    return process;
}

QJsonObject Sandbox::listed(const QString &vm)
{
    const Outcome list =
        hydractl({QStringLiteral("list"), QStringLiteral("--format"), QStringLiteral("json")});
    for (const QJsonValue &entry : list.json()[QStringLiteral("vms")].toArray()) {
        if (entry[QStringLiteral("lab")].toString() + u'/' +
                entry[QStringLiteral("name")].toString() ==
            vm)
            return entry.toObject();
    }
    return {};
}

QJsonObject Sandbox::stateJson(const QString &vm, const QString &file) const
{
    return QJsonDocument::fromJson(contentOf(vmState(vm) + u'/' + file)).object();
}

void Sandbox::writeLab(const QString &lab, const QString &yaml) const
{
    QFile file(labFile(lab));
    if (file.open(QIODevice::WriteOnly | QIODevice::Truncate))
        file.write(yaml.toUtf8());
}

std::vector<Running> Sandbox::qemus() const
{
    return selected(processes(), &Running::isQemu);
}

std::vector<Running> Sandbox::keepers() const
{
    return selected(processes(), &Running::isKeeper);
}

QString Sandbox::logs() const
{
    QString text;
    QDirIterator each(root() + QStringLiteral("/s"),
                      {QStringLiteral("vm.log"), QStringLiteral("qemu.log"),
                       QStringLiteral("keeper.log"), QStringLiteral("serial.log")},
                      QDir::Files, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        text += QStringLiteral("--- %1\n%2\n")
                    .arg(path, QString::fromUtf8(contentOf(path).right(3000)));
    }
    return text;
}

} // namespace hydra::test
