// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/upstream/upstream_env.h"

#include "core/config/read_lab.h"
#include "core/config/write_lab.h"
#include "core/exchange/differences.h"
#include "core/exchange/exchange_files.h"
#include "core/host/facts.h"
#include "core/image/guest_build.h"
#include "core/lab/load.h"
#include "core/upstream/upstream_keys.h"
#include "core/upstream/upstream_table.h"

#include <QSysInfo>

#include <algorithm>

namespace hydra {
namespace {

std::optional<QString> readFlag(VmSpec &vm, const QString &key, const QString &value, bool whenOn)
{
    const auto on = upstreamFlag(value);
    if (!on)
        return QStringLiteral("is neither 0 nor 1");
    return setVmKey(vm, key, *on == whenOn ? QStringLiteral("true") : QStringLiteral("false"));
}

std::optional<QString> readInto(EnvReading &reading, const UpstreamVariable &variable,
                                const QString &value)
{
    const QString key = QLatin1String(variable.key);
    if (variable.read != nullptr)
        return variable.read(reading, value);
    if (variable.kind == UpstreamKind::Flag || variable.kind == UpstreamKind::NotFlag)
        return readFlag(reading.vm, key, value, variable.kind == UpstreamKind::Flag);
    return setVmKey(reading.vm, key, value);
}

void readVariable(EnvReading &reading, const UpstreamVariable &variable)
{
    const QString name = QLatin1String(variable.name);
    const QString value = reading.env.value(name);
    if (variable.kind == UpstreamKind::Ignored) {
        if (!value.isEmpty() && value != QLatin1String(variable.fallback))
            reading.notes
                << QStringLiteral("%1: not needed: %2").arg(name, QLatin1String(variable.key));
        return;
    }
    const QString fallback = variable.defaultFor(reading.vm, reading.host);
    if (!value.isEmpty()) {
        const auto trouble = readInto(reading, variable, value);
        if (!trouble)
            return;
        const QString instead = fallback.isEmpty() || name == u"VM_PASSWORD"
                                    ? QStringLiteral("left out")
                                    : fallback + QStringLiteral(" is taken");
        reading.notes << QStringLiteral("%1: %2; %3").arg(name, *trouble, instead);
        // A wrong password is not replaced by the default one, which everybody knows.
        if (name == u"VM_PASSWORD")
            return;
    }
    if (!fallback.isEmpty())
        (void)readInto(reading, variable, fallback);
}

// Conclusions that the script draws from its settings as a whole.
void concludeVm(VmSpec &vm)
{
    vm.name = nameFrom(vm.hostname.section(u'.', 0, 0), QStringLiteral("vm1"));
    vm.role = vm.diod ? Role::Host : vm.containerd ? Role::Isolated : Role::Plain;
    vm.hostLoopback = usualHostLoopback(vm.role);
    if (vm.containerd && vm.boot == BootMode::Image)
        vm.packages = {QStringLiteral("imgcrypt")};
}

VmSpec readVm(const QHash<QString, QString> &env, const UpstreamHost &host, QStringList &notes)
{
    EnvReading reading{env, host, {}, notes};
    for (const UpstreamVariable &variable : upstreamVariables())
        readVariable(reading, variable);
    concludeVm(reading.vm);
    return reading.vm;
}

QHash<QString, QString> withoutEmpty(const UpstreamEnv &env)
{
    QHash<QString, QString> values;
    for (const auto &[name, value] : env) {
        if (!value.isEmpty())
            values.insert(name, value);
    }
    return values;
}

QString textFor(const UpstreamVariable &variable, const EnvWriting &writing)
{
    if (variable.write != nullptr)
        return variable.write(writing);
    if (variable.kind == UpstreamKind::Own || variable.kind == UpstreamKind::Ignored)
        return {};
    const QString text = vmKeyText(writing.vm, QLatin1String(variable.key));
    switch (variable.kind) {
    case UpstreamKind::Flag:
        return text == u"true" ? QStringLiteral("1") : QString();
    case UpstreamKind::NotFlag:
        return text == u"false" ? QStringLiteral("1") : QString();
    case UpstreamKind::Gib: {
        const auto size = MemorySize::parse(text);
        return size ? wholeGib(*size) : QString();
    }
    case UpstreamKind::Number:
        return text == u"0" ? QString() : text;
    case UpstreamKind::Port:
        return text == u"auto" || text == u"off" ? QString() : text;
    default:
        return text;
    }
}

const Reasons &environmentReasons()
{
    static const Reasons all{
        {QStringLiteral("name"), QStringLiteral("upstream's script names no VM")},
        {QStringLiteral("backend"), QStringLiteral("upstream's script has QEMU or krunkit")},
        {QStringLiteral("image"),
         QStringLiteral("upstream's script must find it below image_source_url")},
        {QStringLiteral("bind"),
         QStringLiteral("upstream's script opens its ports on every address")},
        {QStringLiteral("ports"),
         QStringLiteral("upstream's script always forwards a fixed port, over TCP")},
        {QStringLiteral("disk_size"), QStringLiteral("whole GiB; unset is 3")},
        {QStringLiteral("memory"), QStringLiteral("whole GiB")},
        {QStringLiteral("gpu"), QStringLiteral("whole GiB")},
        {QStringLiteral("shared_memory.size"), QStringLiteral("whole GiB")},
        {QStringLiteral("password"),
         QStringLiteral("--with-secrets keeps it; without, nobody can log in with a password")},
        {QStringLiteral("password_hash"),
         QStringLiteral("--with-secrets keeps it; without, nobody can log in with a password")},
        {QStringLiteral("salt"),
         QStringLiteral("a secret, kept by --with-secrets; upstream's script has one of its own")},
        {QStringLiteral("ssh_authorized_keys"), QStringLiteral("upstream's script takes one key")},
        {QStringLiteral("shares"),
         QStringLiteral("upstream's script knows a host and a guest path without $ and |")},
        {QStringLiteral("k3s"), QStringLiteral("upstream's script installs k3s and diod together")},
        {QStringLiteral("diod"),
         QStringLiteral("upstream's script installs k3s and diod together")},
        {QStringLiteral("packages"), QStringLiteral("upstream's script chooses them")},
        {QStringLiteral("vsock"), QStringLiteral("upstream's script has one fixed context id")},
        {QStringLiteral("rimd"), QStringLiteral("upstream's script has its own artifact")},
    };
    return all;
}

} // namespace

UpstreamHost thisUpstreamHost()
{
    const QString kernel = QSysInfo::kernelType();
    using Os = UpstreamHost::Os;
    return {kernel == u"linux"    ? Os::Linux
            : kernel == u"darwin" ? Os::MacOs
                                  : Os::Other,
            hostDebianArch()};
}

bool isUpstreamVariable(const QString &name)
{
    const auto all = upstreamVariables();
    return std::any_of(all.begin(), all.end(), [&](const UpstreamVariable &variable) {
        return name == QLatin1String(variable.name);
    });
}

Result<Imported> importEnv(const UpstreamEnv &env, const QString &labName, const UpstreamHost &host)
{
    Imported imported;
    imported.lab.name = labName;
    imported.lab.vms.push_back(readVm(withoutEmpty(env), host, imported.notes));
    for (const auto &[name, value] : env) {
        if (!isUpstreamVariable(name))
            imported.notes << QStringLiteral("%1: upstream's script has no such setting").arg(name);
    }
    const auto judged = readLab(writeLab(imported.lab), QStringLiteral("lab.yaml"));
    if (!judged)
        return fail(toError(judged.error(), QStringLiteral("what was imported")));
    imported.lab = *judged;
    return imported;
}

UpstreamEnv exportEnv(const LabSpec &lab, const VmSpec &vm, bool withSecrets,
                      const UpstreamHost &host, QStringList &notes)
{
    UpstreamEnv env;
    const EnvWriting writing{lab, vm, withSecrets};
    for (const UpstreamVariable &variable : upstreamVariables()) {
        const QString text = textFor(variable, writing);
        if (!text.isEmpty() && text != variable.defaultFor(vm, host) && !text.contains(QChar()))
            env.emplace_back(QLatin1String(variable.name), text);
    }
    // Dropped: these concern variables written above, which users cannot change.
    QStringList readingNotes;
    const VmSpec said = readVm(withoutEmpty(env), host, readingNotes);
    notes << vmDifferences(vm, said, environmentReasons()) << networkDifferences(lab.network, {});
    return env;
}

} // namespace hydra
