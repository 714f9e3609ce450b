// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/initrd.h"

#include "tests/integration/support/sandbox.h"
#include "tests/support/places.h"

namespace hydra::test {
namespace {

QByteArray padded(QByteArray bytes)
{
    return bytes.append(QByteArray((4 - bytes.size() % 4) % 4, 0));
}

QByteArray member(const QByteArray &name, int mode, const QByteArray &content)
{
    QByteArray header = "070701";
    for (const qsizetype field :
         {qsizetype(1), qsizetype(mode), qsizetype(0), qsizetype(0), qsizetype(1), qsizetype(0),
          content.size(), qsizetype(0), qsizetype(0), qsizetype(0), qsizetype(0), name.size() + 1,
          qsizetype(0)})
        header += QByteArray::number(field, 16).rightJustified(8, '0');
    return padded(header + name + '\0') + padded(content);
}

} // namespace

QByteArray tinyInitrd()
{
    return member("init", 0100755, contentOf(testPath("tiny_init"))) + member("TRAILER!!!", 0, {});
}

} // namespace hydra::test
