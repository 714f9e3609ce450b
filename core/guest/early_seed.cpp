// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/early_seed.h"

#include "core/guest/archive.h"
#include "core/guest/guest_network.h"
#include "core/guest/guest_setup.h"
#include "core/guest/registry_files.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace hydra {
namespace {

bool isPlain(const QString &text)
{
    return std::none_of(text.begin(), text.end(),
                        [](QChar c) { return c.category() == QChar::Other_Control; });
}

bool isPlain(const SeedInput &input)
{
    // As useradd and hostname(7) have them.
    static const QRegularExpression user(QStringLiteral("\\A[a-z_][a-z0-9_-]{0,31}\\z"));
    static const QRegularExpression host(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9.-]{0,252}\\z"));
    QStringList texts = input.authorizedKeys;
    texts << input.passwordHash << input.webhookUrl;
    for (const GuestMount &mount : input.mounts)
        texts << mount.source << mount.target << mount.type << mount.options;
    return user.match(input.vm.username).hasMatch() &&
           host.match(guestHostname(input.vm)).hasMatch() && !input.passwordHash.contains(u':') &&
           std::all_of(texts.begin(), texts.end(),
                       [](const QString &text) { return isPlain(text); });
}

// By the name that cloud-init gives it, so that what deals with that finds this one, too. The card
// is a real one, not a bridge or a VLAN with its address.
GuestFile networkFile(const SeedInput &input)
{
    const GuestNetwork network = guestNetwork(input.vm);
    QString text = QStringLiteral("[Match]\nMACAddress=%1\nKind=!*\n\n[Network]\nDHCP=no\n"
                                  "Address=%2\n")
                       .arg(input.mac.toLower(), network.address);
    for (const QString &server : network.servers)
        text += QStringLiteral("DNS=%1\n").arg(server);
    if (!network.search.isEmpty())
        text += QStringLiteral("Domains=%1\n").arg(network.search.join(u' '));
    text += QStringLiteral("\n[Route]\nDestination=0.0.0.0/0\nGateway=%1\n").arg(network.gateway);
    return {QStringLiteral("/etc/systemd/network/10-cloud-init-hydra0.network"),
            text.toUtf8(),
            {},
            0644};
}

std::vector<GuestFile> nameFiles(const VmSpec &vm)
{
    const QString full = guestHostname(vm);
    const QString name = full.section(u'.', 0, 0);
    const QString hosts = QStringLiteral("127.0.1.1 %1%2\n127.0.0.1 localhost\n\n"
                                         "::1 localhost ip6-localhost ip6-loopback\n"
                                         "ff02::1 ip6-allnodes\nff02::2 ip6-allrouters\n")
                              .arg(full, full == name ? QString() : u' ' + name);
    return {{QStringLiteral("/etc/hostname"), name.toUtf8() + '\n', {}, 0644},
            {QStringLiteral("/etc/hosts"), hosts.toUtf8(), {}, 0644}};
}

std::vector<GuestFile> sshFiles(const SeedInput &input)
{
    const QString key = QStringLiteral("/etc/ssh/ssh_host_ed25519_key");
    const QByteArray passwords = input.passwordHash.isEmpty() ? "no" : "yes";
    return {{key, input.hostKey.privateKey.trimmed() + '\n', {}, 0600},
            {key + QStringLiteral(".pub"), input.hostKey.publicKey.trimmed() + '\n', {}, 0644},
            {QStringLiteral("/etc/ssh/sshd_config.d/50-cloud-init.conf"),
             "PasswordAuthentication " + passwords + '\n',
             {},
             0600}};
}

std::vector<GuestFile> filesOfGuest(const SeedInput &input)
{
    std::vector<GuestFile> files = nameFiles(input.vm);
    const auto add = [&files](const std::vector<GuestFile> &more) {
        files.insert(files.end(), more.begin(), more.end());
    };
    add(sshFiles(input));
    add({networkFile(input), terminalFile()});
    if (input.vm.containerd)
        add(registryFiles(input.vm.registries));
    add(setupFiles(input.vm, input.system));
    return files;
}

QByteArray lines(const QStringList &texts)
{
    QByteArray all;
    for (const QString &text : texts)
        all += text.toUtf8() + '\n';
    return all;
}

QByteArray values(const SeedInput &input, const QString &instanceId)
{
    QStringList all{QStringLiteral("instance ") + instanceId,
                    QStringLiteral("user ") + input.vm.username,
                    QStringLiteral("shell ") + input.system.shell,
                    QStringLiteral("group ") + input.system.adminGroup};
    if (!input.passwordHash.isEmpty())
        all << QStringLiteral("password ") + input.passwordHash;
    if (input.freshMachineId)
        all << QStringLiteral("machine-id fresh");
    return lines(all);
}

QByteArray fstabLines(const std::vector<GuestMount> &mounts)
{
    QStringList all;
    for (const GuestMount &mount : mounts)
        all << QStringLiteral("%1 %2 %3 %4,comment=cloudconfig 0 0")
                   .arg(fstabField(mount.source), fstabField(mount.target), mount.type,
                        fstabField(mount.options));
    return lines(all);
}

QStringList mountPoints(const std::vector<GuestMount> &mounts)
{
    QStringList targets;
    for (const GuestMount &mount : mounts)
        targets << mount.target;
    return targets;
}

QByteArray json(const QJsonObject &content)
{
    const QJsonObject versioned{{QStringLiteral("v1"), content}};
    return QJsonDocument(versioned).toJson(QJsonDocument::Compact) + '\n';
}

// As cloud-init leaves them in /run/cloud-init, for its commands `status` and `query`.
std::vector<std::pair<QString, QByteArray>> statusFiles(const SeedInput &input,
                                                        const QString &instanceId)
{
    const QString source = QStringLiteral("Hydra's seed");
    QJsonObject status{{QStringLiteral("datasource"), source}, {QStringLiteral("stage"), {}}};
    for (const char *stage : {"init-local", "init", "modules-config", "modules-final"})
        status[QLatin1String(stage)] = QJsonObject{{QStringLiteral("errors"), QJsonArray()},
                                                   {QStringLiteral("start"), 1},
                                                   {QStringLiteral("finished"), 1}};
    return {{QStringLiteral("status.json"), json(status)},
            {QStringLiteral("result.json"), json({{QStringLiteral("datasource"), source},
                                                  {QStringLiteral("errors"), QJsonArray()}})},
            {QStringLiteral("instance-data.json"),
             json({{QStringLiteral("cloud_name"), QStringLiteral("nocloud")},
                   {QStringLiteral("instance_id"), instanceId},
                   {QStringLiteral("local_hostname"), guestHostname(input.vm)}})}};
}

QByteArray reportLine(const QString &webhookUrl)
{
    const QUrl url(webhookUrl);
    return QStringLiteral("%1 %2 %3\n").arg(url.host()).arg(url.port()).arg(url.path()).toUtf8();
}

} // namespace

bool suitsEarlySeed(const SeedInput &input)
{
    return input.system.init == InitSystem::Systemd && !asksForWork(input) &&
           !input.vm.rebootAfterInstall && input.vm.username != u"root" &&
           !input.hostKey.privateKey.isEmpty() && isPlain(input);
}

Result<std::vector<GuestFile>> earlySeed(const SeedInput &input, const QString &instanceId)
{
    const auto files = makeTar(filesOfGuest(input));
    if (!files)
        return fail(files.error());
    std::vector<GuestFile> seed;
    const auto add = [&seed](const QString &name, const QByteArray &content) {
        seed.push_back({QStringLiteral("hydra/") + name, content, {}, 0444});
    };
    add(QStringLiteral("apply"), guestScript(QStringLiteral("apply-seed")));
    add(QStringLiteral("values"), values(input, instanceId));
    add(QStringLiteral("files.tar"), *files);
    add(QStringLiteral("authorized_keys"), lines(input.authorizedKeys));
    add(QStringLiteral("fstab"), fstabLines(input.mounts));
    add(QStringLiteral("mount-points"), lines(mountPoints(input.mounts)));
    add(QStringLiteral("disabled-units"),
        lines(input.vm.containerd ? QStringList() : runtimeUnits()));
    for (const auto &[name, content] : statusFiles(input, instanceId))
        add(name, content);
    if (!input.webhookUrl.isEmpty())
        add(QStringLiteral("report"), reportLine(input.webhookUrl));
    return seed;
}

} // namespace hydra
