// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/provisioning_sources.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QStringList>

#include <algorithm>

namespace hydra {
namespace {

struct KeysOfModule {
    const char *module;
    QStringList keys; ///< the likeliest first
};

// The last keys of scripts-user are the lab file's own, whose scripts runcmd runs, and a script
// that is the whole of user_data.
const std::vector<KeysOfModule> &moduleKeys()
{
    static const auto words = [](const char *text) {
        return QString::fromLatin1(text).split(u' ');
    };
    static const std::vector<KeysOfModule> table = {
        {"apt-configure", words("apt")},
        {"bootcmd", words("bootcmd")},
        {"ca-certs", words("ca_certs ca-certs")},
        {"disk-setup", words("disk_setup fs_setup")},
        {"growpart", words("growpart")},
        {"keyboard", words("keyboard")},
        {"locale", words("locale")},
        {"mounts", words("mounts swap")},
        {"ntp", words("ntp")},
        {"package-update-upgrade-install",
         words("packages package_update package_upgrade package_reboot_if_required")},
        {"phone-home", words("phone_home")},
        {"power-state-change", words("power_state")},
        {"resizefs", words("resize_rootfs")},
        {"rsyslog", words("rsyslog")},
        {"runcmd", words("runcmd")},
        {"scripts-user", words("runcmd debs k3s csi_proxy_url encrypted_images user_data")},
        {"set-hostname", words("hostname fqdn")},
        {"set-passwords", words("chpasswd password ssh_pwauth")},
        {"snap", words("snap")},
        {"ssh", words("ssh_keys ssh_deletekeys ssh_authorized_keys disable_root")},
        {"ssh-import-id", words("ssh_import_id users")},
        {"timezone", words("timezone")},
        {"update-etc-hosts", words("manage_etc_hosts")},
        {"users-groups", words("users groups user")},
        {"write-files", words("write_files")},
        {"write-files-deferred", words("write_files")},
        {"yum-add-repo", words("yum_repos")},
    };
    return table;
}

QStringList keysOf(const QString &module)
{
    for (const KeysOfModule &row : moduleKeys()) {
        if (module == QLatin1String(row.module))
            return row.keys;
    }
    return {};
}

bool names(const QString &words, const QString &name)
{
    static const QString part = QStringLiteral("[\\w.+/-]");
    const QRegularExpression whole(
        QStringLiteral("(?<!%1)%2(?!%1)").arg(part, QRegularExpression::escape(name)));
    return name.size() > 1 && words.contains(whole);
}

QString place(const PlannedProvisioning &planned, const ProvisioningSource &source, int line)
{
    return QStringLiteral("%1:%2: %3").arg(planned.file).arg(line).arg(source.path);
}

} // namespace

QString sourceOf(const PlannedProvisioning &planned, const QString &module, const QString &words)
{
    std::vector<const ProvisioningSource *> candidates;
    for (const QString &key : keysOf(module)) {
        for (const ProvisioningSource &source : planned.sources) {
            if (source.key == key)
                candidates.push_back(&source);
        }
    }
    for (const ProvisioningSource *source : candidates) {
        for (const SourceItem &item : source->items) {
            if (names(words, item.name))
                return place(planned, *source, item.line);
        }
    }
    if (candidates.empty())
        return {};
    const ProvisioningSource &first = *candidates.front();
    const bool isScript = first.key == u"runcmd" || first.key == u"bootcmd";
    return place(planned, first,
                 isScript && !first.items.empty() ? first.items.back().line : first.line);
}

QJsonObject toJson(const PlannedProvisioning &planned)
{
    QJsonArray sources;
    for (const ProvisioningSource &source : planned.sources) {
        QJsonArray items;
        for (const SourceItem &item : source.items)
            items.append(QJsonObject{{QStringLiteral("name"), item.name},
                                     {QStringLiteral("line"), item.line}});
        sources.append(QJsonObject{{QStringLiteral("key"), source.key},
                                   {QStringLiteral("path"), source.path},
                                   {QStringLiteral("line"), source.line},
                                   {QStringLiteral("items"), items}});
    }
    return {{QStringLiteral("file"), planned.file},
            {QStringLiteral("sources"), sources},
            {QStringLiteral("reboots"), planned.reboots},
            {QStringLiteral("quiet_seconds"), planned.quietSeconds}};
}

PlannedProvisioning plannedProvisioningFromJson(const QJsonObject &json)
{
    PlannedProvisioning planned;
    planned.file = json[QStringLiteral("file")].toString();
    planned.reboots = json[QStringLiteral("reboots")].toInt();
    planned.quietSeconds =
        std::clamp(json[QStringLiteral("quiet_seconds")].toInt(planned.quietSeconds), 1, 3600);
    for (const QJsonValue &value : json[QStringLiteral("sources")].toArray()) {
        ProvisioningSource source{.key = value[QStringLiteral("key")].toString(),
                                  .path = value[QStringLiteral("path")].toString(),
                                  .line = value[QStringLiteral("line")].toInt()};
        for (const QJsonValue &item : value[QStringLiteral("items")].toArray())
            source.items.push_back({.name = item[QStringLiteral("name")].toString(),
                                    .line = item[QStringLiteral("line")].toInt()});
        planned.sources.push_back(std::move(source));
    }
    return planned;
}

} // namespace hydra
