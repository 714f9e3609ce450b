// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/raw_terminal.h"
#include "core/console/channel.h"
#include "core/reach/vm_link.h"

#include <CLI/CLI.hpp>
#include <QSocketNotifier>
#include <QTimer>

#include <cstdio>
#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr char escapeKey = 0x1d; // Ctrl-]

void writeAll(const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stdout);
    std::fflush(stdout);
}

/// One attached console: the guest's output goes to stdout, stdin to the guest.
class ConsoleSession : public QObject
{
public:
    ConsoleSession(Session &session, const VmRef &vm, const QString &socket)
        : m_session(session), m_vm(vm), m_channel(socket),
          m_stdin(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_channel, &ConsoleChannel::opened, this, [this] {
            if (m_raw.isTerminal())
                m_session.say(
                    QStringLiteral("Connected to %1. Ctrl-] leaves.\r").arg(m_vm.toString()));
        });
        connect(&m_channel, &ConsoleChannel::replay, this, &writeAll);
        connect(&m_channel, &ConsoleChannel::live, this, &writeAll);
        connect(&m_channel, &ConsoleChannel::closed, this,
                [this](const Error &why) { closed(why); });
        connect(&m_stdin, &QSocketNotifier::activated, this, [this] { readKeys(); });
        session.onInterrupt([this] { leave(0); });
        m_channel.open();
    }

private:
    void readKeys()
    {
        char buffer[4096];
        const ssize_t n = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (n <= 0) {
            m_stdin.setEnabled(false); // end of piped input; the guest's output goes on
            return;
        }
        QByteArray keys(buffer, n);
        const qsizetype end = m_raw.isTerminal() ? keys.indexOf(escapeKey) : -1;
        if (end >= 0)
            keys.truncate(end);
        // The guest reads too slowly, so keys were dropped: ring the bell.
        if (!keys.isEmpty() && !m_channel.write(keys))
            writeAll(QByteArray(1, '\a'));
        if (end >= 0)
            leave(0);
    }

    void closed(const Error &why)
    {
        if (!m_raw.isTerminal() || why.code == ErrorCode::NotFound)
            m_session.say(QStringLiteral("\r"));
        m_session.printError(why);
        leave(exitCode(why.code));
    }

    void leave(int code)
    {
        m_stdin.setEnabled(false);
        if (m_raw.isTerminal())
            m_session.say(
                QStringLiteral("\r\nLeft the console; %1 goes on.\r").arg(m_vm.toString()));
        // Gives the channel time to send the last keys.
        QTimer::singleShot(std::chrono::milliseconds(50), this, [this, code] {
            deleteLater();
            m_session.finish(code);
        });
    }

    Session &m_session;
    VmRef m_vm;
    RawTerminal m_raw;
    ConsoleChannel m_channel;
    QSocketNotifier m_stdin;
};

struct ConsoleArguments {
    std::string target;
    std::string device = "serial";
};

void attach(Session &session, const ConsoleArguments &options)
{
    const auto target = session.loadVm(options.target);
    if (!target)
        return;
    const VmRef vm = target->lab.ref(target->vms.front());
    auto *link = session.keep(std::make_unique<VmLink>(session.environment(), vm));
    QObject::connect(link, &VmLink::failed, &session,
                     [&session](const Error &why) { session.finish(why); });
    QObject::connect(
        link, &VmLink::statusChanged, &session,
        [&session, link, options](const VmStatus &status) {
            if (!link->isLive())
                return session.finish(Error{
                    ErrorCode::Failed,
                    QStringLiteral("is %1").arg(toString(status.state)),
                    status.vm.toString(),
                    QStringLiteral("start it with `hydractl up %1`").arg(status.vm.toString()),
                    {}});
            const VmPlaces places = session.paths().places(status.vm);
            const QString socket =
                options.device == "serial" ? places.serialClients() : places.hvcClients();
            session.keep(std::make_unique<ConsoleSession>(session, status.vm, socket));
        },
        Qt::SingleShotConnection);
    link->open();
}

} // namespace

void addConsole(CLI::App &app, Action &action)
{
    auto options = std::make_shared<ConsoleArguments>();
    CLI::App *command =
        app.add_subcommand("console", "Attach to a VM's serial console; Ctrl-] leaves");
    command->add_option("TARGET", options->target, "LAB/VM")->required();
    command->add_option("--device", options->device, "serial (default) or hvc0, the virtio console")
        ->check(CLI::IsMember({"serial", "hvc0"}));
    command->callback([options, &action] {
        action = [options](Session &session) { attach(session, *options); };
    });
}

} // namespace hydra::cli
