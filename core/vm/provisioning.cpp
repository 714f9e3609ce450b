// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/provisioning.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hydra {
namespace {

const std::array<std::pair<ModuleResult, QString>, 5> &resultNames()
{
    static const std::array<std::pair<ModuleResult, QString>, 5> table = {{
        {ModuleResult::Running, QStringLiteral("running")},
        {ModuleResult::Done, QStringLiteral("done")},
        {ModuleResult::Repeated, QStringLiteral("repeated")},
        {ModuleResult::Warned, QStringLiteral("warned")},
        {ModuleResult::Failed, QStringLiteral("failed")},
    }};
    return table;
}

ModuleResult resultFrom(const QString &text)
{
    for (const auto &[result, name] : resultNames()) {
        if (name == text)
            return result;
    }
    return ModuleResult::Running;
}

QJsonObject moduleJson(const ProvisioningModule &module)
{
    return {{QStringLiteral("name"), module.name},
            {QStringLiteral("result"), toString(module.result)},
            {QStringLiteral("began_ms"), module.beganMs},
            {QStringLiteral("ended_ms"), module.endedMs}};
}

ProvisioningModule moduleFrom(const QJsonObject &json)
{
    return {.name = json[QStringLiteral("name")].toString(),
            .beganMs = json[QStringLiteral("began_ms")].toInteger(),
            .endedMs = json[QStringLiteral("ended_ms")].toInteger(),
            .result = resultFrom(json[QStringLiteral("result")].toString())};
}

QJsonObject stageJson(const ProvisioningStage &stage)
{
    QJsonArray modules;
    for (const ProvisioningModule &module : stage.modules)
        modules.append(moduleJson(module));
    return {{QStringLiteral("name"), stage.name},
            {QStringLiteral("result"), toString(stage.result)},
            {QStringLiteral("began_ms"), stage.beganMs},
            {QStringLiteral("ended_ms"), stage.endedMs},
            {QStringLiteral("modules"), modules},
            {QStringLiteral("ahead"), QJsonArray::fromStringList(stage.ahead)}};
}

ProvisioningStage stageFrom(const QJsonObject &json)
{
    ProvisioningStage stage{.name = json[QStringLiteral("name")].toString(),
                            .beganMs = json[QStringLiteral("began_ms")].toInteger(),
                            .endedMs = json[QStringLiteral("ended_ms")].toInteger(),
                            .result = resultFrom(json[QStringLiteral("result")].toString())};
    for (const QJsonValue &module : json[QStringLiteral("modules")].toArray())
        stage.modules.push_back(moduleFrom(module.toObject()));
    for (const QJsonValue &name : json[QStringLiteral("ahead")].toArray())
        stage.ahead << name.toString();
    return stage;
}

QJsonObject troubleJson(const ProvisioningTrouble &trouble)
{
    return {{QStringLiteral("stage"), trouble.stage},
            {QStringLiteral("module"), trouble.module},
            {QStringLiteral("level"),
             trouble.grave ? QStringLiteral("error") : QStringLiteral("warning")},
            {QStringLiteral("at_ms"), trouble.atMs},
            {QStringLiteral("message"), trouble.words},
            {QStringLiteral("traceback"), trouble.traceback},
            {QStringLiteral("source"), trouble.source}};
}

ProvisioningTrouble troubleFrom(const QJsonObject &json)
{
    return {.stage = json[QStringLiteral("stage")].toString(),
            .module = json[QStringLiteral("module")].toString(),
            .grave = json[QStringLiteral("level")].toString() != u"warning",
            .atMs = json[QStringLiteral("at_ms")].toInteger(),
            .words = json[QStringLiteral("message")].toString(),
            .traceback = json[QStringLiteral("traceback")].toString(),
            .source = json[QStringLiteral("source")].toString()};
}

} // namespace

QString toString(ModuleResult result)
{
    for (const auto &[candidate, name] : resultNames()) {
        if (candidate == result)
            return name;
    }
    return {};
}

QString ProvisioningTrouble::subject() const
{
    return module.isEmpty() ? words : module + QStringLiteral(": ") + words;
}

QString ProvisioningTrouble::subjectAndSource() const
{
    return source.isEmpty() ? subject() : QStringLiteral("%1 (%2)").arg(subject(), source);
}

const ProvisioningStage *Provisioning::stage() const
{
    const auto running = std::find_if(stages.rbegin(), stages.rend(), [](const auto &stage) {
        return stage.beganMs != 0 && stage.endedMs == 0;
    });
    return running == stages.rend() ? nullptr : &*running;
}

const ProvisioningModule *Provisioning::module() const
{
    const ProvisioningStage *now = stage();
    if (now == nullptr || now->modules.empty() || now->modules.back().endedMs != 0)
        return nullptr;
    return &now->modules.back();
}

int Provisioning::modulesDone() const
{
    qsizetype count = 0;
    for (const ProvisioningStage &stage : stages)
        count += std::count_if(stage.modules.begin(), stage.modules.end(),
                               [](const auto &module) { return module.endedMs != 0; });
    return int(count);
}

int Provisioning::modulesExpected() const
{
    qsizetype count = 0;
    for (const ProvisioningStage &stage : stages)
        count += qsizetype(stage.modules.size()) + stage.ahead.size();
    return int(count);
}

QJsonObject toJson(const Provisioning &provisioning)
{
    QJsonArray stages;
    for (const ProvisioningStage &stage : provisioning.stages)
        stages.append(stageJson(stage));
    QJsonArray troubles;
    for (const ProvisioningTrouble &trouble : provisioning.troubles)
        troubles.append(troubleJson(trouble));
    const ProvisioningStage *stage = provisioning.stage();
    const ProvisioningModule *module = provisioning.module();
    return {{QStringLiteral("stage"), stage ? stage->name : QString()},
            {QStringLiteral("module"), module ? module->name : QString()},
            {QStringLiteral("since_ms"), module  ? module->beganMs
                                         : stage ? stage->beganMs
                                                 : 0},
            {QStringLiteral("modules_done"), provisioning.modulesDone()},
            {QStringLiteral("modules_expected"), provisioning.modulesExpected()},
            {QStringLiteral("news_at_ms"), provisioning.newsAtMs},
            {QStringLiteral("repeated"), provisioning.repeated},
            {QStringLiteral("done"), provisioning.isDone},
            {QStringLiteral("reboots_done"), provisioning.rebootsDone},
            {QStringLiteral("reboots_to_come"), provisioning.rebootsToCome},
            {QStringLiteral("waiting"), provisioning.waiting},
            {QStringLiteral("advice"), provisioning.advice},
            {QStringLiteral("troubles"), troubles},
            {QStringLiteral("stages"), stages}};
}

Provisioning provisioningFromJson(const QJsonObject &json)
{
    Provisioning provisioning;
    for (const QJsonValue &stage : json[QStringLiteral("stages")].toArray())
        provisioning.stages.push_back(stageFrom(stage.toObject()));
    for (const QJsonValue &trouble : json[QStringLiteral("troubles")].toArray())
        provisioning.troubles.push_back(troubleFrom(trouble.toObject()));
    provisioning.newsAtMs = json[QStringLiteral("news_at_ms")].toInteger();
    provisioning.repeated = json[QStringLiteral("repeated")].toBool();
    provisioning.isDone = json[QStringLiteral("done")].toBool();
    provisioning.rebootsDone = json[QStringLiteral("reboots_done")].toInt();
    provisioning.rebootsToCome = json[QStringLiteral("reboots_to_come")].toInt();
    provisioning.waiting = json[QStringLiteral("waiting")].toString();
    provisioning.advice = json[QStringLiteral("advice")].toString();
    return provisioning;
}

QString summaryOf(const Provisioning &provisioning)
{
    if (!provisioning.isKnown())
        return {};
    const ProvisioningStage *stage = provisioning.stage();
    const ProvisioningModule *module = provisioning.module();
    const QString count = QStringLiteral("%1 of %2 modules")
                              .arg(provisioning.modulesDone())
                              .arg(provisioning.modulesExpected());
    if (provisioning.isDone)
        return QStringLiteral("finished, ") + count;
    if (stage == nullptr)
        return QStringLiteral("between two stages, ") + count;
    return stage->name + (module ? QStringLiteral(": ") + module->name : QString()) +
           QStringLiteral(", ") + count;
}

} // namespace hydra
