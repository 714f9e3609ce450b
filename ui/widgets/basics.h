// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "job/job.h"

#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace hydra::ui {

/// A label whose look is a rule of hydra.qss (NAME is its object name). Text is plain, never markup.
[[nodiscard]] QLabel *makeLabel(const QString &text, const QString &name = {}, QWidget *parent = nullptr);
/// The same for long or foreign text: wraps, and can be selected with the mouse.
[[nodiscard]] QLabel *makeParagraph(const QString &text, const QString &name = {}, QWidget *parent = nullptr);
/// A finding's or outcome's mark in its colour; WORD is what it means.
[[nodiscard]] QLabel *makeMark(const QString &mark, const QColor &color, const QString &word);
/// NAME: primary, danger, link or nothing. DESCRIPTION is what assistive technology says, when the words
/// on the button alone do not tell.
[[nodiscard]] QPushButton *makeButton(const QString &text, const QString &name = {}, const QString &description = {},
                                      QWidget *parent = nullptr);
/// Gives a property that hydra.qss selects by, and has the look worked out again.
void setLook(QWidget &widget, const char *property, bool value);
void clearLayout(QLayout &layout);
/// "1 core", "3 cores": the two words as English has them.
[[nodiscard]] QString counted(qint64 count, const QString &one, const QString &many);

/// Without a fraction the bar only says that something goes on.
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

/// Something that needs attention: what, where and what to do, and buttons that do it. Hidden until shown.
class Banner : public QFrame
{
    Q_OBJECT

public:
    explicit Banner(QWidget *parent = nullptr);

    void showWords(const QString &words, const QString &details = {}, bool grave = true);
    /// A button beside the words; all are gone with the next `showWords`.
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
