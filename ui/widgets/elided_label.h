// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QLabel>

namespace hydra::ui {

/// TEXT escaped for setToolTip, which would interpret markup.
[[nodiscard]] QString plainTip(const QString &text);

/// A single line of text that is elided to fit; the tooltip shows all of it.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text, Qt::TextElideMode mode = Qt::ElideMiddle,
                         QWidget *parent = nullptr);

    void setAll(const QString &text); ///< `text()` returns the elided text

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
