// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/workload/demo.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QPointer>

namespace hydra::ui {

/// The demo's container and its last readings, asked for every few seconds while visible. It only
/// looks: "Start the demo" runs the pod.
class ThermostatCard : public Card
{
    Q_OBJECT

public:
    ThermostatCard(Context &context, VmEntry &vm, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void ask();
    void show(const Result<DemoReport> &report);

    Context &m_context;
    QPointer<VmEntry> m_vm;
    std::unique_ptr<DemoPod> m_pod;
    QLabel *m_container;
    QLabel *m_readings;
    QPushButton *m_run; ///< shown where no thermostat runs
    QTimer m_timer;
};

} // namespace hydra::ui
