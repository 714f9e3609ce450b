// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/env_text.h"
#include "require.h"

using namespace hydra;

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
    // A script of ours says the same, and nothing in it is left to a shell.
    const auto again = readEnvText(writeEnvScript(read->variables, {}, QStringLiteral("exec ./start-vm.sh")));
    require(again && again->variables == read->variables && again->leftOut.isEmpty(), "what is written reads back the same");
    return 0;
}
