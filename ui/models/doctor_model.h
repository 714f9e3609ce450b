// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/doctor/doctor.h"
#include "core/job/job.h"

#include <QDateTime>

namespace hydra::ui {

/// The doctor's findings, shared by all views. GUI thread; the examination is a job.
class DoctorModel : public QObject
{
    Q_OBJECT

public:
    explicit DoctorModel(Environment environment, QObject *parent = nullptr);

    void examine(); ///< does nothing while one is running
    [[nodiscard]] bool isLooking() const { return m_job != nullptr; }
    [[nodiscard]] const std::vector<Finding> &findings() const { return m_findings; }
    [[nodiscard]] const QDateTime &lookedAt() const { return m_lookedAt; }
    [[nodiscard]] int count(Finding::State state) const;

Q_SIGNALS:
    void changed();

private:
    Environment m_environment;
    std::vector<Finding> m_findings;
    QDateTime m_lookedAt;
    std::unique_ptr<JobBase> m_job;
};

} // namespace hydra::ui
