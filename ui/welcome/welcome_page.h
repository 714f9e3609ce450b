// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/doctor/finding_look.h"
#include "ui/widgets/basics.h"

#include <QGridLayout>
#include <QScrollArea>

namespace hydra::ui {

/// First steps, and what this machine offers.
class WelcomePage : public QScrollArea
{
    Q_OBJECT

public:
    explicit WelcomePage(Context &context, QWidget *parent = nullptr);

private:
    [[nodiscard]] QWidget *makeChoice(const QString &title, const QString &words, QWidget *button);
    [[nodiscard]] QWidget *makeMiddle();
    [[nodiscard]] QLayout *makeChoices();
    [[nodiscard]] QWidget *makeMachineCard();
    void showDemo();
    void showMachine();
    void addToMachine(int row, const FindingLook &look, const QString &title, const QString &words);

    Context &m_context;
    QPushButton *m_demo;
    QGridLayout *m_machine;
};

} // namespace hydra::ui
