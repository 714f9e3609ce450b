// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/control.h"

#include <cstdlib>

// A line of the control socket, read as every kind of call. Texts come back as they are written.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    using namespace hydra::net;
    const std::string_view line(reinterpret_cast<const char *>(data), size);
    const auto call = readCall(line);
    if (call) {
        (void)readSegment(call->params);
        (void)readPort(call->params);
        (void)readPolicy(call->params);
        (void)readLink(call->params);
        (void)readCapture(call->params);
        (void)readForward(call->params);
        if (!parseJson(errorLine(call->id, call->method)))
            std::abort();
    }
    const auto written = parseJson(jsonString(line));
    if (!written || *written->as<std::string>() != line)
        std::abort();
    return 0;
}
