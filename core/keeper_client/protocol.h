// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/vm/vm_state.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

/// The keeper's sockets, described once for both sides.
///
/// CONTROL (LaunchPlan::controlSocket): newline-delimited JSON-RPC 2.0, any number of equal
/// clients. The keeper's first message is the notification
///   hello {protocol, keeper_version, vm: STATUS}        STATUS: toJson(VmStatus)
/// and later it sends to every client
///   state {vm: STATUS}                                  whenever any of it has changed
///   log {line}                                          each new line of vm.log
/// Requests and their results:
///   state {}                       {vm: STATUS}
///   powerdown {timeout_s?}         {}    at once; ACPI's power button. If it is ignored for
///                                        timeout_s (60), the VM is running again and its reason
///                                        says so
///   kill {}                        {}    at once; the end is reported by a state
///   pause {}, resume {}            {}    when it is done
///   restart {}                     {}    a reset: new boot_id
///   stats {}                       {uptime_s, cpu_ms, rss_bytes, disk_read_bytes,
///                                   disk_written_bytes, console_bytes}
///   forwards {}                    {forwards: [PORT]}   as in STATUS
///   report_phase {phase, boot_id}  {}    a client saw a phase (cri); refused for another boot
///   qmp {execute, arguments?}      {return: VALUE}      passed on to QEMU
///   guest_exec {path, args?, env?, input?, timeout_s?}  {exit_code, output, error_output}
///                                        runs a program in the guest, as root, through the guest
///                                        agent; input and outputs in base64; timeout_s 30
///   set_clock {}                   {}    sets the guest's clock to the host's time
///   snapshot {action, tag, nodes}  {}    when it is done; one at a time. nodes: QEMU's names of
///                                        all disks that take part, the first holds the memory.
///                                        action: save, load, delete (with memory), disks
///                                        (without; returns {frozen}: whether the guest's file
///                                        systems were frozen), settle (no tag: returns when no
///                                        earlier action is in progress). An action is completed
///                                        even if its client dies
///   network {}                     {switch: running|away, reason, segment, port, policy, link,
///                                   forwards, counts?}  of a VM on its lab's network, in the words
///                                        of network/control.h; refused on a user network
///   network_set {egress?, host_loopback?, peers?, link?}  {}  changes what is given, until the VM
///                                        is started again
///   forward_add {bind, host_port, guest_port, udp} or {path, guest_port}  {}
///   forward_remove                 {}    the same; guest_port does not count
///   capture_start {path, max_bytes, all}  {}  a pcapng file of the VM's frames, or of all the
///                                        lab's; one at a time for a lab
///   capture_stop {}                {}
///   shutdown {}                    {}    ends the keeper; refused while the VM runs
/// A failed request's error has code -32000 and data {code, what, where, hint, details} (Error), or
/// one of JSON-RPC's own codes. A client's line may have 64 KiB; a client that sends a longer one,
/// or leaves more than 1 MiB unread, is disconnected.
///
/// CONSOLE (PlannedConsole::socket): the keeper sends one line {"replay": BYTES, "boot": N}, then
/// BYTES of earlier output, then live bytes; a slow reader misses nothing. Whatever a client writes
/// goes to the guest, except that only the client that typed last may send terminal reports.
namespace hydra::protocol {

constexpr int kVersion = 1;
constexpr int kOldestVersion = 1; ///< still understood: kVersion - 1 once there is one
constexpr qsizetype kRequestLimit = 64 << 10;
constexpr qsizetype kMessageLimit = 16 << 20; ///< for lines from the keeper
constexpr qint64 kUnreadLimit = 1 << 20;
constexpr qint64 kReplayBytes = 64 << 10;
constexpr int kDefaultPowerdownSeconds = 60;

enum RpcCode {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    OwnError = -32000
};

/// A message of either side. A notification has no id, a reply no method.
struct Message {
    QJsonValue id; ///< undefined: none
    QString method;
    QJsonObject params;
    std::optional<Result<QJsonObject>> reply;
};

/// Parses one line without its end. Fails for anything that is not JSON-RPC 2.0.
[[nodiscard]] Result<Message> parse(const QByteArray &line);

// Each result ends with a newline.
[[nodiscard]] QByteArray request(qint64 id, const QString &method, const QJsonObject &params);
[[nodiscard]] QByteArray notification(const QString &method, const QJsonObject &params);
[[nodiscard]] QByteArray reply(const QJsonValue &id, const QJsonObject &result);
[[nodiscard]] QByteArray errorReply(const QJsonValue &id, int rpcCode, const Error &error);

/// How a keeper's protocol version, from its hello, compares with ours.
enum class Age { Understood, Older, Newer };
[[nodiscard]] Age ageOf(const QJsonObject &hello);
/// Conflict: says that the version is not supported, and what to do.
[[nodiscard]] Error versionError(const QJsonObject &hello);

[[nodiscard]] QByteArray hello(const QString &keeperVersion, const VmStatus &status);
[[nodiscard]] QByteArray state(const VmStatus &status);
[[nodiscard]] QByteArray consoleHeader(qint64 replayBytes, int boot);

} // namespace hydra::protocol
