// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/formats/formats.h"
#include "core/process/run.h"
#include "core/vm/ports.h"
#include "core/yaml/writer.h"
#include "tests/support/places.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <functional>

namespace hydra::test {

/// A lab of two VMs with most settings that exports handle.
inline LabSpec kitchen()
{
    const auto lab = readLab(R"(name: kitchen
vms:
  - name: hub
    role: host
    cpu: 2
    memory: 2
    disk_size: 8
    disks: [{name: data, size: 1}]
    ports: {ssh: 5555, containerd: 35000, streaming: off, extra: ["30800:8000"]}
    password: "pass word"
    salt: abc
    ssh_authorized_keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA anna@example]
    packages: [htop]
  - name: lamp
    role: isolated
    after: [hub]
    firmware: none
    ports: {ssh: 5556, containerd: 35001, streaming: off}
)",
                             QStringLiteral("/labs/kitchen.yaml"));
    if (!lab)
        qFatal("the test's own lab is not valid");
    return *lab;
}

inline ExportRequest requestFor(const LabSpec &lab, bool withSecrets = false)
{
    ExportRequest request;
    request.lab = lab;
    request.vms = lab.vmNames();
    request.labFile = QStringLiteral("/labs/%1.yaml").arg(lab.name);
    request.withSecrets = withSecrets;
    request.places = {QStringLiteral("/usr/bin/hydractl"), QStringLiteral("/home/anna"),
                      QStringLiteral("/home/anna/.config/hydra/labs")};
    request.shell.arch = QStringLiteral("x86_64");
    for (const VmSpec &vm : lab.vms)
        request.shell.vms[vm.name] = {planPorts(vm, {{QStringLiteral("ssh"), 5599},
                                                     {QStringLiteral("containerd"), 35099},
                                                     {QStringLiteral("streaming"), 35199}}),
                                      "seed",
                                      {}};
    if (withSecrets)
        request.shell.labKey = "-----BEGIN OPENSSH PRIVATE KEY-----\n";
    return request;
}

/// Texts that have caused trouble before. Running one in a shell creates a file `pwned`.
inline QStringList hostileTexts()
{
    return {QStringLiteral("$(touch pwned)"),
            QStringLiteral("`touch pwned`"),
            QStringLiteral("; touch pwned; #"),
            QStringLiteral("'; touch pwned; '"),
            QStringLiteral("\"; touch pwned; \""),
            QStringLiteral("a\ntouch pwned\n"),
            QStringLiteral("a && touch pwned || b | c > d < e"),
            QStringLiteral("$HOME ${HOME} $$ %h %% %n ~ * ? [a]"),
            QStringLiteral("back\\slash \\n \\x41 \\"),
            QStringLiteral("<&>]]> - : # {a: b} [c] &d *e !f"),
            QStringLiteral("=,,=\",\"|;:"),
            QStringLiteral("--privileged"),
            QString::fromUtf8("Straße ☃ 🏠 \u202e \u2028 \u0085"),
            QStringLiteral("\x7f"),
            QStringLiteral(" leading and trailing "),
            QStringLiteral("yes"),
            QStringLiteral("0x10"),
            QStringLiteral("1e3"),
            QStringLiteral("null"),
            QStringLiteral("~"),
            QString(4096, u'x') + QStringLiteral("$(touch pwned)")};
}

/// For each text field of a VM a function that sets it to TEXT, along with what it requires.
inline std::vector<std::function<void(VmSpec &)>> textFields(const QString &text)
{
    using Set = std::function<void(VmSpec &)>;
    std::vector<Set> sets;
    for (QString VmSpec::*field :
         {&VmSpec::hostname, &VmSpec::machine, &VmSpec::cpuModel, &VmSpec::imageSourceUrl,
          &VmSpec::imageSha512, &VmSpec::ip, &VmSpec::mac, &VmSpec::bind, &VmSpec::username,
          &VmSpec::password, &VmSpec::passwordHash, &VmSpec::salt, &VmSpec::csiProxyUrl,
          &VmSpec::k3s, &VmSpec::kernelVersion, &VmSpec::kernelPackage})
        sets.push_back([=](VmSpec &vm) { vm.*field = text; });
    for (QStringList VmSpec::*field :
         {&VmSpec::sshAuthorizedKeys, &VmSpec::packages, &VmSpec::debs, &VmSpec::qemuArgs})
        sets.push_back([=](VmSpec &vm) { vm.*field << text; });
    sets.push_back(
        [=](VmSpec &vm) { vm.sshAuthorizedKeys << QStringLiteral("ssh-ed25519 AAAA ") + text; });
    sets.push_back(
        [=](VmSpec &vm) { vm.imageSourceUrl = QStringLiteral("https://example.org/") + text; });
    sets.push_back([=](VmSpec &vm) {
        vm.userData = QStringLiteral("runcmd:\n- [echo, %1]\n").arg(writeFlowYaml(textNode(text)));
    });
    sets.push_back([=](VmSpec &vm) {
        vm.registries.push_back({QStringLiteral("docker.io"), {}, QStringLiteral("anna"), text});
    });
    sets.push_back([=](VmSpec &vm) {
        vm.registries.push_back({QStringLiteral("quay.io"), {}, text, QStringLiteral("secret")});
    });
    sets.push_back([=](VmSpec &vm) {
        vm.shares.push_back({QStringLiteral("/srv/") + text, QStringLiteral("/mnt"), {}});
    });
    sets.push_back([=](VmSpec &vm) {
        vm.shares.push_back({QStringLiteral("/srv"), QStringLiteral("/mnt/") + text, {}});
    });
    sets.push_back([=](VmSpec &vm) {
        vm.firmware = {FirmwareSpec::Kind::Files, QStringLiteral("/fw/code") + text,
                       QStringLiteral("/fw/vars") + text};
    });
    sets.push_back([=](VmSpec &vm) { vm.kubeletPrefix = QStringLiteral("/srv/") + text; });
    sets.push_back([=](VmSpec &vm) { vm.sharedMemory.path = QStringLiteral("/dev/shm/") + text; });
    sets.push_back([=](VmSpec &vm) { vm.kernel.cmdline = text; });
    return sets;
}

inline bool isReadable(const LabSpec &lab)
{
    const auto read = readLab(writeLab(lab), QStringLiteral("/labs/kitchen.yaml"));
    return read && *read == lab;
}

/// The kitchen's lamp with TEXT in every field whose rule allows it.
inline LabSpec hostileLab(const QString &text)
{
    LabSpec lab = kitchen();
    lab.vms.erase(lab.vms.begin());
    lab.vms.front().after.clear();
    for (const auto &set : textFields(text)) {
        LabSpec changed = lab;
        set(changed.vms.front());
        if (isReadable(changed))
            lab = changed;
    }
    return lab;
}

inline void addHostileTexts()
{
    QTest::addColumn<QString>("text");
    int number = 0;
    for (const QString &text : hostileTexts())
        QTest::addRow("%d: %s", number++, qPrintable(text.left(24))) << text;
}

/// A directory for running scripts; its PATH has the programs they may use, and fakes that only
/// record their arguments.
class ScriptHouse
{
public:
    explicit ScriptHouse(const QStringList &fakes)
    {
        QDir(m_dir.path()).mkdir(QStringLiteral("bin"));
        for (const QString &fake : fakes)
            write(QStringLiteral("bin/") + fake,
                  "#!/bin/bash\nprintf '%s\\0' \"$@\" >>\"$0.args\"\n"
                  "printf '\\036\\0' >>\"$0.args\"\n"
                  "for word; do case $word in *.new|disk-*.qcow2) : >\"$word\" ;; esac; done\n",
                  true);
    }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    void write(const QString &name, const QByteArray &text, bool executable = false) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(name));
        if (executable)
            file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner |
                                QFileDevice::ExeOwner);
    }
    void write(const Exported &exported) const
    {
        for (const ExportedFile &file : exported.files)
            write(file.name, file.text, file.executable);
    }
    [[nodiscard]] Result<RunResult> bash(const QStringList &args) const
    {
        Command command{.program = QStringLiteral("/bin/bash"), .args = args, .cwd = m_dir.path()};
        command.env = {{QStringLiteral("PATH"),
                        path(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin")},
                       {QStringLiteral("HYDRA_ACCEL"), QStringLiteral("tcg")}};
        return run(command);
    }
    /// The arguments of each call of a fake.
    [[nodiscard]] QList<QStringList> calls(const QString &fake) const
    {
        QFile file(path(QStringLiteral("bin/%1.args").arg(fake)));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        QList<QStringList> calls{{}};
        const QList<QByteArray> words = file.readAll().split('\0');
        for (const QByteArray &word : words) {
            if (word == "\036") // end of a call
                calls << QStringList();
            else
                calls.back() << QString::fromUtf8(word);
        }
        calls.removeLast();
        return calls;
    }
    [[nodiscard]] bool isHarmed() const { return QFile::exists(path(QStringLiteral("pwned"))); }

private:
    QTemporaryDir m_dir;
};

/// A linter's complaints about a script; empty when there are none or it is not installed.
inline QByteArray complaintsOf(const QString &program, const QStringList &args,
                               const QByteArray &script)
{
    RunOptions options;
    options.input = script;
    const auto ran = run({.program = program, .args = args}, {}, options);
    return ran ? QByteArray() : ran.error().details.toUtf8() + qPrintable(formatError(ran.error()));
}

inline bool isInstalled(const char *program)
{
    return !QStandardPaths::findExecutable(QLatin1String(program)).isEmpty();
}

/// Checks that bash and dash accept the script and shellcheck has no complaints.
inline void checkScript(const QByteArray &script)
{
    QCOMPARE(complaintsOf(QStringLiteral("bash"), {QStringLiteral("-n")}, script), QByteArray());
    if (!isInstalled("shellcheck"))
        QSKIP("shellcheck is not installed: the script is checked by bash -n alone");
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("script.sh")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(script);
    file.close();
    RunOptions options;
    QByteArray said;
    options.onOutput = [&said](QByteArrayView bytes) { said += bytes.toByteArray(); };
    const auto ran = run({.program = QStringLiteral("shellcheck"),
                          .args = {QStringLiteral("--color=never"), file.fileName()},
                          .env = {{QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8")}}},
                         {}, options);
    QVERIFY2(ran, said.constData());
}

/// Compares the main file with tests/golden/exports.
inline void compareWithGolden(const QString &name, const QByteArray &text)
{
    QFile golden(sourcePath("tests/golden/exports/") + name);
    if (qEnvironmentVariableIsSet("HYDRA_UPDATE_GOLDEN")) {
        QVERIFY(golden.open(QIODevice::WriteOnly));
        golden.write(text);
        return;
    }
    QVERIFY2(golden.open(QIODevice::ReadOnly), "set HYDRA_UPDATE_GOLDEN=1 to record it");
    QCOMPARE(QString::fromUtf8(text), QString::fromUtf8(golden.readAll()));
}

} // namespace hydra::test
