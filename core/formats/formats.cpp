// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/formats/formats.h"

#include "core/exchange/import_lab.h"
#include "core/export/export_containers.h"
#include "core/export/export_services.h"
#include "core/export/export_shell.h"
#include "core/upstream/env_format.h"
#include "core/upstream/helm_values.h"
#include "core/upstream/vm_config.h"

namespace hydra {
namespace {

Result<Imported> importLab(const ImportRequest &request)
{
    return importLabText(request, QStringLiteral("the lab file"));
}

// Each format is one entry.
constexpr ImportFormat importers[] = {
    {"env",
     "settings of upstream's start-vm.sh: an env file or a script, which is read and never run",
     &importEnvText},
    {"vm-config", "upstream's vm-config.yaml", &importVmConfig},
    {"helm-values", "values of upstream's charts isolated-vm or hydra", &importHelmValues},
    {"lab", "a lab file", &importLab},
};

constexpr ExportFormat exporters[] = {
    {"env", "%1.env.sh", "a script that starts one VM with upstream's start-vm.sh",
     &exportEnvScript},
    {"vm-config", "vm-config.yaml", "upstream's vm-config.yaml", &exportVmConfig},
    {"helm-values", "values.yaml", "values of one VM for upstream's charts isolated-vm and hydra",
     &exportHelmValues},
    {"docker", "%1.docker.sh", "a script that runs the VMs in upstream's containers",
     &exportDocker},
    {"kubernetes", "%1.kubernetes.yaml", "a DaemonSet for each VM, as a cluster needs it",
     &exportKubernetes},
    {"systemd", "hydra-%1.service", "a systemd user unit that runs the lab with hydractl",
     &exportSystemd},
    {"launchd", "hydra.lab.%1.plist", "a launchd agent that runs the lab with hydractl",
     &exportLaunchd},
    {"shell", "%1.sh", "a script that runs the VMs with QEMU and nothing else", &exportShell},
};

template <typename Format>
Result<const Format *> find(std::span<const Format> formats, const QString &name)
{
    QStringList names;
    for (const Format &format : formats) {
        if (name == QLatin1String(format.name))
            return &format;
        names << QLatin1String(format.name);
    }
    return fail(ErrorCode::Invalid, QStringLiteral("there is no format '%1'").arg(name), {},
                QStringLiteral("write one of %1").arg(names.join(QStringLiteral(", "))));
}

} // namespace

std::span<const ImportFormat> importFormats()
{
    return importers;
}

std::span<const ExportFormat> exportFormats()
{
    return exporters;
}

Result<Imported> importAs(const QString &format, const ImportRequest &request)
{
    const auto found = find(importFormats(), format);
    return found ? (*found)->read(request) : fail(found.error());
}

Result<Exported> exportAs(const QString &format, const ExportRequest &request)
{
    const auto found = find(exportFormats(), format);
    if (!found)
        return fail(found.error());
    auto exported = (*found)->make(request);
    if (exported)
        exported->labFile = request.labFile;
    return exported;
}

} // namespace hydra
