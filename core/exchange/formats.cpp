// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/formats.h"

#include "config/read_lab.h"
#include "lab/load.h"

#include <QSysInfo>

namespace hydra {
namespace {

Result<Imported> importLab(const ImportRequest &request)
{
    auto lab = readLab(request.text, request.labName + QStringLiteral(".yaml"));
    return lab ? Result<Imported>(Imported{std::move(*lab), {}}) : fail(toError(lab.error(), QStringLiteral("the lab file")));
}

// A new format is a line here.
const std::vector<ImportFormat> importers{
    {"lab", "a lab file", &importLab},
};

const std::vector<ExportFormat> exporters{};

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

HostOs thisHostOs()
{
    const QString kernel = QSysInfo::kernelType();
    return kernel == u"linux" ? HostOs::Linux : kernel == u"darwin" ? HostOs::MacOs : HostOs::Other;
}

std::vector<const VmSpec *> ExportRequest::chosen() const
{
    std::vector<const VmSpec *> all;
    for (const VmSpec &vm : lab.vms) {
        if (vms.contains(vm.name))
            all.push_back(&vm);
    }
    return all;
}

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
    return found ? (*found)->make(request) : fail(found.error());
}

Result<const VmSpec *> singleVm(const ExportRequest &request)
{
    const auto all = request.chosen();
    if (all.size() == 1)
        return all.front();
    return fail(ErrorCode::Invalid, QStringLiteral("holds %1 VMs, and this format one").arg(all.size()), request.lab.name,
                QStringLiteral("name one: %1/%2").arg(request.lab.name, all.empty() ? QStringLiteral("VM") : all.front()->name));
}

} // namespace hydra
