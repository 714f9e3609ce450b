// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_kind.h"
#include "tests/fuzz/require.h"

#include <algorithm>

using namespace hydra;

// The bytes are a whole file, of which the reader sees both ends.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const QByteArrayView whole(reinterpret_cast<const char *>(data), qsizetype(size));
    const QByteArrayView head = whole.first(std::min<qsizetype>(whole.size(), imageHeadSize));
    const QByteArrayView tail =
        whole.size() >= imageTailSize ? whole.last(imageTailSize) : QByteArrayView();
    const ImageKind kind = imageKind(head, tail, size);
    const bool isRead = kind.use == ImageKind::Use::Disk || kind.use == ImageKind::Use::Convert;
    require(!kind.name.isEmpty(), "every file has a name for what it is");
    require(isRead != kind.format.isEmpty(), "QEMU's name is known just for what it reads");
    require(kind.use != ImageKind::Use::Unpack || !kind.remedy.isEmpty(), "who can unpack it");
    require(checkIsDisk(kind, QStringLiteral("/f")).has_value() ==
                (kind.use == ImageKind::Use::Disk),
            "only disks are taken as disks");
    require(kind == imageKind(head, tail, size), "the same bytes are of the same kind");
    return 0;
}
