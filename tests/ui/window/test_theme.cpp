// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QRegularExpression>

#include <cmath>

using namespace hydra;
using namespace hydra::ui;

namespace {

// WCAG 2.1, relative luminance and contrast ratio.
double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

double contrast(const QColor &a, const QColor &b)
{
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

} // namespace

class TestTheme : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTextCanBeReadOnEveryGround_data()
    {
        QTest::addColumn<Token>("text");
        QTest::addColumn<Token>("ground");
        QTest::addColumn<bool>("dark");
        for (const bool dark : {false, true}) {
            const auto add = [dark](Token text, Token ground) {
                QTest::addRow("%s on %s, %s", qPrintable(tokenName(text)),
                              qPrintable(tokenName(ground)), dark ? "dark" : "light")
                    << text << ground << dark;
            };
            for (const Token ground : {Token::Bg, Token::Side, Token::Surface}) {
                for (const Token text : {Token::Text, Token::Dim, Token::Faint, Token::AccentText,
                                         Token::ErrText, Token::WarnText})
                    add(text, ground);
            }
            add(Token::AccentText, Token::AccentBg);
            add(Token::Text, Token::AccentBg);
            add(Token::OnAccent, Token::Accent);
            add(Token::RunText, Token::RunBg);
            add(Token::WarnText, Token::WarnBg);
            add(Token::ErrText, Token::ErrBg);
            add(Token::Text, Token::WarnBg);
            add(Token::Text, Token::ErrBg);
            add(Token::Dim, Token::Bg);
            add(Token::TermFg, Token::Term);
        }
    }

    void everyTextCanBeReadOnEveryGround()
    {
        QFETCH(Token, text);
        QFETCH(Token, ground);
        QFETCH(bool, dark);
        const double ratio = contrast(ui::Theme::color(text, dark), ui::Theme::color(ground, dark));
        QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
    }

    void everyShapeIsSeenOnEveryGround()
    {
        for (const bool dark : {false, true}) {
            for (const Token ground : {Token::Side, Token::Surface}) {
                for (const Token shape :
                     {Token::Run, Token::Warn, Token::Err, Token::Faint, Token::Accent})
                    QVERIFY2(contrast(ui::Theme::color(shape, dark),
                                      ui::Theme::color(ground, dark)) >= 2.9,
                             qPrintable(tokenName(shape)));
            }
        }
    }

    void everyTerminalColorButBlackCanBeRead()
    {
        for (const bool dark : {false, true}) {
            for (size_t i = 1; i < 16; ++i)
                QVERIFY2(contrast(ui::Theme::ansiColors()[i],
                                  ui::Theme::color(Token::Term, dark)) >= 4.5,
                         qPrintable(QString::number(i)));
        }
    }

    void theStyleSheetNamesOnlyTokensAndNoColor()
    {
        QFile file(QStringLiteral(":/hydra/themes/hydra.qss"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString sheet = QString::fromUtf8(file.readAll())
                                  .remove(QRegularExpression(QStringLiteral("/\\*.*?\\*/")));
        QStringList names;
        for (size_t i = 0; i < tokenCount; ++i)
            names << tokenName(static_cast<Token>(i));
        auto found = QRegularExpression(QStringLiteral("@([a-z]+)")).globalMatch(sheet);
        while (found.hasNext()) {
            const QString name = found.next().captured(1);
            QVERIFY2(names.contains(name), qPrintable(name));
        }
        QVERIFY(!sheet.contains(QRegularExpression(QStringLiteral(":[^;{]*#[0-9a-fA-F]{3,8}\\b"))));
    }

    void aChoiceOfThemeIsTakenAtOnce()
    {
        ui::Theme theme(ThemeChoice::Light);
        QVERIFY(!theme.isDark());
        int changes = 0;
        connect(&theme, &ui::Theme::changed, this, [&] { ++changes; });
        theme.choose(ThemeChoice::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(changes, 1);
        QCOMPARE(theme.color(Token::Bg), ui::Theme::color(Token::Bg, true));
    }

    void everyIconDrawsSomething()
    {
        ui::Theme theme(ThemeChoice::Light);
        QVERIFY(iconNames().size() > 15);
        for (const QString &name : iconNames()) {
            const QImage image = lineIcon(theme, name).pixmap(32, 32).toImage();
            int drawn = 0;
            for (int y = 0; y < image.height(); ++y) {
                for (int x = 0; x < image.width(); ++x)
                    drawn += qAlpha(image.pixel(x, y)) > 40 ? 1 : 0;
            }
            QVERIFY2(drawn > 20, qPrintable(name));
        }
    }
};

HYDRA_TEST_MAIN(TestTheme)
#include "test_theme.moc"
