// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/state_look.h"
#include "ui/topology/paint_drawing.h"

namespace hydra::ui {
namespace {

QString number(double value)
{
    return QString::number(value, 'g', 8);
}

/// TEXT as XML has it, which knows no control characters.
QString escaped(QString text)
{
    text.removeIf([](QChar c) { return c.unicode() < 0x20; });
    return text.toHtmlEscaped();
}

/// NAME="VALUE" with a space in front.
QString attribute(const char *name, const QString &value)
{
    return QStringLiteral(" %1=\"%2\"").arg(QLatin1String(name), value.toHtmlEscaped());
}

QString attribute(const char *name, double value)
{
    return attribute(name, number(value));
}

class SvgWriter
{
public:
    SvgWriter(QString &svg, const Theme &theme) : m_svg(svg), m_theme(theme) {}

    void operator()(const DrawnBox &box) const
    {
        element("rect", attribute("x", box.rect.x()) + attribute("y", box.rect.y()) +
                            attribute("width", box.rect.width()) +
                            attribute("height", box.rect.height()) + attribute("rx", 8) +
                            color("fill", box.fill) + stroke(box.border, 1, box.dashed));
    }
    void operator()(const DrawnLine &line) const
    {
        QStringList points;
        for (const QPointF &point : line.points)
            points << number(point.x()) + u',' + number(point.y());
        element("polyline", attribute("points", points.join(u' ')) +
                                attribute("fill", QStringLiteral("none")) +
                                stroke(line.color, line.width, line.dashed));
    }
    void operator()(const DrawnText &text) const
    {
        const double x = text.right ? text.box.right() : text.box.left();
        const QString family = text.style.mono ? QStringLiteral("ui-monospace, monospace")
                                               : QStringLiteral("system-ui, sans-serif");
        m_svg += QStringLiteral("  <text") + attribute("x", x) +
                 attribute("y", text.box.center().y() + text.style.size * 0.36) +
                 attribute("font-family", family) + attribute("font-size", text.style.size) +
                 color("fill", text.color) +
                 (text.style.bold ? attribute("font-weight", 600) : QString()) +
                 (text.right ? attribute("text-anchor", QStringLiteral("end")) : QString()) + u'>' +
                 escaped(text.text) + QStringLiteral("</text>\n");
    }
    void operator()(const DrawnState &state) const
    {
        const StateLook look = lookOf(state.state);
        const QPointF c = state.center;
        const auto circle = [&](double radius, const QString &paint) {
            element("circle", attribute("cx", c.x()) + attribute("cy", c.y()) +
                                  attribute("r", radius) + paint);
        };
        const QString hollow = attribute("fill", QStringLiteral("none"));
        switch (look.shape) {
        case StateLook::Shape::Disc:
            return circle(4.5, color("fill", look.color));
        case StateLook::Shape::Ring:
            return circle(4, hollow + stroke(look.color, 2, true));
        case StateLook::Shape::Circle:
            return circle(4, hollow + stroke(look.color, 1.3, false));
        case StateLook::Shape::Diamond:
            return element("rect",
                           attribute("x", c.x() - 4) + attribute("y", c.y() - 4) +
                               attribute("width", 8) + attribute("height", 8) +
                               attribute("transform", QStringLiteral("rotate(45 %1 %2)")
                                                          .arg(number(c.x()), number(c.y()))) +
                               color("fill", look.color));
        case StateLook::Shape::Bars:
            for (const double x : {c.x() - 3.5, c.x() + 1})
                element("rect", attribute("x", x) + attribute("y", c.y() - 4) +
                                    attribute("width", 2.5) + attribute("height", 8) +
                                    color("fill", look.color));
        }
    }

private:
    void element(const char *name, const QString &attributes) const
    {
        m_svg += QStringLiteral("  <%1%2/>\n").arg(QLatin1String(name), attributes);
    }
    [[nodiscard]] QString color(const char *name, Token token) const
    {
        return attribute(name, m_theme.color(token).name());
    }
    [[nodiscard]] QString stroke(Token token, double width, bool dashed) const
    {
        return color("stroke", token) + attribute("stroke-width", width) +
               (dashed ? attribute("stroke-dasharray", QStringLiteral("4 3")) : QString());
    }

    QString &m_svg;
    const Theme &m_theme;
};

} // namespace

QByteArray svgOf(const Drawing &drawing, const Theme &theme)
{
    const QRectF all = drawing.bounds;
    QString svg = QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                 "<svg xmlns=\"http://www.w3.org/2000/svg\"") +
                  attribute("width", all.width()) + attribute("height", all.height()) +
                  attribute("viewBox", QStringLiteral("%1 %2 %3 %4")
                                           .arg(number(all.x()), number(all.y()),
                                                number(all.width()), number(all.height()))) +
                  QStringLiteral(">\n");
    const SvgWriter write(svg, theme);
    write(DrawnBox{
        .rect = all.adjusted(-9, -9, 9, 9), .fill = Token::Surface, .border = Token::Surface});
    for (const Drawn &part : drawing.parts)
        std::visit(write, part);
    return (svg + QStringLiteral("</svg>\n")).toUtf8();
}

} // namespace hydra::ui
