// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/job/job.h"

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace hydra::ui {

/// A label styled by a rule of hydra.qss (NAME is its object name). Plain text, never markup.
[[nodiscard]] QLabel *makeLabel(const QString &text, const QString &name = {},
                                QWidget *parent = nullptr);
/// The same for long or untrusted text: wraps and can be selected with the mouse.
[[nodiscard]] QLabel *makeParagraph(const QString &text, const QString &name = {},
                                    QWidget *parent = nullptr);
/// The mark of a finding or outcome in its colour; WORD is the accessible text.
[[nodiscard]] QLabel *makeMark(const QString &mark, const QColor &color, const QString &word);
/// NAME: primary, danger, link or nothing. DESCRIPTION is for assistive technology, when the
/// button's text alone does not explain it.
[[nodiscard]] QPushButton *makeButton(const QString &text, const QString &name = {},
                                      const QString &description = {}, QWidget *parent = nullptr);
/// Sets a property that hydra.qss selects by, and restyles the widget.
void setLook(QWidget &widget, const char *property, bool value);
void clearLayout(QLayout &layout);

/// Without a fraction the bar shows indeterminate progress.
void showProgress(QProgressBar &bar, const Progress &progress);

/// A group with a title and a note on the right.
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(const QString &title, QWidget *parent = nullptr);

    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void setNote(const QString &note, const QString &tooltip = {});
    void addToTitle(QWidget *widget); ///< at the right end of the title line

private:
    QLabel *m_note;
    QHBoxLayout *m_titleLine;
    QVBoxLayout *m_body;
};

/// A notice that needs attention: what, where and what to do, with buttons for that. Hidden until
/// shown.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void showWords(const QString &words, const QString &details = {}, bool grave = true);
    /// Adds a button; the next `showWords` removes all buttons.
    QPushButton *addButton(const QString &text);
    void dismiss();

private:
    QLabel *m_words;
    QPushButton *m_detailsButton;
    QPushButton *m_close;
    QLabel *m_details;
    QHBoxLayout *m_buttons;
};

} // namespace hydra::ui
