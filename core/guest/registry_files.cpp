// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/registry_files.h"

#include <QUrl>

namespace hydra {
namespace {

QByteArray quoted(const QString &text)
{
    QByteArray bytes = text.toUtf8();
    bytes.replace('\\', "\\\\").replace('"', "\\\"");
    return '"' + bytes + '"';
}

QString dockerHub()
{
    return QStringLiteral("docker.io");
}

QString ownUrl(const RegistrySpec &registry)
{
    return QStringLiteral("https://") +
           (registry.host == dockerHub() ? QStringLiteral("registry-1.docker.io") : registry.host);
}

/// Registries below a path are asked at PATH/v2/NAME. Those that proxy several others, such as
/// Harbor and ECR, are asked at /v2/PATH/NAME, so that containerd must not add another /v2.
bool hasApiInPath(const QString &url)
{
    const QStringList steps = QUrl(url).path().split(u'/', Qt::SkipEmptyParts);
    const qsizetype api = steps.indexOf(QStringLiteral("v2"));
    return api >= 0 && api < steps.size() - 1;
}

/// The URLs to try in order; containerd falls back to the registry's own address.
QStringList hosts(const RegistrySpec &registry)
{
    if (!registry.mirrors.isEmpty())
        return registry.mirrors;
    if (registry.insecure)
        return {ownUrl(registry), QStringLiteral("http://") + registry.host};
    return {ownUrl(registry)};
}

QByteArray hostTable(const QString &url, const RegistrySpec &registry)
{
    const QByteArray name = "host." + quoted(url);
    QByteArray text = "\n[" + name + "]\n  capabilities = [\"pull\", \"resolve\"]\n";
    if (hasApiInPath(url))
        text += "  override_path = true\n";
    if (registry.insecure)
        text += "  skip_verify = true\n";
    if (!registry.username.isEmpty()) {
        const QByteArray login = (registry.username + u':' + registry.password).toUtf8().toBase64();
        text += "  [" + name + ".header]\n    Authorization = [\"Basic " + login + "\"]\n";
    }
    return text;
}

QByteArray hostsFile(const RegistrySpec &registry)
{
    QByteArray text = "# Hydra: from the lab file.\n";
    if (registry.host != everyRegistry) // without it, containerd falls back to the image's own
        text += "server = " + quoted(ownUrl(registry)) + '\n';
    for (const QString &url : hosts(registry))
        text += hostTable(url, registry);
    return text;
}

} // namespace

std::vector<GuestFile> registryFiles(const std::vector<RegistrySpec> &registries)
{
    std::vector<GuestFile> files;
    for (const RegistrySpec &registry : registries)
        files.push_back({QStringLiteral("/etc/containerd/certs.d/%1/hosts.toml").arg(registry.host),
                         hostsFile(registry),
                         {},
                         0600});
    return files;
}

QJsonObject registryLogin(const std::vector<RegistrySpec> &registries, const QString &image)
{
    const QString host = registryOf(image);
    for (const RegistrySpec &registry : registries) {
        if (registry.host == host && !registry.username.isEmpty())
            return {{QStringLiteral("username"), registry.username},
                    {QStringLiteral("password"), registry.password}};
    }
    return {};
}

QString registryOf(const QString &image)
{
    const QString first = image.section(u'/', 0, 0);
    const bool isHost = image.contains(u'/') &&
                        (first.contains(u'.') || first.contains(u':') || first == u"localhost");
    return isHost ? first : dockerHub();
}

} // namespace hydra
