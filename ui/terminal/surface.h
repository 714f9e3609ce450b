// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/emulator.h"

#include <QByteArray>
#include <QObject>

#include <compare>

namespace hydra {

/// A position in a terminal's text; the column may be behind the last cell.
struct TerminalPosition {
    qint64 row = 0;
    int column = 0;
    auto operator<=>(const TerminalPosition &) const = default;
};

/// A terminal without a widget: processes a program's output and holds screen, scrollback, modes
/// and title. Event-loop thread. `feed` blocks while it processes (about 30 MB/s), so use a
/// TerminalFeed for large amounts. Rows are numbered from the oldest; after `renumbered` earlier
/// numbers are void. Signals are emitted after the work that caused them.
class TerminalSurface : public QObject
{
    Q_OBJECT

public:
    explicit TerminalSurface(int columns = 80, int rows = 24, const ScrollbackLimits &limits = {},
                             QObject *parent = nullptr);
    ~TerminalSurface() override;

    void feed(const QByteArray &bytes);
    /// Rewraps the text. The size is limited to 4 to 2000 columns and 1 to 1000 rows.
    void resize(int columns, int rows);
    /// False during a replay, whose queries get no reply.
    void setAnswering(bool answering) { m_emulator.setAnswering(answering); }
    /// The colours that programs are told when they ask; a TerminalView sets those it paints with.
    void setColors(const TerminalColors &colors) { m_emulator.setColors(colors); }
    void clearScrollback();
    void reset(); ///< like a program's RIS; also clears the scrollback

    [[nodiscard]] int columns() const { return m_emulator.screen().columns(); }
    [[nodiscard]] int rows() const { return m_emulator.screen().rows(); }
    [[nodiscard]] qint64 firstRow() const { return m_emulator.screen().firstRow(); }
    [[nodiscard]] qint64 screenTop() const { return m_emulator.screen().screenTop(); }
    [[nodiscard]] qint64 endRow() const { return screenTop() + rows(); }

    /// A row from firstRow to endRow; its cells are valid until the next call to this object.
    [[nodiscard]] History::Row row(qint64 row) const { return m_emulator.screen().row(row); }
    [[nodiscard]] const TextPool &pool() const { return m_emulator.screen().pool(); }
    [[nodiscard]] TerminalPosition cursor() const;
    [[nodiscard]] CursorLook cursorLook() const { return m_emulator.cursorLook(); }
    [[nodiscard]] const TerminalModes &modes() const { return m_emulator.modes(); }
    [[nodiscard]] bool isReversed() const { return m_emulator.isReversed(); }
    [[nodiscard]] QString title() const { return m_title; }
    [[nodiscard]] int scrollbackLines() const { return m_emulator.screen().history().lineCount(); }
    [[nodiscard]] qint64 scrollbackMemory() const { return m_emulator.screen().history().memory(); }

    /// For painting: whether a row of the screen has changed since `setClean`.
    [[nodiscard]] bool isDirty(int row) const { return m_emulator.screen().isDirty(row); }
    void setClean() { m_emulator.screen().setClean(); }

Q_SIGNALS:
    void reply(const QByteArray &bytes); ///< to be sent to the program
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
