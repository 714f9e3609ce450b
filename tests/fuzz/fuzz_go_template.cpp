// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/go_template.h"
#include "tests/fuzz/require.h"

#include <QJsonArray>
#include <QJsonObject>

using namespace hydra;

// Any text as a template over data that has every type of value.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    static const QJsonObject values{
        {QStringLiteral("a"), QJsonArray{1, QStringLiteral("x"), QJsonValue::Null}},
        {QStringLiteral("b"), QJsonObject{{QStringLiteral("c"), true}}},
        {QStringLiteral("d"), 0.5}};
    const QString text = QString::fromUtf8(reinterpret_cast<const char *>(data), qsizetype(size));
    if (text.count(QStringLiteral("range")) > 1) // counts to ten thousand, each
        return 0;
    const auto parsed = GoTemplate::parse(text);
    const auto written = parsed ? parsed->run(values) : Result<QString>(fail(parsed.error()));
    require(written || !written.error().what.isEmpty(), "a refusal says why");
    require(written || written.error().where.startsWith(QStringLiteral("--template:")),
            "a refusal says where");
    return 0;
}
