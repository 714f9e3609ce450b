// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/workload/workloads.h"

#include "core/base/atomic_file.h"
#include "core/cri/crictl_config.h"
#include "core/yaml/json.h"
#include "core/yaml/reader.h"

#include <QDir>
#include <QDirIterator>
#include <QJsonArray>

#include <algorithm>

namespace hydra {
namespace {

constexpr qint64 kFileLimit = 1 << 20;

Result<QJsonObject> readYamlFile(const QString &file)
{
    const auto text = readFile(file, kFileLimit);
    if (!text)
        return fail(text.error());
    const auto yaml = readYaml(*text, file);
    if (!yaml || !yaml->complaints.empty())
        return fail(ErrorCode::Invalid, (yaml ? yaml->complaints : yaml.error()).front().what,
                    file);
    return toJson(*yaml->root).toObject();
}

Result<std::vector<GuestFile>> readFiles(const QString &root)
{
    std::vector<GuestFile> files;
    QDirIterator each(root, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        const QString path = each.next();
        const auto content = readFile(path, kFileLimit);
        if (!content)
            return fail(content.error());
        files.push_back(
            {path.mid(root.size()), *content, {}, content->startsWith("#!") ? 0755 : 0644});
    }
    std::sort(files.begin(), files.end(),
              [](const GuestFile &a, const GuestFile &b) { return a.path < b.path; });
    return files;
}

QStringList listOf(const QJsonValue &value)
{
    QStringList words;
    for (const QJsonValue &word : value.toArray())
        words << word.toString();
    return words;
}

// In the order of the container's variables; those without a help text are internal.
std::vector<WorkloadSetting> settingsOf(const QJsonObject &container, const QJsonObject &help)
{
    std::vector<WorkloadSetting> settings;
    for (const QJsonValue &each : container[u"envs"].toArray()) {
        const QString key = each[u"key"].toString();
        if (help.contains(key))
            settings.push_back({key, each[u"value"].toString(), help[key].toString()});
    }
    return settings;
}

std::vector<Workload> readLibrary()
{
    std::vector<Workload> library;
    const QDir dir(QStringLiteral(":/hydra/workloads"));
    for (const QString &name : dir.entryList(QDir::Dirs, QDir::Name)) {
        if (auto workload = readWorkload(dir.filePath(name)))
            library.push_back(std::move(*workload));
    }
    QStringList needed;
    for (const Workload &workload : library)
        needed << workload.needs;
    std::stable_partition(library.begin(), library.end(), [&needed](const Workload &workload) {
        return needed.contains(workload.name);
    });
    return library;
}

} // namespace

Result<Workload> readWorkload(const QString &dir)
{
    // Not by readPodConfig, which needs the module of gRPC: a list of workloads does without.
    const auto facts = readYamlFile(dir + QStringLiteral("/workload.yaml"));
    const auto pod = facts ? readYamlFile(dir + QStringLiteral("/pod.yaml")) : facts;
    auto container = pod ? readYamlFile(dir + QStringLiteral("/container.yaml")) : pod;
    if (!container)
        return fail(container.error());
    auto files = readFiles(dir + QStringLiteral("/root"));
    if (!files)
        return fail(files.error());
    Workload workload;
    completeContainerConfig(*container);
    workload.name = dir.section(u'/', -1);
    workload.title = (*facts)[u"title"].toString();
    workload.description = (*facts)[u"description"].toString();
    workload.needs = (*facts)[u"needs"].toString();
    workload.image = (*container)[u"image"][u"image"].toString();
    workload.packages = listOf((*facts)[u"packages"]);
    workload.files = std::move(*files);
    workload.settings = settingsOf(*container, (*facts)[u"settings"].toObject());
    workload.configs = {*pod, *container};
    return workload;
}

const std::vector<Workload> &workloads()
{
    static const std::vector<Workload> library = readLibrary();
    return library;
}

Result<Workload> findWorkload(const QString &name)
{
    QStringList names;
    for (const Workload &workload : workloads()) {
        if (workload.name == name)
            return workload;
        names << workload.name;
    }
    return fail(ErrorCode::NotFound, QStringLiteral("there is no workload %1").arg(name), {},
                QStringLiteral("choose one of: ") + names.join(QStringLiteral(", ")));
}

Result<PodConfigs> configsOf(const Workload &workload, const WorkloadChoice &choice)
{
    PodConfigs configs = workload.configs;
    renamePod(configs, choice.podName, choice.namespace_);
    const QJsonObject metadata = configs.pod[u"metadata"].toObject();
    const auto troubles = checkPodForm({.name = metadata[u"name"].toString(),
                                        .namespace_ = metadata[u"namespace"].toString(),
                                        .image = workload.image,
                                        .hostNetwork = false});
    if (!troubles.isEmpty())
        return fail(ErrorCode::Invalid, troubles.first(),
                    QStringLiteral("the pod's ") + troubles.firstKey());
    QStringList keys{addressVariable(workload)};
    for (const WorkloadSetting &setting : workload.settings)
        keys << setting.key;
    keys.removeAll(QString());
    for (const QString &setting : choice.settings) {
        const QString key = setting.section(u'=', 0, 0);
        if (!setting.contains(u'=') || !keys.contains(key))
            return fail(ErrorCode::Invalid,
                        QStringLiteral("“%1” is no setting of %2").arg(setting, workload.name), {},
                        keys.isEmpty() ? QStringLiteral("it has no settings")
                                       : QStringLiteral("write KEY=VALUE with one of ") +
                                             keys.join(QStringLiteral(", ")));
        setVariable(configs.container, key, setting.section(u'=', 1));
    }
    return configs;
}

QString addressVariable(const Workload &workload)
{
    return workload.needs.toUpper();
}

} // namespace hydra
