// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/topology/drawing.h"

#include <QAbstractScrollArea>

namespace hydra::ui {

/// A lab's picture. The mouse drags boxes; arrow keys go from box to box, with Ctrl they move one.
/// Enter opens what a box stands for, the menu key its menu.
class TopologyView : public QAbstractScrollArea
{
    Q_OBJECT

public:
    explicit TopologyView(const Theme &theme, QWidget *parent = nullptr);

    void setTopology(const Topology &lab);
    [[nodiscard]] const Topology &topology() const { return m_lab; }
    void setPlaces(const TopologyPlaces &places);
    [[nodiscard]] const TopologyPlaces &places() const { return m_places; }
    void setFitted(bool fitted); ///< all of it at once, as small as that may be
    void setRates(bool shown);
    /// As it is arranged now, at its own size.
    [[nodiscard]] const Drawing &drawing() const { return m_drawing; }
    [[nodiscard]] const TopologyLayout &layoutNow() const { return m_layout; }
    [[nodiscard]] const QString &current() const { return m_current; }
    void setCurrent(const QString &box);
    /// A box's place in the viewport.
    [[nodiscard]] QRect placeOf(const QString &box) const;

Q_SIGNALS:
    void opened(const QString &box);
    void menuWanted(const QString &box, const QPoint &globalPosition);
    void placesChanged(); ///< by the user

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    struct Hit {
        QString box;
        bool onEdge = false; ///< on a VM's line to its network
    };
    [[nodiscard]] Hit hitAt(const QPoint &position) const;
    [[nodiscard]] QPointF toScene(const QPointF &position) const;
    /// Where the picture's left top corner is in the viewport.
    [[nodiscard]] QPointF origin() const;
    [[nodiscard]] QString describe(const QString &box) const;
    void arrange();
    void redraw();
    void adjustBars();
    void moveBox(const QString &box, const QPointF &corner);
    void moveCurrent(const QPointF &direction, bool box);

    const Theme &m_theme;
    Topology m_lab;
    TopologyPlaces m_places;
    TopologyLayout m_layout;
    Drawing m_drawing;
    double m_scale = 1;
    bool m_fitted = false;
    bool m_rates = true;
    QString m_current;
    Hit m_pressed;
    QPoint m_pressedAt;
    QPointF m_grip; ///< from the corner of the box that is dragged
    bool m_dragging = false;
};

} // namespace hydra::ui
