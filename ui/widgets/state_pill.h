// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/state_look.h"

#include <QWidget>

namespace hydra::ui {

/// A state as shape and word on a tinted background.
class StatePill : public QWidget
{
    Q_OBJECT

public:
    explicit StatePill(const Theme &theme, QWidget *parent = nullptr);

    void setState(VmState state);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    StateLook m_look;
};

} // namespace hydra::ui
