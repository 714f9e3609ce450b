// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cri/client.h"
#include "cri/crictl_verbs.h"
#include "lab/runtime_tunnel.h"
#include "process/command.h"
#include "session.h"
#include "vm/vm_state.h"

#include <QJsonArray>

#include <QUrl>

#include <string>

namespace CLI {
class App;
}

namespace hydra::cli {

/// Which runtime `hydractl crictl` talks to, and how long it waits.
struct CrictlTarget {
    std::string vm;       ///< LAB/VM, or LAB when it has one VM
    std::string endpoint; ///< or unix:///PATH, tcp://HOST:PORT
    std::string timeout = "10s";
};

/// One container runtime, asked step by step: each call waits in an event loop of its own, as suits a command
/// that does one thing after the other.
class CrictlRuntime : public CriAsk
{
public:
    /// Finds the endpoint of VM, when TARGET names one, in what its keeper wrote; nothing is started.
    [[nodiscard]] static Result<CrictlRuntime> open(Session &session, const CrictlTarget &target, const std::optional<LoadedTarget> &vm);

    /// All VMs of LABS that run; NotFound without any.
    [[nodiscard]] static Result<std::vector<CrictlRuntime>> openAll(Session &session, const CrictlTarget &target, const std::vector<LoadedTarget> &labs);

    [[nodiscard]] Result<QJsonObject> call(const char *method, const QJsonObject &request = {}) override;
    [[nodiscard]] Result<QJsonObject> call(const char *method, const QJsonObject &request, std::chrono::milliseconds deadline) override;
    [[nodiscard]] Result<void> stream(const char *method, CriClient::Each each);

    /// The address of an Exec, Attach or PortForward reply as it is reached from here.
    [[nodiscard]] Result<QUrl> reach(const QJsonObject &reply) const;
    /// ssh into the VM, to run WORDS there; Invalid when only an endpoint was named.
    [[nodiscard]] Result<Command> ssh(const QStringList &words) const;

    /// Ends the connection, before another program takes this one's place.
    void close();

    [[nodiscard]] bool isVm() const { return m_vm.has_value(); }
    [[nodiscard]] QString vm() const { return m_vm ? m_vm->vm.toString() : QString(); } ///< LAB/VM
    /// What the lab file says of the registries, when a VM was named.
    [[nodiscard]] const std::vector<RegistrySpec> &registries() const { return m_spec.registries; }
    [[nodiscard]] CriClient &client() const { return *m_client; }
    [[nodiscard]] Session &session() const { return *m_session; }
    [[nodiscard]] const QString &endpoint() const override { return m_endpoint; }

private:
    CrictlRuntime(Session &session, std::chrono::milliseconds timeout) : m_session(&session), m_timeout(timeout) {}
    [[nodiscard]] static Result<CrictlRuntime> openVm(Session &session, const LoadedTarget &target, std::chrono::milliseconds deadline);
    [[nodiscard]] Result<void> openTunnel();
    [[nodiscard]] Result<void> connect();

    Session *m_session;
    std::unique_ptr<RuntimeTunnel> m_tunnel; ///< where no port is forwarded
    std::unique_ptr<CriClient> m_client;
    QString m_endpoint;
    std::chrono::milliseconds m_timeout;
    std::optional<VmStatus> m_vm; ///< when one was named
    VmSpec m_spec; ///< of that VM
};

/// What a verb does; its result is hydractl's exit code.
using CrictlVerb = std::function<Result<int>(CrictlRuntime &)>;
using CrictlRun = std::function<void(CrictlVerb)>;
/// The same over several runtimes: of all running VMs of the target, or of one.
using CrictlVerbAll = std::function<Result<int>(std::vector<CrictlRuntime> &)>;
using CrictlRunAll = std::function<void(CrictlVerbAll, bool allVms)>;

/// "2s", "1m30s", "500ms", "7" (seconds), as Go reads a duration; nothing for anything else. Zero or less is the default.
[[nodiscard]] std::optional<std::chrono::milliseconds> readDuration(const std::string &text);

/// Each adds its verbs. Parsing one hands what is to be done to RUN.
void addCrictlLists(CLI::App &crictl, const CrictlRunAll &run); ///< ps pods images
void addCrictlStats(CLI::App &crictl, const CrictlRun &run);   ///< stats statsp
void addCrictlDetails(CLI::App &crictl, const CrictlRun &run); ///< info version inspect inspectp inspecti imagefsinfo events
void addCrictlActions(CLI::App &crictl, const CrictlRun &run); ///< start stop rm stopp rmp rmi pull update
void addCrictlStreams(CLI::App &crictl, const CrictlRun &run); ///< exec attach port-forward
void addCrictlLogs(CLI::App &crictl, const CrictlRun &run);    ///< logs
void addCrictlRuns(CLI::App &crictl, const CrictlRun &run);    ///< runp create run

} // namespace hydra::cli
