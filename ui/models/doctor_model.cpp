// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/models/doctor_model.h"

#include <algorithm>

namespace hydra::ui {

DoctorModel::DoctorModel(Environment environment, QObject *parent)
    : QObject(parent), m_environment(std::move(environment))
{
}

void DoctorModel::examine()
{
    if (m_job)
        return;
    auto work = [environment =
                     m_environment](const JobContext &job) -> Result<std::vector<Finding>> {
        return examineHost(environment, job);
    };
    m_job = std::make_unique<Job<std::vector<Finding>>>(
        work, [this](Result<std::vector<Finding>> findings) {
            m_job.reset();
            m_findings = std::move(*findings);
            m_lookedAt = QDateTime::currentDateTime();
            Q_EMIT changed();
        });
    Q_EMIT changed();
}

int DoctorModel::count(Finding::State state) const
{
    return int(std::count_if(m_findings.begin(), m_findings.end(),
                             [state](const Finding &finding) { return finding.state == state; }));
}

} // namespace hydra::ui
