// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace hydra::ui {

/// TEXT for setToolTip, which would take markup for what it is.
[[nodiscard]] QString plainTip(const QString &text);

/// One line of text that gives way: what does not fit is left out, and the tooltip has all.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text, Qt::TextElideMode mode = Qt::ElideMiddle, QWidget *parent = nullptr);

    void setAll(const QString &text); ///< `text()` is what is shown of it

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_all;
    Qt::TextElideMode m_mode;
};

} // namespace hydra::ui
