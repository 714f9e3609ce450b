// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/session.h"
#include "core/cri/client.h"
#include "core/cri/crictl_verbs.h"
#include "core/process/command.h"
#include "core/reach/runtime_tunnel.h"
#include "core/vm/vm_state.h"

#include <QJsonArray>

#include <QUrl>

#include <string>

namespace CLI {
class App;
}

namespace hydra::cli {

/// The runtime that `hydractl crictl` talks to, and its timeout.
struct CrictlTarget {
    std::string vm;       ///< LAB/VM, or LAB when it has one VM
    std::string endpoint; ///< alternatively unix:///PATH or tcp://HOST:PORT
    std::string timeout = "10s";
};

/// One container runtime for sequential use: each call runs an event loop until its reply arrives,
/// which suits a command that does one thing at a time.
class CrictlRuntime : public CriAsk
{
public:
    /// Finds the endpoint of VM, if TARGET names one, in its keeper's state; starts nothing.
    [[nodiscard]] static Result<CrictlRuntime> open(Session &session, const CrictlTarget &target,
                                                    const std::optional<LoadedTarget> &vm);

    /// The runtimes of all running VMs of LABS; NotFound without any.
    [[nodiscard]] static Result<std::vector<CrictlRuntime>>
    openAll(Session &session, const CrictlTarget &target, const std::vector<LoadedTarget> &labs);

    CrictlRuntime(CrictlRuntime &&) noexcept = default;
    CrictlRuntime &operator=(CrictlRuntime &&) noexcept = default;
    /// Leaves the connection to the end of the process if no call can be pending: gRPC takes five
    /// milliseconds to end its threads, as long as a whole call.
    ~CrictlRuntime() override;

    [[nodiscard]] Result<QJsonObject> call(const char *method,
                                           const QJsonObject &request = {}) override;
    [[nodiscard]] Result<QJsonObject> call(const char *method, const QJsonObject &request,
                                           std::chrono::milliseconds deadline) override;
    /// Sends all requests at once; the replies are in their order.
    [[nodiscard]] std::vector<Result<QJsonObject>> callAll(const char *method,
                                                           const std::vector<QJsonObject> &requests,
                                                           std::chrono::milliseconds deadline);
    [[nodiscard]] Result<void> stream(const char *method, CriClient::Each each);

    /// Translates the address in an Exec, Attach or PortForward reply to one reachable from here.
    [[nodiscard]] Result<QUrl> reach(const QJsonObject &reply) const;
    /// An ssh command that runs WORDS in the VM; Invalid when only an endpoint was given.
    [[nodiscard]] Result<Command> ssh(const QStringList &words) const;

    /// Closes the connection, before another program replaces this process.
    void close();

    [[nodiscard]] bool isVm() const { return m_vm.has_value(); }
    [[nodiscard]] QString vm() const { return m_vm ? m_vm->vm.toString() : QString(); } ///< LAB/VM
    /// The lab file's registries, if a VM was named.
    [[nodiscard]] const std::vector<RegistrySpec> &registries() const { return m_spec.registries; }
    /// For calls that need not end before this does.
    [[nodiscard]] CriClient &client()
    {
        m_isLent = true;
        return *m_client;
    }
    [[nodiscard]] Session &session() const { return *m_session; }
    [[nodiscard]] const QString &endpoint() const override { return m_endpoint; }

private:
    CrictlRuntime(Session &session, std::chrono::milliseconds timeout)
        : m_session(&session), m_timeout(timeout)
    {
    }
    [[nodiscard]] static Result<CrictlRuntime> openVm(Session &session, const LoadedTarget &target,
                                                      std::chrono::milliseconds deadline);
    [[nodiscard]] Result<void> openTunnel();
    [[nodiscard]] Result<void> connect();

    Session *m_session;
    std::unique_ptr<RuntimeTunnel> m_tunnel; ///< only if no port is forwarded
    std::unique_ptr<CriClient> m_client;
    bool m_isLent = false;
    QString m_endpoint;
    std::chrono::milliseconds m_timeout;
    std::optional<VmStatus> m_vm; ///< if one was named
    VmSpec m_spec;                ///< of that VM
};

/// The implementation of a verb; its result is hydractl's exit code.
using CrictlVerb = std::function<Result<int>(CrictlRuntime &)>;
using CrictlRun = std::function<void(CrictlVerb)>;
/// The same for several runtimes: those of all running VMs of the target, or a single one.
using CrictlVerbAll = std::function<Result<int>(std::vector<CrictlRuntime> &)>;
using CrictlRunAll = std::function<void(CrictlVerbAll, bool allVms)>;

/// Parses "2s", "1m30s", "500ms", "7" (seconds), like Go's durations; nothing for anything else.
/// Zero or less gives the default.
[[nodiscard]] std::optional<std::chrono::milliseconds> readDuration(const std::string &text);

/// The same for a text of an option, which may be empty: zero. Invalid for what is no duration, or
/// less than nothing.
[[nodiscard]] Result<std::chrono::milliseconds> optionDuration(const std::string &text,
                                                               const char *option);

/// Each function adds its verbs. Parsing one passes its work to RUN.
void addCrictlLists(CLI::App &crictl, const CrictlRunAll &run); ///< ps pods images
void addCrictlStats(CLI::App &crictl, const CrictlRun &run);    ///< stats statsp
void addCrictlDetails(
    CLI::App &crictl,
    const CrictlRun &run); ///< info version inspect inspectp inspecti imagefsinfo events
void addCrictlActions(CLI::App &crictl,
                      const CrictlRun &run); ///< start stop rm stopp rmp rmi pull update
void addCrictlExec(CLI::App &crictl, const CrictlRun &run); ///< exec attach
void addCrictlPortForward(CLI::App &crictl, const CrictlRun &run);
void addCrictlLogs(CLI::App &crictl, const CrictlRun &run); ///< logs
void addCrictlRuns(CLI::App &crictl, const CrictlRun &run); ///< runp create run
/// checkpoint metricdescs metricsp runtime-config update-runtime-config
void addCrictlRuntimeVerbs(CLI::App &crictl, const CrictlRun &run);

} // namespace hydra::cli
