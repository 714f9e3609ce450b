// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/identity.h"

#include "core/base/atomic_file.h"
#include "core/process/run.h"

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

tl::unexpected<Error> damaged(const QString &file, const QString &how)
{
    return fail(ErrorCode::Failed, QStringLiteral("is damaged: ") + how, file,
                QStringLiteral("put an older copy in its place, or remove it: the VM then gets new "
                               "host ports, and cloud-init sets its guest up anew"));
}

/// False: VALUE is none. A missing one is 0, which means not chosen yet.
bool readPort(const QJsonValue &value, std::uint16_t &port)
{
    const int number = value.isUndefined() ? 0 : value.toInt(-1);
    port = static_cast<std::uint16_t>(number);
    return number >= 0 && number <= 0xffff;
}

// The private key is renamed last, so that an existing one is complete and has its public key.
Result<void> ensureKey(const QString &path, const QString &comment)
{
    if (QFileInfo::exists(path))
        return {};
    const QString fresh = path + QStringLiteral(".new");
    QFile::remove(fresh);
    QFile::remove(fresh + QStringLiteral(".pub"));
    const Command keygen{.program = QStringLiteral("ssh-keygen"),
                         .args = {QStringLiteral("-q"), QStringLiteral("-t"),
                                  QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                                  QStringLiteral("-C"), comment, QStringLiteral("-f"), fresh}};
    if (auto made = run(keygen); !made) {
        Error error = made.error();
        error.hint =
            QStringLiteral("install the OpenSSH client (package openssh-client), then try again");
        return fail(error);
    }
    QFile::remove(path + QStringLiteral(".pub"));
    if (!QFile::rename(fresh + QStringLiteral(".pub"), path + QStringLiteral(".pub")) ||
        !QFile::rename(fresh, path))
        return fail(ErrorCode::Failed, QStringLiteral("cannot keep a new SSH key"), path);
    return {};
}

} // namespace

Result<VmIdentity> readIdentity(const QString &vmStateDir)
{
    const QString file = identityFile(vmStateDir);
    const auto text = readFile(file, 1 << 20);
    if (!text)
        return text.error().code == ErrorCode::NotFound ? Result<VmIdentity>(VmIdentity())
                                                        : fail(text.error());
    const QJsonObject json = QJsonDocument::fromJson(*text).object();
    if (json.isEmpty())
        return damaged(file, QStringLiteral("it is no JSON object"));
    VmIdentity identity;
    const QJsonObject ports = json.value(QStringLiteral("ports")).toObject();
    for (auto it = ports.begin(); it != ports.end(); ++it) {
        if (!readPort(it.value(), identity.ports[it.key()]))
            return damaged(file, QStringLiteral("ports.%1 is no port").arg(it.key()));
    }
    if (!readPort(json.value(QStringLiteral("webhook_port")), identity.webhookPort))
        return damaged(file, QStringLiteral("webhook_port is no port"));
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
    const QString path = paths.labKey(lab);
    if (auto made = ensureKey(path, QStringLiteral("hydra-%1").arg(lab)); !made)
        return fail(made.error());
    const auto text = readFile(path + QStringLiteral(".pub"), 16 << 10);
    if (!text)
        return fail(text.error());
    return QString::fromUtf8(text->trimmed());
}

Result<SshHostKey> ensureHostKey(const Paths &paths, const VmRef &vm)
{
    const QString path = paths.places(vm).hostKey();
    if (auto made = ensureKey(path, vm.toString()); !made)
        return fail(made.error());
    const auto privateKey = readFile(path, 16 << 10);
    const auto publicKey = readFile(path + QStringLiteral(".pub"), 16 << 10);
    if (!privateKey || !publicKey)
        return fail(ErrorCode::Failed, QStringLiteral("the SSH host key cannot be read"), path,
                    QStringLiteral("remove it and its .pub; the next start makes a new one"));
    return SshHostKey{*privateKey, publicKey->trimmed()};
}

QString passwordHashOf(const VmSpec &vm, const VmIdentity &identity)
{
    if (!vm.passwordHash.isEmpty() || vm.password.isEmpty())
        return vm.passwordHash;
    const QString salt = vm.salt.isEmpty() ? identity.salt : vm.salt;
    return sha512Crypt(vm.password.toUtf8(), salt.toUtf8());
}

} // namespace hydra
