// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/fetch/part_state.h"
#include "core/fetch/response_head.h"
#include "core/image/pull/checksum_list.h"
#include "tests/fuzz/require.h"

#include <QList>

using namespace hydra;

// What a server sends beside an image's bytes: its checksums and its headers. Also the state that
// a download keeps between two runs.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), qsizetype(size));
    if (const auto digest = digestIn(text, QStringLiteral("disk"))) {
        require(digest->hex.size() == 64 || digest->hex.size() == 128, "a digest is whole");
        require(digest->hex == digest->hex.toLower(), "digits are small letters");
        require(text.toLower().contains(digest->hex.toLatin1()), "a digest is from the text");
    }
    ResponseHead head;
    for (const QByteArray &line : text.split('\n'))
        readHeaderLine(head, line);
    for (const auto &number : {head.length, head.rangeFrom, head.wholeSize, head.retryAfter})
        require(number.value_or(0) >= 0, "no size is negative");
    if (const auto state = readPartState(text))
        require(readPartState(partStateText(*state)).has_value(), "a state can be read again");
    return 0;
}
