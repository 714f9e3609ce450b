// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/vm_fields.h"
#include "core/formats/formats.h"
#include "core/upstream/env_text.h"
#include "core/upstream/upstream_env.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/some_labs.h"

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

#include <algorithm>

using namespace hydra;
using namespace hydra::test;

namespace {

constexpr int manyLabs = 1000;

bool isWhole(MemorySize size)
{
    return size.inBytes() % (1ULL << 30) == 0;
}

bool isPlain(const ShareSpec &share)
{
    const QString paths = share.host + share.guest;
    return !share.readOnly && share.type == ShareType::Auto && share.tag.isEmpty() &&
           !paths.contains(u'$') && !paths.contains(u'|');
}

bool isPlain(const ExtraPortSpec &port)
{
    return port.protocol == Protocol::Tcp && port.bind.isEmpty() && port.name.isEmpty();
}

bool isFixed(const PortSpec &port, bool used)
{
    return port.kind == PortSpec::Kind::Fixed || (!used && port.kind == PortSpec::Kind::Auto);
}

/// Whether settings of upstream's script can express VM's value of KEY; follows its documentation,
/// not our table.
bool envHolds(const VmSpec &vm, const QString &key)
{
    static const QStringList always =
        QStringLiteral("hostname machine cpu_model cpu boot user_network username password_hash "
                       "kubelet_shares kubelet_prefix "
                       "containerd csi_proxy_url encrypted_images kernel_version kernel_package "
                       "reboot_after_install")
            .split(u' ');
    if (always.contains(key))
        return true;
    const PortsSpec &ports = vm.ports;
    const std::pair<const char *, bool> sometimes[] = {
        {"backend", vm.backend != BackendKind::Auto},
        {"memory", isWhole(vm.memory)},
        {"disk_size", isWhole(vm.diskSize) && vm.diskSize != MemorySize()},
        {"image", !vm.imageSourceUrl.isEmpty()},
        {"image_source_url", !vm.imageSourceUrl.isEmpty()},
        {"firmware", vm.firmware.kind != FirmwareSpec::Kind::None},
        {"ports", isFixed(ports.ssh, true) && isFixed(ports.containerd, vm.containerd) &&
                      isFixed(ports.rimd, vm.boot == BootMode::Kernel) &&
                      isFixed(ports.diod, vm.diod) && vm.diod == !vm.k3s.isEmpty() &&
                      ports.streaming == PortSpec{} &&
                      std::all_of(ports.extra.begin(), ports.extra.end(),
                                  [](const auto &extra) { return isPlain(extra); })},
        {"password", !vm.password.isEmpty() || !vm.passwordHash.isEmpty()},
        {"salt", !vm.salt.isEmpty() || !vm.passwordHash.isEmpty() || vm.password.isEmpty()},
        {"ssh_authorized_keys", vm.sshAuthorizedKeys.size() <= 1},
        {"shares", std::all_of(vm.shares.begin(), vm.shares.end(),
                               [](const auto &share) { return isPlain(share); })},
        {"k3s", vm.diod == !vm.k3s.isEmpty()},
        {"diod", vm.diod == !vm.k3s.isEmpty()},
        {"debs", !vm.debs.join(QString()).contains(u'$')},
        {"gpu", !vm.gpu || isWhole(vm.gpu->vram)},
        {"vsock", vm.vsock.kind != VsockSpec::Kind::Fixed},
        {"shared_memory", isWhole(vm.sharedMemory.size)},
        {"krunkit", vm.krunkit.logLevel == 3 &&
                        (vm.krunkit.restPort != 0 || vm.backend != BackendKind::Krunkit)},
        {"kernel", vm.kernel == KernelSpec{.cmdline = vm.kernel.cmdline}},
        {"packages", vm.packages == (vm.containerd && vm.boot == BootMode::Image
                                         ? QStringList{QStringLiteral("imgcrypt")}
                                         : QStringList())},
    };
    return std::any_of(std::begin(sometimes), std::end(sometimes), [&](const auto &row) {
        return key == QLatin1String(row.first) && row.second;
    });
}

/// The same for vm-config.yaml, for the first VM (others may differ from it in common keys).
bool vmConfigHolds(const VmSpec &vm, const QString &key)
{
    static const QStringList always =
        QStringLiteral(
            "name hostname ip mac cpu username password salt image kernel_version image_source_url")
            .split(u' ');
    return always.contains(key) || (key == u"memory" && isWhole(vm.memory)) ||
           (key == u"disk_size" && isWhole(vm.diskSize)) ||
           (key == u"ports" && vm.ports.extra.empty() && vm.ports.streaming == PortSpec{} &&
            vm.ports.diod == PortSpec{} && vm.ports.ssh.kind != PortSpec::Kind::Off &&
            vm.ports.containerd.kind != PortSpec::Kind::Off &&
            vm.ports.rimd.kind != PortSpec::Kind::Off);
}

/// The same for the charts: only some of the settings, and always with containerd and the kubelet's
/// directories.
bool helmHolds(const VmSpec &vm, const QString &key)
{
    static const QStringList some =
        QStringLiteral("hostname cpu boot memory image image_source_url username password_hash "
                       "password salt ssh_authorized_keys "
                       "kubelet_prefix csi_proxy_url kernel_version kernel_package")
            .split(u' ');
    return some.contains(key) && envHolds(vm, key);
}

ExportRequest wish(const LabSpec &lab, bool withSecrets)
{
    return {lab, lab.vmNames(), {}, withSecrets, {}};
}

/// "" when SAID equals ASKED in all keys that HOLDS says, and each difference has a note.
QString complaint(const VmSpec &asked, const VmSpec &said, const QStringList &notes,
                  bool (*holds)(const VmSpec &, const QString &))
{
    for (const auto &field : vmFields()) {
        const QString key = QLatin1String(field.key);
        const QString prefix = asked.name + QStringLiteral(": ") + key;
        const bool noted = std::any_of(notes.begin(), notes.end(), [&](const QString &note) {
            return note.startsWith(prefix) &&
                   !note.mid(prefix.size(), 1).front().isLetterOrNumber() &&
                   note.at(prefix.size()) != u'_';
        });
        const bool same = field.equal(asked, said);
        if (same != !noted)
            return key + (same ? QStringLiteral(" is noted and the same")
                               : QStringLiteral(" differs without a note"));
        if (!same && holds(asked, key))
            return key + QStringLiteral(" should come back: ") + writeFlowYaml(field.write(asked)) +
                   QStringLiteral(" became ") + writeFlowYaml(field.write(said));
    }
    return {};
}

} // namespace

/// lab -> format -> lab, for random labs.
class TestRoundTrips : public QObject
{
    Q_OBJECT

    static void goAround(const char *format, int vms, unsigned seed,
                         bool (*holds)(const VmSpec &, const QString &))
    {
        SomeLabs some(seed);
        for (int i = 0; i < manyLabs; ++i) {
            const LabSpec lab = some.lab(vms);
            const auto out = exportAs(QLatin1String(format), wish(lab, true));
            QVERIFY2(out, out ? "" : qPrintable(formatError(out.error())));
            const auto in =
                importAs(QLatin1String(format), {out->files.front().text, lab.name, {}});
            QVERIFY2(in, in ? ""
                            : qPrintable(formatError(in.error()) + in.error().details +
                                         QString::fromUtf8(out->files.front().text)));
            QCOMPARE(in->lab.name, lab.name);
            const QString wrong =
                complaint(lab.vms.front(), in->lab.vms.front(), out->notes, holds);
            QVERIFY2(wrong.isEmpty(),
                     qPrintable(QStringLiteral("lab %1: %2\n").arg(i).arg(wrong) +
                                QString::fromUtf8(out->files.front().text + writeLab(lab)) +
                                out->notes.join(u'\n')));
        }
    }

private Q_SLOTS:
    void anEnvScriptHoldsWhatUpstreamCanSay() { goAround("env", 1, 1, envHolds); }
    void aVmConfigHoldsWhatUpstreamCanSay() { goAround("vm-config", 3, 2, vmConfigHolds); }
    void chartValuesHoldWhatUpstreamCanSay() { goAround("helm-values", 1, 3, helmHolds); }

    void theOtherVmsOfAVmConfigComeBackOrAreNoted()
    {
        SomeLabs some(4);
        for (int i = 0; i < 200; ++i) {
            const LabSpec lab = some.lab(3);
            const auto out = exportAs(QStringLiteral("vm-config"), wish(lab, true));
            const auto in =
                importAs(QStringLiteral("vm-config"), {out->files.front().text, lab.name, {}});
            QVERIFY(in);
            for (std::size_t vm = 0; vm < 3; ++vm) {
                const QString wrong =
                    complaint(lab.vms[vm], in->lab.vms[vm], out->notes,
                              [](const VmSpec &, const QString &) { return false; });
                QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
            }
        }
    }

    void noSecretLeavesUnasked()
    {
        SomeLabs some(5);
        for (int i = 0; i < 300; ++i) {
            LabSpec lab = some.lab(1);
            VmSpec &vm = lab.vms.front();
            vm.password = QStringLiteral("open-sesame");
            vm.salt = QStringLiteral("Sesame.Salt");
            vm.passwordHash = QStringLiteral("$6$SesameHash$") + QString(86, u'b');
            for (const char *format : {"env", "vm-config", "helm-values"}) {
                const auto out = exportAs(QLatin1String(format), wish(lab, false));
                QVERIFY(out);
                const QByteArray all = out->files.front().text + out->notes.join(u'\n').toUtf8();
                QVERIFY2(!all.toLower().contains("sesame"), all.constData());
                QVERIFY(!out->files.front().secret);
                const auto in =
                    importAs(QLatin1String(format), {out->files.front().text, lab.name, {}});
                QVERIFY(in && in->lab.vms.front().password.isEmpty() &&
                        in->lab.vms.front().passwordHash.isEmpty());
                QVERIFY(exportAs(QLatin1String(format), wish(lab, true))->files.front().secret);
            }
        }
    }

    // A fake start-vm.sh prints its environment.
    void bashGivesTheScriptTheValuesAndNothingElse()
    {
        const QTemporaryDir directory;
        const auto write = [&](const char *name, const QByteArray &text) {
            QFile file(directory.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) &&
                    file.write(text) == text.size());
            QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        };
        write("start-vm.sh", "#!/bin/sh\nexec env -0\n");
        SomeLabs some(6);
        for (int i = 0; i < 150; ++i) {
            const LabSpec lab = some.lab(1);
            const auto out = exportAs(QStringLiteral("env"), wish(lab, true));
            write("run.sh", out->files.front().text);
            QProcess bash;
            bash.setWorkingDirectory(directory.path());
            bash.start(QStringLiteral("/bin/bash"), {QStringLiteral("run.sh")});
            QVERIFY(bash.waitForFinished(-1) && bash.exitCode() == 0);
            QMap<QString, QString> got;
            for (const QByteArray &entry : bash.readAllStandardOutput().split('\0'))
                got[QString::fromUtf8(entry.left(entry.indexOf('=')))] =
                    QString::fromUtf8(entry.mid(entry.indexOf('=') + 1));
            QStringList notes;
            for (const auto &[name, value] : exportEnv(lab, lab.vms.front(), true, {}, notes))
                QCOMPARE(got.value(name), value);
            QCOMPARE(QDir(directory.path()).entryList(QDir::Files),
                     (QStringList{QStringLiteral("run.sh"), QStringLiteral("start-vm.sh")}));
        }
    }

    void scriptsPleaseBashAndShellcheck()
    {
        const QString shellcheck = QStandardPaths::findExecutable(QStringLiteral("shellcheck"));
        const QTemporaryDir directory;
        SomeLabs some(7);
        QStringList files;
        for (int i = 0; i < 30; ++i) {
            const auto out = exportAs(QStringLiteral("env"), wish(some.lab(1), true));
            QVERIFY(out && out->files.front().executable);
            files << directory.filePath(QStringLiteral("%1.sh").arg(i));
            QFile file(files.last());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(out->files.front().text) > 0);
            file.close();
            QCOMPARE(QProcess::execute(QStringLiteral("/bin/bash"),
                                       {QStringLiteral("-n"), files.last()}),
                     0);
        }
        if (shellcheck.isEmpty())
            QSKIP("no shellcheck here");
        QProcess check;
        check.setProcessChannelMode(QProcess::MergedChannels);
        check.start(shellcheck, files);
        QVERIFY(check.waitForFinished(-1));
        const QByteArray said = check.readAll();
        QVERIFY2(check.exitCode() == 0, said.constData());
    }
};

HYDRA_TEST_MAIN(TestRoundTrips)
#include "test_round_trips.moc"
