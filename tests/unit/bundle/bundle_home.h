// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/bundle/bundle.h"
#include "core/image/store.h"
#include "core/process/run.h"

#include <QDir>
#include <QTemporaryDir>

namespace hydra::test {

inline bool runs(const QString &program, const QStringList &args)
{
    const auto ran = run({program, args});
    if (!ran)
        qWarning().noquote() << formatError(ran.error()) << ran.error().details;
    return ran.has_value();
}

/// A user with an image store and a lab.
struct BundleHome {
    BundleHome()
    {
        const QString root = dir.path();
        environment.paths = {root + QStringLiteral("/c"), root + QStringLiteral("/d"),
                             root + QStringLiteral("/x"), root + QStringLiteral("/s"),
                             root + QStringLiteral("/r")};
        QDir().mkpath(environment.paths.labsDir());
        QDir().mkpath(environment.paths.imagesDir());
    }
    [[nodiscard]] ImageStore store() const { return ImageStore(environment.paths.imagesDir()); }
    [[nodiscard]] QString path(const QString &name) const { return dir.filePath(name); }
    void addImage(const QString &name, const char *pattern = "7") const
    {
        const auto work = store().makeWorkDir();
        const QString file = *work + QStringLiteral("/image.qcow2");
        if (!createDisk(file, MemorySize::mib(16)) ||
            !runs(QStringLiteral("qemu-io"),
                  {QStringLiteral("-f"), QStringLiteral("qcow2"), QStringLiteral("-c"),
                   QStringLiteral("write -P %1 0 1M").arg(QLatin1String(pattern)), file}))
            qFatal("no image");
        add(file, name, false);
    }
    void addFrozen(const QString &name) const
    {
        const QString file = *store().makeWorkDir() + QStringLiteral("/image.qcow2");
        QFile memory(file.chopped(5) + QStringLiteral("memory"));
        if (!createDisk(file, MemorySize::mib(16)) || !memory.open(QIODevice::WriteOnly) ||
            !memory.seek(40 << 20) || memory.write("page") != 4 || !memory.resize(64 << 20) ||
            !writeFileAtomically(file.chopped(5) + QStringLiteral("state"), "the state"))
            qFatal("no frozen image");
        memory.close();
        add(file, name, true);
    }
    [[nodiscard]] LoadedTarget lab(const QByteArray &text) const
    {
        const QString file = path(QStringLiteral("c/labs/home.yaml"));
        if (!writeFileAtomically(file, text))
            qFatal("no lab");
        const auto loaded = loadLabFile(file);
        if (!loaded)
            qFatal("%s", qPrintable(loaded.error().details));
        return {*loaded, loaded->spec.vmNames()};
    }
    [[nodiscard]] QString bundle() const { return path(QStringLiteral("home.hydra")); }
    [[nodiscard]] Result<QStringList> exported(const LoadedTarget &target,
                                               bool secrets = false) const
    {
        return exportBundle(environment, target, {bundle(), secrets, QStringLiteral("1.2.3")}, {});
    }
    [[nodiscard]] Result<QStringList> imported(const QString &file) const
    {
        return importBundle(environment, {file, path(QStringLiteral("got.yaml"))}, {});
    }
    /// Whether an import left nothing behind.
    [[nodiscard]] bool isUntouched() const
    {
        return store().list()->empty() && !QFileInfo::exists(path(QStringLiteral("got.yaml"))) &&
               QDir(environment.paths.imagesDir() + QStringLiteral("/.tmp")).isEmpty();
    }

    Environment environment;
    QTemporaryDir dir;

private:
    void add(const QString &file, const QString &name, bool frozen) const
    {
        StoredImage record;
        record.name = name;
        record.source = QStringLiteral("the test");
        record.containerd = true;
        if (frozen)
            record.frozen = FrozenGuest{MemorySize::mib(64), QStringLiteral("tcg"),
                                        QStringLiteral("pc-q35-7.2")};
        if (const auto added = store().add(file, record); !added)
            qFatal("%s", qPrintable(formatError(added.error())));
    }
};

inline const QByteArray kLab =
    "# Mine\nname: home\nvms:\n  - name: hub\n    image: base # the base\n";

} // namespace hydra::test
