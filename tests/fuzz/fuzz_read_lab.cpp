// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "tests/fuzz/require.h"

using namespace hydra;

namespace {

void requireGoodDiagnostics(const Diagnostics &diagnostics)
{
    require(!diagnostics.empty(), "a refusal says why");
    for (const Diagnostic &diagnostic : diagnostics)
        require(diagnostic.line >= 1 && diagnostic.column >= 1 && !diagnostic.what.isEmpty(),
                "it says where");
}

/// An edit must change nothing but the edited key.
void requireGoodEdit(const QByteArray &text, const QString &file, LabSpec lab)
{
    const auto edited = editLab(
        text, file,
        {{lab.vms.back().name, QStringLiteral("cpu"), QStringLiteral("7")},
         {lab.vms.back().name, QStringLiteral("rimd.artifact_dir"), QStringLiteral("x: [")}});
    require(!edited, "a value that is not YAML is refused");
    const auto good =
        editLab(text, file,
                {{lab.vms.back().name, QStringLiteral("krunkit.log_level"), QStringLiteral("5")}});
    if (!good)
        return;
    lab.vms.back().krunkit.logLevel = 5;
    require(*readLab(*good, file) == lab, "an edit changes its key only");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QString file = QStringLiteral("lab.yaml");
    const auto lab = readLab(text, file);
    if (!lab) {
        requireGoodDiagnostics(lab.error());
        return 0;
    }
    const QByteArray written = writeLab(*lab);
    const auto again = readLab(written, file);
    require(again && *again == *lab, "what is written reads back the same");
    require(writeLab(*again) == written, "writing twice gives the same text");
    requireGoodEdit(text, file, *lab);
    return 0;
}
