// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

#include "app/cli/output.h"
#include "core/boot/boot_history.h"
#include "core/lab/spec_paths.h"

#include <CLI/CLI.hpp>
#include <QDateTime>
#include <QJsonArray>

namespace hydra::cli {
namespace {

struct BootsArguments {
    std::string target;
    Format format = Format::Table;
};

/// An image's boots, and what its latest one was slower than.
struct ImageBoots {
    QString image;
    std::vector<BootRecord> boots;
    QString slower;
};

QString imageOf(const VmSpec &vm)
{
    return vm.boot == BootMode::Kernel ? vm.kernel.kernel.section(u'/', -1) : vm.image;
}

std::vector<ImageBoots> bootsOf(const Paths &paths, const std::vector<LoadedTarget> &targets)
{
    QStringList images;
    for (const LoadedTarget &target : targets) {
        for (const QString &name : target.vms)
            images << imageOf(withAbsolutePaths(*target.lab.spec.vm(name), target.lab.file));
    }
    images.removeDuplicates();
    std::vector<ImageBoots> all;
    for (const QString &image : images) {
        ImageBoots found{image, readBootHistory(paths.bootHistory(image)), {}};
        if (found.boots.empty())
            continue;
        found.slower = regressionOf(found.boots.back(), found.boots, image);
        all.push_back(std::move(found));
    }
    return all;
}

QStringList rowOf(const QString &image, const BootRecord &boot)
{
    QStringList row{QDateTime::fromMSecsSinceEpoch(boot.atMs).toString(Qt::ISODate), image,
                    boot.vm.toString(), boot.accelerator, boot.kind};
    for (const Phase phase :
         {Phase::Kernel, Phase::CloudInit, Phase::Ssh, Phase::Containerd, Phase::Cri}) {
        QString time = QStringLiteral("-");
        for (const PhaseDelay &delay : boot.phases) {
            if (delay.phase == phase)
                time = QString::number(double(delay.ms) / 1000, 'f', 1);
        }
        row << time;
    }
    return row;
}

void printBoots(Session &session, const std::vector<ImageBoots> &all, Format format)
{
    QJsonArray images;
    std::vector<QStringList> rows;
    for (const ImageBoots &image : all) {
        QJsonArray boots;
        for (const BootRecord &boot : image.boots) {
            boots.append(toJson(boot));
            rows.push_back(rowOf(image.image, boot));
        }
        images.append(QJsonObject{{QStringLiteral("image"), image.image},
                                  {QStringLiteral("boots"), boots},
                                  {QStringLiteral("regression"), image.slower}});
        if (!image.slower.isEmpty() && format == Format::Table)
            session.say(image.image + QStringLiteral(": ") + image.slower);
    }
    if (format != Format::Table)
        return printValue({{QStringLiteral("images"), images}}, format);
    print(table({QStringLiteral("BEGAN"), QStringLiteral("IMAGE"), QStringLiteral("VM"),
                 QStringLiteral("ACCEL"), QStringLiteral("KIND"), QStringLiteral("KERNEL_S"),
                 QStringLiteral("CLOUD-INIT_S"), QStringLiteral("SSH_S"),
                 QStringLiteral("CONTAINERD_S"), QStringLiteral("CRI_S")},
                rows));
}

} // namespace

void addBoots(CLI::App &app, Action &action)
{
    auto options = std::make_shared<BootsArguments>();
    CLI::App *command = app.add_subcommand(
        "boots", "Show how long the boots of VMs' images took, in seconds since they began");
    command->add_option("TARGET", options->target, "LAB, LAB/VM or a lab file; default: all");
    addFormat(*command, options->format);
    command->callback([options, &action] {
        action = [options](Session &session) {
            const auto targets = targetOrAll(session, options->target);
            if (!targets)
                return;
            printBoots(session, bootsOf(session.environment().paths, *targets), options->format);
            session.finish(0);
        };
    });
}

} // namespace hydra::cli
