// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/settings.h"
#include "tests/fuzz/require.h"

using namespace hydra;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString file = QStringLiteral("settings.yaml");
    const auto settings = readSettings(text, file);
    if (!settings) {
        require(!settings.error().empty(), "a refusal says why");
        return 0;
    }
    const auto edited =
        editSettings(text, file, {{QStringLiteral("default_cpu"), QStringLiteral("7")}});
    if (!edited)
        return 0;
    Settings expected = *settings;
    expected.defaultCpu = 7;
    const auto again = readSettings(*edited, file);
    require(again && *again == expected, "an edit changes its key only");
    return 0;
}
