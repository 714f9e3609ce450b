// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "base/result.h"
#include "process/command.h"

#include <QByteArray>
#include <QJsonObject>
#include <QStringList>

#include <cstdint>
#include <optional>
#include <vector>

namespace hydra {

/// A host port and the guest port it leads to. Roles: ssh containerd streaming rimd diod extra.
struct PlannedPort {
    QString role;
    QString name;                          ///< only extra ports may have one
    QString protocol = QStringLiteral("tcp");
    QString hostAddress = QStringLiteral("127.0.0.1");
    std::uint16_t hostPort = 0;            ///< 0: not chosen yet
    std::uint16_t guestPort = 0;
    /// Where this machine itself finds it.
    [[nodiscard]] QString localAddress() const
    {
        return hostAddress == u"0.0.0.0" ? QStringLiteral("127.0.0.1") : hostAddress;
    }
    bool operator==(const PlannedPort &) const = default;
};

/// How a frozen guest goes on: its state is read, it runs, and before any port is forwarded a script makes
/// a guest of its own of it, through the guest agent.
struct PlannedRestore {
    QString uri;          ///< for migrate-incoming; its file is in the command's directory
    QString refreshFile;  ///< JSON {"script": sh(1) text, "env": {NAME: VALUE}}; 0600: it holds secrets
    QString guestAddress; ///< where the ports are forwarded to
    qint64 waitingShell = 0; ///< process id in the guest, see FrozenGuest
    bool operator==(const PlannedRestore &) const = default;
};

/// One way to start the VM. The keeper tries them in order.
struct LaunchAttempt {
    QString accelerator; ///< kvm, hvf, tcg
    Command command;     ///< QEMU, with -S: the keeper says `cont`
    std::optional<PlannedRestore> restore; ///< an instant start; else it boots
    bool operator==(const LaunchAttempt &) const = default;
};

/// A console of the VM: a socket the keeper reads, a transcript, a socket the keeper serves.
struct PlannedConsole {
    QString name;       ///< ttyS0, ttyAMA0, hvc0
    QString vmSocket;   ///< QEMU listens, the keeper connects
    QString socket;     ///< the keeper listens, clients connect
    QString transcript; ///< file in the state directory
    /// False: the keeper writes the transcript itself. True: QEMU does (chardev logfile), because
    /// a virtio console drops what a socket's reader is too slow for.
    bool recordedByQemu = false;
    bool operator==(const PlannedConsole &) const = default;
};

/// A program that must run beside QEMU: it listens on its socket before QEMU starts, and QEMU's going is its
/// end, too. Each attempt starts it anew.
struct PlannedHelper {
    QString role;    ///< virtiofsd
    QString purpose; ///< "the share of /srv/models": what is lost with it
    QString socket;
    Command command;
    bool operator==(const PlannedHelper &) const = default;
};

/// Another VM's keeper that must have reached a phase before this VM starts.
struct PlannedDependency {
    QString vm;
    QString controlSocket;
    QString phase; ///< ssh or containerd
    bool operator==(const PlannedDependency &) const = default;
};

/// A snapshot whose memory the guest goes on from: QEMU loads it before the first `cont`, and only while
/// the restore of it is unfinished (vm/restore_intent.h).
struct PlannedLoad {
    QString name;      ///< what people call it
    QString tag;       ///< what the disks call it
    QStringList nodes; ///< of all disks that have it; the first holds the memory
    bool hold = false; ///< stay paused afterwards until somebody says `resume`
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
    std::vector<QString> warnings; ///< said in status, such as "cpu_model host: max with tcg"
    std::vector<PlannedPort> ports;
    std::vector<PlannedConsole> consoles; ///< the first is the serial console
    QString qmpSocket;
    std::vector<PlannedHelper> helpers;
    std::vector<PlannedDependency> after;
    std::optional<PlannedLoad> load;
    int silenceSeconds = 20; ///< acceleration rule; tests shorten it

    // What readiness means for this VM.
    bool expectCloudInit = false;
    bool expectSsh = false;
    bool expectContainerd = false;
    std::uint16_t webhookPort = 0; ///< 127.0.0.1; cloud-init's reporting posts here; 0: none
    QString webhookToken;          ///< the path it must post to

    [[nodiscard]] QString controlSocket() const { return runtimeDir + QStringLiteral("/c"); }
    /// The containerd port, as the keeper offers it to programs that want a unix socket.
    [[nodiscard]] QString criSocket() const { return runtimeDir + QStringLiteral("/r"); }
    [[nodiscard]] QString stateFile() const { return stateDir + QStringLiteral("/state.json"); }
    [[nodiscard]] QString planFile() const { return stateDir + QStringLiteral("/plan.json"); }
    [[nodiscard]] QString lockFile() const { return stateDir + QStringLiteral("/lock"); }
    [[nodiscard]] QString logFile() const { return stateDir + QStringLiteral("/vm.log"); }

    bool operator==(const LaunchPlan &) const = default;
};

[[nodiscard]] QJsonObject toJson(const LaunchPlan &plan);
/// Refuses an unknown version and missing fields.
[[nodiscard]] Result<LaunchPlan> launchPlanFromJson(const QByteArray &json);

} // namespace hydra
