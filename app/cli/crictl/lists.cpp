// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/print.h"
#include "app/cli/crictl/runtime.h"
#include "app/cli/crictl/select.h"

#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QThread>

#include <optional>
#include <unistd.h>

namespace hydra::cli {
namespace {

/// Options shared by ps, pods and images.
struct Listing : Selection {
    Format format = Format::Table;
    bool quiet = false, verbose = false, noTrunc = false, resolve = false, digests = false,
         pinned = false;
    bool allVms = false, watch = false; ///< options that crictl does not have
    [[nodiscard]] CrictlListOptions shown() const
    {
        return {QDateTime::currentMSecsSinceEpoch() * 1'000'000, noTrunc, digests, pinned, all};
    }
};

void addShape(CLI::App &command, Listing &listing)
{
    addOutput(command, listing.format, {"table", "json", "yaml"});
    command.add_flag("-q,--quiet", listing.quiet, "Only ids");
    command.add_flag("-v,--verbose", listing.verbose, "Blocks with labels and annotations");
    command.add_flag("--no-trunc", listing.noTrunc, "Whole ids");
    command.add_flag("-A,--all-vms", listing.allVms,
                     "Of all running VMs of the lab, or of all labs");
    command.add_flag("-w,--watch", listing.watch, "Again whenever it changes, until interrupted");
}

/// How to request one kind of object, its name in JSON, and how to show it.
struct ListVerb {
    Result<QJsonArray> (*ask)(CrictlRuntime &, const Listing &);
    const char *key;
    CrictlRows (*rows)(const QJsonArray &, const CrictlListOptions &);
    QString (*blocks)(const QJsonArray &, const CrictlListOptions &);
};

/// The reply of one runtime.
struct Answer {
    QString vm; ///< LAB/VM; empty for an endpoint
    QJsonArray items;
    bool operator==(const Answer &) const = default;
};

QJsonObject valueOf(const Answer &answer, const ListVerb &verb)
{
    return {{QLatin1String(verb.key), answer.items}};
}

QString idLines(const Answer &answer, const QString &before)
{
    QString lines;
    for (const QJsonValue &item : answer.items)
        lines += before + withoutControls(item[u"id"].toString()) + u'\n';
    return lines;
}

void show(const Answer &answer, const Listing &listing, const ListVerb &verb)
{
    if (listing.format != Format::Table)
        printValue(valueOf(answer, verb), listing.format);
    else if (listing.quiet)
        print(idLines(answer, {}));
    else
        print(listing.verbose ? verb.blocks(answer.items, listing.shown())
                              : crictlTable(verb.rows(answer.items, listing.shown())));
}

/// All replies in one table, with a column for the VM.
QString tableOf(const std::vector<Answer> &answers, const Listing &listing, const ListVerb &verb)
{
    CrictlRows all;
    for (const Answer &answer : answers) {
        CrictlRows rows = verb.rows(answer.items, listing.shown());
        for (std::size_t i = all.empty() ? 0 : 1; i < rows.size(); ++i)
            all.push_back(QStringList{i == 0 ? QStringLiteral("VM") : answer.vm} + rows[i]);
    }
    return crictlTable(all);
}

void showAll(const std::vector<Answer> &answers, const Listing &listing, const ListVerb &verb)
{
    if (listing.format != Format::Table) {
        QJsonArray vms;
        for (const Answer &answer : answers) {
            QJsonObject value = valueOf(answer, verb);
            value[u"vm"] = answer.vm;
            vms.append(value);
        }
        printValue({{QStringLiteral("vms"), vms}}, listing.format);
    } else if (listing.quiet || listing.verbose) {
        for (const Answer &answer : answers)
            print(listing.quiet ? idLines(answer, answer.vm + u' ')
                                : answer.vm + u'\n' + verb.blocks(answer.items, listing.shown()));
    } else {
        print(tableOf(answers, listing, verb));
    }
}

/// Asks several runtimes and returns the replies of those that answer; FAILURE is the first error.
Result<std::vector<Answer>> ask(std::vector<CrictlRuntime> &runtimes, const Listing &listing,
                                const ListVerb &verb, std::optional<Error> &failure)
{
    std::vector<Answer> answers;
    for (CrictlRuntime &runtime : runtimes) {
        auto items = verb.ask(runtime, listing);
        if (items)
            answers.push_back({runtime.vm(), std::move(*items)});
        else if (!listing.allVms)
            return fail(items.error());
        else if (!failure)
            failure = items.error();
        else
            runtime.session().printError(items.error());
    }
    return answers;
}

Result<int> list(std::vector<CrictlRuntime> &runtimes, const Listing &listing, const ListVerb &verb)
{
    const bool clears =
        listing.watch && listing.format == Format::Table && ::isatty(STDOUT_FILENO) == 1;
    std::optional<std::vector<Answer>> last;
    std::optional<Error> failure;
    do {
        auto answers = ask(runtimes, listing, verb, failure);
        if (!answers)
            return fail(answers.error());
        // A terminal is redrawn each time because ages change; a pipe gets output only on changes.
        if (clears || answers != last) {
            if (clears)
                print(QStringLiteral("\x1b[2J\x1b[H"));
            listing.allVms ? showAll(*answers, listing, verb)
                           : show(answers->front(), listing, verb);
            std::fflush(stdout);
        }
        last = std::move(*answers);
        if (listing.watch)
            QThread::sleep(1);
    } while (listing.watch && !failure);
    return failure ? Result<int>(fail(*failure)) : Result<int>(0);
}

// Names of images are looked up for the table only, as crictl does.
Result<QJsonArray> ps(CrictlRuntime &runtime, const Listing &listing)
{
    const auto containers = selectContainers(runtime, listing);
    const bool named = containers && listing.resolve && listing.format == Format::Table &&
                       !listing.quiet && !listing.verbose;
    return named ? withImageNames(runtime, *containers) : containers;
}

Result<QJsonArray> pods(CrictlRuntime &runtime, const Listing &listing)
{
    return selectPods(runtime, listing);
}

Result<QJsonArray> images(CrictlRuntime &runtime, const Listing &listing)
{
    return selectImages(runtime, listing);
}

/// Sets VERB to run when COMMAND was parsed.
void whenParsed(CLI::App &command, const std::shared_ptr<Listing> &listing, const CrictlRunAll &run,
                ListVerb verb)
{
    command.callback([listing, run, verb] {
        run([listing,
             verb](std::vector<CrictlRuntime> &runtimes) { return list(runtimes, *listing, verb); },
            listing->allVms);
    });
}

} // namespace

void addCrictlLists(CLI::App &crictl, const CrictlRunAll &run)
{
    auto containers = std::make_shared<Listing>();
    CLI::App *psCommand = crictl.add_subcommand("ps", "List containers");
    addShape(*psCommand, *containers);
    psCommand->add_option("--id", containers->id, "By id");
    addContainerFilters(*psCommand, *containers);
    psCommand->add_flag("-r,--resolve-image-path", containers->resolve,
                        "Names of images instead of what they were asked for as");
    whenParsed(*psCommand, containers, run, {ps, "containers", containerRows, containerBlocks});

    auto sandboxes = std::make_shared<Listing>();
    CLI::App *podsCommand = crictl.add_subcommand("pods", "List pods");
    addShape(*podsCommand, *sandboxes);
    podsCommand->add_option("--id", sandboxes->id, "By id");
    addPodFilters(*podsCommand, *sandboxes);
    whenParsed(*podsCommand, sandboxes, run, {pods, "items", podRows, podBlocks});

    auto stored = std::make_shared<Listing>();
    CLI::App *imagesCommand = crictl.add_subcommand("images", "List images");
    imagesCommand->alias("image")->alias("img");
    addShape(*imagesCommand, *stored);
    imagesCommand->add_option("IMAGE", stored->image, "Only this repository, or REPOSITORY:TAG");
    addImageFilters(*imagesCommand, *stored);
    imagesCommand->add_flag("--digests", stored->digests, "A column of digests");
    imagesCommand->add_flag("--pinned", stored->pinned, "Whether each is kept from pruning");
    whenParsed(*imagesCommand, stored, run, {images, "images", imageRows, imageBlocks});
}

} // namespace hydra::cli
