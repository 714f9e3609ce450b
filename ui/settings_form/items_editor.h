// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings_form/field_editor.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

class FieldRow;

/// A list of maps: each item is a group of rows, created from the table like all others.
class ItemsEditor : public FieldEditor
{
    Q_OBJECT

public:
    ItemsEditor(Context &context, VmForm &form, const QString &path);
    void showValue() override;
    [[nodiscard]] QWidget *control() override { return m_add; }

private:
    void addItem();
    void give(std::size_t count);

    Context &m_context;
    QVBoxLayout *m_items;
    QPushButton *m_add;
    struct Item {
        QWidget *box;
        std::vector<FieldRow *> rows;
    };
    std::vector<Item> m_shown;
};

} // namespace hydra::ui
