// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/identity.h"

#include "base/atomic_file.h"
#include "process/run.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace hydra {
namespace {

QString identityFile(const QString &vmStateDir)
{
    return vmStateDir + QStringLiteral("/identity.json");
}

// The private key is renamed last, so that a key that is there is whole and has its public half.
Result<void> ensureKey(const QString &path, const QString &comment)
{
    if (QFileInfo::exists(path))
        return {};
    const QString fresh = path + QStringLiteral(".new");
    QFile::remove(fresh);
    QFile::remove(fresh + QStringLiteral(".pub"));
    const Command keygen{QStringLiteral("ssh-keygen"),
                         {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"),
                          QStringLiteral("-N"), QString(), QStringLiteral("-C"), comment,
                          QStringLiteral("-f"), fresh}};
    if (auto made = run(keygen); !made) {
        Error error = made.error();
        error.hint = QStringLiteral("install the OpenSSH client (package openssh-client), then try again");
        return fail(error);
    }
    QFile::remove(path + QStringLiteral(".pub"));
    if (!QFile::rename(fresh + QStringLiteral(".pub"), path + QStringLiteral(".pub"))
        || !QFile::rename(fresh, path))
        return fail(ErrorCode::Failed, QStringLiteral("cannot keep a new SSH key"), path);
    return {};
}

} // namespace

Result<VmIdentity> readIdentity(const QString &vmStateDir)
{
    const QString file = identityFile(vmStateDir);
    if (!QFileInfo::exists(file))
        return VmIdentity{};
    const auto text = readFile(file, 1 << 20);
    if (!text)
        return fail(text.error());
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    VmIdentity identity;
    const QJsonObject ports = json.value(QStringLiteral("ports")).toObject();
    for (auto it = ports.begin(); it != ports.end(); ++it)
        identity.ports[it.key()] = static_cast<std::uint16_t>(it.value().toInt());
    identity.webhookPort = static_cast<std::uint16_t>(json.value(QStringLiteral("webhook_port")).toInt());
    identity.webhookToken = json.value(QStringLiteral("webhook_token")).toString();
    identity.salt = json.value(QStringLiteral("salt")).toString();
    identity.freshMachineId = json.value(QStringLiteral("fresh_machine_id")).toBool();
    return identity;
}

Result<void> writeIdentity(const QString &vmStateDir, const VmIdentity &identity)
{
    QJsonObject ports;
    for (const auto &[role, port] : identity.ports)
        ports.insert(role, port);
    QJsonObject json{{QStringLiteral("ports"), ports},
                     {QStringLiteral("webhook_port"), identity.webhookPort},
                     {QStringLiteral("webhook_token"), identity.webhookToken},
                     {QStringLiteral("salt"), identity.salt}};
    if (identity.freshMachineId)
        json.insert(QStringLiteral("fresh_machine_id"), true);
    return writeFileAtomically(identityFile(vmStateDir), QJsonDocument(json).toJson());
}

Result<QString> ensureLabKey(const Paths &paths, const QString &lab)
{
    const QString path = paths.labState(lab) + QStringLiteral("/id_ed25519");
    if (auto made = ensureKey(path, QStringLiteral("hydra-%1").arg(lab)); !made)
        return fail(made.error());
    const auto text = readFile(path + QStringLiteral(".pub"), 16 << 10);
    if (!text)
        return fail(text.error());
    return QString::fromUtf8(text->trimmed());
}

Result<SshHostKey> ensureHostKey(const Paths &paths, const VmRef &vm)
{
    const QString path = paths.vmState(vm) + QStringLiteral("/ssh_host_ed25519_key");
    if (auto made = ensureKey(path, vm.toString()); !made)
        return fail(made.error());
    const auto privateKey = readFile(path, 16 << 10);
    const auto publicKey = readFile(path + QStringLiteral(".pub"), 16 << 10);
    if (!privateKey || !publicKey)
        return fail(ErrorCode::Failed, QStringLiteral("the SSH host key cannot be read"), path,
                    QStringLiteral("remove it and its .pub; the next start makes a new one"));
    return SshHostKey{*privateKey, publicKey->trimmed()};
}

} // namespace hydra
