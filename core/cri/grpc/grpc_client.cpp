// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/grpc_client.h"

#include "core/base/ids.h"
#include "core/cri/endpoint.h"
#include "core/cri/grpc/calls.h"
#include "core/cri/grpc/convert.h"
#include "core/cri/grpc/generic_call.h"
#include "core/cri/grpc/json_message.h"

#include <cri.pb.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/resource_quota.h>

namespace hydra {

namespace cri = runtime::v1;

namespace {

constexpr std::size_t kMostMemory = 64 << 20;

/// Runtimes are our own VMs: no proxy, and a VM that comes up must be seen within seconds. No
/// keepalive: Go servers end connections that ping more often than every five minutes.
grpc::ChannelArguments channelArguments()
{
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 250);
    arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
    arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 5000); // how long one attempt may take
    // containerd sends no more. gRPC looks at the size when all has come: the quota ends it before.
    arguments.SetMaxReceiveMessageSize(16 << 20);
    arguments.SetResourceQuota(grpc::ResourceQuota().Resize(kMostMemory));
    arguments.SetMaxSendMessageSize(16 << 20);
    return arguments;
}

} // namespace

class GrpcCriClient::Private
{
public:
    explicit Private(const QString &where) : endpoint(where)
    {
        const auto target = grpcTarget(endpoint);
        if (!target) {
            invalid = target.error();
            return;
        }
        // They keep gRPC's threads: the arguments' quota alone would start them, and end them
        // again.
        const auto credentials = grpc::InsecureChannelCredentials();
        const auto channel =
            grpc::CreateCustomChannel(target->toStdString(), credentials, channelArguments());
        any = std::make_unique<grpc::GenericStub>(channel);
    }

    /// The call whose reply is a RESPONSE, of which READER makes a T; in gRPC's thread.
    template <typename Response, typename T>
    void call(const google::protobuf::Message &request, T (*reader)(const Response &), Done<T> done)
    {
        const QString name = QString::fromStdString(Response::descriptor()->name())
                                 .chopped(int(sizeof "Response") - 1);
        auto typed = std::make_unique<TypedCall<Response, T>>();
        typed->reader = reader;
        typed->done = std::move(done);
        start(std::move(typed), makeRequest(findCriMethod(name), request));
    }
    void start(std::unique_ptr<UnaryCall> owner, CriRequest request)
    {
        UnaryCall &call = *owner;
        call.endpoint = endpoint;
        call.request = std::move(request);
        if (invalid)
            call.refused = invalid;
        auto end = calls.add(std::move(owner));
        if (call.refused)
            return end(grpc::Status::CANCELLED);
        call.context.set_deadline(std::chrono::system_clock::now() + deadline);
        any->UnaryCall(&call.context, call.request.path, {}, &call.request.bytes, &call.reply,
                       std::move(end));
    }

    void createContainer(const QString &podId, const CriPodSpec &spec, Done<QString> done);
    void startContainer(const QString &podId, const QString &id, Done<QString> done);
    void removeAfter(const Error &error, const QString &podId, Done<QString> done);
    void removePod(const QString &podId, Done<bool> done);

    QString endpoint;
    std::optional<Error> invalid; ///< why there is no stub
    std::chrono::milliseconds deadline = std::chrono::seconds(10);
    std::unique_ptr<grpc::GenericStub> any;
    CriCalls calls; ///< after the stub, so that all calls have ended before the channel goes
};

namespace {

Result<CriRequest> prepare(const QString &name, const QJsonObject &json)
{
    const auto *method = findCriMethod(name);
    if (!method)
        return fail(ErrorCode::Invalid, QStringLiteral("CRI v1 has no call %1").arg(name));
    const auto request = newMessage(method->input_type());
    if (auto read = fromJson(json, *request); !read)
        return fail(read.error());
    return makeRequest(method, *request);
}

QString podIdOf(const cri::RunPodSandboxResponse &response)
{
    return QString::fromStdString(response.pod_sandbox_id());
}

QString containerIdOf(const cri::CreateContainerResponse &response)
{
    return QString::fromStdString(response.container_id());
}

template <typename Response> bool isDone(const Response &)
{
    return true;
}

} // namespace

GrpcCriClient::GrpcCriClient(const QString &endpoint) : d(std::make_unique<Private>(endpoint)) {}

GrpcCriClient::~GrpcCriClient() = default;

void GrpcCriClient::setDeadline(std::chrono::milliseconds deadline)
{
    d->deadline = deadline;
}

void GrpcCriClient::version(Done<CriVersion> done)
{
    cri::VersionRequest request;
    request.set_version("v1");
    d->call<cri::VersionResponse>(request, toValue, std::move(done));
}

void GrpcCriClient::status(Done<std::vector<CriCondition>> done)
{
    d->call<cri::StatusResponse>(cri::StatusRequest(), toValue, std::move(done));
}

void GrpcCriClient::listPods(Done<std::vector<CriPod>> done)
{
    d->call<cri::ListPodSandboxResponse>(cri::ListPodSandboxRequest(), toValue, std::move(done));
}

void GrpcCriClient::listContainers(Done<std::vector<CriContainer>> done)
{
    d->call<cri::ListContainersResponse>(cri::ListContainersRequest(), toValue, std::move(done));
}

void GrpcCriClient::listContainerUse(Done<std::vector<CriContainerUse>> done)
{
    d->call<cri::ListContainerStatsResponse>(cri::ListContainerStatsRequest(), toValue,
                                             std::move(done));
}

void GrpcCriClient::containerStatus(const QString &id, Done<CriContainerStatus> done)
{
    cri::ContainerStatusRequest request;
    request.set_container_id(id.toStdString());
    d->call<cri::ContainerStatusResponse>(request, toValue, std::move(done));
}

void GrpcCriClient::listImages(Done<std::vector<CriImage>> done)
{
    d->call<cri::ListImagesResponse>(cri::ListImagesRequest(), toValue, std::move(done));
}

void GrpcCriClient::runPod(const CriPodSpec &wanted, Done<QString> done)
{
    CriPodSpec spec = wanted;
    if (spec.uid.isEmpty())
        spec.uid = randomId();
    cri::RunPodSandboxRequest request;
    fill(*request.mutable_config(), spec);
    d->call(request, podIdOf,
            Done<QString>([this, spec, done = std::move(done)](const Result<QString> &pod) {
                if (pod)
                    d->createContainer(*pod, spec, done);
                else
                    done(fail(pod.error()));
            }));
}

void GrpcCriClient::removePod(const QString &podId, Done<bool> done)
{
    d->removePod(podId, std::move(done));
}

void GrpcCriClient::call(const QString &method, const QJsonObject &request, Done<QJsonObject> done)
{
    auto prepared = prepare(method, request);
    auto call = std::make_unique<JsonCall>();
    call->done = std::move(done);
    if (!prepared)
        call->refused = prepared.error();
    d->start(std::move(call), std::move(prepared).value_or(CriRequest()));
}

void GrpcCriClient::stream(const QString &method, const QJsonObject &request, Each each,
                           Done<bool> done)
{
    auto prepared = prepare(method, request);
    if (!prepared || d->invalid) { // as a call that ends, so that DONE comes from the event loop
        auto refused = std::make_unique<JsonCall>();
        refused->refused = prepared ? d->invalid : prepared.error();
        refused->done = [done = std::move(done)](const Result<QJsonObject> &result) {
            done(fail(result.error()));
        };
        return d->calls.add(std::move(refused))(grpc::Status::CANCELLED);
    }
    auto owner = std::make_unique<JsonStream>(
        &d->calls, d->endpoint, prepared->method->output_type(), std::move(each), std::move(done));
    JsonStream &stream = *owner;
    auto end = d->calls.add(std::move(owner));
    stream.start(*d->any, prepared->path, std::move(prepared->bytes), std::move(end));
}

/// The whole sandbox config goes along: without it containerd 1.7 ends, with all its clients.
void GrpcCriClient::Private::createContainer(const QString &podId, const CriPodSpec &spec,
                                             Done<QString> done)
{
    cri::CreateContainerRequest request;
    request.set_pod_sandbox_id(podId.toStdString());
    fill(*request.mutable_config(), spec);
    fill(*request.mutable_sandbox_config(), spec);
    call(request, containerIdOf, Done<QString>([this, podId, done](const Result<QString> &created) {
             if (created)
                 startContainer(podId, *created, done);
             else
                 removeAfter(created.error(), podId, done);
         }));
}

void GrpcCriClient::Private::startContainer(const QString &podId, const QString &id,
                                            Done<QString> done)
{
    cri::StartContainerRequest request;
    request.set_container_id(id.toStdString());
    call(request, isDone<cri::StartContainerResponse>,
         Done<bool>([this, podId, id, done](const Result<bool> &started) {
             if (started)
                 done(id);
             else
                 removeAfter(started.error(), podId, done);
         }));
}

/// Undoes a pod that could not be completed, then reports why: the first error, not the clean-up's.
void GrpcCriClient::Private::removeAfter(const Error &error, const QString &podId,
                                         Done<QString> done)
{
    removePod(podId, [error, podId, done](const Result<bool> &removed) {
        Error whole = error;
        if (!removed)
            whole.hint = QStringLiteral("pod %1 is still there, remove it: %2")
                             .arg(podId, removed.error().what);
        done(fail(whole));
    });
}

/// Runtimes stop what still runs in a sandbox before they remove it.
void GrpcCriClient::Private::removePod(const QString &podId, Done<bool> done)
{
    cri::RemovePodSandboxRequest request;
    request.set_pod_sandbox_id(podId.toStdString());
    call(request, isDone<cri::RemovePodSandboxResponse>, std::move(done));
}

} // namespace hydra
