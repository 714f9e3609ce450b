// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "widgets/basics.h"

#include <QGridLayout>
#include <QScrollArea>

namespace hydra::ui {

/// What there is to do first, and what this machine offers.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomePage(Context &context, QWidget *parent = nullptr);

    /// One line of "This machine": a state's mark, what, and words.
    struct MachineLine {
        QString mark; ///< ✓ ! ✕ –
        Token color = Token::Run;
        QString what;
        QString words;
    };
    void setMachine(const std::vector<MachineLine> &lines);

private:
    [[nodiscard]] QWidget *makeChoice(const QString &title, const QString &words, QWidget *button);
    void showDemo();

    Context &m_context;
    QPushButton *m_demo;
    QGridLayout *m_machine;
};

} // namespace hydra::ui
