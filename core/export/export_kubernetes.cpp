// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/container_vm.h"
#include "core/export/export_containers.h"
#include "core/yaml/writer.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace hydra {
namespace {

QString word(const char *text)
{
    return QString::fromLatin1(text);
}

QString objectName(const QString &lab, const VmSpec &vm)
{
    return QStringLiteral("hydra-%1-%2").arg(lab, vm.name);
}

// One label for each part, because a name made of both might exceed a label's 63 characters.
QJsonObject labelsOf(const QString &lab, const VmSpec &vm)
{
    return {{word("app.kubernetes.io/name"), word("hydra-isolated-vm")},
            {word("app.kubernetes.io/part-of"), lab},
            {word("app.kubernetes.io/instance"), vm.name}};
}

QJsonObject metadata(const QString &name, const QJsonObject &labels)
{
    return {{word("name"), name}, {word("labels"), labels}};
}

// Escapes "$": Kubernetes replaces $(NAME) in values, and "$$" by "$".
QString valueOf(QString text)
{
    return text.replace(u'$', QStringLiteral("$$"));
}

QJsonArray environment(const QString &lab, const ContainerVm &each)
{
    QJsonArray variables;
    for (const auto &[name, value] : each.env)
        variables.append(QJsonObject{{word("name"), name}, {word("value"), valueOf(value)}});
    for (const auto &secret : each.secrets) {
        const QJsonObject key{{word("name"), objectName(lab, each.vm)},
                              {word("key"), secret.first}};
        variables.append(
            QJsonObject{{word("name"), secret.first},
                        {word("valueFrom"), QJsonObject{{word("secretKeyRef"), key}}}});
    }
    return variables;
}

struct Volumes {
    QJsonArray mounts;
    QJsonArray volumes;

    void add(const QString &name, const QString &hostPath, const QString &mountPath,
             const char *type, const QJsonObject &more = {})
    {
        QJsonObject mount = more;
        mount[word("name")] = name;
        mount[word("mountPath")] = mountPath;
        mounts.append(mount);
        volumes.append(QJsonObject{
            {word("name"), name},
            {word("hostPath"), QJsonObject{{word("path"), hostPath}, {word("type"), word(type)}}}});
    }
};

Volumes volumesOf(const QString &lab, const ContainerVm &each)
{
    Volumes out;
    // A subdirectory of upstream's directory for each VM, since a node may run several.
    out.add(word("image"),
            QStringLiteral("/srv/shared-container-volumes/image/%1-%2").arg(lab, each.vm.name),
            word(containerImageDir), "DirectoryOrCreate");
    int number = 0;
    for (const ContainerMount &mount : each.mounts) {
        QJsonObject more;
        if (mount.readOnly)
            more[word("readOnly")] = true;
        if (mount.isKubelet)
            more[word("mountPropagation")] = word("HostToContainer");
        out.add(QStringLiteral("host-%1").arg(number++), mount.path, mount.path,
                mount.isKubelet ? "DirectoryOrCreate" : "Directory", more);
    }
    return out;
}

QJsonObject daemonSet(const QString &lab, const ContainerVm &each)
{
    const QJsonObject labels = labelsOf(lab, each.vm);
    const Volumes volumes = volumesOf(lab, each);
    // Privileged, because the container needs the node's /dev/kvm and 9p shares keep owners.
    const QJsonObject container{{word("name"), word("vm")},
                                {word("image"), word(containerImage)},
                                {word("env"), environment(lab, each)},
                                {word("stdin"), true},
                                {word("tty"), true},
                                {word("securityContext"), QJsonObject{{word("privileged"), true}}},
                                {word("volumeMounts"), volumes.mounts}};
    const QJsonObject pod{
        {word("hostNetwork"), true},
        {word("dnsPolicy"), word("ClusterFirstWithHostNet")},
        {word("nodeSelector"), QJsonObject{{word("kubernetes.io/os"), word("linux")}}},
        {word("containers"), QJsonArray{container}},
        {word("volumes"), volumes.volumes}};
    const QJsonObject spec{
        {word("selector"), QJsonObject{{word("matchLabels"), labels}}},
        {word("template"), QJsonObject{{word("metadata"), QJsonObject{{word("labels"), labels}}},
                                       {word("spec"), pod}}}};
    return {{word("apiVersion"), word("apps/v1")},
            {word("kind"), word("DaemonSet")},
            {word("metadata"), metadata(objectName(lab, each.vm), labels)},
            {word("spec"), spec}};
}

QJsonObject runtimeClass()
{
    return {{word("apiVersion"), word("node.k8s.io/v1")},
            {word("kind"), word("RuntimeClass")},
            {word("metadata"), QJsonObject{{word("name"), word("nelly")}}},
            {word("handler"), word("nelly")}};
}

QJsonObject secret(const QString &lab, const ContainerVm &each)
{
    QJsonObject values;
    for (const auto &[name, value] : each.secrets)
        values[name] = value;
    return {{word("apiVersion"), word("v1")},
            {word("kind"), word("Secret")},
            {word("type"), word("Opaque")},
            {word("metadata"), metadata(objectName(lab, each.vm), labelsOf(lab, each.vm))},
            {word("stringData"), values}};
}

YamlNode yamlOf(const QJsonValue &value)
{
    if (value.isString())
        return textNode(value.toString());
    if (value.isBool())
        return plainNode(value.toBool() ? word("true") : word("false"));
    YamlNode node = value.isArray() ? sequenceNode() : mapNode();
    for (const QJsonValue &item : value.toArray())
        append(node, yamlOf(item));
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        addEntry(node, it.key(), yamlOf(it.value()));
    return node;
}

QByteArray documents(const std::vector<QJsonObject> &objects)
{
    QStringList texts;
    for (const QJsonObject &object : objects)
        texts << writeBlockYaml(yamlOf(object));
    return texts.join(QStringLiteral("---\n")).toUtf8();
}

} // namespace

Result<Exported> exportKubernetes(const ExportRequest &request)
{
    Exported out;
    const QString lab = request.lab.name;
    std::vector<QJsonObject> objects, secrets;
    const std::vector<ContainerVm> vms = containerVms(request, out.notes);
    if (std::any_of(vms.begin(), vms.end(),
                    [](const ContainerVm &each) { return each.vm.role == Role::Isolated; }))
        objects.push_back(runtimeClass());
    for (const ContainerVm &each : vms) {
        objects.push_back(daemonSet(lab, each));
        if (!each.secrets.empty())
            secrets.push_back(secret(lab, each));
    }
    out.files.push_back({lab + QStringLiteral(".kubernetes.yaml"), documents(objects)});
    if (!secrets.empty()) {
        const QString file = lab + QStringLiteral(".secrets.yaml");
        out.files.push_back({file, documents(secrets), false, true});
        out.notes << QStringLiteral("apply %1 first: the pods read the Secrets in it").arg(file);
    }
    return out;
}

} // namespace hydra
