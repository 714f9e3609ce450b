// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QComboBox>

namespace hydra::ui {

/// A combo box that paints its own arrow; a style sheet would need an image for each theme.
class ComboBox : public QComboBox
{
    Q_OBJECT

public:
    explicit ComboBox(const Theme &theme, QWidget *parent = nullptr);

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    QIcon m_arrow;
};

} // namespace hydra::ui
