// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/ports/port_words.h"

#include "ui/widgets/counted.h"

#include <QCoreApplication>

#include <algorithm>

namespace hydra::ui {
namespace {

QString trPort(const char *text)
{
    return QCoreApplication::translate("hydra::ui::Ports", text);
}

QString portRoleText(const PortRow &row)
{
    if (row.port.role == u"webhook")
        return trPort("boot reports");
    return row.port.name.isEmpty() ? row.port.role : row.port.name;
}

QString holderText(const PortRow &row)
{
    if (!row.holder)
        return row.state == PortState::Taken ? trPort("another program") : QStringLiteral("–");
    return QStringLiteral("%1 %2").arg(row.holder->program).arg(row.holder->pid);
}

QString loginWords(Authentication authentication)
{
    switch (authentication) {
    case Authentication::Yes:
        return trPort("yes");
    case Authentication::No:
        return trPort("no");
    case Authentication::Unknown:
        break;
    }
    return trPort("unknown");
}

QString loginTip(const PortRow &row)
{
    if (row.port.role == u"ssh")
        return trPort("The lab's SSH key");
    if (row.port.role == u"webhook")
        return trPort("A token that only this VM was given");
    if (row.authentication == Authentication::No)
        return trPort("Whoever can connect is let in");
    return trPort("That is up to the program in the guest");
}

} // namespace

PortColumnLook columnLook(PortColumn column)
{
    switch (column) {
    case PortColumn::Vm:
        return {"vm", trPort("Environment"), 124};
    case PortColumn::Role:
        return {"role", trPort("Role"), 84};
    case PortColumn::Address:
        return {"address", trPort("Host address"), 126};
    case PortColumn::Guest:
        return {"guest", trPort("Guest port"), 84};
    case PortColumn::State:
        return {"state", trPort("State"), 134};
    case PortColumn::Reach:
        return {"reach", trPort("Open to"), 108};
    case PortColumn::Holder:
        return {"holder", trPort("Held by"), 100};
    case PortColumn::Login:
        break;
    }
    return {"login", trPort("Login"), 76};
}

QString portText(const PortRow &row, PortColumn column)
{
    switch (column) {
    case PortColumn::Vm:
        return row.vm.toString();
    case PortColumn::Role:
        return portRoleText(row);
    case PortColumn::Address:
        return portAddress(row);
    case PortColumn::Guest:
        return row.port.guestPort == 0
                   ? QStringLiteral("–")
                   : QStringLiteral("%1/%2").arg(row.port.guestPort).arg(row.port.protocol);
    case PortColumn::Reach:
        return row.isOpenToNetwork() ? trPort("network") : trPort("this computer");
    case PortColumn::Holder:
        return holderText(row);
    case PortColumn::Login:
        return loginWords(row.authentication);
    case PortColumn::State:
        break;
    }
    return portStateLook(row).word;
}

QString portTip(const PortRow &row, PortColumn column)
{
    switch (column) {
    case PortColumn::Reach:
        return row.isOpenToNetwork()
                   ? trPort(
                         "Every machine that reaches this one can connect. Set `bind: 127.0.0.1` "
                         "to keep them out.")
                   : trPort("Only programs on this machine can connect");
    case PortColumn::Login:
        return loginTip(row);
    case PortColumn::Holder:
        return row.holderVm ? trPort("Of %1").arg(row.holderVm->toString()) : QString();
    case PortColumn::State:
        return !row.conflict.isEmpty() ? conflictWords(row)
               : row.state == PortState::Taken
                   ? trPort("Somebody else has it; its VM gets another at its next start")
               : row.next ? trPort("The lab file was changed since its VM started")
                          : QString();
    default:
        break;
    }
    return {};
}

StateLook portStateLook(const PortRow &row)
{
    using Shape = StateLook::Shape;
    if (!row.conflict.isEmpty())
        return {Shape::Diamond, Token::Err, Token::ErrText, Token::ErrBg, trPort("Conflict")};
    if (row.next)
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, trPort("At next start")};
    switch (row.state) {
    case PortState::Listening:
        return {Shape::Disc, Token::Run, Token::RunText, Token::RunBg, trPort("Listening")};
    case PortState::Closed:
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, trPort("Not listening")};
    case PortState::Taken:
        return {Shape::Ring, Token::Warn, Token::WarnText, Token::WarnBg, trPort("Gives way")};
    case PortState::Free:
        return {Shape::Circle, Token::Faint, Token::Dim, Token::Bg, trPort("Not in use")};
    case PortState::Unchosen:
        break;
    }
    return {Shape::Circle, Token::Faint, Token::Dim, Token::Bg, trPort("Not chosen")};
}

QString portAddress(const PortRow &row, bool wholeRange)
{
    if (row.port.hostPort == 0)
        return row.port.hostAddress + QStringLiteral(":auto");
    const bool isRange = wholeRange && row.count > 1;
    const int first = isRange ? row.port.hostPort - row.offset : row.port.hostPort;
    const QString address = row.port.hostAddress.contains(u':')
                                ? QStringLiteral("[%1]").arg(row.port.hostAddress)
                                : row.port.hostAddress;
    return QStringLiteral("%1:%2").arg(address).arg(first) +
           (isRange ? QStringLiteral("-%1").arg(first + row.count - 1) : QString());
}

QString conflictWords(const PortRow &row)
{
    return trPort("%1, %2 on %3: %4")
        .arg(row.vm.toString(), portRoleText(row), portAddress(row), row.conflict);
}

QString cureWords(const PortRow &row)
{
    if (!row.proposal)
        return {};
    return row.count == 1
               ? trPort("Use %1").arg(*row.proposal)
               : trPort("Use %1-%2").arg(*row.proposal).arg(*row.proposal + row.count - 1);
}

QString portSummary(const std::vector<PortRow> &rows)
{
    const auto open = std::count_if(rows.begin(), rows.end(),
                                    [](const PortRow &row) { return row.isOpenToNetwork(); });
    const auto conflicts = std::count_if(
        rows.begin(), rows.end(), [](const PortRow &row) { return !row.conflict.isEmpty(); });
    QStringList words; // what matters most first: the end may be elided
    if (conflicts > 0)
        words << counted(qint64(conflicts), Counted::Conflict);
    if (open > 0)
        words << trPort("%1 open to the network").arg(open);
    words << counted(qint64(rows.size()), Counted::Port);
    return words.join(QStringLiteral(" · "));
}

} // namespace hydra::ui
