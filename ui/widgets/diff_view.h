// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/text_diff.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

namespace hydra::ui {

/// Read-only text in a terminal's style; differences are red and green.
class DiffView : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit DiffView(const Theme &theme, QWidget *parent = nullptr);

    void showText(const QString &text);
    void showDiff(const std::vector<DiffLine> &lines);
};

} // namespace hydra::ui
