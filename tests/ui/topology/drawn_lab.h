// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/read_lab.h"
#include "ui/topology/drawing.h"

namespace hydra::ui {

/// A lab of TEXT that does not run.
inline Topology drawnLabOf(const QByteArray &text)
{
    const auto lab = readLab(text, QStringLiteral("home.yaml"));
    if (!lab)
        qFatal("%s", qPrintable(formatDiagnostic(lab.error().front())));
    return topologyOf(*lab);
}

/// VMS environments vm-1, vm-2..., with ports, each third with a share and an open port, on one
/// network or each on its own.
inline Topology drawnLab(int vms, bool shared)
{
    QByteArray text = "name: home\n";
    if (shared)
        text += "network: {name: hydra-net, subnet: 192.168.100.0/24, mode: lab}\n";
    text += "vms:\n";
    for (int i = 1; i <= vms; ++i) {
        text += "  - name: vm-" + QByteArray::number(i) + '\n';
        if (i % 3 == 1)
            text += "    shares: [{host: /srv/models, guest: /models, read_only: true}]\n"
                    "    ports: {extra: [{host: " +
                    QByteArray::number(30000 + i) + ", guest: 80, bind: 0.0.0.0, name: web}]}\n";
    }
    return drawnLabOf(text);
}

/// A width for each character, so that no font of this machine counts.
inline double sevenEach(const QString &text, const TextStyle &)
{
    return 7.0 * double(text.size());
}

} // namespace hydra::ui
