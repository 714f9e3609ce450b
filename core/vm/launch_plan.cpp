// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/launch_plan.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace hydra {
namespace {

QJsonObject portJson(const PlannedPort &port)
{
    return {{QStringLiteral("role"), port.role},
            {QStringLiteral("name"), port.name},
            {QStringLiteral("protocol"), port.protocol},
            {QStringLiteral("host_address"), port.hostAddress},
            {QStringLiteral("host_port"), port.hostPort},
            {QStringLiteral("guest_port"), port.guestPort}};
}

QJsonObject consoleJson(const PlannedConsole &console)
{
    return {{QStringLiteral("name"), console.name},
            {QStringLiteral("vm_socket"), console.vmSocket},
            {QStringLiteral("socket"), console.socket},
            {QStringLiteral("transcript"), console.transcript},
            {QStringLiteral("recorded_by_qemu"), console.recordedByQemu}};
}

QJsonObject helperJson(const PlannedHelper &helper)
{
    return {{QStringLiteral("role"), helper.role},
            {QStringLiteral("purpose"), helper.purpose},
            {QStringLiteral("socket"), helper.socket},
            {QStringLiteral("command"), toJson(helper.command)}};
}

/// Reads fields and remembers the first that is missing or has the wrong type.
class Reader
{
public:
    explicit Reader(QJsonObject json) : m_json(std::move(json)) {}

    QString string(const QString &key) { return take(key, QJsonValue::String).toString(); }
    int number(const QString &key) { return take(key, QJsonValue::Double).toInt(); }
    std::uint16_t port(const QString &key)
    {
        const int value = number(key);
        if (value < 0 || value > 0xffff)
            blame(key);
        return static_cast<std::uint16_t>(value);
    }
    bool boolean(const QString &key) { return take(key, QJsonValue::Bool).toBool(); }
    QJsonArray array(const QString &key) { return take(key, QJsonValue::Array).toArray(); }
    template <typename T, typename Read> std::vector<T> list(const QString &key, Read read)
    {
        std::vector<T> items;
        for (const QJsonValue &value : array(key)) {
            Reader item(value.toObject());
            items.push_back(read(item));
            if (!item.m_bad.isEmpty())
                blame(key + u'.' + item.m_bad);
        }
        return items;
    }
    QJsonObject object(const QString &key) { return take(key, QJsonValue::Object).toObject(); }
    [[nodiscard]] bool has(const QString &key) const { return m_json.contains(key); }
    [[nodiscard]] QString bad() const { return m_bad; }

private:
    QJsonValue take(const QString &key, QJsonValue::Type type)
    {
        const QJsonValue value = m_json[key];
        if (value.type() != type)
            blame(key);
        return value;
    }
    void blame(const QString &key)
    {
        if (m_bad.isEmpty())
            m_bad = key;
    }

    QJsonObject m_json;
    QString m_bad;
};

PlannedPort readPort(Reader &r)
{
    PlannedPort port;
    port.role = r.string(QStringLiteral("role"));
    port.name = r.string(QStringLiteral("name"));
    port.protocol = r.string(QStringLiteral("protocol"));
    port.hostAddress = r.string(QStringLiteral("host_address"));
    port.hostPort = r.port(QStringLiteral("host_port"));
    port.guestPort = r.port(QStringLiteral("guest_port"));
    return port;
}

PlannedConsole readConsole(Reader &r)
{
    PlannedConsole console;
    console.name = r.string(QStringLiteral("name"));
    console.vmSocket = r.string(QStringLiteral("vm_socket"));
    console.socket = r.string(QStringLiteral("socket"));
    console.transcript = r.string(QStringLiteral("transcript"));
    console.recordedByQemu = r.boolean(QStringLiteral("recorded_by_qemu"));
    return console;
}

PlannedHelper readHelper(Reader &r)
{
    PlannedHelper helper;
    helper.role = r.string(QStringLiteral("role"));
    helper.purpose = r.string(QStringLiteral("purpose"));
    helper.socket = r.string(QStringLiteral("socket"));
    helper.command = commandFromJson(r.object(QStringLiteral("command")));
    return helper;
}

LaunchAttempt readAttempt(Reader &r)
{
    LaunchAttempt attempt;
    attempt.accelerator = r.string(QStringLiteral("accelerator"));
    attempt.command = commandFromJson(r.object(QStringLiteral("command")));
    if (r.has(QStringLiteral("restore"))) {
        const QJsonObject restore = r.object(QStringLiteral("restore"));
        attempt.restore = PlannedRestore{
            restore[u"uri"].toString(), restore[u"refresh_file"].toString(),
            restore[u"guest_address"].toString(), restore[u"waiting_shell"].toInteger()};
    }
    return attempt;
}

PlannedDependency readDependency(Reader &r)
{
    PlannedDependency dependency;
    dependency.vm = r.string(QStringLiteral("vm"));
    dependency.controlSocket = r.string(QStringLiteral("control_socket"));
    dependency.phase = r.string(QStringLiteral("phase"));
    return dependency;
}

PlannedLoad readLoad(Reader &r)
{
    PlannedLoad load;
    load.name = r.string(QStringLiteral("name"));
    load.tag = r.string(QStringLiteral("tag"));
    for (const QJsonValue &node : r.array(QStringLiteral("nodes")))
        load.nodes << node.toString();
    load.hold = r.boolean(QStringLiteral("hold"));
    return load;
}

QJsonArray loadJson(const std::optional<PlannedLoad> &load)
{
    if (!load)
        return {};
    return {QJsonObject{{QStringLiteral("name"), load->name},
                        {QStringLiteral("tag"), load->tag},
                        {QStringLiteral("nodes"), QJsonArray::fromStringList(load->nodes)},
                        {QStringLiteral("hold"), load->hold}}};
}

QJsonObject networkJson(const PlannedNetwork &network)
{
    return {{QStringLiteral("socket"), network.socket},
            {QStringLiteral("segment"), network.segment},
            {QStringLiteral("port"), network.port},
            {QStringLiteral("forwards"), network.forwards}};
}

PlannedNetwork readNetwork(Reader r)
{
    return {.socket = r.string(QStringLiteral("socket")),
            .segment = r.object(QStringLiteral("segment")),
            .port = r.object(QStringLiteral("port")),
            .forwards = r.array(QStringLiteral("forwards"))};
}

QJsonArray attemptsJson(const LaunchPlan &plan)
{
    QJsonArray json;
    for (const LaunchAttempt &attempt : plan.attempts) {
        QJsonObject entry{{QStringLiteral("accelerator"), attempt.accelerator},
                          {QStringLiteral("command"), toJson(attempt.command)}};
        if (attempt.restore)
            entry[QStringLiteral("restore")] =
                QJsonObject{{QStringLiteral("uri"), attempt.restore->uri},
                            {QStringLiteral("refresh_file"), attempt.restore->refreshFile},
                            {QStringLiteral("guest_address"), attempt.restore->guestAddress},
                            {QStringLiteral("waiting_shell"), attempt.restore->waitingShell}};
        json.append(entry);
    }
    return json;
}

QJsonArray afterJson(const LaunchPlan &plan)
{
    QJsonArray json;
    for (const PlannedDependency &dependency : plan.after)
        json.append(QJsonObject{{QStringLiteral("vm"), dependency.vm},
                                {QStringLiteral("control_socket"), dependency.controlSocket},
                                {QStringLiteral("phase"), dependency.phase}});
    return json;
}

template <typename T, typename Write> QJsonArray arrayOf(const std::vector<T> &items, Write write)
{
    QJsonArray json;
    for (const T &item : items)
        json.append(write(item));
    return json;
}

} // namespace

QJsonObject toJson(const LaunchPlan &plan)
{
    QJsonObject json{
        {QStringLiteral("version"), plan.version},
        {QStringLiteral("lab"), plan.vm.lab},
        {QStringLiteral("vm"), plan.vm.vm},
        {QStringLiteral("backend"), plan.backend},
        {QStringLiteral("state_dir"), plan.stateDir},
        {QStringLiteral("runtime_dir"), plan.runtimeDir},
        {QStringLiteral("image"), plan.image},
        {QStringLiteral("attempts"), attemptsJson(plan)},
        {QStringLiteral("warnings"), arrayOf(plan.warnings, [](const QString &w) { return w; })},
        {QStringLiteral("ports"), arrayOf(plan.ports, portJson)},
        {QStringLiteral("consoles"), arrayOf(plan.consoles, consoleJson)},
        {QStringLiteral("qmp_socket"), plan.qmpSocket},
        {QStringLiteral("after"), afterJson(plan)},
        {QStringLiteral("silence_seconds"), plan.silenceSeconds},
        {QStringLiteral("expect_cloud_init"), plan.expectCloudInit},
        {QStringLiteral("expect_ssh"), plan.expectSsh},
        {QStringLiteral("expect_containerd"), plan.expectContainerd},
        {QStringLiteral("webhook_port"), plan.webhookPort},
        {QStringLiteral("webhook_token"), plan.webhookToken}};
    if (plan.provisioning != PlannedProvisioning())
        json[u"provisioning"] = toJson(plan.provisioning);
    if (!plan.bootHistory.isEmpty())
        json[u"boot_history"] = plan.bootHistory;
    if (!plan.helpers.empty())
        json[u"helpers"] = arrayOf(plan.helpers, helperJson);
    if (plan.network)
        json[u"network"] = networkJson(*plan.network);
    if (plan.load)
        json[u"load"] = loadJson(plan.load);
    return json;
}

Result<LaunchPlan> launchPlanFromJson(const QByteArray &json)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject())
        return fail(ErrorCode::Invalid,
                    QStringLiteral("is not a launch plan: %1").arg(parseError.errorString()),
                    QStringLiteral("plan"));
    Reader r(document.object());
    LaunchPlan plan;
    plan.version = r.number(QStringLiteral("version"));
    if (r.bad().isEmpty() && plan.version != 1)
        return fail(ErrorCode::Invalid,
                    QStringLiteral("has version %1, and only 1 is known").arg(plan.version),
                    QStringLiteral("plan"),
                    QStringLiteral("start the VM with the hydra that planned it"));
    plan.vm = {r.string(QStringLiteral("lab")), r.string(QStringLiteral("vm"))};
    plan.backend = r.string(QStringLiteral("backend"));
    plan.stateDir = r.string(QStringLiteral("state_dir"));
    plan.runtimeDir = r.string(QStringLiteral("runtime_dir"));
    plan.image = r.string(QStringLiteral("image"));
    plan.attempts = r.list<LaunchAttempt>(QStringLiteral("attempts"), readAttempt);
    for (const QJsonValue &warning : r.array(QStringLiteral("warnings")))
        plan.warnings.push_back(warning.toString());
    plan.ports = r.list<PlannedPort>(QStringLiteral("ports"), readPort);
    plan.consoles = r.list<PlannedConsole>(QStringLiteral("consoles"), readConsole);
    plan.qmpSocket = r.string(QStringLiteral("qmp_socket"));
    plan.after = r.list<PlannedDependency>(QStringLiteral("after"), readDependency);
    if (document.object().contains(u"helpers"))
        plan.helpers = r.list<PlannedHelper>(QStringLiteral("helpers"), readHelper);
    if (document.object().contains(u"network"))
        plan.network = readNetwork(Reader(r.object(QStringLiteral("network"))));
    if (document.object().contains(u"load")) {
        for (PlannedLoad &load : r.list<PlannedLoad>(QStringLiteral("load"), readLoad))
            plan.load = std::move(load);
    }
    plan.silenceSeconds = r.number(QStringLiteral("silence_seconds"));
    plan.expectCloudInit = r.boolean(QStringLiteral("expect_cloud_init"));
    plan.expectSsh = r.boolean(QStringLiteral("expect_ssh"));
    plan.expectContainerd = r.boolean(QStringLiteral("expect_containerd"));
    plan.webhookPort = r.port(QStringLiteral("webhook_port"));
    plan.webhookToken = r.string(QStringLiteral("webhook_token"));
    plan.provisioning =
        plannedProvisioningFromJson(document.object()[QStringLiteral("provisioning")].toObject());
    plan.bootHistory = document.object()[QStringLiteral("boot_history")].toString();
    if (!r.bad().isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("has no valid '%1'").arg(r.bad()),
                    QStringLiteral("plan"), QStringLiteral("run `up` again to plan anew"));
    return plan;
}

} // namespace hydra
