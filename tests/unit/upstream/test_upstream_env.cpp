// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/presets.h"
#include "core/config/read_lab.h"
#include "core/config/vm_fields.h"
#include "core/config/write_lab.h"
#include "core/upstream/env_format.h"
#include "core/upstream/upstream_env.h"
#include "core/upstream/upstream_table.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/some_labs.h"

using namespace hydra;

namespace {

using Os = UpstreamHost::Os;

struct Setting {
    const char *name;
    QString value;
};

Imported imported(std::initializer_list<Setting> settings, Os os = Os::Linux)
{
    UpstreamEnv env;
    for (const Setting &setting : settings)
        env.emplace_back(QLatin1String(setting.name), setting.value);
    auto result = importEnv(env, QStringLiteral("lab"), {os, QStringLiteral("amd64")});
    if (!result)
        qWarning("%s", qPrintable(formatError(result.error()) + result.error().details));
    return result ? *result : Imported{};
}

VmSpec vmOf(std::initializer_list<Setting> settings, Os os = Os::Linux)
{
    const Imported result = imported(settings, os);
    return result.lab.vms.empty() ? VmSpec{} : result.lab.vms.front();
}

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

/// One of upstream's scenario scripts: its settings beyond the defaults.
struct Scenario {
    const char *preset;
    Os os;
    const char *env;
};

constexpr const char *isolated =
    "VM_HOSTNAME=hydra-isolated\nEXTERNAL_9P_KUBELET_MOUNTS=1\nDEFAULT_KVM_DISK_SIZE=16\nDEFAULT_"
    "KVM_HOST_SSHD_PORT=5556\n"
    "DEFAULT_KVM_PORTS_REDIRECT=30800:8000;30801:8001;30802:8002\nDEFAULT_KVM_DARWIN_CPU=4\n";
constexpr const char *krun =
    "VM_HOSTNAME=hydra-isolated-krun\nEXTERNAL_9P_KUBELET_MOUNTS=1\nDEFAULT_KVM_DISK_SIZE="
    "16\nDEFAULT_KVM_HOST_SSHD_PORT=5557\n"
    "DEFAULT_KVM_PORTS_REDIRECT=30800:8000;30801:8001;30802:8002\nDEFAULT_KVM_DARWIN_CPU=4\n";

const std::pair<Scenario, const char *> scenarios[] = {
    {{"run-host", Os::Linux, ""},
     "DISABLE_CONTAINERD_CSI_PROXY=1\nDISABLE_9P_KUBELET_MOUNTS=1\nENABLE_K3S_DIOD=1\nDEFAULT_KVM_"
     "DISK_SIZE=25\n"
     "DEFAULT_KVM_PORTS_REDIRECT=6443:6443;30123:30123;31883:31883;30443:443;30080:80;30700:30700;"
     "30900:30900\n"},
    {{"run-isolated", Os::Linux, isolated}, ""},
    {{"run-isolated-crypt", Os::Linux, isolated},
     "EXTERNAL_9P_KUBELET_MOUNTS=0\nDISABLE_9P_KUBELET_MOUNTS=1\nENABLE_CONTAINERD_RIMD_PROXY=1\n"},
    {{"run-isolated-bare", Os::Linux, isolated}, "RUN_BARE_KERNEL=1\n"},
    {{"run-isolated-krunkit", Os::Linux, krun}, "ENABLE_REBOOT_AFTER_INSTALLATION=1\n"},
    {{"run-isolated-krunkit-krun", Os::MacOs, krun},
     "ENABLE_KRUNKIT=1\nDEFAULT_KVM_DARWIN_CPU=8\nDEFAULT_KVM_DARWIN_MEMORY=16\nADDITIONAL_9P_"
     "MOUNTS='~/Projects/llama.cpp/models|/models'\n"
     "INSTALL_ADDITIONAL_DEBS=http://http.us.debian.org/debian/pool/main/l/linux/"
     "linux-image-6.16.8+deb14-arm64-unsigned_6.16.8-1_arm64.deb\n"},
    {{"run-isolated-krunkit-krun-bare", Os::MacOs, krun}, "ENABLE_KRUNKIT=1\nRUN_BARE_KERNEL=1\n"},
    {{"run-sme", Os::MacOs, krun},
     "ENABLE_KRUNKIT=1\nEXTERNAL_9P_KUBELET_MOUNTS=0\nDISABLE_9P_KUBELET_MOUNTS=1\nENABLE_REBOOT_"
     "AFTER_INSTALLATION=1\n"
     "INSTALL_ADDITIONAL_DEBS=https://ftp.debian.org/debian/pool/main/l/linux/"
     "linux-image-6.16.12+deb14+1-arm64-unsigned_6.16.12-2_arm64.deb\n"},
};

} // namespace

class TestUpstreamEnv : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingSetIsUpstreamsMachine()
    {
        const Imported nothing = imported({});
        QCOMPARE(nothing.notes, QStringList());
        QCOMPARE(QString::fromUtf8(writeLab(nothing.lab)), text(R"(name: lab
vms:
  - name: hydravm
    role: isolated
    backend: qemu
    memory: 8
    disk_size: 3
    image: debian-13-generic-amd64-20250814-2204.qcow2
    image_source_url: https://cloud.debian.org/images/cloud/trixie/20250814-2204
    ports:
      ssh: 5555
      containerd: 35000
    username: hailhydra
    password: hailhydra
    salt: "123456"
    kubelet_shares: local
    packages:
      - imgcrypt
)"));
    }

    void emptyAndUnsetAreAlike()
    {
        UpstreamEnv env;
        for (const UpstreamVariable &variable : upstreamVariables())
            env.emplace_back(QLatin1String(variable.name), QString());
        const auto empty = importEnv(env, QStringLiteral("lab"), {});
        QVERIFY(empty);
        QCOMPARE(empty->notes, QStringList());
        QCOMPARE(empty->lab, imported({}).lab);
    }

    // A value that differs from the default either changes the lab or is noted.
    void noSettingIsDroppedInSilence()
    {
        const VmSpec plain = vmOf({});
        for (const UpstreamVariable &variable : upstreamVariables()) {
            const QString value =
                variable.kind == UpstreamKind::Port || variable.kind == UpstreamKind::Number
                    ? text("7")
                    : text("77");
            const Imported result = imported({{variable.name, value}});
            QVERIFY2(result.lab.vms.size() == 1 &&
                         (result.lab.vms.front() != plain || !result.notes.isEmpty()),
                     variable.name);
            for (const QString &note : result.notes)
                QVERIFY2(note.startsWith(QLatin1String(variable.name)), qPrintable(note));
        }
        QCOMPARE(imported({{"VM_HOST_NAME", text("x")}}).notes,
                 QStringList{text("VM_HOST_NAME: upstream's script has no such setting")});
    }

    void theHostDecidesAboutDefaults()
    {
        const std::initializer_list<Setting> settings{
            {"DEFAULT_KVM_LINUX_CPU", text("4")},
            {"DEFAULT_KVM_DARWIN_CPU", text("6")},
            {"DEFAULT_KVM_UNKNOWN_CPU", text("8")},
            {"DEFAULT_KVM_DARWIN_MEMORY", text("32")},
            {"DEFAULT_DIR_K3S_VAR_LINUX_ROOT", text("/k")}};
        QCOMPARE(vmOf(settings).cpu, 4);
        QCOMPARE(vmOf(settings).memory, MemorySize::gib(8));
        QCOMPARE(vmOf(settings).kubeletPrefix, text("/k"));
        QCOMPARE(vmOf(settings, Os::MacOs).cpu, 6);
        QCOMPARE(vmOf(settings, Os::MacOs).memory, MemorySize::gib(32));
        QCOMPARE(vmOf(settings, Os::MacOs).kubeletPrefix, text("./k3s-var"));
        QCOMPARE(vmOf(settings, Os::Other).cpu, 8);
        QCOMPARE(imported(settings).notes.size(), 3);
        QCOMPARE(vmOf({{"DEFAULT_KVM_LINUX_CPU", text("4")}, {"KVM_CPU", text("3")}}).cpu, 3);
    }

    void whatNoLabFileHoldsIsRefusedAndNeverMangled()
    {
        const VmSpec plain = vmOf({});
        for (const char *name :
             {"VM_HOSTNAME", "VM_USERNAME", "KVM_MEMORY", "KVM_CPU", "DEFAULT_KVM_DISK_SIZE",
              "VM_SSH_AUTHORIZED_KEY", "DEFAULT_KVM_HOST_SSHD_PORT", "DEFAULT_KVM_PORTS_REDIRECT",
              "ADDITIONAL_9P_MOUNTS", "INSTALL_ADDITIONAL_DEBS", "KVM_MACHINE_TYPE",
              "DEFAULT_NETWORK_PREFIX", "DEFAULT_IMAGE_SOURCE_URL", "SHMEM_TYPE", "RUN_BARE_KERNEL",
              "ENABLE_KRUNKIT", "DISABLE_CONTAINERD_CSI_PROXY", "K3S_VERSION_INSTALL"}) {
            const Imported result = imported({{name, text("$(reboot) \"x\"")}});
            QVERIFY2(result.notes.size() == 1 &&
                         result.notes.front().startsWith(QLatin1String(name)),
                     qPrintable(text(name) + result.notes.join(u'\n')));
            QCOMPARE(result.lab.vms.front(), plain);
        }
    }

    void whatBelongsToTextComesInAsItIs()
    {
        for (const QString &hostile : test::hostileTexts()) {
            const VmSpec vm = vmOf({{"ADDITIONAL_KERNEL_COMMANDLINE", hostile},
                                    {"DIR_K3S_VAR", hostile},
                                    {"DEFAULT_IMAGE", hostile},
                                    {"VM_PASSWORD", hostile},
                                    {"DEFAULT_KVM_SHMEM_PATH", hostile},
                                    {"KVM_BIOS", hostile}});
            for (const QString &got : {vm.kernel.cmdline, vm.kubeletPrefix, vm.image, vm.password,
                                       vm.sharedMemory.path, vm.firmware.code})
                QCOMPARE(got, hostile);
        }
        QVERIFY(imported({{"VM_PASSWORD", text("two\nlines")}}).notes.size() == 1);
        QVERIFY(vmOf({{"VM_PASSWORD", text("two\nlines")}}).password.isEmpty());
    }

    void settingsThatContradictEachOtherAreRefused()
    {
        UpstreamEnv env{{text("DEFAULT_KVM_HOST_SSHD_PORT"), text("35000")}};
        const auto result = importEnv(env, text("lab"), {});
        QVERIFY(!result && result.error().code == ErrorCode::Invalid &&
                result.error().details.contains(text("35000")));
    }

    void aPasswordNobodyKnowsNeverBecomesTheOneEverybodyKnows()
    {
        const auto lab = [](const char *script) {
            return importEnvText({QByteArray(script), text("lab"), {}});
        };
        for (const char *script :
             {"VM_PASSWORD=$(cat secret)", "VM_PASSWORD_ENCRYPTED=$(mkpasswd)",
              "VM_PASSWORD_ENCRYPTED='$y$j9T$abc'", "VM_PASSWORD_ENCRYPTED=locked"}) {
            const auto result = lab(script);
            QVERIFY2(result && result->lab.vms.front().password.isEmpty() &&
                         result->lab.vms.front().passwordHash.isEmpty(),
                     script);
            QVERIFY2(!result->notes.join(QString()).contains(text("$y$")), "a secret is not told");
        }
        QCOMPARE(lab("VM_PASSWORD=$(cat secret)\nVM_PASSWORD=known")->lab.vms.front().password,
                 text("known"));
    }

    void anEnvFileThatIsNoShellGivesItsMachine()
    {
        const auto result =
            importEnvText({"KVM_CPU = 4\nKVM_MEMORY: 6\nDEFAULT_KVM_DISK_SIZE= 12 # GiB\n"
                           "VM_HOSTNAME=edge-1# not a comment\n",
                           text("lab"),
                           {}});
        QVERIFY(result);
        const VmSpec &vm = result->lab.vms.front();
        QCOMPARE(vm.cpu, 4);
        QCOMPARE(vm.memory, MemorySize::gib(6));
        QCOMPARE(vm.diskSize, MemorySize::gib(12));
        QCOMPARE(result->notes.size(), 1); // no host name
        QVERIFY(result->notes.front().startsWith(QStringLiteral("VM_HOSTNAME: ")));
    }

    void aPasswordThatAScriptDoesNotSetIsNotTheOneEverybodyKnows()
    {
        for (const char *line : {"VM_PASSWORD = secret", "VM_PASSWORD= secret",
                                 "docker run -e VM_PASSWORD=secret image"}) {
            const auto result = importEnvText({QByteArray("#!/bin/sh\n") + line, text("lab"), {}});
            QVERIFY(result);
            QVERIFY2(result->lab.vms.front().password.isEmpty(), line);
        }
    }

    void aVmWithoutAPasswordStaysOne()
    {
        LabSpec lab = imported({}).lab;
        lab.vms.front().password.clear();
        lab.vms.front().salt.clear();
        QStringList notes;
        const UpstreamEnv env = exportEnv(lab, lab.vms.front(), true, {}, notes);
        QCOMPARE(env, (UpstreamEnv{{text("VM_PASSWORD_ENCRYPTED"), text("locked")}}));
        QCOMPARE(notes, QStringList());
    }

    void onlyWhatDiffersIsExported()
    {
        const LabSpec lab = imported({}).lab;
        QStringList notes;
        QCOMPARE(exportEnv(lab, lab.vms.front(), true, {}, notes), UpstreamEnv{});
        QCOMPARE(exportEnv(lab, lab.vms.front(), false, {}, notes), UpstreamEnv{});
        QCOMPARE(notes, QStringList());
    }

    void theVmsOfALabDoNotShareADirectory()
    {
        LabSpec lab = imported({}).lab;
        lab.vms.push_back(lab.vms.front());
        lab.vms.back().name = text("other");
        QStringList notes;
        QVERIFY(exportEnv(lab, lab.vms.back(), true, {}, notes).front() ==
                std::pair(text("DEFAULT_DIR_IMAGE"), text("./image-other")));
        const auto several = exportEnvScript({lab, lab.vmNames(), {}, false, {}});
        QVERIFY(!several && several.error().code == ErrorCode::Invalid &&
                formatError(several.error()).contains(text("lab/hydravm")));
        QVERIFY(exportEnvScript({lab, {text("other")}, {}, false, {}}));
    }

    void eachScenarioOfUpstreamsIsAPreset()
    {
        QCOMPARE(std::size(scenarios), std::size_t(8));
        for (const auto &[scenario, more] : scenarios) {
            const auto script = importEnvText(
                {QByteArray(scenario.env) + more, text("lab"), {scenario.os, text("amd64")}});
            QVERIFY2(script, scenario.preset);
            const auto preset = findPreset(QLatin1String(scenario.preset));
            QVERIFY2(preset, scenario.preset);
            const auto lab = readLab(preset->text, text("preset.yaml"));
            QVERIFY2(lab && lab->name == preset->name && lab->vms.size() == 1, scenario.preset);
            VmSpec expected = script->lab.vms.front();
            const VmSpec &vm = lab->vms.front();
            // Different from upstream on purpose: a user with a key only, the image that we build
            // and verify, and the packages in it.
            expected.username = vm.username;
            expected.password.clear();
            expected.salt.clear();
            expected.image = text("debian-13");
            expected.imageSourceUrl.clear();
            expected.packages.clear();
            if (expected.backend == BackendKind::Qemu)
                expected.backend = BackendKind::Auto;
            for (const auto &field : vmFields())
                QVERIFY2(field.equal(vm, expected),
                         qPrintable(text(scenario.preset) + u' ' + QLatin1String(field.key) + u' ' +
                                    writeFlowYaml(field.write(vm)) + text(" is not ") +
                                    writeFlowYaml(field.write(expected))));
        }
    }
};

HYDRA_TEST_MAIN(TestUpstreamEnv)
#include "test_upstream_env.moc"
