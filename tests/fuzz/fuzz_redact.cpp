// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/redact.h"
#include "tests/fuzz/require.h"

using namespace hydra;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArray secret = "sesame-street";
    Redactor redactor;
    redactor.addSecret(QString::fromUtf8(secret));
    require(!redactor.text(text).contains(secret), "a known secret is in no text");
    if (const auto yaml = redactor.yaml(text))
        require(!yaml->contains(secret) || !text.contains(secret), "a known secret is in no YAML");
    if (const auto json = redactor.json(text))
        require(redactor.json(*json).has_value(), "JSON stays JSON");
    return 0;
}
