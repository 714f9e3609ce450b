// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/helm_values.h"

#include "core/exchange/differences.h"
#include "core/exchange/lab_copy.h"
#include "core/lab/load.h"
#include "core/upstream/upstream_env.h"
#include "core/yaml/reader.h"
#include "core/yaml/writer.h"

#include <QSet>

#include <algorithm>

namespace hydra {
namespace {

const QString chart = QStringLiteral("isolated-vm");
const QString configuration = QStringLiteral("configuration");

/// A key of the chart, in upstream's spelling, and the script's variable that it sets.
struct ChartKey {
    const char *key;
    const char *variable;
};

constexpr ChartKey chartKeys[] = {
    {"sshkey", "VM_SSH_AUTHORIZED_KEY"},
    {"debug", "DEBUG"},
    {"dry_run_only", "DRY_RUN_ONLY"},
    {"copy_image_backup", "COPY_IMAGE_BACKUP"},
    {"default_image", "DEFAULT_IMAGE"},
    {"default_kernel_version", "DEFAULT_KERNEL_VERSION"},
    {"vm_username", "VM_USERNAME"},
    {"vm_password", "VM_PASSWORD"},
    {"vm_salt", "VM_SALT"},
    {"password_encrypted", "VM_PASSWORD_ENCRYPTED"},
    {"vm_hostname", "VM_HOSTNAME"},
    {"kernel_version", "KERNEL_VERSION"},
    {"default_dir_image", "DEFAULT_DIR_IMAGE"},
    {"default_dir_k3s_var_linux_root", "DEFAULT_DIR_K3S_VAR_LINUX_ROOT"},
    {"default_source_image", "DEFAULT_IMAGE_SOURCE_URL"},
    {"default_kvm_host_sshd_port", "DEFAULT_KVM_HOST_SSHD_PORT"},
    {"default_kvm_host_containerd_port", "DEFAULT_KVM_HOST_CONTAINERD_PORT"},
    {"default_csi_grpc_proxy_url", "DEFAULT_CSI_GRPC_PROXY_URL"},
    {"default_kvm_ports_redirect", "DEFAULT_KVM_PORTS_REDIRECT"},
    {"kvm_cpu", "KVM_CPU"},
    {"kvm_memory", "KVM_MEMORY"},
    {"run_bare_kernel", "RUN_BARE_KERNEL"},
    {"rimd_articaft_url", "DEFAULT_RIMD_ARTIFACT_URL"},
    {"rimd_atifact_url_user", "RIMD_ARTIFACT_URL_USER"},
    {"rimd_atifact_url_pass", "RIMD_ARTIFACT_URL_PASS"},
    {"rimd_artifact_url_token", "RIMD_ARTIFACT_URL_TOKEN"},
    {"rimd_artifact_filename", "DEFAULT_RIMD_ARTIFACT_FILENAME"},
    {"rimd_kernel_filename", "DEFAULT_RIMD_KERNEL_FILENAME"},
    {"rimd_image_filename", "DEFAULT_RIMD_IMAGE_FILENAME"},
    {"rimd_filesystem_filename", "DEFAULT_RIMD_FILESYSTEM_FILENAME"},
};

const ChartKey *findKey(const QString &key)
{
    const auto *found =
        std::find_if(std::begin(chartKeys), std::end(chartKeys),
                     [&](const ChartKey &c) { return key == QLatin1String(c.key); });
    return found == std::end(chartKeys) ? nullptr : found;
}

const ChartKey *findVariable(QString variable)
{
    // In the chart's container, root on Linux, both variables mean the same.
    if (variable == u"DIR_K3S_VAR")
        variable = QStringLiteral("DEFAULT_DIR_K3S_VAR_LINUX_ROOT");
    const auto *found =
        std::find_if(std::begin(chartKeys), std::end(chartKeys),
                     [&](const ChartKey &c) { return variable == QLatin1String(c.variable); });
    return found == std::end(chartKeys) ? nullptr : found;
}

/// The charts run upstream's script as root in a Linux container.
UpstreamHost containerHost(const UpstreamHost &host)
{
    return {UpstreamHost::Os::Linux, host.arch};
}

const YamlNode *mapAt(const YamlNode &map, const QString &key)
{
    const YamlEntry *entry = map.find(key);
    return entry != nullptr && entry->value->kind == YamlNode::Kind::Map ? entry->value.get()
                                                                         : nullptr;
}

/// A setting's text; a list of SSH keys becomes lines. Nothing for what is no single value.
std::optional<QString> settingText(const YamlNode &value, const ChartKey &key)
{
    if (value.kind == YamlNode::Kind::Scalar)
        return fromChartText(value.text);
    if (value.kind != YamlNode::Kind::Sequence || QLatin1String(key.key) != u"sshkey")
        return std::nullopt;
    QStringList lines;
    for (const YamlNodePtr &item : value.items)
        lines << item->text;
    return lines.join(u'\n');
}

/// Adds the settings of one `configuration`; later ones override.
void readConfiguration(const YamlNode &map, const QString &where, UpstreamEnv &env,
                       QStringList &notes)
{
    for (const YamlEntry &entry : map.entries) {
        const ChartKey *key = findKey(entry.key);
        if (key == nullptr) {
            notes << QStringLiteral("%1.%2: a setting of the chart, not of a VM")
                         .arg(where, entry.key);
        } else if (const auto text = settingText(*entry.value, *key)) {
            const QString variable = QLatin1String(key->variable);
            std::erase_if(env, [&](const auto &pair) { return pair.first == variable; });
            env.emplace_back(variable, *text);
        } else if (entry.value->kind != YamlNode::Kind::Null) {
            notes << QStringLiteral("%1.%2: is no single value; left out").arg(where, entry.key);
        }
    }
}

void readChart(const YamlNode &map, const QString &prefix, UpstreamEnv &env, QStringList &notes)
{
    for (const YamlEntry &entry : map.entries) {
        const QString where = prefix + entry.key;
        if (entry.key == configuration && entry.value->kind == YamlNode::Kind::Map)
            readConfiguration(*entry.value, where, env, notes);
        else if (entry.value->kind != YamlNode::Kind::Null &&
                 !(prefix.isEmpty() && entry.key == chart))
            notes << QStringLiteral("%1: a setting of the chart, not of a VM").arg(where);
    }
}

YamlNode configurationNode(const UpstreamEnv &env)
{
    YamlNode node = mapNode();
    for (const auto &[variable, value] : env) {
        if (const ChartKey *key = findVariable(variable))
            addEntry(node, QLatin1String(key->key), textNode(toChartText(value)));
    }
    return node;
}

QByteArray textOf(const QString &lab, const YamlNode &settings)
{
    QString text =
        QStringLiteral(
            "# %1 for upstream's charts isolated-vm and hydra: helm install -f this file\n"
            "# The charts write values into YAML as they are, so that some bring quotes of their "
            "own.\n")
            .arg(lab);
    text += QStringLiteral("configuration: &configuration");
    text +=
        settings.entries.empty() ? QStringLiteral(" {}\n") : u'\n' + writeBlockYaml(settings, 2);
    text += QStringLiteral("isolated-vm:\n  configuration: *configuration\n");
    return text.toUtf8();
}

const Reasons &helmReasons()
{
    static const Reasons all{
        {QStringLiteral("password"),
         QStringLiteral("--with-secrets keeps it; without, nobody can log in with a password")},
        {QStringLiteral("password_hash"),
         QStringLiteral("--with-secrets keeps it; without, nobody can log in with a password")},
        {QStringLiteral("salt"),
         QStringLiteral("a secret, kept by --with-secrets; upstream's script has one of its own")},
        {QStringLiteral("kubelet_shares"),
         QStringLiteral("the chart always shares the kubelet's directories")},
    };
    return all;
}

} // namespace

QString toChartText(const QString &text)
{
    QString value = text;
    if (value.contains(QStringLiteral("$(")) || value.contains(QStringLiteral("$$")))
        value.replace(u'$', QStringLiteral("$$"));
    return writeInlineYaml(textNode(value));
}

QString fromChartText(const QString &text)
{
    QString value = text;
    if (text.startsWith(u'"') || text.startsWith(u'\'')) {
        const auto document = readYaml(text.toUtf8(), {});
        if (document && document->complaints.empty() &&
            document->root->kind == YamlNode::Kind::Scalar)
            value = document->root->text;
    }
    return value.replace(QStringLiteral("$$"), QStringLiteral("$"));
}

Result<Imported> importHelmValues(const ImportRequest &request)
{
    const auto document = readYaml(request.text, QStringLiteral("values.yaml"));
    if (!document || !document->complaints.empty())
        return fail(toError(document ? document->complaints : document.error(),
                            QStringLiteral("the values")));
    if (document->root->kind != YamlNode::Kind::Map)
        return fail(ErrorCode::Invalid, QStringLiteral("the values are no map"), {},
                    QStringLiteral("write at least: configuration: {}"));
    UpstreamEnv env;
    QStringList notes;
    readChart(*document->root, {}, env, notes);
    if (const YamlNode *nested = mapAt(*document->root, chart))
        readChart(*nested, chart + u'.', env, notes);
    auto imported = importEnv(env, request.labName, containerHost(request.host));
    if (imported)
        imported->notes = notes + imported->notes;
    return imported;
}

Result<Exported> exportHelmValues(const ExportRequest &asked)
{
    Exported exported;
    const ExportRequest request = withoutWebLogins(asked, exported.notes);
    const auto vm = singleVm(request);
    if (!vm)
        return fail(vm.error());
    // Dropped: the list below covers them, from what the chart as a whole cannot express.
    QStringList scriptNotes;
    const UpstreamEnv env =
        exportEnv(request.lab, **vm, request.withSecrets, containerHost(request.host), scriptNotes);
    const QByteArray text = textOf(request.lab.name, configurationNode(env));
    const auto said = importHelmValues({text, request.lab.name, request.host});
    if (!said)
        return fail(said.error());
    exported.notes << vmDifferences(**vm, said->lab.vms.front(), helmReasons())
                   << networkDifferences(request.lab.network, {});
    exported.notes << QStringLiteral(
        "the chart opens every port on all addresses of its node, containerd's too");
    exported.files.push_back({QStringLiteral("values.yaml"), text, false, request.withSecrets});
    return exported;
}

} // namespace hydra
