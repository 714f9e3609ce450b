// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/guest_report.h"

#include "core/boot/cloud_init_log.h"
#include "core/boot/provisioning_events.h"

#include <QRegularExpression>

#include <algorithm>

namespace hydra {
namespace {

constexpr qsizetype kLargestReport = 128 << 10;
constexpr qsizetype kLongestTraceback = 6 << 10;
constexpr qsizetype kLastLines = 12; // of the output
constexpr qsizetype kLongestCommand = 120;
constexpr qsizetype kMostCommands = 8;

/// A line of the output that says why, best first; the last such line counts.
const std::vector<QRegularExpression> &reasonsInOutput(const QString &module)
{
    static const std::vector<QRegularExpression> packages = {
        QRegularExpression(QStringLiteral("^E: Unable to locate package .*")),
        QRegularExpression(QStringLiteral("^E: Package .* has no installation candidate.*")),
        QRegularExpression(QStringLiteral("^E: .*")),
        QRegularExpression(QStringLiteral("^Error: .*")), // dnf
        QRegularExpression(QStringLiteral("^ERROR: .*")), // apk
    };
    // A shell's "FILE: LINE: COMMAND: what", of dash and of bash.
    static const std::vector<QRegularExpression> commands = {
        QRegularExpression(
            QStringLiteral("^/var/lib/cloud/instance/scripts/[^:]+: (line )?\\d+: .*")),
    };
    static const std::vector<QRegularExpression> none;
    if (module == u"package-update-upgrade-install")
        return packages;
    return module == u"scripts-user" ? commands : none;
}

QString reasonIn(const QString &output, const QString &module)
{
    const QStringList lines = output.split(u'\n');
    for (const QRegularExpression &reason : reasonsInOutput(module)) {
        const auto last = std::find_if(lines.rbegin(), lines.rend(), [&](const QString &line) {
            return reason.match(line).hasMatch();
        });
        if (last != lines.rend())
            return guestLine(*last, longestGuestWords);
    }
    return {};
}

// A failed command tells in the output what was wrong, which Python's traceback does not know.
QString detailsOf(const FailedModule &failure, const QString &output, const QString &reason)
{
    if (reason.isEmpty() || output.isEmpty())
        return guestText(failure.traceback, kLongestTraceback);
    const QStringList lines = output.trimmed().split(u'\n');
    const QString last = lines.mid(std::max<qsizetype>(0, lines.size() - kLastLines)).join(u'\n');
    return guestText(QStringLiteral("Last output:\n") + guestText(last, kLongestTraceback / 3) +
                         QStringLiteral("\n\n") + failure.traceback,
                     kLongestTraceback);
}

void explain(ProvisioningTrouble &trouble, const std::vector<FailedModule> &failures,
             const GuestReport &report, const PlannedProvisioning &planned)
{
    const auto failure =
        std::find_if(failures.rbegin(), failures.rend(),
                     [&](const FailedModule &known) { return known.module == trouble.module; });
    if (!trouble.traceback.isEmpty() || failure == failures.rend())
        return;
    const QString reason = reasonIn(report.output, trouble.module);
    trouble.words = guestLine(reason.isEmpty() ? failure->words : reason, longestGuestWords);
    trouble.traceback = detailsOf(*failure, report.output, reason);
    const QString source = sourceOf(planned, trouble.module, trouble.words);
    if (!source.isEmpty())
        trouble.source = source;
}

bool isPackageManager(const QString &command)
{
    static const QRegularExpression names(QStringLiteral("^(\\S*/)?(apt-get|dnf|apk)\\b"));
    return names.match(command).hasMatch();
}

QString lastLine(const QString &text)
{
    return text.trimmed().section(u'\n', -1);
}

struct RunningCommand {
    QString words; ///< without a package manager's options; empty: nothing runs
    QString process;
};

/// The command that people know: of a script, what it runs; of apt, not its helpers.
RunningCommand knownCommand(const QStringList &running)
{
    static const QRegularExpression parts(QStringLiteral("^(\\d+) (.+)$"));
    static const QRegularExpression options(QStringLiteral(" --[^ ]*"));
    const bool isScript = running.value(0).contains(QStringLiteral("/scripts/"));
    const auto match = parts.match(running.value(isScript && running.size() > 1 ? 1 : 0));
    QString words = match.captured(2);
    if (isPackageManager(words))
        words.remove(options);
    return {guestLine(words, kLongestCommand), match.captured(1)};
}

struct WaitingWords {
    QString waiting;
    QString advice;
};

// apt's words, from apt-pkg/contrib/fileutl.cc and apt-pkg/acquire*.cc of 2.6.
WaitingWords packageWords(const QString &output, const QString &command, const QString &vm)
{
    static const QRegularExpression lock(QStringLiteral(
        "(?:Could not get lock|Waiting for cache lock).*held by process (\\d+) \\(([^)]*)\\)"));
    static const QRegularExpression unresolved(
        QStringLiteral("(?:Temporary failure resolving|Could not resolve) '([^']+)'"));
    static const QRegularExpression unreachable(QStringLiteral(
        "(?:Could not connect to|Cannot initiate the connection to|Unable to connect to|Connection "
        "timed out|Network is unreachable|Connection failed)[^\\n]*"));
    const QString recent = output.right(2048);
    if (const auto match = lock.match(recent); match.hasMatch())
        return {QStringLiteral("apt waits for its lock, which %1 (process %2) holds")
                    .arg(match.captured(2), match.captured(1)),
                QStringLiteral(
                    "wait until that is done, or end it: `hydractl shell %1 -- sudo kill %2`")
                    .arg(vm, match.captured(1))};
    if (const auto match = unresolved.match(recent); match.hasMatch())
        return {
            QStringLiteral("the guest cannot resolve the name %1").arg(match.captured(1)),
            QStringLiteral("check this machine's network and DNS, or set user_network.dns in the "
                           "lab file")};
    if (const auto match = unreachable.match(recent); match.hasMatch())
        return {QStringLiteral("the package mirror cannot be reached: ") + match.captured(),
                QStringLiteral(
                    "check this machine's network, or set another mirror or a proxy by `apt:` "
                    "in user_data")};
    if (isPackageManager(command))
        return {
            QStringLiteral("`%1` has said nothing new").arg(command),
            QStringLiteral("it may download something large, or its mirror does not answer; see "
                           "`hydractl logs %1 --source serial`")
                .arg(vm)};
    return {};
}

WaitingWords waitingWords(const QString &module, const GuestReport &report, const QString &vm)
{
    const RunningCommand command = knownCommand(report.running);
    if (WaitingWords words = packageWords(report.output, command.words, vm);
        !words.waiting.isEmpty() && module != u"scripts-user")
        return words;
    if (!command.words.isEmpty())
        return {
            QStringLiteral("the command `%1` runs").arg(command.words),
            QStringLiteral("if it hangs, end it, and the next one follows: `hydractl shell %1 -- "
                           "sudo kill %2`")
                .arg(vm, command.process)};
    if (const QString line = lastLine(report.output); !line.isEmpty())
        return {QStringLiteral("the last that was said: ") + line,
                QStringLiteral("look at `hydractl console %1`").arg(vm)};
    return {QStringLiteral("the guest has said nothing new"),
            QStringLiteral("look at `hydractl console %1`").arg(vm)};
}

/// What remains of LINE on a terminal, where a carriage return begins it anew.
QString shownLine(QString line)
{
    while (line.endsWith(u'\r'))
        line.chop(1);
    return line.section(u'\r', -1);
}

} // namespace

GuestReport parseGuestReport(const QByteArray &body)
{
    static const QString mark = QStringLiteral("==hydra ");
    GuestReport report;
    QString running;
    QString *section = nullptr;
    for (const QString &line : QString::fromUtf8(body.left(kLargestReport)).split(u'\n')) {
        if (!line.startsWith(mark)) {
            if (section != nullptr)
                *section += shownLine(line) + u'\n';
            continue;
        }
        const QString name = line.mid(mark.size()).trimmed();
        section = name == u"modules"   ? &report.modules
                  : name == u"log"     ? &report.log
                  : name == u"output"  ? &report.output
                  : name == u"running" ? &running
                                       : nullptr;
    }
    report.running = running.split(u'\n', Qt::SkipEmptyParts).mid(0, kMostCommands);
    return report;
}

void explainTroubles(Provisioning &provisioning, const GuestReport &report,
                     const PlannedProvisioning &planned, qint64 nowMs)
{
    const CloudInitLog log = readCloudInitLog(report.log);
    for (ProvisioningTrouble &trouble : provisioning.troubles)
        explain(trouble, log.failures, report, planned);
    for (const QString &warning : log.warnings)
        addTrouble(provisioning,
                   {.grave = false, .atMs = nowMs, .words = guestLine(warning, longestGuestWords)});
}

void explainWaiting(Provisioning &provisioning, const GuestReport &report, const QString &vm,
                    qint64 quietSeconds)
{
    const ProvisioningStage *stage = provisioning.stage();
    const ProvisioningModule *module = provisioning.module();
    if (stage == nullptr)
        return;
    const QString subject = module ? module->name : stage->name;
    const WaitingWords words = waitingWords(module ? module->name : QString(), report, vm);
    provisioning.waiting = guestLine(QStringLiteral("%1, no news for %2 s: %3")
                                         .arg(subject)
                                         .arg(quietSeconds)
                                         .arg(words.waiting),
                                     longestGuestWords);
    provisioning.advice = guestLine(words.advice, longestGuestWords);
}

} // namespace hydra
