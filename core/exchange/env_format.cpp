// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/env_format.h"

#include "exchange/env_text.h"
#include "exchange/upstream_env.h"

namespace hydra {

Result<Imported> importEnvText(const ImportRequest &request)
{
    const auto text = readEnvText(request.text);
    if (!text)
        return fail(text.error());
    auto imported = importEnv(text->variables, request.labName, request.host);
    if (imported)
        imported->notes = text->notes + imported->notes;
    return imported;
}

Result<Exported> exportEnvScript(const ExportRequest &request)
{
    const auto vm = singleVm(request);
    if (!vm)
        return fail(vm.error());
    Exported exported;
    const UpstreamEnv env = exportEnv(request.lab, **vm, request.withSecrets, request.host, exported.notes);
    exported.notes << QStringLiteral("upstream's start-vm.sh opens every port on all addresses of its machine, containerd's too");
    const QString who = request.lab.name + u'/' + (*vm)->name;
    exported.files.push_back({request.lab.name + QStringLiteral(".env.sh"),
                              writeEnvScript(env, {QStringLiteral("%1 for upstream's start-vm.sh: run this beside it.").arg(who)},
                                             QStringLiteral("exec ./start-vm.sh \"$@\"")),
                              true, request.withSecrets});
    return exported;
}

} // namespace hydra
