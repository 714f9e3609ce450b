// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

namespace hydra::ui {

/// The last lines of a console's transcript, read while visible. Plain text; the Console tab
/// emulates a terminal.
class ConsolePreview : public QWidget
{
    Q_OBJECT

public:
    ConsolePreview(const Theme &theme, QString transcript, QWidget *parent = nullptr);

    /// The last line that is not blank; empty: none yet.
    [[nodiscard]] QString lastLine() const;
    [[nodiscard]] QSize sizeHint() const override { return {300, 160}; }

Q_SIGNALS:
    void changed();
    void clicked();

protected:
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void look();

    const Theme &m_theme;
    QString m_transcript;
    QStringList m_lines;
    qint64 m_size = -1;
    QTimer m_timer;
};

} // namespace hydra::ui
