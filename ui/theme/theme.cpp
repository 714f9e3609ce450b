// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QStyleHints>

namespace hydra::ui {
namespace {

QByteArray resource(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s is not compiled in", qPrintable(path));
    return file.readAll();
}

const QJsonObject &tokens()
{
    static const QJsonObject all =
        QJsonDocument::fromJson(resource(QStringLiteral(":/hydra/themes/tokens.json"))).object();
    return all;
}

} // namespace

QString tokenName(Token token)
{
    static const QStringList names =
        QStringLiteral(
            "bg side surface border text dim faint accent accentbg onaccent accenttext run "
            "runbg runtext warn warnbg warntext err errbg errtext term termfg")
            .split(u' ');
    return names.at(static_cast<int>(token));
}

ThemeChoice themeChoiceOf(hydra::Theme setting)
{
    return setting == hydra::Theme::Light  ? ThemeChoice::Light
           : setting == hydra::Theme::Dark ? ThemeChoice::Dark
                                           : ThemeChoice::System;
}

Theme::Theme(ThemeChoice choice, QObject *parent)
    : QObject(parent), m_choice(choice),
      m_systemDark(QApplication::palette().color(QPalette::Window).lightness() < 128)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this,
            [this] { choose(m_choice); });
#endif
    QApplication::setStyle(QStringLiteral("Fusion"));
    QFont font = QApplication::font();
    font.setPixelSize(13);
    QApplication::setFont(font);
    apply();
}

void Theme::choose(ThemeChoice choice)
{
    m_choice = choice;
    apply();
    Q_EMIT changed();
}

QColor Theme::color(Token token, bool dark)
{
    const QJsonObject table =
        tokens()[dark ? QStringLiteral("dark") : QStringLiteral("light")].toObject();
    return QColor(table[tokenName(token)].toString());
}

std::array<QColor, 16> Theme::ansiColors()
{
    std::array<QColor, 16> colors;
    const QJsonArray table = tokens()[QStringLiteral("ansi")].toArray();
    for (int i = 0; i < 16; ++i)
        colors[static_cast<size_t>(i)] = QColor(table.at(i).toString());
    return colors;
}

QFont Theme::monospace(int pixelSize) const
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(pixelSize);
    return font;
}

bool Theme::systemIsDark() const
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QGuiApplication::styleHints()->colorScheme() == Qt::ColorScheme::Dark;
#else
    return m_systemDark; // the palette's value before the theme replaced it
#endif
}

void Theme::apply()
{
    m_dark = m_choice == ThemeChoice::Dark || (m_choice == ThemeChoice::System && systemIsDark());
    for (size_t i = 0; i < tokenCount; ++i)
        m_colors[i] = color(static_cast<Token>(i), m_dark);
    QPalette palette;
    const std::pair<QPalette::ColorRole, Token> roles[] = {
        {QPalette::Window, Token::Bg},
        {QPalette::WindowText, Token::Text},
        {QPalette::Base, Token::Surface},
        {QPalette::AlternateBase, Token::Bg},
        {QPalette::Text, Token::Text},
        {QPalette::Button, Token::Surface},
        {QPalette::ButtonText, Token::Text},
        {QPalette::Highlight, Token::Accent},
        {QPalette::HighlightedText, Token::OnAccent},
        {QPalette::Link, Token::AccentText},
        {QPalette::PlaceholderText, Token::Faint},
        {QPalette::ToolTipBase, Token::Surface},
        {QPalette::ToolTipText, Token::Text},
        {QPalette::Mid, Token::Border}};
    for (const auto &[role, token] : roles)
        palette.setColor(role, color(token));
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Faint));
    QApplication::setPalette(palette);
    qApp->setStyleSheet(styleSheet());
}

QString Theme::styleSheet() const
{
    QString sheet = QString::fromUtf8(resource(QStringLiteral(":/hydra/themes/hydra.qss")));
    // Longer names first, since @accent is a prefix of @accentbg.
    std::vector<Token> order;
    for (size_t i = 0; i < tokenCount; ++i)
        order.push_back(static_cast<Token>(i));
    std::sort(order.begin(), order.end(),
              [](Token a, Token b) { return tokenName(a).size() > tokenName(b).size(); });
    for (const Token token : order)
        sheet.replace(u'@' + tokenName(token), color(token).name());
    return sheet;
}

} // namespace hydra::ui
