// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QLineEdit>

#include <functional>

namespace hydra::ui {

/// The images that can be had and are not in the store: those that distributions publish, any
/// address, and those that are built here from Debian packages.
class CatalogueCard : public Card
{
    Q_OBJECT

public:
    explicit CatalogueCard(Context &context, QWidget *parent = nullptr);

    /// STORED: names of the store; ISRUNNING: whether an image is being made.
    void showCatalogue(const QStringList &stored,
                       const std::function<bool(const QString &)> &isRunning);
    /// Downloads ASKED, an address or a name; words below the field when it is neither.
    void pull(const QString &asked);

private:
    void addAddress();
    void addRow(const QString &name, const QString &title, const QString &note,
                QPushButton *button);
    void addRecipe(const QString &name, bool isRunning);

    Context &m_context;
    QVBoxLayout *m_rows;
    QLineEdit *m_address;
    QLabel *m_trouble;
};

} // namespace hydra::ui
