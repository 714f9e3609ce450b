// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QStringList>

namespace hydra {

/// A vm-config.yaml whose values a lab file accepts.
struct FittedConfig {
    QByteArray text;
    QStringList notes; ///< "vms[0].mac: '52-54-...' becomes '52:54:...'", for each change
};

/// Respells values of TEXT that other tools accept and a lab file does not: VM names (the host name
/// stays, if need be with hyphens for other characters), addresses with the length of their
/// network, a network given by one of its addresses, MACs in other notations, resolvers in one
/// text. Comments are kept. What cannot be respelled stays, for the reader to complain about. Pure.
[[nodiscard]] FittedConfig fitVmConfig(const QByteArray &text);

} // namespace hydra
