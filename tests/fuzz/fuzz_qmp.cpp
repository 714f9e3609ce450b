// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qmp_parser.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

// Feeds the input as a whole and in two fragments (split where its first byte says), and expects
// the same messages.
namespace {

std::vector<hydra::QmpMessage> parse(std::initializer_list<QByteArrayView> pieces)
{
    hydra::QmpParser parser;
    std::vector<hydra::QmpMessage> messages;
    for (QByteArrayView piece : pieces) {
        parser.feed(piece);
        while (true) {
            const auto next = parser.next();
            if (!next || !*next)
                break;
            messages.push_back(**next);
        }
    }
    return messages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size == 0)
        return 0;
    const QByteArrayView input(data + 1, static_cast<qsizetype>(size) - 1);
    const qsizetype cut = input.isEmpty() ? 0 : data[0] % input.size();
    if (parse({input}) != parse({input.first(cut), input.sliced(cut)}))
        std::abort();
    return 0;
}
