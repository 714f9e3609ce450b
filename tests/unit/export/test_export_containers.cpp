// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/quoting.h"
#include "core/export/container_vm.h"
#include "core/export/export_containers.h"
#include "core/yaml/json.h"
#include "core/yaml/reader.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/export_cases.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace hydra;
using namespace hydra::test;

namespace {

/// Compares a value with a schema of tests/golden/schemas: every key must be in the schema, and
/// every key of the schema without "?" must be present. "*" matches any key. Returns the first
/// difference; empty: none.
class Schema
{
public:
    static QString complaint(const QJsonValue &value, const QJsonValue &schema,
                             const QString &path = QStringLiteral("$"))
    {
        if (schema.isObject())
            return ofObject(value, schema.toObject(), path);
        if (schema.isArray())
            return ofList(value, schema[0], path);
        return fits(value, schema.toString())
                   ? QString()
                   : QStringLiteral("%1: is no %2").arg(path, schema.toString());
    }

private:
    static bool matches(const QJsonValue &value, const char *pattern)
    {
        return value.isString() &&
               QRegularExpression(QLatin1String(pattern)).match(value.toString()).hasMatch();
    }
    static bool fits(const QJsonValue &value, const QString &type)
    {
        if (type == u"text")
            return value.isString();
        if (type == u"bool")
            return value.isBool();
        if (type == u"label")
            return matches(value, "\\A[a-z0-9]([-a-z0-9]{0,200}[a-z0-9])?\\z");
        if (type == u"variable")
            return matches(value, "\\A[A-Za-z_][A-Za-z0-9_]*\\z");
        if (type == u"path")
            return matches(value, "\\A/");
        return value.isString() &&
               (u'=' + value.toString() == type || type.split(u'|').contains(value.toString()));
    }
    static QString ofObject(const QJsonValue &value, const QJsonObject &schema, const QString &path)
    {
        if (!value.isObject())
            return QStringLiteral("%1: is no mapping").arg(path);
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString inner = path + u'.' + it.key();
            const QString key = schema.contains(it.key())          ? it.key()
                                : schema.contains(it.key() + u'?') ? it.key() + u'?'
                                                                   : QStringLiteral("*");
            if (!schema.contains(key))
                return QStringLiteral("%1: is not known").arg(inner);
            if (const QString wrong = complaint(it.value(), schema[key], inner); !wrong.isEmpty())
                return wrong;
        }
        for (const QString &key : schema.keys()) {
            if (!key.endsWith(u'?') && key != u"*" && !object.contains(key))
                return QStringLiteral("%1.%2: is missing").arg(path, key);
        }
        return {};
    }
    static QString ofList(const QJsonValue &value, const QJsonValue &schema, const QString &path)
    {
        if (!value.isArray())
            return QStringLiteral("%1: is no list").arg(path);
        int number = 0;
        for (const QJsonValue &item : value.toArray()) {
            if (const QString wrong =
                    complaint(item, schema, QStringLiteral("%1[%2]").arg(path).arg(number++));
                !wrong.isEmpty())
                return wrong;
        }
        return {};
    }
};

QJsonObject schemas()
{
    QFile file(sourcePath("tests/golden/schemas/kubernetes.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object()
                                          : QJsonObject();
}

QString complaintAbout(const QJsonObject &manifest)
{
    const QJsonValue schema = schemas()[manifest[QStringLiteral("kind")].toString()];
    return schema.isObject() ? Schema::complaint(manifest, schema)
                             : QStringLiteral("$.kind: is not known");
}

std::vector<QJsonObject> manifests(const QByteArray &text)
{
    std::vector<QJsonObject> all;
    for (const QString &document : QString::fromUtf8(text).split(QStringLiteral("---\n"))) {
        const auto read = readYaml(document.toUtf8(), QStringLiteral("manifest"));
        all.push_back(read && read->complaints.empty() ? toJson(*read->root).toObject()
                                                       : QJsonObject());
    }
    return all;
}

QJsonObject podOf(const QJsonObject &daemonSet)
{
    return daemonSet[u"spec"][u"template"][u"spec"].toObject();
}

/// The value a container gets: Kubernetes replaces "$$" by "$" and $(NAME) by another variable's
/// value.
QString expanded(const QString &value)
{
    QString text;
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value[i] == u'$' && value.mid(i + 1, 1) == u"(")
            return QStringLiteral("a variable is replaced");
        text += value[i];
        i += value.mid(i, 2) == u"$$" ? 1 : 0;
    }
    return text;
}

UpstreamEnv envOf(const QJsonObject &daemonSet)
{
    UpstreamEnv env;
    for (const QJsonValue &variable : podOf(daemonSet)[u"containers"][0][u"env"].toArray()) {
        if (variable.toObject().contains(QStringLiteral("value")))
            env.emplace_back(variable[u"name"].toString(), expanded(variable[u"value"].toString()));
    }
    return env;
}

/// The expected words of docker's command line for a VM.
QStringList expectedWords(const ScriptHouse &house, const ContainerVm &each)
{
    const QString name = QStringLiteral("hydra-kitchen-") + each.vm.name;
    QStringList words{QStringLiteral("run"),           QStringLiteral("--detach"),
                      QStringLiteral("--interactive"), QStringLiteral("--tty"),
                      QStringLiteral("--name"),        name,
                      QStringLiteral("--network"),     QStringLiteral("host")};
    if (QFile::exists(QStringLiteral("/dev/kvm")))
        words << QStringLiteral("--device") << QStringLiteral("/dev/kvm:/dev/kvm");
    words << QStringLiteral("-v") << house.path(name) + QStringLiteral(":/root/image");
    for (const ContainerMount &mount : each.mounts)
        words << QStringLiteral("--mount")
              << QStringLiteral("type=bind,%1,%2")
                         .arg(csvField(QStringLiteral("source=") + mount.path),
                              csvField(QStringLiteral("target=") + mount.path)) +
                     (mount.readOnly ? QStringLiteral(",readonly") : QString()) +
                     (mount.isKubelet ? QStringLiteral(",bind-propagation=rslave") : QString());
    for (const auto &[variable, value] : each.env)
        words << QStringLiteral("-e") << variable + u'=' + value;
    if (!each.secrets.empty())
        words << QStringLiteral("--env-file")
              << house.path(QStringLiteral("kitchen-%1.secrets.env").arg(each.vm.name));
    return words << QLatin1String(containerImage);
}

} // namespace

/// The formats for upstream's container image.
class TestExportContainers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theyAreAsRecorded()
    {
        compareWithGolden(QStringLiteral("kitchen.docker.sh"),
                          exportDocker(requestFor(kitchen(), true))->files.front().text);
        compareWithGolden(QStringLiteral("kitchen.kubernetes.yaml"),
                          exportKubernetes(requestFor(kitchen(), true))->files.front().text);
    }

    void theScriptIsCleanToLinters()
    {
        checkScript(exportDocker(requestFor(kitchen(), true))->files.front().text);
    }

    void secretsAreInFilesOfTheirOwnOrNowhere()
    {
        for (const auto make : {&exportDocker, &exportKubernetes}) {
            const auto without = make(requestFor(kitchen()));
            QVERIFY(without);
            QCOMPARE(without->files.size(), size_t(1));
            QVERIFY2(!without->files.front().text.contains("pass word"),
                     without->files.front().text.constData());
            QVERIFY(without->notes.join(u' ').contains(QStringLiteral("password")));
            const auto with = make(requestFor(kitchen(), true));
            QVERIFY(with);
            QCOMPARE(with->files.size(), size_t(2));
            QVERIFY(!with->files[0].secret && !with->files[0].text.contains("pass word"));
            QVERIFY(with->files[1].secret);
            QVERIFY2(with->files[1].text.contains("pass word"), with->files[1].text.constData());
        }
    }

    void everyManifestFitsTheSchema()
    {
        const auto exported = exportKubernetes(requestFor(kitchen(), true));
        QVERIFY(exported);
        QStringList kinds;
        for (const ExportedFile &file : exported->files) {
            for (const QJsonObject &manifest : manifests(file.text)) {
                QCOMPARE(complaintAbout(manifest), QString());
                kinds << manifest[QStringLiteral("kind")].toString();
            }
        }
        QCOMPARE(kinds, (QStringList{QStringLiteral("RuntimeClass"), QStringLiteral("DaemonSet"),
                                     QStringLiteral("DaemonSet"), QStringLiteral("Secret")}));
    }

    void aWrongKeyAWrongTypeAndAMissingKeyDoNot()
    {
        const QJsonObject good =
            manifests(exportKubernetes(requestFor(kitchen()))->files.front().text).back();
        QCOMPARE(complaintAbout(good), QString());
        QJsonObject wrong = good;
        wrong[QStringLiteral("specs")] = QJsonObject();
        QCOMPARE(complaintAbout(wrong), QStringLiteral("$.specs: is not known"));
        wrong = good;
        QJsonObject metadata = wrong[QStringLiteral("metadata")].toObject();
        metadata[QStringLiteral("name")] = 5;
        wrong[QStringLiteral("metadata")] = metadata;
        QCOMPARE(complaintAbout(wrong), QStringLiteral("$.metadata.name: is no label"));
        wrong = good;
        wrong.remove(QStringLiteral("spec"));
        QCOMPARE(complaintAbout(wrong), QStringLiteral("$.spec: is missing"));
        const QByteArray text = QJsonDocument(good).toJson();
        wrong = QJsonDocument::fromJson(
                    QByteArray(text).replace("\"hostNetwork\": true", "\"hostnetwork\": true"))
                    .object();
        QCOMPARE(complaintAbout(wrong),
                 QStringLiteral("$.spec.template.spec.hostnetwork: is not known"));
        wrong = QJsonDocument::fromJson(
                    QByteArray(text).replace("\"hostNetwork\": true", "\"hostNetwork\": \"yes\""))
                    .object();
        QCOMPARE(complaintAbout(wrong),
                 QStringLiteral("$.spec.template.spec.hostNetwork: is no bool"));
    }

    void hostileTextsComeOutOfDockerAsTheyWere_data() { addHostileTexts(); }
    void hostileTextsComeOutOfDockerAsTheyWere()
    {
        QFETCH(QString, text);
        const ScriptHouse house({QStringLiteral("docker"), QStringLiteral("mkdir")});
        const ExportRequest request = requestFor(hostileLab(text), true);
        const auto exported = exportDocker(request);
        QVERIFY(exported);
        house.write(*exported);
        const auto ran = house.bash({house.path(exported->files.front().name)});
        QVERIFY2(ran, ran ? "" : qPrintable(formatError(ran.error()) + ran.error().details));
        QStringList notes;
        const auto vms = containerVms(request, notes);
        const auto calls = house.calls(QStringLiteral("docker"));
        QCOMPARE(calls.size(), 1);
        QCOMPARE(calls.front(), expectedWords(house, vms.front()));
        QVERIFY(!house.isHarmed());
        checkSecrets(*exported, vms.front());
        checkScript(exported->files.front().text);
    }

    void hostileTextsComeOutOfManifestsAsTheyWere_data() { addHostileTexts(); }
    void hostileTextsComeOutOfManifestsAsTheyWere()
    {
        QFETCH(QString, text);
        const ExportRequest request = requestFor(hostileLab(text), true);
        const auto exported = exportKubernetes(request);
        QVERIFY(exported);
        QStringList notes;
        const ContainerVm vm = containerVms(request, notes).front();
        const auto objects = manifests(exported->files.front().text);
        QCOMPARE(objects.size(), size_t(2)); // the first is the RuntimeClass
        QCOMPARE(complaintAbout(objects[1]), QString());
        QCOMPARE(envOf(objects[1]), vm.env);
        const QJsonArray volumes = podOf(objects[1])[u"volumes"].toArray();
        QCOMPARE(volumes.size(), qsizetype(vm.mounts.size()) + 1);
        for (size_t i = 0; i < vm.mounts.size(); ++i)
            QCOMPARE(volumes[qsizetype(i) + 1][u"hostPath"][u"path"].toString(), vm.mounts[i].path);
        if (vm.secrets.empty())
            return;
        const QJsonObject secret = manifests(exported->files[1].text).front();
        QCOMPARE(complaintAbout(secret), QString());
        for (const auto &[name, value] : vm.secrets)
            QCOMPARE(secret[u"stringData"][name].toString(), value);
    }

    void sharesAndKubeletDirectoriesAreMounted()
    {
        LabSpec lab = kitchen();
        lab.vms[0].kubeletShares = KubeletShares::Local;
        lab.vms[0].shares = {{QStringLiteral("/srv/a,b"), QStringLiteral("/data"), {}, true}};
        QStringList notes;
        const auto vms = containerVms(requestFor(lab), notes);
        QCOMPARE(vms[0].mounts,
                 (std::vector<ContainerMount>{{QStringLiteral("/var/lib/kubelet"), false, true},
                                              {QStringLiteral("/var/log/pods"), false, true},
                                              {QStringLiteral("/srv/a,b"), true, false}}));
        QVERIFY(vms[1].mounts.empty());
    }

private:
    static void checkSecrets(const Exported &exported, const ContainerVm &vm)
    {
        QStringList lines;
        for (const auto &[name, value] : vm.secrets)
            lines << name + u'=' + value + u'\n';
        if (lines.isEmpty())
            return;
        QCOMPARE(QString::fromUtf8(exported.files[1].text), lines.join(QString()));
        QVERIFY(exported.files[1].secret);
    }
};

HYDRA_TEST_MAIN(TestExportContainers)
#include "test_export_containers.moc"
