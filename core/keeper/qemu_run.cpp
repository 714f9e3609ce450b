// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/qemu_run.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <csignal>

namespace hydra {
namespace {

constexpr auto kRetry = std::chrono::milliseconds(20);
constexpr auto kSettle = std::chrono::milliseconds(300); // within the second in which all must know
constexpr qint64 kLastWords = 8 << 10;

QByteArray readEnd(const QString &path, qint64 start)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max(start, file.size() - kLastWords));
    return file.read(kLastWords);
}

} // namespace

QemuRun::QemuRun(const LaunchPlan &plan, std::vector<ConsoleServer *> consoles, QObject *parent)
    : QObject(parent), m_plan(plan), m_consoles(std::move(consoles))
{
    m_retryQmp.setSingleShot(true);
    m_retryQmp.setInterval(kRetry);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_retryQmp, &QTimer::timeout, this, &QemuRun::connectQmp);
    connect(&m_settle, &QTimer::timeout, this, &QemuRun::finish);
    for (ConsoleServer *console : m_consoles) {
        connect(console, &ConsoleServer::connectedToVm, this, &QemuRun::checkLinked);
        connect(console, &ConsoleServer::disconnectedFromVm, this, &QemuRun::checkSettled);
    }
}

QemuRun::~QemuRun() = default;

std::optional<ProcessId> QemuRun::launchHeld(const LaunchAttempt &attempt)
{
    Command command = attempt.command;
    if (command.outputFile.isEmpty())
        command.outputFile = m_plan.stateDir + QStringLiteral("/qemu.log");
    m_outputFile = command.outputFile;
    m_outputStart = QFileInfo(m_outputFile).size();
    QFile::remove(m_plan.qmpSocket);
    for (ConsoleServer *console : m_consoles)
        QFile::remove(console->console().vmSocket);
    m_process = std::make_unique<HeldProcess>(command);
    connect(m_process.get(), &HeldProcess::done, this, [this](const ProcessExit &exit) { end(exit); });
    m_id = m_process->start();
    return m_id;
}

void QemuRun::go()
{
    m_process->release();
    connectAll();
}

void QemuRun::adopt(const ProcessId &id)
{
    m_id = id;
    m_outputFile = m_plan.stateDir + QStringLiteral("/qemu.log");
    m_outputStart = QFileInfo(m_outputFile).size();
    m_watch = std::make_unique<ProcessWatch>(id);
    connect(m_watch.get(), &ProcessWatch::ended, this, [this] { end(std::nullopt); });
    connectAll();
}

void QemuRun::setAsked(bool kill, bool powerdown)
{
    m_facts.killAsked = kill;
    m_facts.powerdownAsked = powerdown;
}

void QemuRun::forceEnd()
{
    if (m_id)
        sendSignal(*m_id, SIGKILL);
}

void QemuRun::connectAll()
{
    connectQmp();
    for (ConsoleServer *console : m_consoles)
        console->connectToVm();
}

void QemuRun::connectQmp()
{
    m_pendingQmp = new QmpClient(m_plan.qmpSocket, this);
    connect(m_pendingQmp, &QmpClient::ready, this, [this] {
        m_qmp = m_pendingQmp;
        checkLinked();
    });
    connect(m_pendingQmp, &QmpClient::event, this, [this](const QString &name, const QJsonObject &data) {
        if (name == u"SHUTDOWN")
            m_facts.shutdownReason = data[QStringLiteral("reason")].toString();
        Q_EMIT event(name, data);
    });
    connect(m_pendingQmp, &QmpClient::closed, this, [this](const Error &why) {
        m_pendingQmp->deleteLater();
        m_pendingQmp = nullptr;
        const bool wasReady = std::exchange(m_qmp, nullptr) != nullptr;
        m_linked = false;
        if (m_ending)
            return checkSettled();
        m_retryQmp.start();
        if (wasReady)
            Q_EMIT linkLost(formatError(why));
    });
    m_pendingQmp->open();
}

void QemuRun::checkLinked()
{
    const bool all = m_qmp && std::all_of(m_consoles.begin(), m_consoles.end(),
                                          [](ConsoleServer *console) { return console->isConnected(); });
    if (all && !std::exchange(m_linked, true))
        Q_EMIT linked();
}

// QMP's last events and the consoles' last bytes may still be in their sockets.
void QemuRun::end(const std::optional<ProcessExit> &exit)
{
    if (std::exchange(m_ending, true))
        return;
    m_facts.exit = exit;
    m_retryQmp.stop();
    m_settle.start();
    checkSettled();
}

void QemuRun::checkSettled()
{
    const bool quiet = !m_qmp && std::none_of(m_consoles.begin(), m_consoles.end(), [](ConsoleServer *console) {
        return console->isConnected();
    });
    if (m_ending && quiet)
        m_settle.start(0);
}

void QemuRun::finish()
{
    if (std::exchange(m_finished, true))
        return;
    for (ConsoleServer *console : m_consoles) {
        console->disconnect(this);
        console->disconnectFromVm();
    }
    m_facts.lastWords = lastWords(readEnd(m_outputFile, m_outputStart));
    Q_EMIT finished(m_facts);
}

} // namespace hydra

#include "keeper/moc_qemu_run.cpp"
