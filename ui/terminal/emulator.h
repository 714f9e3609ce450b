// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/screen.h"
#include "terminal/sequence_filter.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <memory>

namespace hydra {

struct CursorLook {
    enum class Shape : quint8 { Block, Underline, Bar };
    Shape shape = Shape::Block;
    bool isVisible = true;
};

/// What an emulator tells while it is fed.
struct EmulatorEvents {
    std::function<void(const QByteArray &)> reply; ///< for the program, which asked for it
    std::function<void(const QString &)> title;
    std::function<void()> bell;
    std::function<void()> renumbered; ///< rows have new numbers
};

/// Bytes to a Screen: the filter, libvterm's parser and state, and the callbacks between them.
/// Answers nothing while it is told not to. Not copyable; no thread of its own.
class Emulator
{
public:
    Emulator(int columns, int rows, const ScrollbackLimits &limits, EmulatorEvents events);
    ~Emulator();

    void feed(QByteArrayView bytes);
    void resize(int columns, int rows);
    void setAnswering(bool answering);

    [[nodiscard]] Screen &screen();
    [[nodiscard]] const Screen &screen() const;
    [[nodiscard]] const TerminalModes &modes() const;
    [[nodiscard]] CellPosition cursor() const;
    [[nodiscard]] CursorLook cursorLook() const;
    [[nodiscard]] bool isReversed() const; ///< DECSCNM

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace hydra
