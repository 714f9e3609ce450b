// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "guest/user_data.h"

#include "guest/guest_files.h"
#include "guest/guest_setup.h"
#include "guest/registry_files.h"
#include "guest/yaml_text.h"

namespace hydra {
namespace {

YAML::Node user(const SeedInput &input)
{
    YAML::Node node;
    node["name"] = yamlString(input.vm.username);
    node["gecos"] = yamlString(QStringLiteral("Hydra"));
    node["shell"] = yamlString(QStringLiteral("/bin/bash"));
    node["sudo"] = yamlString(QStringLiteral("ALL=(ALL) NOPASSWD:ALL"));
    if (input.vm.username != u"root")
        node["groups"] = yamlString(QStringLiteral("sudo")); // may ask containerd, see its config.toml
    node["lock_passwd"] = input.passwordHash.isEmpty();
    if (!input.passwordHash.isEmpty()) {
        node["passwd"] = yamlString(input.passwordHash);
        node["hashed_passwd"] = yamlString(input.passwordHash); // for a user that is there already
    }
    if (!input.authorizedKeys.isEmpty())
        node["ssh_authorized_keys"] = yamlStrings(input.authorizedKeys);
    return node;
}

void addIdentity(YAML::Node &config, const SeedInput &input)
{
    const QString &hostname = input.vm.hostname.isEmpty() ? input.vm.name : input.vm.hostname;
    config["hostname"] = yamlString(hostname);
    config["manage_etc_hosts"] = true;
    config["users"].push_back(user(input));
    config["ssh_pwauth"] = !input.passwordHash.isEmpty();
    if (input.vm.username == u"root")
        config["disable_root"] = false;
}

// Given keys replace generated ones of all types: with ssh_keys none is generated.
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
        node["permissions"] = yamlString(QStringLiteral("0%1").arg(file.mode, 3, 8, QLatin1Char('0')));
        node["content"] = yamlString(QString::fromUtf8(file.content));
        config["write_files"].push_back(node);
    }
}

void addRuntime(YAML::Node &config, const SeedInput &input)
{
    const QString systemctl = QStringLiteral("systemctl");
    if (!input.vm.containerd) {
        if (input.containerdInImage)
            addCommand(config, QStringList{systemctl, QStringLiteral("disable"), QStringLiteral("--now")}
                                   + runtimeUnits());
        return;
    }
    addFiles(config, registryFiles(input.vm.registries));
    if (input.containerdInImage)
        return;
    addFiles(config, runtimeFiles());
    addCommand(config, {systemctl, QStringLiteral("daemon-reload")});
    addCommand(config, QStringList{systemctl, QStringLiteral("enable")} + runtimeUnits());
    // Installed packages start at once, before our files were read.
    for (const QString &unit : runtimeUnits())
        addCommand(config, {systemctl, QStringLiteral("restart"), unit});
}

// Once for each instance. systemd would take over what D-Bus has; the journal's directory has the id's
// name.
void addMachineId(YAML::Node &config)
{
    const QString script = QStringLiteral("rm -f /etc/machine-id /var/lib/dbus/machine-id; systemd-machine-id-setup; "
                                          "systemctl --no-block try-restart systemd-journald");
    config["bootcmd"].push_back(yamlStrings({QStringLiteral("cloud-init-per"), QStringLiteral("instance"), QStringLiteral("hydra-machine-id"),
                                             QStringLiteral("sh"), QStringLiteral("-c"), script}));
}

QStringList packages(const SeedInput &input)
{
    QStringList names;
    if (input.vm.containerd && !input.containerdInImage)
        names = runtimePackages();
    names += chosenPackages(input.vm, input.debianArch);
    names.removeDuplicates();
    return names;
}

void addPackages(YAML::Node &config, const SeedInput &input)
{
    const QStringList names = packages(input);
    // Scripts of ours install some, too.
    config["package_update"] = !names.isEmpty() || !setupSteps(input).empty();
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

// fstab(5) parts its fields at blanks.
QString fstabField(const QString &text)
{
    QString field = text;
    return field.replace(u'\\', QStringLiteral("\\134")).replace(u' ', QStringLiteral("\\040")).replace(u'\t', QStringLiteral("\\011"));
}

// systemd makes the units of fstab's lines. cloud-init would make directories by the names that fstab has.
void addMounts(YAML::Node &config, const std::vector<GuestMount> &mounts)
{
    for (const GuestMount &mount : mounts) {
        config["mounts"].push_back(yamlStrings({mount.source, fstabField(mount.target), mount.type, mount.options,
                                                QStringLiteral("0"), QStringLiteral("0")}));
        if (fstabField(mount.target) != mount.target)
            config["bootcmd"].push_back(yamlStrings({QStringLiteral("mkdir"), QStringLiteral("-p"), mount.target}));
    }
}

void addSetup(YAML::Node &config, const SeedInput &input)
{
    addFiles(config, setupFiles(input.vm));
    for (const SetupStep &step : setupSteps(input)) {
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
    if (input.freshMachineId)
        addMachineId(config);
    addReporting(config, input.webhookUrl);
    addPackages(config, input);
    addMounts(config, input.mounts);
    addRuntime(config, input);
    addSetup(config, input);
    if (!input.vm.userData.trimmed().isEmpty()) {
        const auto theirs = readYamlMapping(input.vm.userData,
                                            input.lab + u'/' + input.vm.name + QStringLiteral(": user_data"));
        if (!theirs)
            return fail(theirs.error());
        mergeYaml(config, *theirs);
    }
    return "#cloud-config\n" + yamlText(config);
}

} // namespace hydra
