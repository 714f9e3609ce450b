// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QMap>
#include <QPainter>
#include <QPainterPath>

namespace hydra::ui {
namespace {

class PathReader
{
public:
    explicit PathReader(const QString &text) : m_words(text.split(u' ', Qt::SkipEmptyParts)) {}

    QPainterPath read()
    {
        while (m_at < m_words.size())
            step(m_words.at(m_at++).front().unicode());
        return m_path;
    }

private:
    double number() { return m_at < m_words.size() ? m_words.at(m_at++).toDouble() : 0; }
    QPointF point()
    {
        const double x = number();
        return {x, number()};
    }

    void step(char16_t command)
    {
        switch (command) {
        case u'M':
            return m_path.moveTo(point());
        case u'L':
            return m_path.lineTo(point());
        case u'Z':
            return m_path.closeSubpath();
        case u'C': {
            const QPointF first = point(), second = point();
            return m_path.cubicTo(first, second, point());
        }
        case u'O': {
            const QPointF center = point();
            const double radius = number();
            return m_path.addEllipse(center, radius, radius);
        }
        case u'R': {
            const QPointF corner = point(), size = point();
            const double radius = number();
            return m_path.addRoundedRect(QRectF(corner, QSizeF(size.x(), size.y())), radius,
                                         radius);
        }
        case u'A': {
            const QPointF center = point();
            const double radius = number(), start = number(), span = number();
            const QRectF box(center.x() - radius, center.y() - radius, 2 * radius, 2 * radius);
            m_path.arcMoveTo(box, start);
            return m_path.arcTo(box, start, span);
        }
        default:
            qFatal("icons.txt: unknown command %c", static_cast<char>(command));
        }
    }

    QStringList m_words;
    qsizetype m_at = 0;
    QPainterPath m_path;
};

const QMap<QString, QPainterPath> &icons()
{
    static const QMap<QString, QPainterPath> all = [] {
        QMap<QString, QPainterPath> read;
        QFile file(QStringLiteral(":/hydra/icons/icons.txt"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("the icons are not compiled in");
        for (const QString &line :
             QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.startsWith(u'#'))
                read.insert(line.section(u':', 0, 0), PathReader(line.section(u':', 1)).read());
        }
        return read;
    }();
    return all;
}

class LineIconEngine : public QIconEngine
{
public:
    LineIconEngine(const Theme &theme, QPainterPath path, Token token)
        : m_theme(theme), m_path(std::move(path)), m_token(token)
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->translate(rect.topLeft());
        painter->scale(rect.width() / 16.0, rect.height() / 16.0);
        const QColor color = m_theme.color(mode == QIcon::Disabled ? Token::Faint : m_token);
        painter->setPen(QPen(color, 1.35, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(m_path);
        painter->restore();
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect({}, size), mode, state);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override
    {
        return new LineIconEngine(m_theme, m_path, m_token);
    }

private:
    const Theme &m_theme;
    QPainterPath m_path;
    Token m_token;
};

} // namespace

QIcon lineIcon(const Theme &theme, const QString &name, Token token)
{
    return QIcon(new LineIconEngine(theme, icons().value(name), token));
}

QStringList iconNames()
{
    return icons().keys();
}

} // namespace hydra::ui
