// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/basics.h"

#include <QStyle>
#include <QVariant>

namespace hydra::ui {

QLabel *makeLabel(const QString &text, const QString &name, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextFormat(Qt::PlainText);
    label->setObjectName(name);
    return label;
}

QLabel *makeParagraph(const QString &text, const QString &name, QWidget *parent)
{
    QLabel *label = makeLabel(text, name, parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    label->setSizePolicy(policy);
    return label;
}

QLabel *makeMark(const QString &mark, const QColor &color, const QString &word)
{
    QLabel *label = makeLabel(mark);
    label->setStyleSheet(QStringLiteral("color: %1; font-weight: 600").arg(color.name()));
    label->setAccessibleName(word);
    label->setToolTip(word);
    return label;
}

QPushButton *makeButton(const QString &text, const QString &name, const QString &description,
                        QWidget *parent)
{
    auto *button = new QPushButton(text, parent);
    button->setObjectName(name);
    button->setAccessibleName(description.isEmpty() ? QString(text).remove(u'&') : description);
    button->setAutoDefault(false);
    if (name == u"link" || name == u"quietLink")
        button->setCursor(Qt::PointingHandCursor);
    return button;
}

void setLook(QWidget &widget, const char *property, bool value)
{
    if (widget.property(property).toBool() == value && widget.property(property).isValid())
        return;
    widget.setProperty(property, value);
    widget.style()->unpolish(&widget);
    widget.style()->polish(&widget);
}

void clearLayout(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (item->widget()) {
            // DeleteLater hides it too late, and it may be the signal's sender.
            item->widget()->hide();
            item->widget()->deleteLater();
        } else if (item->layout()) {
            clearLayout(*item->layout());
        }
        delete item;
    }
}

void showProgress(QProgressBar &bar, const Progress &progress)
{
    bar.setRange(0, progress.fraction < 0 ? 0 : 1000);
    bar.setValue(int(progress.fraction * 1000));
}

Card::Card(const QString &title, QWidget *parent)
    : QFrame(parent), m_note(makeLabel({}, QStringLiteral("cardNote"))),
      m_titleLine(new QHBoxLayout), m_body(new QVBoxLayout)
{
    setObjectName(QStringLiteral("card"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 12, 16, 14);
    all->setSpacing(10);
    QLabel *name = makeLabel(title, QStringLiteral("cardTitle"));
    m_titleLine->addWidget(name);
    m_titleLine->addStretch();
    m_titleLine->addWidget(m_note);
    all->addLayout(m_titleLine);
    if (title.isEmpty()) { // without a title the line takes no space
        name->hide();
        m_note->hide();
    }
    m_body->setSpacing(8);
    all->addLayout(m_body, 1);
}

void Card::setNote(const QString &note, const QString &tooltip)
{
    m_note->setText(note);
    m_note->setToolTip(tooltip);
}

void Card::addToTitle(QWidget *widget)
{
    m_titleLine->addWidget(widget);
}

Banner::Banner(QWidget *parent)
    : QFrame(parent), m_words(makeParagraph({})),
      m_detailsButton(makeButton(tr("Details"), QStringLiteral("link"))),
      m_close(makeButton(tr("Dismiss"), QStringLiteral("link"), tr("Dismiss this message"))),
      m_details(makeParagraph({}, QStringLiteral("faint"))), m_buttons(new QHBoxLayout)
{
    setObjectName(QStringLiteral("banner"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(14, 8, 10, 8);
    auto *line = new QHBoxLayout;
    line->addWidget(m_words, 1);
    line->addLayout(m_buttons);
    line->addWidget(m_detailsButton);
    line->addWidget(m_close);
    all->addLayout(line);
    all->addWidget(m_details);
    connect(m_detailsButton, &QPushButton::clicked, this,
            [this] { m_details->setVisible(!m_details->isVisible()); });
    connect(m_close, &QPushButton::clicked, this, &Banner::dismiss);
    hide();
}

void Banner::showWords(const QString &words, const QString &details, bool grave)
{
    clearLayout(*m_buttons);
    m_words->setText(words);
    setAccessibleName(words);
    m_details->setText(details.trimmed());
    m_details->hide();
    m_detailsButton->setVisible(!details.trimmed().isEmpty());
    setLook(*this, "grave", grave);
    show();
}

QPushButton *Banner::addButton(const QString &text)
{
    QPushButton *button = makeButton(text);
    m_buttons->addWidget(button);
    return button;
}

void Banner::dismiss()
{
    hide();
}

} // namespace hydra::ui
