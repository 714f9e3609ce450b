// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/terminal/search.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace hydra {

/// The bar for the search text in a terminal and the number of matches. Does not search itself.
/// Enter goes to the previous match, since the newest text is at the bottom; Escape closes.
class FindBar : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent);

    void open(const QString &proposal);
    /// CURRENT counts from 0; -1: none selected. A non-empty ERROR replaces the count.
    void showCount(int current, qsizetype count, const QString &error);
    [[nodiscard]] QString pattern() const;
    [[nodiscard]] SearchOptions options() const;

Q_SIGNALS:
    void patternChanged();
    void nextWanted();
    void previousWanted();
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    [[nodiscard]] QToolButton *addButton(const QString &text, const QString &name);

    QLineEdit *m_pattern;
    QLabel *m_count;
    QToolButton *m_isCaseSensitive;
    QToolButton *m_isRegularExpression;
};

} // namespace hydra
