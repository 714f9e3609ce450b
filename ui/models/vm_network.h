// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/reach/network_change.h"
#include "ui/models/network_rates.h"
#include "ui/models/vm_entry.h"

namespace hydra::ui {

/// A VM's place on its lab's network in the window: what goes over it, and what is changed while
/// the VM runs. Asks its keeper only when told to. GUI thread; owned by its VmEntry.
class VmNetwork : public QObject
{
    Q_OBJECT

public:
    /// Created on first use.
    [[nodiscard]] static VmNetwork &of(VmEntry &vm);

    /// Asks for counts and policy, unless an answer is still awaited, the VM has no live keeper, or
    /// its keeper knows no such thing.
    void ask();
    /// Nothing before two answers, and while it does not run.
    [[nodiscard]] const std::optional<NetworkRates> &rates() const { return m_rates; }
    /// What holds now: as last answered, else as in the lab file.
    [[nodiscard]] NetworkChange policy() const;
    [[nodiscard]] bool isCapturing() const { return m_capturing; }
    /// Whether what is changed holds at once.
    [[nodiscard]] bool isLive() const;

    using Done = std::function<void(const Result<QJsonObject> &)>;
    void set(const NetworkChange &change, Done done);
    void startCapture(const QString &path, Done done);
    void stopCapture(Done done);
    void noteCaptureEnded(); ///< a switch has one capture: another VM's took this one's place

Q_SIGNALS:
    void changed();

private:
    explicit VmNetwork(VmEntry &vm);
    void follow();
    void take(const Result<QJsonObject> &reply);
    void request(const QString &method, const QJsonObject &params, Done done);

    VmEntry &m_vm;
    bool m_asking = false;
    bool m_unknown = false; ///< its keeper answers no such question
    bool m_capturing = false;
    qint64 m_run = 0; ///< of which start all this was
    QElapsedTimer m_sinceCounts;
    std::optional<NetworkCounts> m_counts;
    std::optional<NetworkRates> m_rates;
    std::optional<QJsonObject> m_reply;
};

} // namespace hydra::ui
