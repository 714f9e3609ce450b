// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/read_message.h"

#include "core/base/load_module.h"

namespace hydra {

Result<CriReading> readCriMessage(const QString &type, const YamlNode &root)
{
    using Read = void (*)(const QString &, const YamlNode &, CriReading *);
    const auto read = moduleFunction(QStringLiteral("hydra_cri.so"), "hydraReadCriMessage");
    if (!read)
        return fail(read.error());
    CriReading reading;
    reinterpret_cast<Read>(*read)(type, root, &reading);
    return reading;
}

} // namespace hydra
