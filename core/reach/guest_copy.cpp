// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/guest_copy.h"

#include "core/guest/unpack.h"
#include "core/process/run.h"

#include <QFile>

namespace hydra {
namespace {

using namespace std::chrono_literals;

Command asRoot(const QStringList &words)
{
    return {.program = QStringLiteral("sudo"), .args = QStringList{QStringLiteral("-n")} + words};
}

} // namespace

Result<Command> GuestCopy::inGuest(const Command &command) const
{
    return sshProgram(m_paths, m_vm, m_username, m_ports, command);
}

Result<void> GuestCopy::exists(const QString &path) const
{
    const auto command = inGuest(asRoot(
        {QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("if [ -e \"$1\" ] || [ -L \"$1\" ]; then echo yes; else echo no; fi"),
         QStringLiteral("sh"), path}));
    if (!command)
        return fail(command.error());
    RunOptions options;
    options.timeout = 1min;
    const auto ran = run(*command, m_job.cancel, options);
    if (!ran)
        return fail(ran.error());
    if (ran->output.trimmed() == "yes")
        return {};
    return fail(ErrorCode::NotFound, QStringLiteral("the guest has no %1").arg(path),
                m_vm.toString());
}

Result<void> GuestCopy::toFile(const Command &command, const QString &path) const
{
    const auto there = inGuest(command);
    if (!there)
        return fail(there.error());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot be written: %1").arg(file.errorString()), path);
    bool whole = true;
    RunOptions options;
    options.timeout = std::chrono::hours(1);
    options.onOutput = [&file, &whole](QByteArrayView bytes) {
        whole = whole && file.write(bytes.data(), bytes.size()) == bytes.size();
    };
    const auto ran = run(*there, m_job.cancel, options);
    whole = file.flush() && whole;
    if (ran && whole)
        return {};
    file.remove();
    return ran ? fail(ErrorCode::Failed,
                      QStringLiteral("cannot be written: %1").arg(file.errorString()), path,
                      QStringLiteral("free some space, then try again"))
               : fail(ran.error());
}

Result<void> GuestCopy::journal(const QString &file) const
{
    if (m_job.progress)
        m_job.progress({-1, QStringLiteral("Reading the guest's journal")});
    return toFile(
        asRoot({QStringLiteral("journalctl"), QStringLiteral("--no-pager"), QStringLiteral("-b"),
                QStringLiteral("-o"), QStringLiteral("short-iso-precise")}),
        file);
}

Result<void> GuestCopy::take(const QString &path, const QString &dir) const
{
    if (m_job.progress)
        m_job.progress({-1, QStringLiteral("Reading %1").arg(path)});
    if (auto there = exists(path); !there)
        return there;
    // In the VM's own directory, so that it is removed together with it.
    const QString archive = m_paths.vmState(m_vm) + QStringLiteral("/kept.tar");
    QFile::remove(archive);
    // tar exits with 1 when a file changed while it was read, which is acceptable.
    const QString script =
        QStringLiteral("tar --hard-dereference --sparse -cf - -C / -- \"$1\"; [ $? -le 1 ]");
    const Command tar = asRoot(
        {QStringLiteral("sh"), QStringLiteral("-c"), script, QStringLiteral("sh"), path.mid(1)});
    if (auto read = toFile(tar, archive); !read)
        return read;
    return unpackTree(archive, dir, m_job.cancel);
}

} // namespace hydra
