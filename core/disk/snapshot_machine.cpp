// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/disk/snapshot_machine.h"

#include <algorithm>

namespace hydra {
namespace {

const QString acceleratorTrait = QStringLiteral("accelerator");

// Splits a QEMU option at its commas; a doubled comma is part of a value.
QStringList partsOf(const QString &option)
{
    QStringList parts{QString()};
    for (qsizetype i = 0; i < option.size(); ++i) {
        if (option[i] != u',')
            parts.last() += option[i];
        else if (i + 1 < option.size() && option[i + 1] == u',')
            parts.last() += option[++i];
        else
            parts << QString();
    }
    return parts;
}

QString valueIn(const QStringList &parts, const QString &key)
{
    for (const QString &part : parts) {
        if (part.startsWith(key + u'='))
            return part.mid(key.size() + 1);
    }
    return {};
}

// Drops what differs between a VM and its copy, and what the running guest does not see.
QString deviceTrait(const QString &option)
{
    QStringList parts = partsOf(option);
    parts.removeIf([](const QString &part) {
        return part.startsWith(QStringLiteral("mac=")) ||
               part.startsWith(QStringLiteral("bootindex=")) ||
               part.startsWith(QStringLiteral("guid="));
    });
    return parts.join(u',');
}

QString memoryTrait(const QString &value)
{
    const auto size = MemorySize::parse(value.section(u',', 0, 0));
    return size ? size->toDisplay() +
                      (value.contains(u',') ? u',' + value.section(u',', 1) : QString())
                : value;
}

void addTrait(Traits &traits, const QString &option, const QString &value)
{
    if (option == u"-machine")
        traits.push_back({QStringLiteral("machine"), value});
    else if (option == u"-cpu")
        traits.push_back({QStringLiteral("CPU model"), value});
    else if (option == u"-smp")
        traits.push_back({QStringLiteral("CPUs"), value});
    else if (option == u"-m")
        traits.push_back({QStringLiteral("memory"), memoryTrait(value)});
    else if (option == u"-drive" && value.startsWith(QStringLiteral("if=pflash")))
        traits.push_back({QStringLiteral("firmware"),
                          valueIn(partsOf(value), QStringLiteral("file")).section(u'/', -1)});
    else if (option == u"-device")
        traits.push_back({QStringLiteral("device"), deviceTrait(value)});
}

QStringList valuesOf(const Traits &traits, const QString &name)
{
    QStringList values;
    for (const Trait &trait : traits) {
        if (trait.name == name)
            values << trait.value;
    }
    return values;
}

QStringList without(QStringList values, const QStringList &others)
{
    for (const QString &other : others)
        values.removeOne(other);
    return values;
}

QString difference(const QString &name, const QStringList &was, const QStringList &now)
{
    if (was.size() == 1 && now.size() == 1)
        return QStringLiteral("%1: was %2, now %3").arg(name, was[0], now[0]);
    const QStringList gone = without(was, now), added = without(now, was);
    QStringList words;
    if (!gone.isEmpty())
        words << QStringLiteral("had %1").arg(gone.join(QStringLiteral(" and ")));
    if (!added.isEmpty())
        words << QStringLiteral("now has %1").arg(added.join(QStringLiteral(" and ")));
    return QStringLiteral("%1: %2").arg(name, words.isEmpty() ? QStringLiteral("in another order")
                                                              : words.join(QStringLiteral(", ")));
}

} // namespace

std::vector<VmDisk> disksOf(const QStringList &qemuArguments)
{
    std::vector<VmDisk> disks;
    for (qsizetype i = 0; i + 1 < qemuArguments.size(); ++i) {
        if (qemuArguments[i] != u"-blockdev")
            continue;
        const QStringList parts = partsOf(qemuArguments[i + 1]);
        if (valueIn(parts, QStringLiteral("driver")) == u"qcow2")
            disks.push_back({valueIn(parts, QStringLiteral("node-name")),
                             valueIn(parts, QStringLiteral("file.filename"))});
    }
    return disks;
}

std::vector<VmDisk> disksOf(const LaunchPlan &plan)
{
    return plan.attempts.empty() ? std::vector<VmDisk>()
                                 : disksOf(plan.attempts.front().command.args);
}

Traits machineOf(const LaunchAttempt &attempt, const QString &qemuVersion)
{
    Traits traits{{QStringLiteral("QEMU"), qemuVersion}, {acceleratorTrait, attempt.accelerator}};
    const QStringList &args = attempt.command.args;
    for (qsizetype i = 0; i + 1 < args.size(); ++i) {
        if (args[i].startsWith(u'-'))
            addTrait(traits, args[i], args[i + 1]);
    }
    return traits;
}

std::optional<Traits> machineOf(const LaunchPlan &plan, const QString &accelerator, bool instant,
                                const QString &qemuVersion)
{
    for (const LaunchAttempt &attempt : plan.attempts) {
        if (attempt.accelerator == accelerator && attempt.restore.has_value() == instant)
            return machineOf(attempt, qemuVersion);
    }
    return std::nullopt;
}

QString acceleratorIn(const Traits &machine)
{
    return valuesOf(machine, acceleratorTrait).value(0);
}

QStringList differences(const Traits &was, const Traits &now)
{
    QStringList names;
    for (const Traits &traits : {was, now}) {
        for (const Trait &trait : traits) {
            if (!names.contains(trait.name))
                names << trait.name;
        }
    }
    QStringList lines;
    for (const QString &name : names) {
        const QStringList before = valuesOf(was, name), after = valuesOf(now, name);
        if (before == after)
            continue;
        lines << (name == u"QEMU" ? QStringLiteral("made with QEMU %1, here is %2")
                                        .arg(before.value(0), after.value(0))
                                  : difference(name, before, after));
    }
    return lines;
}

} // namespace hydra
