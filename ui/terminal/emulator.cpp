// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/terminal/emulator.h"

#include "ui/terminal/answers.h"
#include "ui/terminal/vterm_api.h"

#include <algorithm>
#include <utility>

namespace hydra {

class Emulator::Private final : public SequenceSink
{
public:
    Private(int columns, int rows, const ScrollbackLimits &limits, EmulatorEvents handlers)
        : events(std::move(handlers)), screen(columns, rows, limits),
          terminal(vterm::make(rows, columns)), state(vterm_obtain_state(terminal.get()))
    {
        vterm_set_utf8(terminal.get(), 1);
        vterm_output_set_callback(terminal.get(), &Private::onOutput, this);
        vterm_state_set_callbacks(state, &callbacks(), this);
        vterm_state_reset(state, 1);
    }

    void pass(QByteArrayView bytes) override
    {
        vterm_input_write(terminal.get(), bytes.data(), std::size_t(bytes.size()));
    }
    void mark(char32_t mark) override { screen.mark(mark); }
    void setPen(const CellStyle &pen) override { screen.setPen(pen); }
    void setTitle(const QString &title) override { events.title(title); }
    void askColors(QByteArrayView command, QByteArrayView end) override
    {
        reply(colorReplies(command, end, colors));
    }
    void askSize() override { reply(sizeReply(screen.rows(), screen.columns())); }
    void reply(const QByteArray &bytes) override
    {
        if (isAnswering && !bytes.isEmpty())
            events.reply(bytes);
    }
    void clearScrollback() override
    {
        screen.clearHistory();
        events.renumbered();
    }
    void reset(bool hard) override;
    void alternateLeft() override;

    [[nodiscard]] CellPosition cursor() const
    {
        VTermPos pos = {};
        vterm_state_get_cursorpos(state, &pos);
        return vterm::toPosition(pos);
    }

    static const VTermStateCallbacks &callbacks();
    static Private &of(void *user) { return *static_cast<Private *>(user); }
    static void onOutput(const char *bytes, std::size_t size, void *user);
    static int onGlyph(VTermGlyphInfo *info, VTermPos pos, void *user);
    static int onProperty(VTermProp property, VTermValue *value, void *user);
    static int onResize(int rows, int columns, vterm::ResizeExtra extra, void *user);

    EmulatorEvents events;
    Screen screen;
    vterm::Handle terminal;
    VTermState *state;
    SequenceFilter filter{*this};
    TerminalColors colors;
    CursorLook look;
    CellPosition cursorBeforeResize;
    bool isReversed = false;
    bool isAnswering = true;
    /// A resize moved the primary screen's cursor, hidden at that time.
    bool hasPrimaryMoved = false;
};

const VTermStateCallbacks &Emulator::Private::callbacks()
{
    static const VTermStateCallbacks table = [] {
        VTermStateCallbacks made = {};
        made.putglyph = &Private::onGlyph;
        made.movecursor = [](VTermPos pos, VTermPos, int, void *user) {
            of(user).screen.cursorMoved(vterm::toPosition(pos));
            return 1;
        };
        made.scrollrect = [](VTermRect rect, int down, int right, void *user) {
            of(user).screen.scroll(vterm::toRect(rect), down, right);
            return 1;
        };
        made.erase = [](VTermRect rect, int, void *user) {
            of(user).screen.erase(vterm::toRect(rect));
            return 1;
        };
        made.settermprop = &Private::onProperty;
        made.bell = [](void *user) {
            of(user).events.bell();
            return 1;
        };
        made.resize = &Private::onResize;
        return made;
    }();
    return table;
}

int Emulator::Private::onGlyph(VTermGlyphInfo *info, VTermPos pos, void *user)
{
    of(user).screen.put(vterm::toPosition(pos), info->chars[0], info->width);
    return 1;
}

void Emulator::Private::onOutput(const char *bytes, std::size_t size, void *user)
{
    of(user).reply(QByteArray(bytes, qsizetype(size)));
}

int Emulator::Private::onProperty(VTermProp property, VTermValue *value, void *user)
{
    Private &self = of(user);
    switch (property) {
    case VTERM_PROP_CURSORVISIBLE:
        self.look.isVisible = value->boolean != 0;
        break;
    case VTERM_PROP_CURSORSHAPE:
        self.look.shape =
            value->number == VTERM_PROP_CURSORSHAPE_UNDERLINE  ? CursorLook::Shape::Underline
            : value->number == VTERM_PROP_CURSORSHAPE_BAR_LEFT ? CursorLook::Shape::Bar
                                                               : CursorLook::Shape::Block;
        break;
    case VTERM_PROP_ALTSCREEN:
        self.screen.setAlternate(value->boolean != 0, self.cursor());
        break;
    case VTERM_PROP_REVERSE:
        self.isReversed = value->boolean != 0;
        break;
    default:
        break;
    }
    return 1;
}

int Emulator::Private::onResize(int rows, int columns, vterm::ResizeExtra extra, void *user)
{
    Private &self = of(user);
    vterm::resizeLineInfos(extra, self.screen.rows(), rows);
    vterm::moveCursor(extra, self.cursor(),
                      self.screen.resize(columns, rows, self.cursorBeforeResize));
    self.hasPrimaryMoved = self.screen.isAlternate();
    return 1;
}

void Emulator::Private::reset(bool hard)
{
    if (hard) // libvterm leaves the alternate screen without a callback
        screen.setAlternate(false, {});
    isReversed = false;
    vterm_state_reset(state, hard ? 1 : 0);
}

// libvterm restores the cursor to its position before the resize, so move it to where the text is
// now.
void Emulator::Private::alternateLeft()
{
    if (!std::exchange(hasPrimaryMoved, false))
        return;
    const CellPosition at = screen.primaryCursor();
    const QByteArray move = "\x1b[?6l\x1b[" + QByteArray::number(at.row + 1) + ';' +
                            QByteArray::number(at.column + 1) + 'H';
    pass(move);
}

Emulator::Emulator(int columns, int rows, const ScrollbackLimits &limits, EmulatorEvents events)
    : d(std::make_unique<Private>(columns, rows, limits, std::move(events)))
{
}

Emulator::~Emulator() = default;

void Emulator::feed(QByteArrayView bytes)
{
    d->screen.tidy();
    d->filter.feed(bytes);
}

void Emulator::resize(int columns, int rows)
{
    if (columns == d->screen.columns() && rows == d->screen.rows())
        return;
    d->cursorBeforeResize = d->cursor();
    // libvterm 0.1 keeps margins that lie outside a smaller screen.
    d->pass("\x1b[?6l\x1b[?69l\x1b[r");
    d->filter.forgetMargins();
    vterm_set_size(d->terminal.get(), rows, columns);
    d->events.renumbered();
}

void Emulator::setAnswering(bool answering)
{
    d->isAnswering = answering;
}

void Emulator::setColors(const TerminalColors &colors)
{
    d->colors = colors;
}

Screen &Emulator::screen()
{
    return d->screen;
}

const Screen &Emulator::screen() const
{
    return d->screen;
}

const TerminalModes &Emulator::modes() const
{
    return d->filter.modes();
}

CellPosition Emulator::cursor() const
{
    return d->cursor();
}

CursorLook Emulator::cursorLook() const
{
    return d->look;
}

bool Emulator::isReversed() const
{
    return d->isReversed;
}

} // namespace hydra
