// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/combo_box.h"
#include "ui/widgets/program_page.h"

#include <QFormLayout>
#include <QLineEdit>

namespace hydra::ui {

/// The user's settings, saved as soon as they are changed; the same file as `hydractl settings`.
class SettingsPage : public ProgramPage
{
    Q_OBJECT

public:
    SettingsPage(Context &context, QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    struct Choice {
        QString value;
        QString words;
    };
    void addChoice(QFormLayout &form, const QString &key, const QString &name, const QString &help,
                   const std::vector<Choice> &choices);
    void addText(QFormLayout &form, const QString &key, const QString &name, const QString &help,
                 const QString &placeholder, bool program = false);
    void read();
    void save(const QString &key, const QString &value);

    Context &m_context;
    Banner *m_banner;
    std::map<QString, ComboBox *> m_choices;
    std::map<QString, QLineEdit *> m_texts;
    std::map<QString, QLabel *> m_troubles;
};

} // namespace hydra::ui
