// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <set>

namespace hydra::ui {

/// A text editor with line numbers. Tab indents by two spaces; Escape lets the next Tab leave the
/// editor.
class CodeEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    explicit CodeEdit(const Theme &theme, QWidget *parent = nullptr);

    void goTo(int line, int column); ///< both count from 1
    void setWrongLines(const std::set<int> &lines);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    friend class LineNumbers;
    [[nodiscard]] int numbersWidth() const;
    void paintNumbers(QPaintEvent *event);
    void arrange();

    const Theme &m_theme;
    QWidget *m_numbers;
    std::set<int> m_wrong;
};

} // namespace hydra::ui
