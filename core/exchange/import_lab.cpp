// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/import_lab.h"

#include "core/config/read_lab.h"
#include "core/copy/clone_text.h"
#include "core/exchange/cautions.h"
#include "core/exchange/differences.h"
#include "core/lab/load.h"
#include "core/lab/spec_paths.h"

namespace hydra {
namespace {

// Empties the text when it cannot be patched; the lab file is then written from scratch.
void makePathsAbsolute(Imported &imported, const ImportRequest &request)
{
    const LabSpec said = imported.lab;
    for (VmSpec &vm : imported.lab.vms) {
        vm = withoutRelativePaths(vm, request.file);
        imported.notes << vmDifferences(*said.vm(vm.name), vm);
    }
    if (imported.lab != said)
        imported.text =
            patchedText(request.text, said, imported.lab, request.labName + QStringLiteral(".yaml"))
                .value_or(QByteArray());
}

} // namespace

Result<Imported> importLabText(const ImportRequest &request, const QString &what)
{
    auto lab = readLab(request.text, request.labName + QStringLiteral(".yaml"));
    if (!lab)
        return fail(toError(lab.error(), what));
    Imported imported{std::move(*lab), request.text, {}};
    if (!request.file.isEmpty())
        makePathsAbsolute(imported, request);
    imported.notes << cautions(imported.lab);
    return imported;
}

} // namespace hydra
