// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/emulator.h"

#include <cstdint>
#include <cstdlib>
#include <vector>

// The first two bytes are a size. The rest goes to one emulator in pieces and to another byte by
// byte; 0xfe and two more bytes resize both. Their screens must always be equal.
namespace {

using namespace hydra;

struct Terminal {
    Terminal(int columns, int rows)
        : emulator(columns, rows, {200, 64 << 10},
                   {[](const QByteArray &) {}, [](const QString &) {}, [] {}, [] {}})
    {
    }
    Emulator emulator;
};

bool looksAlike(const History::Row &one, const TextPool &onePool, const History::Row &other,
                const TextPool &otherPool)
{
    if (one.cells.size() != other.cells.size() || one.isWrapped != other.isWrapped)
        return false;
    for (std::size_t i = 0; i < one.cells.size(); ++i)
        if (std::u32string(onePool.text(one.cells[i])) !=
                std::u32string(otherPool.text(other.cells[i])) ||
            !(onePool.style(one.cells[i].style) == otherPool.style(other.cells[i].style)))
            return false;
    return true;
}

void require(bool holds)
{
    if (!holds)
        std::abort();
}

void compare(const Emulator &one, const Emulator &other)
{
    const Screen &screen = one.screen();
    require(one.cursor() == other.cursor() && one.modes() == other.modes());
    require(one.cursor().row >= 0 && one.cursor().row < screen.rows());
    require(one.cursor().column >= 0 && one.cursor().column < screen.columns());
    require(screen.firstRow() == other.screen().firstRow() &&
            screen.screenTop() == other.screen().screenTop());
    for (qint64 row = screen.firstRow(); row < screen.screenTop() + screen.rows(); ++row)
        require(looksAlike(screen.row(row), screen.pool(), other.screen().row(row),
                           other.screen().pool()));
}

int columnsOf(std::uint8_t byte)
{
    return 4 + byte % 90;
}

int rowsOf(std::uint8_t byte)
{
    return 1 + byte % 30;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    Terminal whole(columnsOf(data[0]), rowsOf(data[1]));
    Terminal cut(columnsOf(data[0]), rowsOf(data[1]));
    QByteArray piece;
    for (std::size_t i = 2; i < size; ++i) {
        if (data[i] != 0xfe || i + 2 >= size) {
            piece += char(data[i]);
            cut.emulator.feed({reinterpret_cast<const char *>(data + i), 1});
            continue;
        }
        whole.emulator.feed(piece);
        piece.clear();
        for (Terminal *terminal : {&whole, &cut})
            terminal->emulator.resize(columnsOf(data[i + 1]), rowsOf(data[i + 2]));
        i += 2;
    }
    whole.emulator.feed(piece);
    compare(whole.emulator, cut.emulator);
    return 0;
}
