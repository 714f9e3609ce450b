// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/text_diff.h"
#include "theme/theme.h"

#include <QPlainTextEdit>

namespace hydra::ui {

/// Text as a terminal has it, to be read and copied; differences in its red and green.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(const Theme &theme, QWidget *parent = nullptr);

    void showText(const QString &text);
    void showDiff(const std::vector<DiffLine> &lines);
};

} // namespace hydra::ui
