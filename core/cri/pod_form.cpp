// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/pod_form.h"

#include "core/base/ids.h"

#include <QJsonArray>
#include <QProcess>
#include <QRegularExpression>

namespace hydra {
namespace {

constexpr int kNetworkOfNode = 2; // crictl's JSON has enums as numbers
constexpr int kOwnProcesses = 1;

const QString kPodName = QStringLiteral("io.kubernetes.pod.name");
const QString kPodNamespace = QStringLiteral("io.kubernetes.pod.namespace");

bool isName(const QString &text)
{
    static const QRegularExpression name(QStringLiteral("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"));
    return name.match(text).hasMatch();
}

QString nameTrouble(const QString &text)
{
    return isName(text) ? QString()
                        : QStringLiteral("use lower-case letters, digits and hyphens, at most 63");
}

QString imageTrouble(const QString &image)
{
    static const QRegularExpression blank(QStringLiteral("\\s"));
    if (image.isEmpty())
        return QStringLiteral("an image is needed");
    return image.contains(blank) ? QStringLiteral("an image's name has no blanks") : QString();
}

QString pairTrouble(const QStringList &words, const QRegularExpression &key, const QString &example)
{
    QStringList seen;
    for (const QString &word : words) {
        const QString name = word.section(u'=', 0, 0);
        if (!word.contains(u'=') || !key.match(name).hasMatch())
            return QStringLiteral("“%1” is not of the form %2").arg(word, example);
        if (seen.contains(name))
            return QStringLiteral("%1 is there twice").arg(name);
        seen << name;
    }
    return {};
}

QJsonObject objectOf(const QStringList &pairs)
{
    QJsonObject object;
    for (const QString &pair : pairs)
        object[pair.section(u'=', 0, 0)] = pair.section(u'=', 1);
    return object;
}

void setPart(QJsonObject &config, const QString &part, const QString &key, const QJsonValue &value)
{
    QJsonObject inner = config[part].toObject();
    inner[key] = value;
    config[part] = inner;
}

QString logDirectory(const QString &namespace_, const QString &name)
{
    return QStringLiteral("/var/log/pods/%1_%2").arg(namespace_, name);
}

QJsonObject containerOf(const PodForm &form)
{
    QJsonObject container{
        {QStringLiteral("image"), QJsonObject{{QStringLiteral("image"), form.image}}},
        {QStringLiteral("linux"),
         QJsonObject{{QStringLiteral("security_context"),
                      QJsonObject{{QStringLiteral("namespace_options"),
                                   form.hostNetwork
                                       ? QJsonObject{{QStringLiteral("pid"), kOwnProcesses},
                                                     {QStringLiteral("network"), kNetworkOfNode}}
                                       : QJsonObject{{QStringLiteral("pid"), kOwnProcesses}}}}}}}};
    if (const QStringList words = QProcess::splitCommand(form.command); !words.isEmpty())
        container[QStringLiteral("command")] = QJsonArray::fromStringList(words);
    if (const QStringList words = QProcess::splitCommand(form.arguments); !words.isEmpty())
        container[QStringLiteral("args")] = QJsonArray::fromStringList(words);
    for (const QString &pair : form.environment)
        setVariable(container, pair.section(u'=', 0, 0), pair.section(u'=', 1));
    return container;
}

} // namespace

QMap<QString, QString> checkPodForm(const PodForm &form)
{
    static const QRegularExpression variableName(QStringLiteral("^[A-Za-z_][A-Za-z0-9_.-]*$"));
    static const QRegularExpression labelName(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9_./-]*$"));
    QMap<QString, QString> troubles{
        {QStringLiteral("name"), nameTrouble(form.name)},
        {QStringLiteral("namespace"), nameTrouble(form.namespace_)},
        {QStringLiteral("image"), imageTrouble(form.image)},
        {QStringLiteral("environment"),
         pairTrouble(form.environment, variableName, QStringLiteral("ROOM=kitchen"))},
        {QStringLiteral("labels"), pairTrouble(form.labels, labelName, QStringLiteral("app=lamp"))},
    };
    troubles.removeIf([](const auto &entry) { return entry.value().isEmpty(); });
    return troubles;
}

PodConfigs podConfigs(const PodForm &form)
{
    PodConfigs configs{{{QStringLiteral("labels"), objectOf(form.labels)},
                        {QStringLiteral("linux"),
                         QJsonObject{{QStringLiteral("cgroup_parent"), QStringLiteral("/hydra")}}}},
                       containerOf(form)};
    if (form.hostNetwork) // runc refuses a host name of its own there
        configs.pod[QStringLiteral("linux")] =
            QJsonObject{{QStringLiteral("cgroup_parent"), QStringLiteral("/hydra")},
                        {QStringLiteral("security_context"),
                         QJsonObject{{QStringLiteral("namespace_options"),
                                      QJsonObject{{QStringLiteral("network"), kNetworkOfNode}}}}}};
    else
        configs.pod[QStringLiteral("hostname")] = form.name;
    configs.container[QStringLiteral("metadata")] =
        QJsonObject{{QStringLiteral("name"), form.name}};
    configs.container[QStringLiteral("log_path")] = form.name + QStringLiteral("/0.log");
    setPart(configs.container, QStringLiteral("labels"),
            QStringLiteral("io.kubernetes.container.name"), form.name);
    renamePod(configs, form.name, form.namespace_);
    return configs;
}

void renamePod(PodConfigs &configs, const QString &name, const QString &namespace_)
{
    const QJsonObject old = configs.pod[u"metadata"].toObject();
    const QString newName = name.isEmpty() ? old[u"name"].toString() : name;
    const QString newNamespace = namespace_.isEmpty() ? old[u"namespace"].toString() : namespace_;
    setPart(configs.pod, QStringLiteral("metadata"), QStringLiteral("name"), newName);
    setPart(configs.pod, QStringLiteral("metadata"), QStringLiteral("namespace"), newNamespace);
    if (configs.pod.contains(u"hostname"))
        configs.pod[QStringLiteral("hostname")] = newName;
    configs.pod[QStringLiteral("log_directory")] = logDirectory(newNamespace, newName);
    for (QJsonObject *config : {&configs.pod, &configs.container}) {
        setPart(*config, QStringLiteral("labels"), kPodName, newName);
        setPart(*config, QStringLiteral("labels"), kPodNamespace, newNamespace);
    }
}

void giveUid(QJsonObject &pod)
{
    const QJsonObject metadata = pod[u"metadata"].toObject();
    if (!metadata[u"uid"].toString().isEmpty())
        return;
    const QString uid = randomId();
    setPart(pod, QStringLiteral("metadata"), QStringLiteral("uid"), uid);
    if (const QString logs = pod[u"log_directory"].toString();
        logs == logDirectory(metadata[u"namespace"].toString(), metadata[u"name"].toString()))
        pod[QStringLiteral("log_directory")] = logs + u'_' + uid;
}

void setVariable(QJsonObject &container, const QString &key, const QString &value)
{
    QJsonArray variables = container[u"envs"].toArray();
    const QJsonObject entry{{QStringLiteral("key"), key}, {QStringLiteral("value"), value}};
    for (auto each : variables) {
        if (each.toObject()[u"key"].toString() == key) {
            each = entry;
            container[QStringLiteral("envs")] = variables;
            return;
        }
    }
    variables.append(entry);
    container[QStringLiteral("envs")] = variables;
}

QString variable(const QJsonObject &container, const QString &key)
{
    for (const QJsonValue &each : container[u"envs"].toArray()) {
        if (each[u"key"].toString() == key)
            return each[u"value"].toString();
    }
    return {};
}

} // namespace hydra
