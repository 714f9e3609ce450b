// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/provisioning_events.h"

#include "core/base/controls.h"

#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace hydra {
namespace {

constexpr qsizetype kLongestName = 64;
constexpr std::size_t kMostModules = 100; // of a stage
constexpr std::size_t kMostTroubles = 10;

struct StageOfList {
    const char *list; ///< the key in cloud.cfg
    const char *stage;
};

constexpr std::array stageLists{
    StageOfList{"cloud_init_modules", "init-network"},
    StageOfList{"cloud_config_modules", "modules-config"},
    StageOfList{"cloud_final_modules", "modules-final"},
};

bool isKnownStage(const QString &name)
{
    return name == u"init-local" ||
           std::any_of(stageLists.begin(), stageLists.end(),
                       [&](const StageOfList &row) { return name == QLatin1String(row.stage); });
}

ModuleResult resultOf(const QString &result, const QString &description)
{
    if (result == u"FAIL")
        return ModuleResult::Failed;
    if (result == u"WARN")
        return ModuleResult::Warned;
    return description.endsWith(u" previously ran") ? ModuleResult::Repeated : ModuleResult::Done;
}

// The stages' names happen to be in the order in which they run.
ProvisioningStage &stageNamed(Provisioning &provisioning, const QString &name)
{
    std::vector<ProvisioningStage> &stages = provisioning.stages;
    const auto place =
        std::find_if(stages.begin(), stages.end(),
                     [&](const ProvisioningStage &stage) { return stage.name >= name; });
    if (place != stages.end() && place->name == name)
        return *place;
    return *stages.insert(place, {.name = name});
}

// Of these each cloud.cfg has some, and no image can have run them for this instance before.
bool runsOncePerInstance(const QString &module)
{
    return module == u"users-groups" || module == u"ssh" || module == u"runcmd" ||
           module == u"scripts-user";
}

// Whatever still counts as running when something later begins has ended without our hearing it.
void endWhatRuns(ProvisioningStage &stage, qint64 nowMs)
{
    for (ProvisioningModule &module : stage.modules) {
        if (module.endedMs == 0) {
            module.endedMs = nowMs;
            module.result = ModuleResult::Done;
        }
    }
}

void noteStage(ProvisioningStage &stage, const CloudInitEvent &event, qint64 nowMs)
{
    if (stage.beganMs == 0)
        stage.beganMs = nowMs;
    if (!event.finished)
        return;
    endWhatRuns(stage, nowMs);
    stage.endedMs = nowMs;
    stage.result = event.result;
    stage.ahead.clear(); // what has not begun by now was left out
}

void noteModule(ProvisioningStage &stage, const CloudInitEvent &event, qint64 nowMs)
{
    const QString name = event.module();
    if (stage.beganMs == 0)
        stage.beganMs = nowMs;
    stage.endedMs = 0;
    auto module = std::find_if(stage.modules.begin(), stage.modules.end(),
                               [&](const auto &known) { return known.name == name; });
    if (module == stage.modules.end()) {
        if (stage.modules.size() >= kMostModules)
            return;
        endWhatRuns(stage, nowMs);
        stage.modules.push_back({.name = name, .beganMs = nowMs});
        stage.ahead.removeAll(name);
        module = std::prev(stage.modules.end());
    }
    if (event.finished) {
        module->endedMs = nowMs;
        module->result = event.result;
    }
}

bool hasTroubleIn(const Provisioning &provisioning, const QString &stage)
{
    return std::any_of(provisioning.troubles.begin(), provisioning.troubles.end(),
                       [&](const auto &trouble) { return trouble.stage == stage; });
}

void noteTrouble(Provisioning &provisioning, const CloudInitEvent &event, qint64 nowMs)
{
    const bool isGrave = event.result == ModuleResult::Failed;
    if (!event.finished || (!isGrave && event.result != ModuleResult::Warned))
        return;
    if (event.child.isEmpty() && hasTroubleIn(provisioning, event.stage))
        return;
    const QString module = event.module();
    addTrouble(provisioning, {.stage = event.stage,
                              .module = module.isEmpty() ? event.child : module,
                              .grave = isGrave,
                              .atMs = nowMs,
                              .words = isGrave ? QStringLiteral("failed")
                                               : QStringLiteral("reported a warning")});
}

} // namespace

QString guestLine(const QString &text, qsizetype limit)
{
    const QString line = withoutControls(text.left(4 * limit).simplified());
    return line.size() > limit ? line.left(limit - 1) + u'…' : line;
}

QString guestText(const QString &text, qsizetype limit)
{
    QString clean = withoutControls(text.right(4 * limit), u"\n").trimmed();
    return clean.size() > limit ? u'…' + clean.right(limit - 1) : clean;
}

QString CloudInitEvent::module() const
{
    static const QString prefix = QStringLiteral("config-");
    return child.startsWith(prefix) ? child.mid(prefix.size()) : QString();
}

QString CloudInitEvent::subject() const
{
    const QString name = module();
    return child.isEmpty() ? stage : stage + QStringLiteral(": ") + (name.isEmpty() ? child : name);
}

std::optional<CloudInitEvent> parseCloudInitEvent(const QByteArray &body)
{
    const QJsonObject json = QJsonDocument::fromJson(body).object();
    const QString name = json[QStringLiteral("name")].toString().replace(u'_', u'-');
    const QString type = json[QStringLiteral("event_type")].toString();
    if (name.isEmpty() || (type != u"start" && type != u"finish"))
        return std::nullopt;
    CloudInitEvent event;
    event.stage = guestLine(name.section(u'/', 0, 0), kLongestName);
    event.child = guestLine(name.section(u'/', 1), kLongestName);
    event.finished = type == u"finish";
    event.description =
        guestLine(json[QStringLiteral("description")].toString(), longestGuestWords);
    if (event.finished)
        event.result = resultOf(json[QStringLiteral("result")].toString(), event.description);
    return event;
}

void noteEvent(Provisioning &provisioning, const CloudInitEvent &event, qint64 nowMs)
{
    if (!isKnownStage(event.stage))
        return;
    provisioning.newsAtMs = nowMs;
    provisioning.waiting.clear();
    provisioning.advice.clear();
    ProvisioningStage &stage = stageNamed(provisioning, event.stage);
    if (event.child.isEmpty())
        noteStage(stage, event, nowMs);
    else if (!event.module().isEmpty())
        noteModule(stage, event, nowMs);
    noteTrouble(provisioning, event, nowMs);
    if (event.result == ModuleResult::Repeated && runsOncePerInstance(event.module())) {
        provisioning.repeated = true;
        provisioning.rebootsToCome = 0;
    }
    if (event.endsAll())
        provisioning.isDone = true;
}

void noteModuleLists(Provisioning &provisioning, const QString &text)
{
    static const QRegularExpression item(QStringLiteral("^\\s*-\\s*\\[?\\s*([A-Za-z0-9_-]+)"));
    ProvisioningStage *stage = nullptr;
    for (const QString &line : text.left(16 << 10).split(u'\n')) {
        for (const StageOfList &row : stageLists) {
            if (line.startsWith(QLatin1String(row.list)))
                stage = &stageNamed(provisioning, QLatin1String(row.stage));
        }
        const QRegularExpressionMatch match = item.match(line);
        if (stage == nullptr || stage->endedMs != 0 || !match.hasMatch())
            continue;
        const QString name = match.captured(1).left(kLongestName).replace(u'_', u'-');
        const bool hasBegun = std::any_of(stage->modules.begin(), stage->modules.end(),
                                          [&](const auto &module) { return module.name == name; });
        if (!hasBegun && !stage->ahead.contains(name) &&
            stage->ahead.size() < qsizetype(kMostModules))
            stage->ahead << name;
    }
}

void noteReboot(Provisioning &provisioning)
{
    const bool counts =
        provisioning.isKnown() && (!provisioning.isDone || provisioning.rebootsToCome > 0);
    Provisioning next;
    next.rebootsDone = provisioning.rebootsDone + (counts ? 1 : 0);
    next.rebootsToCome = std::max(0, provisioning.rebootsToCome - (counts ? 1 : 0));
    provisioning = next;
}

bool addTrouble(Provisioning &provisioning, ProvisioningTrouble trouble)
{
    std::vector<ProvisioningTrouble> &known = provisioning.troubles;
    const bool isKnown = std::any_of(known.begin(), known.end(), [&](const auto &other) {
        return other.stage == trouble.stage && other.module == trouble.module &&
               (!trouble.module.isEmpty() || other.words == trouble.words);
    });
    if (isKnown || known.size() >= kMostTroubles)
        return false;
    known.push_back(std::move(trouble));
    return true;
}

} // namespace hydra
