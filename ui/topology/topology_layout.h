// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/topology/topology.h"

#include <QMap>
#include <QPolygonF>
#include <QRectF>

namespace hydra::ui {

/// How much a box says of its VM: fewer VMs, more.
enum class TopologyDetail { Full, Medium, Compact };
[[nodiscard]] TopologyDetail detailOf(std::size_t vms);

/// A box of the picture.
struct TopologyBox {
    enum class Kind { Computer, Segment, Internet, Vm };
    Kind kind = Kind::Vm;
    QString id; ///< "computer", "segment", "internet", "vm/NAME"
    QRectF rect;
};
[[nodiscard]] QString boxIdOf(const QString &vm);
[[nodiscard]] QString vmOfBox(const QString &id); ///< empty: it is no VM's

/// A line of the picture with the place of its words.
struct TopologyEdge {
    enum class Kind {
        Host,  ///< a VM's ports and shares, from this computer
        Lan,   ///< a VM's link to its network
        Rail,  ///< what these have in common
        Uplink ///< from the lab's network to the outside
    };
    Kind kind = Kind::Rail;
    QString vm; ///< of Host and Lan
    QPolygonF line;
    QRectF label;
};

/// Where everything is, in logical pixels from the left top corner.
struct TopologyLayout {
    TopologyDetail detail = TopologyDetail::Full;
    std::vector<TopologyBox> boxes;
    std::vector<TopologyEdge> edges;
    QRectF bounds;

    [[nodiscard]] const TopologyBox *box(const QString &id) const;
};

/// Where the user has put boxes: their left top corners by id.
using TopologyPlaces = QMap<QString, QPointF>;

/// This computer, the lab's network and the outside in a line; below, the VMs in as many columns as
/// fit into WIDTH. Nothing overlaps except boxes in PLACES, whose lines lead there directly. Pure.
[[nodiscard]] TopologyLayout layoutOf(const Topology &lab, double width,
                                      const TopologyPlaces &places = {});

/// The box to which an arrow key leads from ID: the nearest in DIRECTION (a unit vector), or ID
/// when there is none. The first box for an unknown ID. Pure.
[[nodiscard]] QString nextBox(const TopologyLayout &layout, const QString &id,
                              const QPointF &direction);

} // namespace hydra::ui
