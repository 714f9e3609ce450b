// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qemu_hypervisor.h"

#include "core/host/vm_places.h"
#include "core/process/last_words.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QPointer>

#include <csignal>
#include <map>

namespace hydra {
namespace {

constexpr auto firstRelinkPause = std::chrono::milliseconds(20);
constexpr auto longestRelinkPause = std::chrono::milliseconds(500);
constexpr auto lastEventsTime = std::chrono::milliseconds(300);

// Every other state is left without our help.
RunState runStateFromQmp(const QString &status)
{
    static const std::map<QString, RunState> states = {
        {QStringLiteral("prelaunch"), RunState::Prelaunch},
        {QStringLiteral("inmigrate"), RunState::Incoming},
        {QStringLiteral("paused"), RunState::Paused},
        {QStringLiteral("io-error"), RunState::DiskFull},
        {QStringLiteral("restore-vm"), RunState::LoadFailed},
        {QStringLiteral("internal-error"), RunState::InternalError},
        {QStringLiteral("shutdown"), RunState::ShutDown},
    };
    const auto known = states.find(status);
    return known == states.end() ? RunState::Running : known->second;
}

DiskTraffic trafficOf(const QJsonValue &blockStats)
{
    DiskTraffic traffic;
    for (const QJsonValue &disk : blockStats.toArray()) {
        const QJsonValue stats = disk[QStringLiteral("stats")];
        traffic.read += stats[QStringLiteral("rd_bytes")].toInteger();
        traffic.written += stats[QStringLiteral("wr_bytes")].toInteger();
    }
    return traffic;
}

QString eventLine(const QString &name, const QJsonObject &data)
{
    return QStringLiteral("QEMU: %1 %2")
        .arg(name, QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact)));
}

} // namespace

Capabilities qemuCapabilities()
{
    return {.serialInput = true,
            .gracefulShutdown = true,
            .pause = true,
            .reset = true,
            .snapshots = true,
            .frozenStart = true,
            .survivesReboot = true};
}

QemuHypervisor::QemuHypervisor(const LaunchPlan &plan, QObject *parent)
    : Hypervisor(parent), m_socket(plan.qmpSocket), m_stateDir(plan.stateDir),
      m_pause(firstRelinkPause)
{
    m_relink.setSingleShot(true);
    m_settle.setSingleShot(true);
    connect(&m_relink, &QTimer::timeout, this, &QemuHypervisor::link);
    connect(&m_settle, &QTimer::timeout, this, &QemuHypervisor::finish);
}

QemuHypervisor::~QemuHypervisor() = default;

std::optional<ProcessId> QemuHypervisor::launchHeld(const LaunchAttempt &attempt,
                                                    const std::vector<int> &passed)
{
    Command command = attempt.command;
    if (command.outputFile.isEmpty())
        command.outputFile = VmPlaces{m_stateDir, {}}.qemuLog();
    m_outputFile = command.outputFile;
    m_outputStart = QFileInfo(m_outputFile).size();
    QFile::remove(m_socket);
    m_process = std::make_unique<HeldProcess>(command, passed);
    connect(m_process.get(), &HeldProcess::done, this, &QemuHypervisor::onProcessEnded);
    m_id = m_process->start();
    return m_id;
}

void QemuHypervisor::go()
{
    m_process->release();
    link();
}

void QemuHypervisor::adopt(const ProcessId &id)
{
    m_id = id;
    m_outputFile = VmPlaces{m_stateDir, {}}.qemuLog();
    m_outputStart = QFileInfo(m_outputFile).size();
    m_watch = std::make_unique<ProcessWatch>(id);
    connect(m_watch.get(), &ProcessWatch::ended, this, [this] { onProcessEnded(std::nullopt); });
    link();
}

void QemuHypervisor::link()
{
    m_connecting = new QmpClient(m_socket, this);
    connect(m_connecting, &QmpClient::ready, this, &QemuHypervisor::onReady);
    connect(m_connecting, &QmpClient::eventReceived, this, &QemuHypervisor::onEvent);
    connect(m_connecting, &QmpClient::closed, this, &QemuHypervisor::onClosed);
    m_connecting->open();
}

void QemuHypervisor::onReady()
{
    m_qmp = m_connecting;
    m_pause = firstRelinkPause;
    Q_EMIT linked();
}

// A socket that accepts and closes at once is not asked in a tight loop.
void QemuHypervisor::onClosed(const Error &why)
{
    m_connecting->deleteLater();
    m_connecting = nullptr;
    const bool wasReady = std::exchange(m_qmp, nullptr) != nullptr;
    if (m_isEnding)
        return m_settle.start(0);
    m_relink.start(m_pause);
    m_pause = std::min<std::chrono::milliseconds>(m_pause + m_pause / 10, longestRelinkPause);
    if (wasReady)
        Q_EMIT linkLost(formatError(why));
}

// Some events come by the second and say nothing of the VM's life.
void QemuHypervisor::onEvent(const QString &name, const QJsonObject &data)
{
    if (name != u"RTC_CHANGE" && name != u"NIC_RX_FILTER_CHANGED")
        Q_EMIT said(eventLine(name, data));
    if (name == u"SHUTDOWN")
        m_facts.shutdownReason = data[QStringLiteral("reason")].toString();
    if (name == u"RESET")
        Q_EMIT wasReset();
    else if (name == u"STOP")
        Q_EMIT stopped();
    else if (name == u"RESUME")
        Q_EMIT resumed();
    else if (name == u"SHUTDOWN")
        Q_EMIT shuttingDown();
    else if (name == u"GUEST_PANICKED")
        Q_EMIT guestPanicked();
    else if (name == u"BLOCK_IO_ERROR")
        Q_EMIT diskFailed(data[QStringLiteral("reason")].toString());
}

void QemuHypervisor::query(const QString &command, const QJsonObject &arguments,
                           QmpClient::Reply reply)
{
    if (!m_qmp)
        return reply(fail(ErrorCode::Conflict, QStringLiteral("QEMU does not answer")));
    m_qmp->execute(command, arguments, std::move(reply));
}

void QemuHypervisor::tell(const QString &command, Done done, const QJsonObject &arguments)
{
    query(command, arguments, [done = std::move(done)](const Result<QJsonValue> &reply) {
        if (done)
            done(reply ? Result<void>() : fail(reply.error()));
    });
}

void QemuHypervisor::queryState(std::function<void(const Result<RunState> &)> done)
{
    query(QStringLiteral("query-status"), {}, [done = std::move(done)](const auto &reply) {
        if (!reply)
            return done(fail(reply.error()));
        done(runStateFromQmp((*reply)[QStringLiteral("status")].toString()));
    });
}

void QemuHypervisor::queryDisks(std::function<void(const Result<DiskTraffic> &)> done)
{
    query(QStringLiteral("query-blockstats"), {}, [done = std::move(done)](const auto &reply) {
        if (!reply)
            return done(fail(reply.error()));
        done(trafficOf(*reply));
    });
}

void QemuHypervisor::resume(Done done)
{
    tell(QStringLiteral("cont"), std::move(done));
}

void QemuHypervisor::pause(Done done)
{
    tell(QStringLiteral("stop"), std::move(done));
}

void QemuHypervisor::reset(Done done)
{
    tell(QStringLiteral("system_reset"), std::move(done));
}

void QemuHypervisor::pressPowerButton(Done done)
{
    tell(QStringLiteral("system_powerdown"), std::move(done));
}

void QemuHypervisor::quit()
{
    tell(QStringLiteral("quit"), {});
}

void QemuHypervisor::forceEnd()
{
    if (m_id)
        sendSignal(*m_id, SIGKILL);
}

// A chardev's log file can only be changed together with its backend, and the new backend cannot
// have the old one's path, which that one removes when it goes (qemu-qmp-ref(7), chardev-change).
void QemuHypervisor::moveConsole(const QString &console, const QString &socket,
                                 const QString &logFile, Done done)
{
    const QJsonObject address{
        {QStringLiteral("type"), QStringLiteral("unix")},
        {QStringLiteral("data"), QJsonObject{{QStringLiteral("path"), socket}}}};
    const QJsonObject data{{QStringLiteral("addr"), address},
                           {QStringLiteral("server"), true},
                           {QStringLiteral("wait"), false},
                           {QStringLiteral("logfile"), logFile},
                           {QStringLiteral("logappend"), true}};
    tell(
        QStringLiteral("chardev-change"), std::move(done),
        {{QStringLiteral("id"), console},
         {QStringLiteral("backend"), QJsonObject{{QStringLiteral("type"), QStringLiteral("socket")},
                                                 {QStringLiteral("data"), data}}}});
}

void QemuHypervisor::onProcessEnded(const std::optional<ProcessExit> &exit)
{
    if (std::exchange(m_isEnding, true))
        return;
    m_facts.exit = exit;
    m_relink.stop();
    m_settle.start(m_qmp ? lastEventsTime : std::chrono::milliseconds(0));
}

void QemuHypervisor::finish()
{
    if (std::exchange(m_isOver, true))
        return;
    m_facts.lastWords = lastWordsIn(m_outputFile, m_outputStart);
    Q_EMIT ended(m_facts);
}

} // namespace hydra

#include "core/vm/qemu/moc_qemu_hypervisor.cpp"
