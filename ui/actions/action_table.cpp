// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/actions/actions.h"

#include <QPointer>

namespace hydra::ui {
namespace {

QString hydractl(const char *verb, const QString &target)
{
    return QStringLiteral("hydractl %1 %2").arg(QLatin1String(verb), target);
}

/// Calls RUN with the VM unless it has been removed by then.
template <typename Run> std::function<void()> ifThere(VmEntry &vm, Run run)
{
    return [entry = QPointer(&vm), run] {
        if (entry)
            run(*entry);
    };
}

} // namespace

std::vector<ActionSpec> Actions::ofVm(VmEntry &vm)
{
    std::vector<ActionSpec> all = powerActions(vm);
    for (ActionSpec &action : diskActions(vm))
        all.push_back(std::move(action));
    return all;
}

std::vector<ActionSpec> Actions::powerActions(VmEntry &vm)
{
    const VmRef ref = vm.ref();
    const QString name = ref.toString();
    const bool live = vm.link().isLive();
    const bool ended = hasEnded(vm.status());
    const bool running = live && vm.status().state == VmState::Running;
    const bool stoppable = live && !ended;
    const auto stopWithin = [this, &vm](std::chrono::seconds patience) {
        return ifThere(vm, [this, patience](VmEntry &entry) { stop(entry, patience); });
    };
    std::vector<ActionSpec> all{
        {.id = QStringLiteral("start"),
         .title = tr("Start"),
         .icon = QStringLiteral("play"),
         .command = hydractl("up", name),
         .enabled = ended && vm.spec(),
         .run = [this, ref] { start(ref.lab, ref.vm); }},
        {.id = QStringLiteral("stop"),
         .title = tr("Stop"),
         .icon = QStringLiteral("stop"),
         .command = hydractl("down", name),
         .enabled = stoppable,
         .run = stopWithin(std::chrono::seconds(60))},
        {.id = QStringLiteral("kill"),
         .title = tr("Kill, as if its power were cut"),
         .icon = QStringLiteral("power"),
         .command = hydractl("kill", name),
         .enabled = stoppable,
         .danger = true,
         .run = stopWithin(std::chrono::seconds(0))},
        {.id = QStringLiteral("restart"),
         .title = tr("Restart"),
         .icon = QStringLiteral("restart"),
         .command = hydractl("restart", name),
         .enabled = running,
         .run = asking(vm, "restart")},
    };
    all.push_back(pauseOrResume(vm));
    all.push_back({.id = QStringLiteral("shell"),
                   .title = tr("Shell"),
                   .icon = QStringLiteral("shell"),
                   .command = hydractl("shell", name),
                   .enabled = running,
                   .run = [this, ref] { Q_EMIT shellWanted(ref); }});
    if (vm.trouble() && vm.trouble()->code == ErrorCode::Conflict)
        all.push_back({.id = QStringLiteral("renew"),
                       .title = tr("Renew its keeper"),
                       .icon = QStringLiteral("restart"),
                       .command = hydractl("up", name),
                       .enabled = vm.spec().has_value(),
                       .run = [this, ref] { start(ref.lab, ref.vm); }});
    return all;
}

ActionSpec Actions::pauseOrResume(VmEntry &vm)
{
    const QString name = vm.ref().toString();
    const bool live = vm.link().isLive();
    if (vm.status().state == VmState::Paused)
        return {.id = QStringLiteral("resume"),
                .title = tr("Resume"),
                .icon = QStringLiteral("play"),
                .command = hydractl("resume", name),
                .enabled = live,
                .run = asking(vm, "resume")};
    return {.id = QStringLiteral("pause"),
            .title = tr("Pause"),
            .icon = QStringLiteral("pause"),
            .command = hydractl("pause", name),
            .enabled = live && vm.status().state == VmState::Running,
            .run = asking(vm, "pause")};
}

std::function<void()> Actions::asking(VmEntry &vm, const char *method)
{
    return ifThere(vm, [this, method](VmEntry &entry) { request(entry, QLatin1String(method)); });
}

std::vector<ActionSpec> Actions::diskActions(VmEntry &vm)
{
    const VmRef ref = vm.ref();
    const QString name = ref.toString();
    const bool known = vm.spec().has_value();
    const bool live = vm.link().isLive();
    const bool ended = hasEnded(vm.status());
    const bool running = live && vm.status().state == VmState::Running;
    const bool settled = known && (ended || live);
    return {
        {.id = QStringLiteral("start-keep"),
         .title = tr("Start, keep the disk"),
         .icon = QStringLiteral("play"),
         .command = hydractl("up", name) + QStringLiteral(" --keep-disk"),
         .enabled = ended && known,
         .run = [this, ref] { start(ref.lab, ref.vm, DiskPolicy::Keep); }},
        {.id = QStringLiteral("start-fresh"),
         .title = tr("Start from the image again, the disk's content is lost"),
         .icon = QStringLiteral("play"),
         .command = hydractl("up", name) + QStringLiteral(" --fresh-disk"),
         .enabled = ended && known,
         .danger = true,
         .run = [this, ref] { start(ref.lab, ref.vm, DiskPolicy::Fresh); }},
        {.id = QStringLiteral("snapshot"),
         .title = tr("Snapshot"),
         .icon = QStringLiteral("clock"),
         .command = hydractl("snapshot create", name) +
                    (running ? QStringLiteral(" --memory") : QString()),
         .enabled = settled,
         .run = [this, ref, running] { createSnapshot(ref.lab, ref.vm, {.memory = running}); }},
        {.id = QStringLiteral("prepare"),
         .title = tr("Prepare for instant start…"),
         .icon = QStringLiteral("images"),
         .command = hydractl("image prepare", name) + QStringLiteral(" --name NAME --freeze"),
         .enabled = known,
         .run = [this, ref] { Q_EMIT prepareWanted(ref); }},
        {.id = QStringLiteral("clone"),
         .title = tr("Clone, with an identity of its own"),
         .icon = QStringLiteral("copy"),
         .command = hydractl("clone", name) + QStringLiteral(" NEW"),
         .enabled = settled,
         .run = [this, ref] { clone(ref); }},
        {.id = QStringLiteral("reset"),
         .title = tr("Reset to clean"),
         .icon = QStringLiteral("restart"),
         .command = hydractl("reset", name),
         .enabled = settled && !vm.spec()->protect,
         .danger = true,
         .run = [this, ref] { Q_EMIT resetWanted(ref); }},
        {.id = QStringLiteral("export"),
         .title = tr("Export…"),
         .icon = QStringLiteral("export"),
         .command = hydractl("export", name) + QStringLiteral(" --to FORMAT -o FILE"),
         .enabled = known,
         .run = [this, ref] { exportLab(ref.lab, ref.vm); }},
    };
}

std::vector<ActionSpec> Actions::ofLab(LabEntry &lab)
{
    const QString name = lab.name;
    const auto vmEnded = [](const auto &vm) { return hasEnded(vm->status()); };
    const bool anyEnded = std::any_of(lab.vms.begin(), lab.vms.end(), vmEnded);
    const bool anyLive = !std::all_of(lab.vms.begin(), lab.vms.end(), vmEnded);
    return {
        {.id = QStringLiteral("start"),
         .title = tr("Start all"),
         .icon = QStringLiteral("play"),
         .command = hydractl("up", name),
         .enabled = anyEnded && lab.lab,
         .run = [this, name] { start(name, {}); }},
        {.id = QStringLiteral("stop"),
         .title = tr("Stop all"),
         .icon = QStringLiteral("stop"),
         .command = hydractl("down", name),
         .enabled = anyLive,
         .run =
             [this, name] {
                 if (const LabEntry *entry = m_store.lab(name)) {
                     for (const auto &vm : entry->vms)
                         stop(*vm, std::chrono::seconds(60));
                 }
             }},
        {.id = QStringLiteral("export"),
         .title = tr("Export…"),
         .icon = QStringLiteral("export"),
         .command = hydractl("export", name) + QStringLiteral(" --to FORMAT -o FILE"),
         .enabled = lab.lab.has_value(),
         .run = [this, name] { exportLab(name, {}); }},
        {.id = QStringLiteral("delete"),
         .title = tr("Delete lab"),
         .icon = QStringLiteral("trash"),
         .command = hydractl("delete", name),
         .enabled = !anyLive && lab.lab,
         .danger = true,
         .run = [this, name] { deleteLab(name); }},
    };
}

std::vector<ActionSpec> Actions::ofProgram()
{
    const auto page = [this](const char *id, const QString &title, const char *icon,
                             const char *command, Place::Kind kind) {
        return ActionSpec{.id = QLatin1String(id),
                          .title = title,
                          .icon = QLatin1String(icon),
                          .command = QLatin1String(command),
                          .run = [this, kind] { Q_EMIT goTo({.kind = kind}); }};
    };
    return {
        {.id = QStringLiteral("demo"),
         .title = tr("Start the demo"),
         .icon = QStringLiteral("play"),
         .command = QStringLiteral("hydractl demo"),
         .run = [this] { startDemo(); }},
        {.id = QStringLiteral("new"),
         .title = tr("New environment…"),
         .icon = QStringLiteral("plus"),
         .run = [this] { Q_EMIT wizardWanted(); }},
        {.id = QStringLiteral("open"),
         .title = tr("Open a lab file…"),
         .icon = QStringLiteral("open"),
         .run = [this] { Q_EMIT openFileWanted(); }},
        {.id = QStringLiteral("import"),
         .title = tr("Import…"),
         .icon = QStringLiteral("open"),
         .command = QStringLiteral("hydractl import --from FORMAT FILE -o LAB.yaml"),
         .run = [this] { Q_EMIT importWanted(); }},
        page("welcome", tr("Go to Welcome"), "lab", "", Place::Kind::Welcome),
        page("images", tr("Go to Images"), "images", "hydractl image list", Place::Kind::Images),
        page("doctor", tr("Go to Doctor"), "check", "hydractl doctor", Place::Kind::Doctor),
        page("activity", tr("Go to Activity"), "clock", "hydractl activity", Place::Kind::Activity),
        page("settings", tr("Go to Settings"), "settings", "hydractl settings get",
             Place::Kind::Settings),
    };
}

} // namespace hydra::ui
