// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/spec_paths.h"

#include <QDir>
#include <QFileInfo>

namespace hydra {
namespace {

// Fills in the files of a RIMDworkspace by upstream's names, unless the lab file names others; the
// kernel's name may end in its version.
void takeArtifact(VmSpec &vm)
{
    if (!vm.rimd || vm.boot != BootMode::Kernel)
        return;
    const RimdSpec &rimd = *vm.rimd;
    const auto orUsual = [](const QString &name, const char *usual) {
        return name.isEmpty() ? QString(QLatin1String(usual)) : name;
    };
    const QString dir =
        (vm.kernel.artifactDir.isEmpty() ? rimd.artifactDir : vm.kernel.artifactDir) + u'/';
    const auto use = [&](QString &path, const QString &name) {
        if (path.isEmpty())
            path = dir + name;
    };
    const QString kernel = orUsual(rimd.kernelFilename, "Image.gz");
    const QString versioned = kernel + orUsual(rimd.kernelVersion, "-6.16");
    use(vm.kernel.kernel, QFileInfo::exists(dir + versioned) ? versioned : kernel);
    use(vm.kernel.initrd, orUsual(rimd.imageFilename, "initramfs.linux_arm64.cpio"));
    if (!rimd.filesystemFilename.isEmpty())
        use(vm.kernel.dataDisk, rimd.filesystemFilename);
}

template <typename Change> void eachPath(VmSpec &vm, Change change)
{
    for (QString *path :
         {&vm.kernel.artifactDir, &vm.kubeletPrefix, &vm.sharedMemory.path, &vm.kernel.kernel,
          &vm.kernel.initrd, &vm.firmware.code, &vm.firmware.vars})
        change(*path);
    if (vm.rimd)
        change(vm.rimd->artifactDir);
    // A bare name is an image of the store.
    for (QString *image : {&vm.image, &vm.kernel.dataDisk}) {
        if (image->contains(u'/'))
            change(*image);
    }
    for (ShareSpec &share : vm.shares)
        change(share.host);
}

bool isOfHome(const QString &path)
{
    return path == u"~" || path.startsWith(QStringLiteral("~/"));
}

bool isRelative(const QString &path)
{
    return !path.isEmpty() && !isOfHome(path) && !QDir::isAbsolutePath(path);
}

} // namespace

QString imageNameOf(const VmSpec &vm)
{
    return vm.boot == BootMode::Kernel ? vm.kernel.dataDisk : vm.image;
}

QString imageUrlOf(const VmSpec &vm, const QString &file)
{
    const QString url = vm.imageSourceUrl;
    return url.isEmpty() || url.endsWith(u'/' + file)
               ? url
               : url + (url.endsWith(u'/') ? QString() : QStringLiteral("/")) + file;
}

QStringList relativePaths(VmSpec vm)
{
    QStringList paths;
    eachPath(vm, [&](const QString &path) {
        if (isRelative(path))
            paths << path;
    });
    return paths;
}

VmSpec withoutRelativePaths(VmSpec vm, const QString &labFile)
{
    const QDir dir = QFileInfo(labFile).absoluteDir();
    if (vm.rimd && vm.boot == BootMode::Kernel && vm.kernel.artifactDir.isEmpty() &&
        vm.rimd->artifactDir.isEmpty())
        vm.rimd->artifactDir =
            QStringLiteral("rimdworkspace"); // the default directory, if the lab file has none
    eachPath(vm, [&](QString &path) {
        if (isRelative(path))
            path = QDir::cleanPath(dir.filePath(path));
    });
    return vm;
}

VmSpec withAbsolutePaths(VmSpec vm, const QString &labFile)
{
    vm = withoutRelativePaths(std::move(vm), labFile);
    eachPath(vm, [](QString &path) {
        if (isOfHome(path))
            path.replace(0, 1, QDir::homePath());
    });
    takeArtifact(vm);
    return vm;
}

} // namespace hydra
