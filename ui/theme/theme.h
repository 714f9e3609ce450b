// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/settings.h"

#include <QColor>
#include <QFont>
#include <QObject>

#include <array>

namespace hydra::ui {

/// The names in resources/themes/tokens.json. Text on a tinted background has tokens of its own
/// (RunText on RunBg), because the plain ones are meant for shapes and lack contrast for text.
enum class Token {
    Bg,
    Side,
    Surface,
    Border,
    Text,
    Dim,
    Faint,
    Accent,
    AccentBg,
    OnAccent,
    AccentText,
    Run,
    RunBg,
    RunText,
    Warn,
    WarnBg,
    WarnText,
    Err,
    ErrBg,
    ErrText,
    Term,
    TermFg
};
inline constexpr size_t tokenCount = 22;
[[nodiscard]] QString tokenName(Token token); ///< as in tokens.json and hydra.qss

enum class ThemeChoice { System, Light, Dark };
[[nodiscard]] ThemeChoice themeChoiceOf(hydra::Theme setting);

/// All colours and fonts of the window; nothing else defines any. One per program, created in main
/// and passed by reference; GUI thread.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(ThemeChoice choice, QObject *parent = nullptr);

    void choose(ThemeChoice choice);
    [[nodiscard]] ThemeChoice choice() const { return m_choice; }
    [[nodiscard]] bool isDark() const { return m_dark; }
    [[nodiscard]] QColor color(Token token) const { return m_colors[static_cast<size_t>(token)]; }
    [[nodiscard]] static QColor color(Token token, bool dark); ///< of either theme, for tests
    [[nodiscard]] static std::array<QColor, 16> ansiColors();
    [[nodiscard]] QFont monospace(int pixelSize = 12) const;

Q_SIGNALS:
    void changed();

private:
    void apply();
    [[nodiscard]] bool systemIsDark() const;
    [[nodiscard]] QString styleSheet() const;

    ThemeChoice m_choice;
    bool m_systemDark = false;
    bool m_dark = false;
    std::array<QColor, tokenCount> m_colors;
};

} // namespace hydra::ui
