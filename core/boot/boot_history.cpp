// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/boot_history.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace hydra {
namespace {

constexpr std::size_t kMostBoots = 60;
constexpr std::size_t kFewestCompared = 5;
constexpr std::size_t kMostCompared = 20;
constexpr qint64 kLargestHistory = 1 << 20;
constexpr double kRegressionFactor = 1.5;
constexpr qint64 kRegressionMs = 2000;
constexpr qint64 kLateCriMs = 20'000;

BootRecord bootFrom(const QJsonObject &json)
{
    BootRecord boot;
    boot.atMs = json[QStringLiteral("at_ms")].toInteger();
    boot.vm = {json[QStringLiteral("lab")].toString(), json[QStringLiteral("vm")].toString()};
    boot.accelerator = json[QStringLiteral("accelerator")].toString();
    boot.kind = json[QStringLiteral("kind")].toString();
    for (const QJsonValue &value : json[QStringLiteral("phases")].toArray()) {
        const auto phase = phaseFromString(value[QStringLiteral("phase")].toString());
        if (phase && *phase != Phase::None)
            boot.phases.push_back({*phase, value[QStringLiteral("ms")].toInteger()});
    }
    return boot;
}

QString kindOf(const VmStatus &status)
{
    if (status.start == u"instant")
        return status.start;
    return status.provisioning.repeated ? QStringLiteral("again") : QStringLiteral("first");
}

qint64 medianOf(std::vector<qint64> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + std::ptrdiff_t(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

std::optional<qint64> delayOf(const BootRecord &boot, Phase phase)
{
    for (const PhaseDelay &delay : boot.phases) {
        if (delay.phase == phase)
            return delay.ms;
    }
    return std::nullopt;
}

/// From the phase before it, in the order of times.
std::optional<qint64> stepOf(const BootRecord &boot, Phase phase)
{
    qint64 before = 0;
    for (const PhaseDelay &delay : boot.phases) {
        if (delay.phase == phase)
            return delay.ms - before;
        before = delay.ms;
    }
    return std::nullopt;
}

using PhaseTimeOf = std::optional<qint64> (*)(const BootRecord &, Phase);

qint64 medianAmong(const std::vector<const BootRecord *> &boots, PhaseTimeOf timeOf, Phase phase)
{
    std::vector<qint64> values;
    for (const BootRecord *boot : boots) {
        if (const auto value = timeOf(*boot, phase))
            values.push_back(*value);
    }
    return medianOf(std::move(values));
}

/// Those that BOOT may be measured by, the latest ones.
std::vector<const BootRecord *> comparable(const BootRecord &boot,
                                           const std::vector<BootRecord> &boots)
{
    std::vector<const BootRecord *> found;
    for (auto other = boots.rbegin(); other != boots.rend(); ++other) {
        if (found.size() < kMostCompared && other->atMs < boot.atMs &&
            other->accelerator == boot.accelerator && other->kind == boot.kind &&
            delayOf(*other, boot.last()->phase))
            found.push_back(&*other);
    }
    return found;
}

QString secondsText(qint64 ms)
{
    return QStringLiteral("%1 s").arg(double(ms) / 1000, 0, 'f', ms < 10'000 ? 1 : 0);
}

/// The phase whose step took the most above its median; it ends with this phase.
QString slowestStep(const BootRecord &boot, const std::vector<const BootRecord *> &others)
{
    qint64 most = 0;
    QString words;
    for (const PhaseDelay &delay : boot.phases) {
        const qint64 step = *stepOf(boot, delay.phase);
        const qint64 usual = medianAmong(others, &stepOf, delay.phase);
        if (step - usual <= most || delay.phase > boot.last()->phase)
            continue;
        most = step - usual;
        words = QStringLiteral("most of it before %1: %2 instead of %3")
                    .arg(toString(delay.phase), secondsText(step), secondsText(usual));
    }
    return words;
}

} // namespace

const PhaseDelay *BootRecord::last() const
{
    const PhaseDelay *found = nullptr;
    for (const PhaseDelay &delay : phases) {
        if (delay.phase != Phase::Ready && (found == nullptr || delay.phase > found->phase))
            found = &delay;
    }
    return found;
}

std::optional<BootRecord> bootRecord(const VmStatus &status)
{
    if (status.phases.empty())
        return std::nullopt;
    BootRecord boot{.atMs = status.phases.front().atMs,
                    .vm = status.vm,
                    .accelerator = status.accelerator,
                    .kind = kindOf(status),
                    .phases = {}};
    for (const PhaseTime &time : status.phases)
        boot.phases.push_back({time.phase, std::max<qint64>(0, time.atMs - boot.atMs)});
    std::stable_sort(boot.phases.begin(), boot.phases.end(),
                     [](const PhaseDelay &a, const PhaseDelay &b) { return a.ms < b.ms; });
    const auto containerd = delayOf(boot, Phase::Containerd);
    const auto cri = delayOf(boot, Phase::Cri);
    if (cri && containerd && *cri - *containerd > kLateCriMs)
        std::erase_if(boot.phases,
                      [](const PhaseDelay &delay) { return delay.phase >= Phase::Cri; });
    return boot;
}

QString regressionOf(const BootRecord &boot, const std::vector<BootRecord> &boots,
                     const QString &image)
{
    if (boot.last() == nullptr)
        return {};
    const std::vector<const BootRecord *> others = comparable(boot, boots);
    const PhaseDelay &last = *boot.last();
    const qint64 usual = medianAmong(others, &delayOf, last.phase);
    if (others.size() < kFewestCompared || double(last.ms) <= kRegressionFactor * double(usual) ||
        last.ms - usual < kRegressionMs)
        return {};
    return QStringLiteral("slower than usual: %1 after %2; the median of the last %3 boots of %4 "
                          "with %5 is %6; %7")
        .arg(toString(last.phase), secondsText(last.ms))
        .arg(others.size())
        .arg(image, boot.accelerator, secondsText(usual), slowestStep(boot, others));
}

std::vector<BootRecord> readBootHistory(const QString &file)
{
    std::vector<BootRecord> boots;
    const auto content = readFile(file, kLargestHistory);
    if (!content)
        return boots;
    for (const QJsonValue &boot :
         QJsonDocument::fromJson(*content).object()[QStringLiteral("boots")].toArray()) {
        if (boots.size() < kMostBoots)
            boots.push_back(bootFrom(boot.toObject()));
    }
    return boots;
}

Result<std::vector<BootRecord>> addToBootHistory(const QString &file, const BootRecord &boot)
{
    if (auto made = makePrivateDir(QFileInfo(file).path()); !made)
        return fail(made.error());
    const auto lock = FileLock::acquire(file + QStringLiteral(".lock"));
    if (!lock)
        return fail(lock.error());
    const std::vector<BootRecord> before = readBootHistory(file);
    std::vector<BootRecord> boots = before;
    boots.push_back(boot);
    if (boots.size() > kMostBoots)
        boots.erase(boots.begin(), boots.end() - std::ptrdiff_t(kMostBoots));
    QJsonArray array;
    for (const BootRecord &each : boots)
        array.append(toJson(each));
    const QJsonObject all{{QStringLiteral("version"), 1}, {QStringLiteral("boots"), array}};
    if (auto written = writeFileAtomically(file, QJsonDocument(all).toJson()); !written)
        return fail(written.error());
    return before;
}

QJsonObject toJson(const BootRecord &boot)
{
    QJsonArray phases;
    for (const PhaseDelay &delay : boot.phases)
        phases.append(QJsonObject{{QStringLiteral("phase"), toString(delay.phase)},
                                  {QStringLiteral("ms"), delay.ms}});
    return {{QStringLiteral("at_ms"), boot.atMs}, {QStringLiteral("lab"), boot.vm.lab},
            {QStringLiteral("vm"), boot.vm.vm},   {QStringLiteral("accelerator"), boot.accelerator},
            {QStringLiteral("kind"), boot.kind},  {QStringLiteral("phases"), phases}};
}

} // namespace hydra
