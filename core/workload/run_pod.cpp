// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/workload/run_pod.h"

#include "core/job/await.h"
#include "core/lab/load.h"
#include "core/reach/readiness.h"
#include "core/reach/running_vm.h"
#include "core/reach/runtime_tunnel.h"
#include "core/workload/build_workload.h"

#include <QJsonArray>
#include <QThread>

namespace hydra {
namespace {

using namespace std::chrono_literals;

/// A VM's container runtime, used from a job's thread: each call waits for its reply.
class Runtime
{
public:
    static Result<Runtime> open(const Environment &environment, const VmRef &vm,
                                const JobContext &job)
    {
        const auto status = runningVm(environment.paths, vm);
        if (!status)
            return fail(status.error());
        Runtime runtime(*status, job);
        const auto endpoint = runtime.endpoint(environment);
        if (!endpoint)
            return fail(endpoint.error());
        auto client = makeCriClient(*endpoint);
        if (!client)
            return fail(client.error());
        runtime.m_client = std::move(*client);
        return runtime;
    }

    Result<QJsonObject> call(const char *method, const QJsonObject &request,
                             std::chrono::milliseconds deadline = 30s, bool mayEnd = false)
    {
        m_client->setDeadline(deadline);
        auto reply = awaitUnlessCancelled<QJsonObject>(
            [&](CriClient::Done<QJsonObject> done) {
                m_client->call(QLatin1String(method), request, std::move(done));
            },
            mayEnd ? m_job->cancel : CancelToken());
        return reply ? std::move(*reply) : cancelled();
    }

    void say(const QString &words) const
    {
        if (m_job->progress)
            m_job->progress({-1, words});
    }
    [[nodiscard]] bool isCancelled() const { return m_job->cancel.cancelled(); }
    [[nodiscard]] Result<QJsonObject> cancelled() const
    {
        return fail(ErrorCode::Cancelled, QStringLiteral("was cancelled"), m_status.vm.toString());
    }
    [[nodiscard]] const VmStatus &status() const { return m_status; }
    [[nodiscard]] const JobContext &job() const { return *m_job; }

private:
    Runtime(VmStatus status, const JobContext &job) : m_status(std::move(status)), m_job(&job) {}

    // The forwarded port, else a tunnel through SSH that lives as long as this object.
    Result<QString> endpoint(const Environment &environment)
    {
        if (const QString port = criEndpoint(m_status); !port.isEmpty())
            return port;
        const auto target =
            loadTarget(environment.paths, Target{m_status.vm.lab, m_status.vm.vm, {}});
        if (!target)
            return fail(target.error());
        const VmSpec &spec = *target->lab.spec.vm(m_status.vm.vm);
        if (!spec.containerd)
            return fail(ErrorCode::NotFound, QStringLiteral("has no container runtime"),
                        m_status.vm.toString(), QStringLiteral("set `containerd: true`"));
        m_tunnel = std::make_unique<RuntimeTunnel>(environment.paths, m_status, spec.username);
        return m_tunnel->await();
    }

    VmStatus m_status;
    std::unique_ptr<RuntimeTunnel> m_tunnel;
    std::unique_ptr<CriClient> m_client; ///< destroyed before the tunnel it uses
    const JobContext *m_job;
};

Result<bool> hasImage(Runtime &runtime, const QString &image)
{
    const auto reply = runtime.call("ListImages", {});
    if (!reply)
        return fail(reply.error());
    for (const QJsonValue &each : (*reply)[u"images"].toArray()) {
        if (each[u"repoTags"].toArray().contains(image))
            return true;
    }
    return false;
}

Result<void> buildImage(Runtime &runtime, const Environment &environment, const Workload &workload)
{
    const VmRef vm = runtime.status().vm;
    const auto target = loadTarget(environment.paths, Target{vm.lab, vm.vm, {}});
    if (!target)
        return fail(target.error());
    runtime.say(QStringLiteral("Logging in to %1 to build %2").arg(vm.toString(), workload.image));
    if (auto built = buildWorkloadImage(
            {environment.paths, runtime.status(), target->lab.spec.vm(vm.vm)->username}, workload,
            runtime.job());
        !built)
        return built;
    // containerd's CRI plugin learns of a new image asynchronously.
    for (int i = 0; i < 100 && !runtime.isCancelled(); ++i) {
        if (const auto there = hasImage(runtime, workload.image); !there || *there)
            return there ? Result<void>() : fail(there.error());
        QThread::msleep(100);
    }
    return fail(
        ErrorCode::Failed,
        QStringLiteral("the runtime does not know the image %1 that was built").arg(workload.image),
        vm.toString());
}

Result<void> provideImage(Runtime &runtime, const Environment &environment, const PodRun &run)
{
    const QString image = run.configs.container[u"image"][u"image"].toString();
    if (run.pull) {
        runtime.say(QStringLiteral("Pulling %1").arg(image));
        const auto pulled =
            runtime.call("PullImage",
                         {{QStringLiteral("image"), run.configs.container[u"image"]},
                          {QStringLiteral("sandbox_config"), run.configs.pod}},
                         1h, true);
        return pulled ? Result<void>() : fail(pulled.error());
    }
    if (!run.workload)
        return {}; // only the runtime resolves image names
    const auto there = hasImage(runtime, image);
    if (!there)
        return fail(there.error());
    return *there ? Result<void>() : buildImage(runtime, environment, *run.workload);
}

QJsonObject podsOf(const QString &workload)
{
    return {{QStringLiteral("filter"),
             QJsonObject{{QStringLiteral("label_selector"),
                          QJsonObject{{QLatin1String(workloadLabel), workload}}}}}};
}

Result<QString> addressOf(Runtime &runtime, const QString &workload)
{
    const auto pods = runtime.call("ListPodSandbox", podsOf(workload));
    if (!pods)
        return fail(pods.error());
    for (const QJsonValue &pod : (*pods)[u"items"].toArray()) {
        if (pod[u"state"].toString() != u"SANDBOX_READY")
            continue;
        const auto status =
            runtime.call("PodSandboxStatus", {{QStringLiteral("pod_sandbox_id"), pod[u"id"]}});
        if (!status)
            return fail(status.error());
        if (const QString address = (*status)[u"status"][u"network"][u"ip"].toString();
            !address.isEmpty())
            return address;
    }
    const QString vm = runtime.status().vm.toString();
    return fail(ErrorCode::NotFound, QStringLiteral("no %1 runs there").arg(workload), vm,
                QStringLiteral("run it first: `hydractl workload run %1 %2`").arg(workload, vm));
}

Result<void> findNeeds(Runtime &runtime, PodRun &run)
{
    if (!run.workload || run.workload->needs.isEmpty() ||
        !variable(run.configs.container, addressVariable(*run.workload)).isEmpty())
        return {};
    const auto address = addressOf(runtime, run.workload->needs);
    if (!address)
        return fail(address.error());
    setVariable(run.configs.container, addressVariable(*run.workload), *address);
    return {};
}

Result<void> removePod(Runtime &runtime, const QJsonValue &id)
{
    const auto removed = runtime.call("RemovePodSandbox", {{QStringLiteral("pod_sandbox_id"), id}},
                                      2min); // stops the pod as well
    return removed ? Result<void>() : fail(removed.error());
}

// The request contains the whole pod configuration: without it containerd 1.7 crashes.
Result<QString> startContainer(Runtime &runtime, const QString &pod, const PodConfigs &configs)
{
    runtime.say(QStringLiteral("Starting the container"));
    const auto created = runtime.call("CreateContainer",
                                      {{QStringLiteral("pod_sandbox_id"), pod},
                                       {QStringLiteral("config"), configs.container},
                                       {QStringLiteral("sandbox_config"), configs.pod}},
                                      2min);
    if (!created)
        return fail(created.error());
    const QString id = (*created)[u"containerId"].toString();
    const auto started =
        runtime.call("StartContainer", {{QStringLiteral("container_id"), id}}, 2min);
    return started ? Result<QString>(id) : fail(started.error());
}

Result<StartedPod> start(Runtime &runtime, const PodConfigs &configs)
{
    if (runtime.isCancelled())
        return fail(runtime.cancelled().error());
    runtime.say(QStringLiteral("Starting the pod"));
    const auto made =
        runtime.call("RunPodSandbox", {{QStringLiteral("config"), configs.pod}}, 5min);
    if (!made)
        return fail(made.error());
    const QString pod = (*made)[u"podSandboxId"].toString();
    auto container = runtime.isCancelled() ? Result<QString>(fail(runtime.cancelled().error()))
                                           : startContainer(runtime, pod, configs);
    if (container)
        return StartedPod{pod, *container};
    Error why = container.error();
    if (const auto removed = removePod(runtime, pod); !removed)
        why.details += QStringLiteral("\nThe pod %1 could not be removed again: %2")
                           .arg(pod, formatError(removed.error()));
    return fail(why);
}

} // namespace

Result<StartedPod> runPod(const Environment &environment, const VmRef &vm, const PodRun &wanted,
                          const JobContext &job)
{
    PodRun run = wanted;
    giveUid(run.configs.pod);
    auto runtime = Runtime::open(environment, vm, job);
    if (!runtime)
        return fail(runtime.error());
    if (auto found = findNeeds(*runtime, run); !found)
        return fail(found.error());
    if (auto there = provideImage(*runtime, environment, run); !there)
        return fail(there.error());
    return start(*runtime, run.configs);
}

Result<int> removeWorkload(const Environment &environment, const VmRef &vm, const QString &workload,
                           const QString &namespace_, const JobContext &job)
{
    auto runtime = Runtime::open(environment, vm, job);
    const auto pods = runtime ? runtime->call("ListPodSandbox", podsOf(workload))
                              : Result<QJsonObject>(fail(runtime.error()));
    if (!pods)
        return fail(pods.error());
    int count = 0;
    for (const QJsonValue &pod : (*pods)[u"items"].toArray()) {
        if (!namespace_.isEmpty() && pod[u"metadata"][u"namespace"].toString() != namespace_)
            continue;
        runtime->say(
            QStringLiteral("Removing the pod %1").arg(pod[u"metadata"][u"name"].toString()));
        if (auto removed = removePod(*runtime, pod[u"id"]); !removed)
            return fail(removed.error());
        ++count;
    }
    return count;
}

} // namespace hydra
