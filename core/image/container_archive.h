// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <vector>

namespace hydra {

/// A container image as a value. Layers are uncompressed tar archives, the lowest first.
struct ContainerImage {
    QString name; ///< including the tag
    std::vector<QByteArray> layers;
    QStringList entrypoint;
    QStringList env;
};

/// An archive of IMAGES in the format of "docker save"; equal layers are stored once: manifest.json
/// with Config, RepoTags and Layers, and one configuration per image (rootfs.diff_ids are the
/// SHA-256 of the layers). ARCH: Debian's name, which for amd64 and arm64 is the image format's
/// too. Pure.
[[nodiscard]] Result<QByteArray> makeContainerArchive(const std::vector<ContainerImage> &images,
                                                      const QString &arch);

/// The images preloaded into a guest: registry.k8s.io/pause:3.8 and the demo's thermostat, each
/// made of a static busybox (the guest's own) and one script.
[[nodiscard]] Result<QByteArray> makePreloadedImages(const QByteArray &busybox,
                                                     const QString &arch);

} // namespace hydra
