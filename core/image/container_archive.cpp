// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/container_archive.h"

#include "core/guest/archive.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

namespace hydra {
namespace {

QString sha256(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray configOf(const ContainerImage &image, const QString &arch)
{
    QJsonArray layers;
    QJsonArray history;
    for (const QByteArray &layer : image.layers) {
        layers.append(QStringLiteral("sha256:") + sha256(layer));
        history.append(QJsonObject{{QStringLiteral("created_by"), QStringLiteral("hydra")}});
    }
    const QJsonObject process{
        {QStringLiteral("Entrypoint"), QJsonArray::fromStringList(image.entrypoint)},
        {QStringLiteral("Env"), QJsonArray::fromStringList(image.env)},
        {QStringLiteral("WorkingDir"), QStringLiteral("/")},
    };
    const QJsonObject root{{QStringLiteral("type"), QStringLiteral("layers")},
                           {QStringLiteral("diff_ids"), layers}};
    const QJsonObject config{
        {QStringLiteral("architecture"), arch},
        {QStringLiteral("os"), QStringLiteral("linux")},
        {QStringLiteral("created"), QStringLiteral("1970-01-01T00:00:00Z")},
        {QStringLiteral("config"), process},
        {QStringLiteral("rootfs"), root},
        {QStringLiteral("history"), history},
    };
    return QJsonDocument(config).toJson(QJsonDocument::Compact);
}

/// A root file system of busybox and a symbolic link for each of its commands.
Result<QByteArray> busyboxLayer(const QByteArray &busybox)
{
    static const char *const commands[] = {
        "awk",   "cat",     "date",     "df",   "dmesg", "echo",  "env",      "false",
        "free",  "grep",    "head",     "id",   "kill",  "ls",    "mkdir",    "mount",
        "nc",    "netstat", "nslookup", "od",   "ping",  "ip",    "printf",   "ps",
        "pwd",   "rm",      "sed",      "seq",  "sh",    "sleep", "sort",     "stat",
        "sync",  "tail",    "tee",      "test", "top",   "touch", "tr",       "true",
        "uname", "uptime",  "vi",       "wc",   "wget",  "yes",   "hostname", "ifconfig",
    };
    std::vector<GuestFile> files{{QStringLiteral("bin/busybox"), busybox, {}, 0755}};
    for (const char *command : commands)
        files.push_back(
            {QStringLiteral("bin/") + QLatin1String(command), {}, QStringLiteral("busybox"), 0777});
    files.push_back({QStringLiteral("etc/passwd"), "root:x:0:0:root:/:/bin/sh\n", {}, 0644});
    files.push_back({QStringLiteral("etc/group"), "root:x:0:\n", {}, 0644});
    return makeTar(files);
}

Result<QByteArray> programLayer(const QString &name)
{
    return makeTar({{name, containerProgram(name), {}, 0755}});
}

} // namespace

Result<QByteArray> makeContainerArchive(const std::vector<ContainerImage> &images,
                                        const QString &arch)
{
    std::vector<GuestFile> files;
    QJsonArray manifest;
    QSet<QString> written;
    for (const ContainerImage &image : images) {
        const QByteArray config = configOf(image, arch);
        const QString configName = sha256(config) + QStringLiteral(".json");
        files.push_back({configName, config, {}, 0644});
        QJsonArray layers;
        for (const QByteArray &layer : image.layers) {
            const QString name = sha256(layer) + QStringLiteral("/layer.tar");
            layers.append(name);
            if (!written.contains(name))
                files.push_back({name, layer, {}, 0644});
            written.insert(name);
        }
        manifest.append(QJsonObject{{QStringLiteral("Config"), configName},
                                    {QStringLiteral("RepoTags"), QJsonArray{image.name}},
                                    {QStringLiteral("Layers"), layers}});
    }
    files.push_back({QStringLiteral("manifest.json"),
                     QJsonDocument(manifest).toJson(QJsonDocument::Compact),
                     {},
                     0644});
    return makeTar(files);
}

Result<QByteArray> makePreloadedImages(const QByteArray &busybox, const QString &arch)
{
    const auto base = busyboxLayer(busybox);
    if (!base)
        return base;
    std::vector<ContainerImage> images;
    for (const auto &[program, name] :
         {std::pair(QStringLiteral("pause"), QStringLiteral("registry.k8s.io/pause:3.8")),
          std::pair(QStringLiteral("thermostat"),
                    QStringLiteral("localhost/hydra/thermostat:1"))}) {
        const auto own = programLayer(program);
        if (!own)
            return own;
        images.push_back({name, {*base, *own}, {u'/' + program}, {QStringLiteral("PATH=/bin")}});
    }
    return makeContainerArchive(images, arch);
}

} // namespace hydra
