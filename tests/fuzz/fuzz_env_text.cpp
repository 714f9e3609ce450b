// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/env_text.h"
#include "core/upstream/upstream_env.h"
#include "tests/fuzz/require.h"

using namespace hydra;

/// Stands in for the table of upstream's settings, which would bring most of core along.
bool hydra::isUpstreamVariable(const QString &name)
{
    return name.startsWith(QStringLiteral("KVM_")) || name.startsWith(QStringLiteral("VM_"));
}

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const auto read = readEnvText(text);
    if (!read) {
        require(!read.error().what.isEmpty(), "a refusal says why");
        return 0;
    }
    require(read->notes.size() <= 200, "notes have an end");
    for (const QString &note : read->notes)
        require(note.startsWith(QStringLiteral("line ")), "a note says where");
    // A script that we write must have the same values, all literal.
    const auto again =
        readEnvText(writeEnvScript(read->variables, {}, QStringLiteral("exec ./start-vm.sh")));
    require(again && again->variables == read->variables && again->leftOut.isEmpty(),
            "what is written reads back the same");
    return 0;
}
