// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/host/vm_places.h"
#include "core/process/command.h"
#include "core/vm/provisioning_sources.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace hydra {

/// A forward from a host port to a guest port. Roles: ssh containerd streaming rimd diod extra.
struct PlannedPort {
    QString role;
    QString name; ///< only extra ports have names
    QString protocol = QStringLiteral("tcp");
    QString hostAddress = QStringLiteral("127.0.0.1");
    std::uint16_t hostPort = 0; ///< 0: not chosen yet
    std::uint16_t guestPort = 0;
    /// The address at which this host reaches the port.
    [[nodiscard]] QString localAddress() const
    {
        return hostAddress == u"0.0.0.0" ? QStringLiteral("127.0.0.1") : hostAddress;
    }
    bool operator==(const PlannedPort &) const = default;
};

/// How a frozen guest is resumed: QEMU reads its state and lets it run; before any port is
/// forwarded, a script run by the guest agent gives the copy its own identity.
struct PlannedRestore {
    QString uri; ///< for migrate-incoming; relative to the command's directory
    QString
        refreshFile; ///< JSON {"script": sh(1) text, "env": {NAME: VALUE}}; 0600: it holds secrets
    QString guestAddress;    ///< the address ports are forwarded to
    qint64 waitingShell = 0; ///< its pid in the guest, see FrozenGuest
    bool operator==(const PlannedRestore &) const = default;
};

/// One way to start the VM. The keeper tries them in order.
struct LaunchAttempt {
    QString accelerator;                   ///< kvm, hvf, tcg
    Command command;                       ///< QEMU with -S; the keeper sends `cont`
    std::optional<PlannedRestore> restore; ///< for an instant start; without it the VM boots
    bool operator==(const LaunchAttempt &) const = default;
};

/// A console of the VM: a socket the keeper reads, a transcript, and a socket the keeper serves.
struct PlannedConsole {
    /// ttyS0, ttyAMA0, hvc0. Also the id of QEMU's chardev where QEMU records it.
    QString name;
    QString vmSocket;   ///< QEMU listens, the keeper connects
    QString socket;     ///< the keeper listens, clients connect
    QString transcript; ///< file in the state directory
    /// False: the keeper writes the transcript. True: QEMU does (chardev logfile), because a virtio
    /// console drops output that the socket's reader is too slow for.
    bool recordedByQemu = false;

    /// Where QEMU listens after it was given a new log file, in turns with `vmSocket`.
    [[nodiscard]] QString otherVmSocket() const { return vmSocket + u'2'; }
    bool operator==(const PlannedConsole &) const = default;
};

/// A program that runs beside QEMU. It must listen on its socket before QEMU starts, and it ends
/// with QEMU. Each attempt starts it again.
struct PlannedHelper {
    QString role;    ///< virtiofsd
    QString purpose; ///< "the share of /srv/models": what the VM loses with it
    QString socket;
    Command command;
    bool operator==(const PlannedHelper &) const = default;
};

/// Another VM that must reach a phase before this one starts.
struct PlannedDependency {
    QString vm;
    QString controlSocket;
    QString phase; ///< ssh or containerd
    bool operator==(const PlannedDependency &) const = default;
};

/// The VM's port on its lab's network, in the words of hydra-switch's control socket
/// (network/control.h). Its card is QEMU's descriptor 3.
struct PlannedNetwork {
    QString socket;      ///< the lab's switch listens there
    QJsonObject segment; ///< for `configure`
    QJsonObject port;    ///< for `port.add`
    QJsonArray forwards; ///< for `forward.add`, without the VM's name
    bool operator==(const PlannedNetwork &) const = default;
};

/// A snapshot whose memory is to be restored: QEMU loads it before the first `cont`, provided that
/// the restore is still unfinished (vm/restore_intent.h).
struct PlannedLoad {
    QString name;      ///< the name the user gave
    QString tag;       ///< the name in the qcow2 disks
    QStringList nodes; ///< block nodes of all disks that have it; the first holds the memory
    bool hold = false; ///< stay paused after loading, until a `resume`
    bool operator==(const PlannedLoad &) const = default;
};

/// Everything the keeper needs to start, own and watch one VM; a plain value, kept as plan.json in
/// the VM's state directory (0600). It holds no secret: passwords are only in the seed.
struct LaunchPlan {
    int version = 1;
    VmRef vm;
    QString backend = QStringLiteral("qemu");
    QString stateDir;
    QString runtimeDir;
    QString image; ///< name shown by status
    std::vector<LaunchAttempt> attempts;
    std::vector<QString> warnings; ///< shown in the status, such as "cpu_model host: max with tcg"
    std::vector<PlannedPort> ports;
    std::optional<PlannedNetwork> network; ///< none: QEMU's user network forwards the ports
    std::vector<PlannedConsole> consoles;  ///< the first is the serial console
    QString qmpSocket;
    std::vector<PlannedHelper> helpers;
    std::vector<PlannedDependency> after;
    std::optional<PlannedLoad> load;
    int silenceSeconds = 20; ///< without activity, before the next attempt; tests shorten it

    // Which phases this VM reaches before it is ready.
    bool expectCloudInit = false;
    bool expectSsh = false;
    bool expectContainerd = false;
    std::uint16_t webhookPort = 0; ///< on 127.0.0.1, for cloud-init's reporting; 0: none
    QString webhookToken;          ///< the path that cloud-init posts to
    PlannedProvisioning provisioning;
    QString bootHistory; ///< the file of the image's boots (boot/boot_history.h); empty: none

    [[nodiscard]] VmPlaces places() const { return {stateDir, runtimeDir}; }
    [[nodiscard]] QString controlSocket() const { return places().controlSocket(); }
    [[nodiscard]] QString criSocket() const { return places().criSocket(); }
    [[nodiscard]] QString stateFile() const { return places().stateFile(); }
    [[nodiscard]] QString planFile() const { return places().planFile(); }
    [[nodiscard]] QString lockFile() const { return places().lockFile(); }
    [[nodiscard]] QString logFile() const { return places().logFile(); }

    bool operator==(const LaunchPlan &) const = default;
};

[[nodiscard]] QJsonObject toJson(const LaunchPlan &plan);
/// Refuses an unknown version and missing fields.
[[nodiscard]] Result<LaunchPlan> launchPlanFromJson(const QByteArray &json);

} // namespace hydra
