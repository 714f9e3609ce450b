// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/boot/containerd_watch.h"
#include "core/boot/phases.h"
#include "core/boot/probe.h"
#include "core/boot/serial_scanner.h"
#include "core/boot/silence_watch.h"
#include "core/keeper/owned_vm.h"
#include "core/keeper/watch/boot_budget.h"
#include "core/keeper/watch/provisioning_watch.h"

#include <QObject>

#include <memory>
#include <vector>

namespace hydra {

/// How far the guest is: notes the phases of a boot, by what the serial line says, what cloud-init
/// posts, and whether the forwarded ports answer. Once containerd has answered, its loss and its
/// return are noted, too, as long as its port is forwarded: what is not, nobody looks at. A guest
/// under hardware acceleration that stays silent before user space is given up, for the next
/// attempt to take over, and so is a kernel that panics before it. Event-loop thread; borrows VM.
class BootWatch : public QObject
{
    Q_OBJECT

public:
    explicit BootWatch(OwnedVm &vm, QObject *parent = nullptr);
    ~BootWatch() override;

    /// Receives cloud-init's posts, from the start to the end of the VM.
    void listen() { m_provisioning.listen(); }
    void stopListening() { m_provisioning.stopListening(); }

    /// The guest runs: looks for what has not been reached yet.
    void watch();
    /// The guest stands still or is gone.
    void stop();
    /// Output of the serial console. It is looked at after the other events that came with it: when
    /// one of them is a reset, which was there before the firmware's output, it is the new boot's.
    void read(const QByteArray &bytes);
    /// Forgets what the serial console said: another boot begins.
    void forgetOutput();
    void note(Phase phase);
    /// In the boot that was last seen.
    [[nodiscard]] bool sawPanic() const { return m_scanner.signs().panic; }

private:
    void watchSilence();
    void watchPorts();
    void watchContainerd();
    void onContainerdSilent();
    void onContainerdAnswers();
    void scan();
    void noteSigns(const SerialSigns &before);
    void notePanic();
    void follow(const CloudInitEvent &event);
    void endSilenceWatch();

    OwnedVm &m_vm;
    SerialScanner m_scanner;
    QByteArray m_unread; ///< output that was not looked at yet
    QTimer m_scan;
    std::unique_ptr<SilenceWatch> m_silence;
    ProvisioningWatch m_provisioning;
    BootBudget m_budget;
    std::vector<std::unique_ptr<Probe>> m_probes;
    std::unique_ptr<ContainerdWatch> m_containerd; ///< once its port has answered in this boot
};

} // namespace hydra
