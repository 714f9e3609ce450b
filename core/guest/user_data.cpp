// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/user_data.h"

#include "core/config/user_data_text.h"
#include "core/guest/guest_files.h"
#include "core/guest/guest_network.h"
#include "core/guest/guest_setup.h"
#include "core/guest/multipart.h"
#include "core/guest/registry_files.h"
#include "core/guest/yaml_text.h"

#include <QUrl>

namespace hydra {
namespace {

YAML::Node user(const SeedInput &input)
{
    YAML::Node node;
    node["name"] = yamlString(input.vm.username);
    node["gecos"] = yamlString(QStringLiteral("Hydra"));
    node["shell"] = yamlString(input.system.shell);
    node["sudo"] = yamlString(QStringLiteral("ALL=(ALL) NOPASSWD:ALL"));
    // Alpine's images have doas, and get sudo with containerd's packages.
    if (input.system.init == InitSystem::OpenRc)
        node["doas"].push_back(yamlString(QStringLiteral("permit nopass ") + input.vm.username));
    if (input.vm.username != u"root")
        // Its members may use containerd's socket, see its config.toml.
        node["groups"] = yamlString(input.system.adminGroup);
    node["lock_passwd"] = input.passwordHash.isEmpty();
    if (!input.passwordHash.isEmpty()) {
        node["passwd"] = yamlString(input.passwordHash);
        // passwd is ignored for a user that exists already, hashed_passwd is not.
        node["hashed_passwd"] = yamlString(input.passwordHash);
    }
    if (!input.authorizedKeys.isEmpty())
        node["ssh_authorized_keys"] = yamlStrings(input.authorizedKeys);
    return node;
}

void addIdentity(YAML::Node &config, const SeedInput &input)
{
    const QString hostname = guestHostname(input.vm);
    config["hostname"] = yamlString(hostname.section(u'.', 0, 0));
    if (hostname.contains(u'.'))
        config["fqdn"] = yamlString(hostname);
    config["manage_etc_hosts"] = true;
    config["users"].push_back(user(input));
    config["ssh_pwauth"] = !input.passwordHash.isEmpty();
    if (input.vm.username == u"root")
        config["disable_root"] = false;
}

// With ssh_keys given, cloud-init generates no host keys of any type.
void addHostKey(YAML::Node &config, const SshHostKey &key)
{
    config["ssh_deletekeys"] = true;
    if (key.privateKey.isEmpty())
        return;
    config["ssh_keys"]["ed25519_private"] = yamlString(QString::fromUtf8(key.privateKey));
    config["ssh_keys"]["ed25519_public"] = yamlString(QString::fromUtf8(key.publicKey));
}

void addReporting(YAML::Node &config, const QString &url)
{
    if (url.isEmpty())
        return;
    YAML::Node handler;
    handler["type"] = "webhook";
    handler["endpoint"] = yamlString(url);
    handler["timeout"] = 5;
    handler["retries"] = 1;
    config["reporting"]["hydra"] = handler;
}

void addCommand(YAML::Node &config, const QStringList &words)
{
    config["runcmd"].push_back(yamlStrings(words));
}

void addFiles(YAML::Node &config, const std::vector<GuestFile> &files)
{
    for (const GuestFile &file : files) {
        YAML::Node node;
        node["path"] = yamlString(file.path);
        node["permissions"] =
            yamlString(QStringLiteral("0%1").arg(file.mode, 3, 8, QLatin1Char('0')));
        node["content"] = yamlString(QString::fromUtf8(file.content));
        config["write_files"].push_back(node);
    }
}

void addRuntime(YAML::Node &config, const SeedInput &input)
{
    std::vector<QStringList> commands;
    if (input.vm.containerd)
        addFiles(config, registryFiles(input.vm.registries));
    if (input.vm.containerd && !input.containerdInImage) {
        addFiles(config, runtimeFiles(input.system));
        commands = startRuntime(input.system);
    } else if (!input.vm.containerd && input.containerdInImage) {
        commands = stopRuntime(input.system);
    }
    for (const QStringList &command : commands)
        addCommand(config, command);
}

// Makes a new machine-id, once per instance. systemd-machine-id-setup would reuse D-Bus's copy, so
// that goes as well; journald restarts because its directory is named after the id.
void addMachineId(YAML::Node &config)
{
    const QString script =
        QStringLiteral("rm -f /etc/machine-id /var/lib/dbus/machine-id; systemd-machine-id-setup; "
                       "systemctl --no-block try-restart systemd-journald");
    config["bootcmd"].push_back(yamlStrings(
        {QStringLiteral("cloud-init-per"), QStringLiteral("instance"),
         QStringLiteral("hydra-machine-id"), QStringLiteral("sh"), QStringLiteral("-c"), script}));
}

// Where an image has ifupdown, cloud-init (25.1.4, cloudinit/net/eni.py) leaves the default route
// to net-tools' `route`, and an image without that gets none, without a word.
void addDefaultRoute(YAML::Node &config, const SeedInput &input)
{
    if (input.containerdInImage)
        return; // an image of ours, with systemd-networkd
    const QString script =
        QStringLiteral("ip route show default | grep -q . || ip route add default via ") +
        input.vm.userNetwork.full().gateway;
    config["bootcmd"].push_back(yamlStrings({QStringLiteral("sh"), QStringLiteral("-c"), script}));
}

// bootcmd comes before the modules that do the work, in each boot. The script has the URL's token
// within itself, since anybody in the guest can read a process's arguments.
void addReporter(YAML::Node &config, const SeedInput &input)
{
    if (input.webhookUrl.isEmpty() || !asksForWork(input))
        return;
    const QUrl url(input.webhookUrl);
    const QString script = QStringLiteral("host=%1\nport=%2\npath=%3\n")
                               .arg(url.host())
                               .arg(url.port())
                               .arg(url.path()) +
                           QString::fromUtf8(guestScript(QStringLiteral("report-provisioning")));
    const QString start = QStringLiteral("umask 077; printf %s \"$0\" >/run/hydra-report; "
                                         "sh /run/hydra-report </dev/null >/dev/null 2>&1 &");
    config["bootcmd"].push_back(
        yamlStrings({QStringLiteral("sh"), QStringLiteral("-c"), start, script}));
}

void addPackages(YAML::Node &config, const SeedInput &input)
{
    const QStringList names = neededPackages(input);
    // The setup scripts install packages, too.
    config["package_update"] =
        !names.isEmpty() || !packageSteps(input).empty() || !setupSteps(input).empty();
    if (!names.isEmpty())
        config["packages"] = yamlStrings(names);
    if (!input.vm.rebootAfterInstall)
        return;
    YAML::Node power;
    power["mode"] = "reboot";
    power["delay"] = "now";
    power["message"] = yamlString(QStringLiteral("Hydra: the guest was set up"));
    config["power_state"] = power;
}

// systemd mounts what fstab lists and undoes the escapes of fstabField; cloud-init creates missing
// mount points under the escaped names, so mkdir creates the right ones first.
void addMounts(YAML::Node &config, const std::vector<GuestMount> &mounts)
{
    for (const GuestMount &mount : mounts) {
        config["mounts"].push_back(
            yamlStrings({mount.source, fstabField(mount.target), mount.type, mount.options,
                         QStringLiteral("0"), QStringLiteral("0")}));
        if (fstabField(mount.target) != mount.target)
            config["bootcmd"].push_back(
                yamlStrings({QStringLiteral("mkdir"), QStringLiteral("-p"), mount.target}));
    }
}

void addSteps(YAML::Node &config, const std::vector<SetupStep> &steps)
{
    for (const SetupStep &step : steps) {
        addFiles(config, {{setupScriptPath(step.script), guestScript(step.script), {}, 0755}});
        addCommand(config, QStringList{setupScriptPath(step.script)} + step.args);
    }
}

} // namespace

Result<QByteArray> makeUserData(const SeedInput &input)
{
    YAML::Node config;
    addIdentity(config, input);
    addHostKey(config, input.hostKey);
    if (input.freshMachineId && input.system.init == InitSystem::Systemd)
        addMachineId(config);
    addDefaultRoute(config, input);
    addReporting(config, input.webhookUrl);
    addReporter(config, input);
    addPackages(config, input);
    addMounts(config, input.mounts);
    addFiles(config, {terminalFile()});
    addSteps(config, packageSteps(input));
    addRuntime(config, input);
    addFiles(config, setupFiles(input.vm, input.system));
    addSteps(config, setupSteps(input));
    const QByteArray begin = "#cloud-config\n";
    const QString &text = input.vm.userData;
    if (isUserDataPart(text))
        return multipartUserData(text.toUtf8(), userDataType(text), begin + yamlText(config));
    if (!text.trimmed().isEmpty()) {
        const auto theirs =
            readYamlMapping(text, input.lab + u'/' + input.vm.name + QStringLiteral(": user_data"));
        if (!theirs)
            return fail(theirs.error());
        mergeYaml(config, *theirs);
    }
    return begin + yamlText(config);
}

} // namespace hydra
