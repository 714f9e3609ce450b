// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/vm/backend_card.h"

#include "ui/widgets/counted.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QClipboard>

namespace hydra::ui {
namespace {

QString acceleratorName(const QString &accelerator)
{
    return accelerator.isEmpty()   ? QStringLiteral("–")
           : accelerator == u"hvf" ? QStringLiteral("Hypervisor.framework")
                                   : accelerator.toUpper();
}

QString sizeOf(const std::optional<VmSpec> &spec)
{
    return spec
               ? counted(spec->cpu, Counted::Core) + QStringLiteral(", ") + spec->memory.toDisplay()
               : QStringLiteral("–");
}

} // namespace

BackendCard::BackendCard(const Theme &theme, QWidget *parent)
    : Card(tr("Backend"), parent), m_theme(theme), m_rows(addFactRows(*this))
{
    body()->addStretch();
}

void BackendCard::show(const VmStatus &status, const std::optional<VmSpec> &spec)
{
    const QString command = QStringLiteral("hydractl up %1").arg(status.vm.toString());
    const std::vector<std::pair<QString, QString>> rows{
        {tr("Accelerator"), acceleratorName(status.accelerator)},
        {tr("Machine"), sizeOf(spec)},
        {tr("Image"), status.image.isEmpty() && spec ? spec->image : status.image},
        {tr("Command"), command}};
    QString print = status.acceleratorReason;
    for (const auto &[name, value] : rows)
        print += value + u'\n';
    if (print == std::exchange(m_shown, print))
        return;
    clearLayout(*m_rows);
    int line = 0;
    for (const auto &[name, value] : rows) {
        m_rows->addWidget(makeLabel(name, QStringLiteral("dim")), line, 0);
        m_rows->setRowMinimumHeight(line, factRowHeight);
        auto *label = new ElidedLabel(value);
        if (value == command)
            label->setFont(m_theme.monospace());
        m_rows->addWidget(label, line++, 1);
    }
    addCopy(command, line - 1);
    addWhy(status);
}

void BackendCard::addCopy(const QString &command, int row)
{
    QPushButton *copy = makeButton(tr("Copy"), QStringLiteral("link"), tr("Copy %1").arg(command));
    connect(copy, &QPushButton::clicked, this,
            [command] { QApplication::clipboard()->setText(command); });
    m_rows->addWidget(copy, row, 2);
}

void BackendCard::addWhy(const VmStatus &status)
{
    if (status.acceleratorReason.isEmpty())
        return;
    QPushButton *why = makeButton(tr("Why"), QStringLiteral("link"),
                                  tr("Why %1").arg(acceleratorName(status.accelerator)));
    connect(why, &QPushButton::clicked, this,
            [this, reason = status.acceleratorReason] { Q_EMIT whyWanted(reason); });
    m_rows->addWidget(why, 0, 2);
}

} // namespace hydra::ui
