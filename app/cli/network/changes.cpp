// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/network/network.h"

#include "app/cli/output.h"
#include "core/config/network_words.h"

#include <CLI/CLI.hpp>

namespace hydra::cli {
namespace {

struct ChangeArguments {
    std::string target;
    std::vector<std::string> words;
};

QStringList wordsOf(const ChangeArguments &options)
{
    QStringList words;
    for (const std::string &word : options.words)
        words << QString::fromStdString(word);
    return words;
}

/// A change of one VM whose network is NOW so, and the settings of the lab file that keep it.
struct WantedChange {
    NetworkChange change;
    QStringList settings;
};
using MakeChange = std::function<Result<WantedChange>(const LabSpec &, const QString &vm,
                                                      const NetworkChange &now)>;

void applyTo(Session &session, VmLink &link, const LabSpec &lab, const MakeChange &make,
             const VmDone &done)
{
    const auto asked = [&session, &link, lab, make, done](const Result<QJsonObject> &reply) {
        if (!reply)
            return done(fail(reply.error()));
        const auto wanted = make(lab, link.vm().vm, networkOf(*reply, *lab.vm(link.vm().vm)));
        if (!wanted)
            return done(fail(wanted.error()));
        askNetwork(link, lab, QStringLiteral("network_set"), toRequest(wanted->change),
                   [&session, vm = link.vm(), settings = wanted->settings,
                    done](const Result<QJsonObject> &set) {
                       if (!set)
                           return done(fail(set.error()));
                       sayHowToKeep(session, vm, settings);
                       done({});
                   });
    };
    askNetwork(link, lab, QStringLiteral("network"), {}, asked);
}

void apply(Session &session, const std::string &target, const MakeChange &make)
{
    forEachVmOf(session, target, [&session, make](VmLink &link, const LoadedLab &lab, VmDone done) {
        applyTo(session, link, lab.spec, make, done);
    });
}

QStringList settingsOf(const NetworkChange &change)
{
    QStringList settings;
    for (const LabEdit &edit : toEdits({}, change))
        settings << edit.key + u'=' + edit.value;
    return settings;
}

void showLinks(Session &session, const ChangeArguments &options)
{
    forEachVmOf(
        session, options.target, [](VmLink &link, const LoadedLab &lab, const VmDone &done) {
            const auto show = [&link, lab, done](const Result<QJsonObject> &reply) {
                if (!reply)
                    return done(fail(reply.error()));
                const NetworkChange now = networkOf(*reply, *lab.spec.vm(link.vm().vm));
                print(QStringLiteral("%1: %2\n").arg(link.vm().toString(), linkText(*now.link)));
                done({});
            };
            askNetwork(link, lab.spec, QStringLiteral("network"), {}, show);
        });
}

void setLink(Session &session, const ChangeArguments &options)
{
    const QStringList words = wordsOf(options);
    if (words.isEmpty())
        return showLinks(session, options);
    if (const auto readable = linkWith({}, words); !readable)
        return session.finish(readable.error());
    apply(session, options.target,
          [words](const LabSpec &, const QString &,
                  const NetworkChange &now) -> Result<WantedChange> {
              WantedChange wanted{.change = {.link = *linkWith(*now.link, words)}, .settings = {}};
              const bool clears = words.front() == u"clear";
              for (const QString &word : clears ? QStringList() : words)
                  wanted.settings << QStringLiteral("link.") + word;
              if (clears)
                  wanted.settings = settingsOf(wanted.change);
              return wanted;
          });
}

void setEgress(Session &session, const ChangeArguments &options)
{
    const auto egress = egressFrom(wordsOf(options).join(u','));
    if (!egress)
        return session.finish(egress.error());
    const NetworkChange change{.egress = *egress};
    apply(
        session, options.target,
        [change](const LabSpec &, const QString &, const NetworkChange &) -> Result<WantedChange> {
            return WantedChange{.change = change, .settings = settingsOf(change)};
        });
}

Result<void> checkPeers(const PeersSpec &peers, const LabSpec &lab)
{
    for (const QString &name : peers.only) {
        if (lab.vm(name) == nullptr)
            return fail(ErrorCode::Invalid,
                        QStringLiteral("there is no VM '%1' in this lab").arg(name), lab.name,
                        QStringLiteral("write all, none or some of %1")
                            .arg(lab.vmNames().join(QStringLiteral(", "))));
    }
    return {};
}

/// PEERS without VM itself, which a list for all of a lab may name.
Result<PeersSpec> peersOfVm(PeersSpec peers, const LabSpec &lab, const QString &vm)
{
    if (peers.kind != PeersSpec::Kind::Only)
        return peers;
    peers.only.removeAll(vm);
    if (peers.only.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("names only itself"),
                    VmRef{lab.name, vm}.toString(), QStringLiteral("write none, or other VMs"));
    return peers;
}

void setPeers(Session &session, const ChangeArguments &options)
{
    const auto peers = peersFrom(wordsOf(options).join(u','));
    if (!peers)
        return session.finish(peers.error());
    const auto target = session.load(QString::fromStdString(options.target));
    if (!target)
        return;
    if (const auto known = checkPeers(*peers, target->lab.spec); !known)
        return session.finish(known.error());
    apply(session, options.target,
          [peers = *peers](const LabSpec &lab, const QString &vm,
                           const NetworkChange &) -> Result<WantedChange> {
              const auto own = peersOfVm(peers, lab, vm);
              if (!own)
                  return fail(own.error());
              const NetworkChange change{.peers = *own};
              return WantedChange{.change = change, .settings = settingsOf(change)};
          });
}

using Run = void (*)(Session &, const ChangeArguments &);

CLI::Option *addChange(CLI::App &net, Action &action, const char *name, const char *words,
                       const char *values, Run run)
{
    auto options = std::make_shared<ChangeArguments>();
    CLI::App *command = net.add_subcommand(name, words);
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file")->required();
    CLI::Option *option = command->add_option("VALUE", options->words, values);
    command->callback([options, run, &action] {
        action = [options, run](Session &session) { run(session, *options); };
    });
    return option;
}

} // namespace

void addNetChanges(CLI::App &net, Action &action)
{
    addChange(net, action, "link", "Delay, lose, slow down or cut what running VMs send and get",
              "delay=50ms jitter=5ms loss=1% rate=10Mbit down=true, any of them; or clear. "
              "Default: show what is set",
              &setLink);
    addChange(net, action, "egress", "Set what running VMs may reach outside of their lab",
              "open, none or allow=LIST: names and networks, with a port or not, as in "
              "allow=deb.debian.org,203.0.113.0/24:443,9.9.9.9:53/udp",
              &setEgress)
        ->required();
    addChange(net, action, "peers", "Set which VMs of their lab running VMs may reach",
              "all, none or names with commas between them", &setPeers)
        ->required();
}

} // namespace hydra::cli
