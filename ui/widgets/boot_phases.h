// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/vm_state.h"
#include "ui/theme/theme.h"

#include <QWidget>

namespace hydra::ui {

/// One step of a boot, for display.
struct BootStep {
    enum class Progress { Done, Now, Ahead };
    QString name;
    Progress progress = Progress::Ahead;
    QString time; ///< "6.4 s", "after 41 s", "now, 4 s", "–"
};
/// Firmware, kernel and cloud-init last until the next step begins; SSH, containerd and CRI are
/// points in time, measured from the start. NOW in Unix milliseconds. Pure.
[[nodiscard]] std::vector<BootStep> bootSteps(const VmStatus &status, qint64 nowMs);
/// When the boot in STATUS began, also after its end; zero: never.
[[nodiscard]] qint64 bootBegan(const VmStatus &status);
/// "1.9 s", "41 s", "2 min 5 s".
[[nodiscard]] QString shortDuration(qint64 ms);

/// The steps of a boot side by side, with their times.
class BootPhases : public QWidget
{
    Q_OBJECT

public:
    explicit BootPhases(const Theme &theme, QWidget *parent = nullptr);

    void setSteps(std::vector<BootStep> steps);
    [[nodiscard]] QSize sizeHint() const override { return {400, 52}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintStep(QPainter &painter, const QRectF &box, const BootStep &step) const;

    const Theme &m_theme;
    std::vector<BootStep> m_steps;
};

} // namespace hydra::ui
