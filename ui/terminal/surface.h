// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "terminal/emulator.h"

#include <QByteArray>
#include <QObject>

#include <compare>

namespace hydra {

/// A place in a terminal's text; columns may point behind the last cell.
struct TerminalPosition {
    qint64 row = 0;
    int column = 0;
    auto operator<=>(const TerminalPosition &) const = default;
};

/// A terminal without a widget: takes a program's output and holds screen, scrollback, modes and
/// title. Event-loop thread. `feed` takes as long as its bytes need (about 30 MB/s), so feed large
/// amounts through a TerminalFeed. Rows are numbered from the oldest; `renumbered` says when old
/// numbers became void. Signals come after the work that caused them.
class TerminalSurface : public QObject
{
    Q_OBJECT

public:
    explicit TerminalSurface(int columns = 80, int rows = 24, const ScrollbackLimits &limits = {},
                             QObject *parent = nullptr);
    ~TerminalSurface() override;

    void feed(const QByteArray &bytes);
    /// Wraps the text anew. Kept within 4 to 2000 columns and 1 to 1000 rows.
    void resize(int columns, int rows);
    /// False during a replay: what was asked long ago is not answered.
    void setAnswering(bool answering) { m_emulator.setAnswering(answering); }
    void clearScrollback();
    void reset(); ///< as a program's RIS, and clears the scrollback

    [[nodiscard]] int columns() const { return m_emulator.screen().columns(); }
    [[nodiscard]] int rows() const { return m_emulator.screen().rows(); }
    [[nodiscard]] qint64 firstRow() const { return m_emulator.screen().firstRow(); }
    [[nodiscard]] qint64 screenTop() const { return m_emulator.screen().screenTop(); }
    [[nodiscard]] qint64 endRow() const { return screenTop() + rows(); }

    /// A row from firstRow to endRow; its cells are good until the next call of anything here.
    [[nodiscard]] History::Row row(qint64 row) const { return m_emulator.screen().row(row); }
    [[nodiscard]] const TextPool &pool() const { return m_emulator.screen().pool(); }
    [[nodiscard]] TerminalPosition cursor() const;
    [[nodiscard]] CursorLook cursorLook() const { return m_emulator.cursorLook(); }
    [[nodiscard]] const TerminalModes &modes() const { return m_emulator.modes(); }
    [[nodiscard]] bool isReversed() const { return m_emulator.isReversed(); }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] int scrollbackLines() const { return m_emulator.screen().history().lineCount(); }
    [[nodiscard]] qint64 scrollbackMemory() const { return m_emulator.screen().history().memory(); }

    /// For the one who paints: rows of the screen changed since `setClean`.
    [[nodiscard]] bool isDirty(int row) const { return m_emulator.screen().isDirty(row); }
    void setClean() { m_emulator.screen().setClean(); }

Q_SIGNALS:
    void reply(const QByteArray &bytes); ///< for the program's input
    void changed();
    void renumbered();
    void titleChanged(const QString &title);
    void bell();
    void resized(int columns, int rows);

private:
    struct News {
        QByteArray reply;
        bool title = false;
        bool bell = false;
        bool renumbered = false;
    };

    [[nodiscard]] EmulatorEvents collectNews();
    void tellNews();

    News m_news;
    QString m_title;
    Emulator m_emulator;
};

} // namespace hydra
