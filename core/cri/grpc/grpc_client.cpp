// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "cri/grpc/grpc_client.h"

#include "base/ids.h"
#include "cri/endpoint.h"
#include "cri/grpc/calls.h"
#include "cri/grpc/convert.h"
#include "cri/grpc/generic_call.h"
#include "cri/grpc/json_message.h"

#include <cri.grpc.pb.h>
#include <grpcpp/create_channel.h>

namespace hydra {

namespace cri = runtime::v1;

namespace {

using RuntimeApi = cri::RuntimeService::StubInterface::async_interface;
using ImageApi = cri::ImageService::StubInterface::async_interface;

template <typename Api, typename Request, typename Response>
using Method = void (Api::*)(grpc::ClientContext *, const Request *, Response *, CriCalls::End);

template <typename Request, typename Response>
struct Unary : CriCall {
    void deliver() override
    {
        if (refused)
            done(fail(*refused));
        else if (!status.ok())
            done(fail(criError(status.error_code(), QString::fromStdString(status.error_message()),
                               endpoint)));
        else
            done(Result<const Response *>(&response));
    }

    Request request;
    Response response;
    QString endpoint;
    std::optional<Error> refused; ///< why it was never sent
    std::function<void(Result<const Response *>)> done;
};

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
    arguments.SetMaxReceiveMessageSize(16 << 20);
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
        const auto channel = grpc::CreateCustomChannel(
            target->toStdString(), grpc::InsecureChannelCredentials(), channelArguments());
        runtime = cri::RuntimeService::NewStub(channel);
        images = cri::ImageService::NewStub(channel);
        any = std::make_unique<grpc::GenericStub>(channel);
    }

    template <typename Request, typename Response>
    void call(Method<RuntimeApi, Request, Response> method, const Request &request,
              std::function<void(Result<const Response *>)> done)
    {
        start<RuntimeApi>(runtime ? runtime->async() : nullptr, method, request, std::move(done));
    }

    template <typename Request, typename Response>
    void call(Method<ImageApi, Request, Response> method, const Request &request,
              std::function<void(Result<const Response *>)> done)
    {
        start<ImageApi>(images ? images->async() : nullptr, method, request, std::move(done));
    }

    void createContainer(const QString &podId, const CriPodSpec &spec, Done<QString> done);
    void startContainer(const QString &podId, const QString &id, Done<QString> done);
    void removeAfter(const Error &error, const QString &podId, Done<QString> done);
    void removePod(const QString &podId, Done<bool> done);

    QString endpoint;
    std::optional<Error> invalid; ///< why there is no stub
    std::chrono::milliseconds deadline = std::chrono::seconds(10);
    std::unique_ptr<cri::RuntimeService::Stub> runtime;
    std::unique_ptr<cri::ImageService::Stub> images;
    std::unique_ptr<grpc::GenericStub> any;
    CriCalls calls; ///< after the stubs, so that all calls have ended before the channel goes

private:
    template <typename Api, typename Request, typename Response>
    void start(Api *api, Method<Api, Request, Response> method, const Request &request,
               std::function<void(Result<const Response *>)> done)
    {
        auto owner = std::make_unique<Unary<Request, Response>>();
        auto &unary = *owner;
        unary.request = request;
        unary.endpoint = endpoint;
        unary.refused = invalid;
        unary.done = std::move(done);
        unary.context.set_deadline(std::chrono::system_clock::now() + deadline);
        auto end = calls.add(std::move(owner));
        if (api)
            (api->*method)(&unary.context, &unary.request, &unary.response, std::move(end));
        else
            end(grpc::Status::CANCELLED);
    }
};

namespace {

struct AnyCall {
    const google::protobuf::MethodDescriptor *method = nullptr;
    std::string path; ///< as HTTP/2 has it
    grpc::ByteBuffer request;
};

Result<AnyCall> prepare(const QString &name, const QJsonObject &json)
{
    AnyCall call;
    call.method = findCriMethod(name);
    if (!call.method)
        return fail(ErrorCode::Invalid, QStringLiteral("CRI v1 has no call %1").arg(name));
    const auto request = newMessage(call.method->input_type());
    if (auto read = fromJson(json, *request); !read)
        return fail(read.error());
    call.path = '/' + call.method->service()->full_name() + '/' + call.method->name();
    call.request = toBytes(*request);
    return call;
}

/// Hands over the response as the value our callers know.
template <typename Response, typename T>
std::function<void(Result<const Response *>)> asValue(std::function<void(Result<T>)> done)
{
    return [done = std::move(done)](const Result<const Response *> &response) {
        if (response)
            done(toValue(**response));
        else
            done(fail(response.error()));
    };
}

} // namespace

GrpcCriClient::GrpcCriClient(const QString &endpoint)
    : d(std::make_unique<Private>(endpoint))
{
}

GrpcCriClient::~GrpcCriClient() = default;

void GrpcCriClient::setDeadline(std::chrono::milliseconds deadline)
{
    d->deadline = deadline;
}

void GrpcCriClient::version(Done<CriVersion> done)
{
    cri::VersionRequest request;
    request.set_version("v1");
    d->call(&RuntimeApi::Version, request, asValue<cri::VersionResponse>(std::move(done)));
}

void GrpcCriClient::status(Done<std::vector<CriCondition>> done)
{
    d->call(&RuntimeApi::Status, cri::StatusRequest(), asValue<cri::StatusResponse>(std::move(done)));
}

void GrpcCriClient::listPods(Done<std::vector<CriPod>> done)
{
    d->call(&RuntimeApi::ListPodSandbox, cri::ListPodSandboxRequest(),
            asValue<cri::ListPodSandboxResponse>(std::move(done)));
}

void GrpcCriClient::listContainers(Done<std::vector<CriContainer>> done)
{
    d->call(&RuntimeApi::ListContainers, cri::ListContainersRequest(),
            asValue<cri::ListContainersResponse>(std::move(done)));
}

void GrpcCriClient::containerStatus(const QString &id, Done<CriContainerStatus> done)
{
    cri::ContainerStatusRequest request;
    request.set_container_id(id.toStdString());
    d->call(&RuntimeApi::ContainerStatus, request,
            asValue<cri::ContainerStatusResponse>(std::move(done)));
}

void GrpcCriClient::listImages(Done<std::vector<CriImage>> done)
{
    d->call(&ImageApi::ListImages, cri::ListImagesRequest(),
            asValue<cri::ListImagesResponse>(std::move(done)));
}

void GrpcCriClient::runPod(const CriPodSpec &wanted, Done<QString> done)
{
    CriPodSpec spec = wanted;
    if (spec.uid.isEmpty())
        spec.uid = randomId();
    cri::RunPodSandboxRequest request;
    fill(*request.mutable_config(), spec);
    d->call<cri::RunPodSandboxRequest, cri::RunPodSandboxResponse>(
        &RuntimeApi::RunPodSandbox, request, [this, spec, done = std::move(done)](const auto &pod) {
            if (pod)
                d->createContainer(QString::fromStdString((*pod)->pod_sandbox_id()), spec, done);
            else
                done(fail(pod.error()));
        });
}

void GrpcCriClient::removePod(const QString &podId, Done<bool> done)
{
    d->removePod(podId, std::move(done));
}

void GrpcCriClient::call(const QString &method, const QJsonObject &request, Done<QJsonObject> done)
{
    auto prepared = prepare(method, request);
    auto owner = std::make_unique<JsonCall>();
    JsonCall &call = *owner;
    call.endpoint = d->endpoint;
    call.refused = d->invalid;
    call.done = std::move(done);
    if (!prepared)
        call.refused = prepared.error();
    auto end = d->calls.add(std::move(owner));
    if (call.refused)
        return end(grpc::Status::CANCELLED);
    call.replyType = prepared->method->output_type();
    call.request = std::move(prepared->request);
    call.context.set_deadline(std::chrono::system_clock::now() + d->deadline);
    d->any->UnaryCall(&call.context, prepared->path, {}, &call.request, &call.reply, std::move(end));
}

void GrpcCriClient::stream(const QString &method, const QJsonObject &request, Each each, Done<bool> done)
{
    auto prepared = prepare(method, request);
    if (!prepared || d->invalid) { // as a call that ends, so that DONE comes from the event loop
        auto refused = std::make_unique<JsonCall>();
        refused->refused = prepared ? d->invalid : prepared.error();
        refused->done = [done = std::move(done)](const Result<QJsonObject> &result) { done(fail(result.error())); };
        return d->calls.add(std::move(refused))(grpc::Status::CANCELLED);
    }
    auto owner = std::make_unique<JsonStream>(&d->calls, d->endpoint, prepared->method->output_type(), std::move(each), std::move(done));
    JsonStream &stream = *owner;
    auto end = d->calls.add(std::move(owner));
    stream.start(*d->any, prepared->path, std::move(prepared->request), std::move(end));
}

/// The whole sandbox config goes along: without it containerd 1.7 ends, with all its clients.
void GrpcCriClient::Private::createContainer(const QString &podId, const CriPodSpec &spec,
                                         Done<QString> done)
{
    cri::CreateContainerRequest request;
    request.set_pod_sandbox_id(podId.toStdString());
    fill(*request.mutable_config(), spec);
    fill(*request.mutable_sandbox_config(), spec);
    call<cri::CreateContainerRequest, cri::CreateContainerResponse>(
        &RuntimeApi::CreateContainer, request, [this, podId, done](const auto &created) {
            if (created)
                startContainer(podId, QString::fromStdString((*created)->container_id()), done);
            else
                removeAfter(created.error(), podId, done);
        });
}

void GrpcCriClient::Private::startContainer(const QString &podId, const QString &id, Done<QString> done)
{
    cri::StartContainerRequest request;
    request.set_container_id(id.toStdString());
    call<cri::StartContainerRequest, cri::StartContainerResponse>(
        &RuntimeApi::StartContainer, request, [this, podId, id, done](const auto &started) {
            if (started)
                done(id);
            else
                removeAfter(started.error(), podId, done);
        });
}

/// Undoes a pod that could not be completed, then reports why: the first error, not the clean-up's.
void GrpcCriClient::Private::removeAfter(const Error &error, const QString &podId, Done<QString> done)
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
    call<cri::RemovePodSandboxRequest, cri::RemovePodSandboxResponse>(
        &RuntimeApi::RemovePodSandbox, request, [done = std::move(done)](const auto &removed) {
            if (removed)
                done(true);
            else
                done(fail(removed.error()));
        });
}

} // namespace hydra
