// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/doctor/bundle_sources.h"

#include "core/lab/activity.h"
#include "core/lab/identity.h"
#include "core/lab/load.h"
#include "core/lab/settings_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>
#include <QRegularExpression>
#include <QSysInfo>

#include <algorithm>

namespace hydra {
namespace {

using Kind = BundleSource::Kind;

// Documents are read completely, because secrets can only be removed from one that parses.
constexpr qint64 documentLimit = 4 << 20;
// More than is kept of a log, so that a secret at the cut is seen whole and removed.
constexpr qint64 logLimit = (1 << 20) + (64 << 10);

struct VmFile {
    const char *name;
    Kind kind;
};
constexpr VmFile vmFilesToTell[] = {{"state.json", Kind::Json},
                                    {"plan.json", Kind::Json},
                                    {"vm.log", Kind::Text},
                                    {"qemu.log", Kind::Text},
                                    {"serial.log", Kind::Text}};

/// A lab as far as it could be found, even when its file is broken.
struct FoundLab {
    QString name;
    QString file;
    QStringList vms;
    std::optional<LabSpec> spec;
};

QStringList startedVms(const Paths &paths, const QString &lab)
{
    QStringList vms;
    for (const QString &vm :
         QDir(paths.labState(lab)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (isValidName(vm))
            vms << vm;
    }
    return vms;
}

Result<FoundLab> findTarget(const Paths &paths, const Target &target)
{
    FoundLab found{target.lab, target.file, {}, std::nullopt};
    if (found.file.isEmpty()) {
        const auto lab = findLab(paths, target.lab);
        if (!lab)
            return fail(lab.error());
        found.file = lab->file;
    }
    const auto loaded = loadLabFile(found.file);
    if (loaded)
        found.spec = loaded->spec;
    else if (!target.file.isEmpty() && loaded.error().code == ErrorCode::NotFound)
        return fail(loaded.error());
    if (found.name.isEmpty())
        found.name = loaded ? loaded->spec.name : QFileInfo(found.file).completeBaseName();
    found.vms = isValidName(found.name) ? startedVms(paths, found.name) : QStringList();
    if (target.vm.isEmpty())
        return found;
    if (!found.vms.contains(target.vm) && !(found.spec && found.spec->vm(target.vm)))
        return fail(ErrorCode::NotFound,
                    QStringLiteral("lab '%1' has no VM '%2'").arg(found.name, target.vm),
                    found.file);
    found.vms = found.vms.filter(QRegularExpression(
        QRegularExpression::anchoredPattern(QRegularExpression::escape(target.vm))));
    return found;
}

Result<std::vector<FoundLab>> findTargets(const Paths &paths, const std::vector<Target> &targets)
{
    std::vector<Target> wanted = targets;
    if (wanted.empty()) {
        for (const KnownLab &lab : knownLabs(paths))
            wanted.push_back({.lab = lab.name});
    }
    std::vector<FoundLab> labs;
    for (const Target &target : wanted) {
        auto lab = findTarget(paths, target);
        if (!lab)
            return fail(lab.error());
        labs.push_back(std::move(*lab));
    }
    return labs;
}

// Secrets derived from a lab's, such as the password's hash, may be in a log, too.
void learn(Redactor &redactor, const Paths &paths, const FoundLab &lab)
{
    for (const QString &vm : lab.vms) {
        const auto identity = readIdentity(paths.vmState({lab.name, vm}));
        const VmSpec *spec = lab.spec ? lab.spec->vm(vm) : nullptr;
        if (!identity)
            continue;
        redactor.addSecret(identity->webhookToken);
        redactor.addSecret(identity->salt);
        if (spec != nullptr)
            redactor.addSecret(passwordHashOf(*spec, *identity));
    }
}

// Skips a file that is listed already: LAB and LAB/VM may both be asked for.
void add(std::vector<BundleSource> &sources, const QString &name, Kind kind, const QString &path)
{
    const auto same = [&](const BundleSource &source) { return source.name == name; };
    if (std::any_of(sources.begin(), sources.end(), same))
        return;
    if (auto source =
            readBundleSource(name, kind, path, kind == Kind::Text ? logLimit : documentLimit))
        sources.push_back(std::move(*source));
}

// A log that was begun anew a moment ago says little without the part before it.
void addVmFile(std::vector<BundleSource> &sources, const Paths &paths, const VmRef &vm,
               const VmFile &file)
{
    const QString name =
        QStringLiteral("labs/%1/%2/").arg(vm.lab, vm.vm) + QLatin1String(file.name);
    const QString path = paths.vmState(vm) + u'/' + QLatin1String(file.name);
    add(sources, name, file.kind, path);
    const QString older = QStringLiteral(".1");
    if (file.kind == Kind::Text && QFileInfo(path).size() < logLimit / 2)
        add(sources, name + older, file.kind, path + older);
}

bool isTelling(const QString &variable)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A(?:XDG_.*|HYDRA_.*|QT_.*|LC_.*|.*_proxy|PATH|LANG|TERM|SHELL|DISPLAY|"
                       "WAYLAND_DISPLAY|HOME|TMPDIR)\\z"),
        QRegularExpression::CaseInsensitiveOption);
    return pattern.match(variable).hasMatch();
}

BundleSource environmentSource(Redactor &redactor)
{
    const QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    QStringList names = variables.keys();
    names.sort();
    QString text;
    for (const QString &name : names) {
        if (!isTelling(name))
            continue;
        const QString value = variables.value(name);
        if (name.endsWith(u"_proxy", Qt::CaseInsensitive) || value.contains(u"://"))
            redactor.addUrl(value);
        if (isSecretKey(name))
            redactor.addSecret(value);
        text += name + u'=' + value + u'\n';
    }
    return {QStringLiteral("environment.txt"), Kind::Text, text.toUtf8(), {}};
}

BundleSource versions(const Environment &environment)
{
    const QString text =
        QStringLiteral(
            "Hydra Desktop %1\nQt %2\nSystem %3\nKernel %4 %5\nProcessor %6\nKeeper %7\n")
            .arg(QStringLiteral(HYDRA_VERSION), QString::fromLatin1(qVersion()),
                 QSysInfo::prettyProductName(), QSysInfo::kernelType(), QSysInfo::kernelVersion(),
                 QSysInfo::currentCpuArchitecture(), environment.keeperProgram);
    return {QStringLiteral("versions.txt"), Kind::Text, text.toUtf8(), {}};
}

} // namespace

std::optional<BundleSource> readBundleSource(const QString &name, Kind kind, const QString &path,
                                             qint64 limit)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const qint64 size = file.size();
    const bool cut = size > limit;
    file.seek(cut ? size - limit : 0);
    BundleSource source{name, kind, file.read(limit), {}};
    if (file.error() != QFileDevice::NoError)
        source.note = QStringLiteral("cannot be read: %1").arg(file.errorString());
    else if (cut) {
        source.bytes.remove(0, source.bytes.indexOf('\n') + 1);
        source.note = QStringLiteral("cut: the file has %1 bytes").arg(size);
    }
    return source;
}

Result<std::vector<BundleSource>> labSources(const Environment &environment,
                                             const std::vector<Target> &targets, Redactor &redactor)
{
    const auto labs = findTargets(environment.paths, targets);
    if (!labs)
        return fail(labs.error());
    std::vector<BundleSource> sources;
    for (const FoundLab &lab : *labs) {
        learn(redactor, environment.paths, lab);
        add(sources, QStringLiteral("labs/%1/lab.yaml").arg(lab.name), Kind::Yaml, lab.file);
    }
    for (const VmFile &file : vmFilesToTell) {
        for (const FoundLab &lab : *labs) {
            for (const QString &vm : lab.vms)
                addVmFile(sources, environment.paths, {lab.name, vm}, file);
        }
    }
    return sources;
}

std::vector<BundleSource> programSources(const Environment &environment, Redactor &redactor)
{
    redactor.addUrl(environment.settings.proxy);
    std::vector<BundleSource> sources{versions(environment), environmentSource(redactor)};
    add(sources, QStringLiteral("settings.yaml"), Kind::Yaml, settingsFile(environment.paths));
    add(sources, QStringLiteral("activity.jsonl"), Kind::Text,
        ActivityLog(environment.paths).file());
    const QDir state(environment.paths.stateDir);
    for (const QString &log : state.entryList({QStringLiteral("*.log")}, QDir::Files, QDir::Name))
        add(sources, QStringLiteral("programs/") + log, Kind::Text, state.filePath(log));
    return sources;
}

} // namespace hydra
