// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

#include <QCheckBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>

namespace hydra::ui {

/// Asks for the destinations that a VM may reach, one a line.
class AllowDialog : public QDialog
{
    Q_OBJECT

public:
    AllowDialog(const QString &vm, const EgressSpec &now, QWidget *parent = nullptr);

    [[nodiscard]] EgressSpec egress() const; ///< without lines: none

private:
    QPlainTextEdit *m_lines;
};

/// Asks for the VMs of its lab that a VM may reach.
class PeersDialog : public QDialog
{
    Q_OBJECT

public:
    PeersDialog(const QString &vm, const QStringList &others, const PeersSpec &now,
                QWidget *parent = nullptr);

    [[nodiscard]] PeersSpec peers() const; ///< all when each of the others is chosen

private:
    std::vector<QCheckBox *> m_others;
};

/// Asks for delay, jitter, loss and rate of a VM's link, in the lab file's words.
class LinkDialog : public QDialog
{
    Q_OBJECT

public:
    LinkDialog(const QString &vm, const LinkSpec &now, QWidget *parent = nullptr);

    [[nodiscard]] std::optional<LinkSpec> link() const; ///< nothing while a field is wrong

private:
    void judge();

    QLineEdit *m_delay;
    QLineEdit *m_jitter;
    QLineEdit *m_loss;
    QLineEdit *m_rate;
    QCheckBox *m_down;
    QLabel *m_trouble;
    QPushButton *m_apply;
};

} // namespace hydra::ui
