// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/network/network.h"

#include "core/process/shell_word.h"

namespace hydra::cli {
namespace {

bool isAboutItsNetwork(const Error &error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::Invalid ||
           error.code == ErrorCode::Unsupported;
}

} // namespace

Error notOnLabNetwork(const VmRef &vm)
{
    return {.code = ErrorCode::Conflict,
            .what = QStringLiteral("is on a user network of its own, not on its lab's"),
            .where = vm.toString(),
            .hint = QStringLiteral("write `hydractl set %1 - network.mode=lab`, and start it again")
                        .arg(vm.lab)};
}

void askNetwork(VmLink &link, const LabSpec &lab, const QString &method, const QJsonObject &params,
                KeeperClient::Reply reply)
{
    const bool isLab = lab.network.mode == NetworkMode::Lab;
    link.request(method, params,
                 [vm = link.vm(), isLab, reply = std::move(reply)](Result<QJsonObject> answer) {
                     // An older keeper knows no lab networks, and calls the question invalid.
                     if (!answer && !isLab && isAboutItsNetwork(answer.error()))
                         return reply(fail(notOnLabNetwork(vm)));
                     if (!answer && answer.error().where.isEmpty())
                         answer.error().where = vm.toString();
                     reply(std::move(answer));
                 });
}

void sayHowToKeep(const Session &session, const VmRef &vm, const QStringList &settings)
{
    QStringList words;
    for (const QString &setting : settings)
        words << shellWord(setting);
    session.say(QStringLiteral("%1: done for this run; to keep it: hydractl set %2 %3 %4")
                    .arg(vm.toString(), vm.lab, vm.vm, words.join(u' ')));
}

void forEachVmOf(Session &session, const std::string &target, LabVmOperation operation)
{
    const auto loaded = session.load(QString::fromStdString(target));
    if (!loaded)
        return;
    forEachVm(session, {*loaded},
              [lab = loaded->lab, operation = std::move(operation)](
                  VmLink &link, const VmDone &done) { operation(link, lab, done); });
}

} // namespace hydra::cli
