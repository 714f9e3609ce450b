// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

namespace hydra {

/// A VM's place on its lab's network.
struct LabAddress {
    QString vm;
    QString ip;
    QString mac;
    QStringList aliases; ///< labels by which it is found, beside its name
    bool operator==(const LabAddress &) const = default;
};

/// A lab's network with all that its file leaves out. A value.
struct LabNetwork {
    QString subnet; ///< CIDR
    QString gateway;
    int mtu = 1500;
    QString domain;
    std::vector<LabAddress> vms; ///< in file order

    [[nodiscard]] const LabAddress *of(const QString &vm) const;
    /// "192.168.100.10/24".
    [[nodiscard]] QString withLength(const QString &ip) const;
    bool operator==(const LabNetwork &) const = default;
};

/// What the lab's network is, whatever its mode. Without a subnet it is everyLabsSubnet, without a
/// gateway the first address is one. VMs without an `ip` get the lowest free addresses from .10 on,
/// in file order, and those below only when no others are left. A VM is also found by the first
/// part of its host name, and by its role's word (host, isolated) when it alone has that role; a
/// label that several VMs could mean is nobody's. The lab must have passed readLab. Pure.
[[nodiscard]] LabNetwork labNetworkOf(const LabSpec &lab);

} // namespace hydra
