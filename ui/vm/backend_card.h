// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"
#include "core/vm/vm_state.h"
#include "ui/theme/theme.h"
#include "ui/vm/fact_rows.h"

namespace hydra::ui {

/// What an environment runs on: accelerator, size, image, and the command that starts it.
class BackendCard : public Card
{
    Q_OBJECT

public:
    explicit BackendCard(const Theme &theme, QWidget *parent = nullptr);

    void show(const VmStatus &status, const std::optional<VmSpec> &spec);

Q_SIGNALS:
    void whyWanted(const QString &reason); ///< of the accelerator that is not the first choice

private:
    void addCopy(const QString &command, int row);
    void addWhy(const VmStatus &status);

    const Theme &m_theme;
    QGridLayout *m_rows;
    QString m_shown;
};

} // namespace hydra::ui
