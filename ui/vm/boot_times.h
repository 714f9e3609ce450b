// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/boot/boot_history.h"
#include "ui/theme/theme.h"
#include "ui/widgets/basics.h"

#include <QWidget>

namespace hydra::ui {

/// The latest boots of an image as bars, the newest on top; a step from one phase to the next is a
/// piece of the bar. The tooltip of a row has its steps in words.
class BootBars : public QWidget
{
    Q_OBJECT

public:
    explicit BootBars(const Theme &theme, QWidget *parent = nullptr);

    /// BOOTS: newest first. NOW in Unix milliseconds.
    void setBoots(std::vector<BootRecord> boots, qint64 nowMs);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    void paintRow(QPainter &painter, const QRectF &row, const BootRecord &boot) const;

    const Theme &m_theme;
    std::vector<BootRecord> m_boots;
    qint64 m_nowMs = 0;
};

/// The history of a VM's image, read from its file when the VM's boot has come further. Hidden
/// while there is none.
class BootTimesCard : public Card
{
    Q_OBJECT

public:
    explicit BootTimesCard(const Theme &theme, QWidget *parent = nullptr);

    void showHistory(const QString &file, const QString &image, const VmStatus &status,
                     qint64 nowMs);

private:
    BootBars *m_bars;
    QLabel *m_slower; ///< that the latest boot was slower than usual
    QString m_shown;
};

/// "kernel 4.0 s, containerd 16 s, cri 0.5 s": each from the phase before it. Pure.
[[nodiscard]] QString bootStepsText(const BootRecord &boot);

} // namespace hydra::ui
