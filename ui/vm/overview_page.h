// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/boot_phases.h"
#include "ui/widgets/chart.h"

#include <QGridLayout>
#include <QPointer>
#include <QScrollArea>
#include <QTimer>

namespace hydra::ui {

class BackendCard;
class BootTimesCard;
class ConsolePreview;
class IsolationCard;
class ProvisioningCard;
class ThermostatCard;

/// One VM at a glance. Samples figures only while visible.
class OverviewPage : public QScrollArea
{
    Q_OBJECT

public:
    OverviewPage(Context &context, VmEntry &vm, QWidget *parent = nullptr);

Q_SIGNALS:
    void consoleWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeCharts();
    [[nodiscard]] QWidget *makeFacts();
    [[nodiscard]] QWidget *makeDanger();
    void showStatus();
    void showTrouble();
    void showBoot();
    void showFigures();
    void showEndpoints();
    void showIsolation();
    void fix(const std::vector<LabEdit> &edits);
    void addEndpoint(int row, const QString &name, const QString &address, const QString &copy,
                     const QString &url, bool open);
    void setProtect(bool protect);
    bool edit(const std::vector<LabEdit> &edits); ///< of the lab file

    Context &m_context;
    QPointer<VmEntry> m_vm;
    Banner *m_banner;
    Card *m_boot;
    BootPhases *m_phases;
    QLabel *m_tail;
    ProvisioningCard *m_provisioning;
    BootTimesCard *m_bootTimes;
    Card *m_cpuCard = nullptr, *m_memoryCard = nullptr, *m_diskCard = nullptr;
    Chart *m_cpu = nullptr, *m_memory = nullptr, *m_disk = nullptr;
    Card *m_endpoints = nullptr;
    BackendCard *m_backend = nullptr;
    QGridLayout *m_endpointRows = nullptr;
    IsolationCard *m_isolation = nullptr;
    ConsolePreview *m_preview = nullptr;
    ThermostatCard *m_thermostat = nullptr;
    QPushButton *m_protect = nullptr;
    QPushButton *m_delete = nullptr;
    QTimer m_clock;
    QString m_shownTrouble, m_shownEndpoints;
};

} // namespace hydra::ui
