// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/vm_state.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basics.h"

#include <set>

namespace hydra::ui {

/// What cloud-init does in a guest: its stages with the modules worth a line, its failures with
/// their tracebacks, and what it waits for. It only shows. Hidden for guests that report nothing,
/// such as one that was resumed and not booted.
class ProvisioningCard : public Card
{
    Q_OBJECT

public:
    explicit ProvisioningCard(const Theme &theme, QWidget *parent = nullptr);

    /// NOW in Unix milliseconds.
    void showStatus(const VmStatus &status, qint64 nowMs);

private:
    void showWaiting();
    void showStages();
    void addStage(const ProvisioningStage &stage);
    void addModule(const ProvisioningModule &module);
    void addRow(ModuleResult result, const QString &name, const QString &note, int indent,
                const QString &tip);
    void showTroubles();
    [[nodiscard]] QString timeText(qint64 beganMs, qint64 endedMs) const;
    void addTrouble(const ProvisioningTrouble &trouble);

    const Theme &m_theme;
    VmStatus m_status;
    qint64 m_nowMs = 0;
    QLabel *m_empty;
    QLabel *m_waiting;
    QLabel *m_advice;
    QVBoxLayout *m_rows;
    QVBoxLayout *m_troubles;
    QString m_shownStages;
    std::vector<ProvisioningTrouble> m_shownTroubles;
    std::set<QString> m_open; ///< modules whose traceback is shown
};

} // namespace hydra::ui
