// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/env_format.h"

#include "core/exchange/lab_copy.h"
#include "core/upstream/env_text.h"
#include "core/upstream/upstream_env.h"
#include "core/upstream/upstream_table.h"

#include <algorithm>

namespace hydra {
namespace {

// When a password was set that could not be read, password login is locked: falling back to the
// script's well-known default would be unsafe.
UpstreamEnv withoutKnownPassword(const EnvText &text)
{
    UpstreamEnv env = text.variables;
    const QString password = QStringLiteral("VM_PASSWORD");
    const QString hash = QStringLiteral("VM_PASSWORD_ENCRYPTED");
    const auto has = [&env](const QString &name) {
        return std::any_of(env.begin(), env.end(),
                           [&](const auto &pair) { return pair.first == name; });
    };
    if (text.leftOut.contains(hash))
        std::erase_if(env, [&](const auto &pair) { return pair.first == password; });
    if (text.leftOut.contains(hash) || (text.leftOut.contains(password) && !has(hash)))
        env.emplace_back(hash, lockedPassword);
    return env;
}

} // namespace

Result<Imported> importEnvText(const ImportRequest &request)
{
    const auto text = readEnvText(request.text);
    if (!text)
        return fail(text.error());
    auto imported = importEnv(withoutKnownPassword(*text), request.labName, request.host);
    if (imported)
        imported->notes = text->notes + imported->notes;
    return imported;
}

Result<Exported> exportEnvScript(const ExportRequest &asked)
{
    Exported exported;
    const ExportRequest request = withoutWebLogins(asked, exported.notes);
    const auto vm = singleVm(request);
    if (!vm)
        return fail(vm.error());
    const UpstreamEnv env =
        exportEnv(request.lab, **vm, request.withSecrets, request.host, exported.notes);
    exported.notes << QStringLiteral("upstream's start-vm.sh opens every port on all addresses of "
                                     "its machine, containerd's too");
    const QString who = request.lab.name + u'/' + (*vm)->name;
    exported.files.push_back(
        {request.lab.name + QStringLiteral(".env.sh"),
         writeEnvScript(
             env, {QStringLiteral("%1 for upstream's start-vm.sh: run this beside it.").arg(who)},
             QStringLiteral("exec ./start-vm.sh \"$@\"")),
         true, request.withSecrets});
    return exported;
}

} // namespace hydra
