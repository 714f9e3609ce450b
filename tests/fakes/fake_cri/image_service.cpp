// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/fakes/fake_cri/services.h"

#include <cri.grpc.pb.h>

#include <cstdio>
#include <functional>

namespace fake_cri {
namespace {

using Context = grpc::ServerContext;

cri::Image newImage(const std::string &name)
{
    char id[72];
    std::snprintf(id, sizeof id, "sha256:%064zx", std::hash<std::string>()(name));
    cri::Image image;
    image.set_id(id);
    image.add_repo_tags(name);
    image.set_size(4'500'000);
    return image;
}

class Images final : public cri::ImageService::Service
{
public:
    Images(const Behaviour &behaviour, Store &store) : m_behaviour(behaviour), m_store(store) {}

    grpc::Status ListImages(Context *context, const cri::ListImagesRequest *request,
                            cri::ListImagesResponse *response) override
    {
        m_store.listImages(request->filter().image().image(), *response);
        return m_behaviour.enter("ListImages", *context);
    }

    // By CRI's specification a missing image is no error.
    grpc::Status ImageStatus(Context *context, const cri::ImageStatusRequest *request,
                             cri::ImageStatusResponse *response) override
    {
        cri::Image image;
        if (m_store.imageStatus(request->image().image(), image))
            *response->mutable_image() = image;
        return m_behaviour.enter("ImageStatus", *context);
    }

    // Images present are up to date; images missing from the registry cannot be pulled.
    grpc::Status PullImage(Context *context, const cri::PullImageRequest *request,
                           cri::PullImageResponse *response) override
    {
        if (const grpc::Status status = m_behaviour.enter("PullImage", *context); !status.ok())
            return status;
        const std::string &name = request->image().image();
        cri::Image image;
        if (!m_store.imageStatus(name, image)) {
            if (m_behaviour.registry.empty() || name.rfind(m_behaviour.registry + '/', 0) != 0)
                return grpc::Status(grpc::StatusCode::NOT_FOUND,
                                    "failed to pull and unpack image \"" + name + "\": not found");
            if (!mayPull(request->auth()))
                return grpc::Status(grpc::StatusCode::UNKNOWN,
                                    "failed to pull image \"" + name + "\": 401 Unauthorized");
            image = newImage(name);
            m_store.add(image);
        }
        response->set_image_ref(image.id());
        return grpc::Status::OK;
    }

    grpc::Status RemoveImage(Context *context, const cri::RemoveImageRequest *request,
                             cri::RemoveImageResponse *) override
    {
        const grpc::Status status = m_behaviour.enter("RemoveImage", *context);
        return status.ok() ? m_store.removeImage(request->image().image()) : status;
    }

    grpc::Status ImageFsInfo(Context *context, const cri::ImageFsInfoRequest *,
                             cri::ImageFsInfoResponse *response) override
    {
        auto &filesystem = *response->add_image_filesystems();
        filesystem.set_timestamp(nowNs());
        filesystem.mutable_fs_id()->set_mountpoint(
            "/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs");
        filesystem.mutable_used_bytes()->set_value(1'234'567'890);
        filesystem.mutable_inodes_used()->set_value(54321);
        return m_behaviour.enter("ImageFsInfo", *context);
    }

private:
    [[nodiscard]] bool mayPull(const cri::AuthConfig &auth) const
    {
        return m_behaviour.login.empty() || auth.auth() == m_behaviour.login ||
               auth.username() + ':' + auth.password() == m_behaviour.login;
    }

    const Behaviour &m_behaviour;
    Store &m_store;
};

} // namespace

std::unique_ptr<grpc::Service> makeImages(const Behaviour &behaviour, Store &store)
{
    return std::make_unique<Images>(behaviour, store);
}

} // namespace fake_cri
