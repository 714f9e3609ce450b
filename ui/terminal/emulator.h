// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/colors.h"
#include "ui/terminal/screen.h"
#include "ui/terminal/sequence_filter.h"

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

/// What an emulator reports while it is fed.
struct EmulatorEvents {
    std::function<void(const QByteArray &)> reply; ///< to be sent to the program
    std::function<void(const QString &)> title;
    std::function<void()> bell;
    std::function<void()> renumbered; ///< row numbers have changed
};

/// Turns bytes into a Screen: the filter, libvterm's parser and state, and the callbacks between
/// them. Sends no replies while answering is off. Not copyable; has no thread of its own.
class Emulator
{
public:
    Emulator(int columns, int rows, const ScrollbackLimits &limits, EmulatorEvents events);
    ~Emulator();

    void feed(QByteArrayView bytes);
    void resize(int columns, int rows);
    void setAnswering(bool answering);
    /// The colours that queries are answered with; until they are set, such a query gets no reply.
    void setColors(const TerminalColors &colors);

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
