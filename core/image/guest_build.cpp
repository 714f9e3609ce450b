// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/guest_build.h"

#include "core/base/atomic_file.h"
#include "core/guest/archive.h"
#include "core/guest/guest_files.h"
#include "core/image/boot_disk.h"
#include "core/image/container_archive.h"
#include "core/image/mmdebstrap.h"
#include "core/image/recipe_digest.h"
#include "core/image/shared_build.h"
#include "core/image/system_program.h"
#include "core/image/work_dir.h"
#include "core/process/run.h"

#include <QDir>
#include <QFile>
#include <QSysInfo>
#include <QUuid>

#include <sys/stat.h>
#include <unistd.h>

namespace hydra {
namespace {

using std::chrono::minutes;

/// Those of the installed files that also go into the boot partition or the preloaded images.
struct BootFiles {
    QString kernelVersion;
    QByteArray kernel;
    QByteArray initrd;
    QByteArray loader;
    QByteArray busybox;

    [[nodiscard]] bool complete() const
    {
        return !kernel.isEmpty() && !initrd.isEmpty() && !loader.isEmpty() && !busybox.isEmpty();
    }
};

QString loaderPath(const QString &arch)
{
    return QStringLiteral("usr/lib/systemd/boot/efi/systemd-boot") +
           (arch == u"arm64" ? QStringLiteral("aa64.efi") : QStringLiteral("x64.efi"));
}

// Left out of the root file system: devices (the kernel creates them), host keys (every guest must
// generate its own), files mmdebstrap copied from this host, and dpkg's build-time settings.
QStringList excludedFromGuest()
{
    QStringList args;
    for (const char *path :
         {"./dev/*", "./etc/ssh/ssh_host_*", "./etc/.resolv.conf*", "./initrd.img*", "./vmlinuz*",
          "./etc/dpkg/dpkg.cfg.d/99mmdebstrap", "./var/log/apt/*", "./var/log/dpkg.log",
          "./var/log/alternatives.log", "./var/log/bootstrap.log", "./usr/lib/udev/hwdb.d/*",
          "./usr/lib/udev/hwdb.bin", "./usr/lib/binfmt.d/*", "./var/cache/*"})
        args += QStringLiteral("--exclude=") + QLatin1String(path);
    return args;
}

/// One build. A class so that its steps share the names.
class GuestBuild
{
public:
    GuestBuild(const GuestRecipe &recipe, const JobContext &job, const BuildOptions &options,
               QString workDir)
        : m_recipe(recipe), m_job(job), m_options(options), m_workDir(std::move(workDir))
    {
        m_disk.path = file("disk.raw");
        m_disk.arch = recipe.arch;
        m_disk.rootPartUuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
        m_disk.diskUuid = QUuid::createUuid().toString(QUuid::WithoutBraces);
    }

    /// The finished qcow2 file.
    Result<QString> make()
    {
        return installPackages()
            .and_then([&] { return takeBootFiles(); })
            .and_then([&] { return unpackRoot(); })
            .and_then([&] { return makeDisk(); })
            .and_then([&] { return compress(); });
    }

private:
    using Step = tl::expected<void, Error>;

    [[nodiscard]] QString file(const char *name) const
    {
        return m_workDir + u'/' + QLatin1String(name);
    }

    void tell(double fraction, const QString &words) const
    {
        if (m_job.progress)
            m_job.progress({fraction, words});
    }

    Step write(const char *name, const QByteArray &content) const
    {
        return writeFileAtomically(file(name), content);
    }

    Step execute(const Command &command, RunOptions options = {}) const
    {
        options.timeout = minutes(30);
        const auto ran = run(withSystemPath(command), m_job.cancel, options);
        if (!ran)
            return fail(ran.error());
        return {};
    }

    Step installPackages()
    {
        // mmdebstrap unpacks the guest below outerWorkDir, where unprivileged its user namespace's
        // subordinate users must be able to enter.
        const bool asRoot = ::geteuid() == 0;
        const QString outer = outerWorkDir(m_workDir);
        if (const auto made = makePrivateDir(outer); !made)
            return fail(made.error());
        ::chmod(QFile::encodeName(outer).constData(), asRoot ? 0700 : 0711);
        const auto early = makeTar(earlyImageFiles());
        if (!early)
            return fail(early.error());
        if (const auto written = write("early.tar", *early); !written)
            return written;
        MmdebstrapProgress reader;
        RunOptions options;
        options.onLine = [&](const QByteArray &line) {
            if (const auto progress = reader.read(line))
                tell(0.75 * progress->fraction, progress->words);
        };
        Command command = mmdebstrapCommand(m_recipe, m_workDir, asRoot);
        for (const char *variable : {"http_proxy", "https_proxy"}) {
            if (!m_options.proxy.isEmpty())
                command.env.insert(QLatin1String(variable), m_options.proxy);
        }
        return execute(command, options);
    }

    Step takeBootFiles()
    {
        tell(0.75, QStringLiteral("Reading kernel and boot loader"));
        const QString loader = loaderPath(m_recipe.arch);
        const auto wanted = [&](const QString &path) {
            return path.startsWith(u"boot/vmlinuz-") || path.startsWith(u"boot/initrd.img-") ||
                   path == loader || path == u"bin/busybox" || path == u"usr/bin/busybox";
        };
        const auto read = readArchive(
            file("packages.tar"), wanted,
            [&](const QString &path, const QByteArray &content) { keep(path, content, loader); });
        if (!read)
            return fail(read.error());
        if (!m_boot.complete())
            return fail(
                ErrorCode::Failed,
                QStringLiteral("the packages have no kernel, initramfs, boot loader or busybox"),
                m_recipe.suite);
        m_disk.kernelVersion = m_boot.kernelVersion;
        return {};
    }

    void keep(const QString &path, const QByteArray &content, const QString &loader)
    {
        if (path.startsWith(u"boot/vmlinuz-")) {
            m_boot.kernel = content;
            m_boot.kernelVersion = path.section(u'-', 1);
        } else if (path.startsWith(u"boot/")) {
            m_boot.initrd = content;
        } else if (path == loader) {
            m_boot.loader = content;
        } else {
            m_boot.busybox = content;
        }
    }

    Step writeGuestFiles()
    {
        std::vector<GuestFile> files = runtimeFiles();
        for (GuestFile &own : imageFiles())
            files.push_back(std::move(own));
        const auto images = makePreloadedImages(m_boot.busybox, m_recipe.arch);
        if (!images)
            return fail(images.error());
        files.push_back(
            {QStringLiteral("/usr/local/share/hydra/images/preloaded.tar"), *images, {}, 0644});
        files.push_back({QStringLiteral("/etc/fstab"), fstab(m_disk), {}, 0644});
        files.push_back({.path = QStringLiteral("/boot/efi/.keep"), .mode = 0644});
        const auto tar = makeTar(files);
        if (!tar)
            return fail(tar.error());
        return write("guest.tar", *tar);
    }

    Step unpack(const char *archive, const QStringList &more) const
    {
        QStringList args{QStringLiteral("--extract"),
                         QStringLiteral("--file"),
                         file(archive),
                         QStringLiteral("--directory"),
                         file("root"),
                         QStringLiteral("--numeric-owner"),
                         QStringLiteral("--same-owner"),
                         QStringLiteral("--same-permissions"),
                         QStringLiteral("--xattrs"),
                         QStringLiteral("--xattrs-include=*"),
                         QStringLiteral("--keep-directory-symlink"),
                         QStringLiteral("--no-overwrite-dir")};
        return execute(asNamespaceRoot({.program = QStringLiteral("tar"), .args = args + more}));
    }

    Step unpackRoot()
    {
        tell(0.77, QStringLiteral("Unpacking the guest's files"));
        if (const auto made = makePrivateDir(file("root")); !made)
            return fail(made.error());
        return writeGuestFiles()
            .and_then([&] { return unpack("packages.tar", excludedFromGuest()); })
            .and_then([&] { return unpack("guest.tar", {}); })
            .and_then([&]() -> Step {
                // The guest's root directory takes its mode from this directory.
                QFile::remove(file("packages.tar"));
                if (::chmod(QFile::encodeName(file("root")).constData(), 0755) != 0)
                    return fail(ErrorCode::Failed, QStringLiteral("cannot set the mode"),
                                file("root"));
                return {};
            });
    }

    Step makeDisk()
    {
        tell(0.85, QStringLiteral("Making the disk"));
        QFile disk(m_disk.path);
        if (!disk.open(QIODevice::WriteOnly) ||
            !disk.resize(static_cast<qint64>(m_disk.size.inBytes())))
            return fail(ErrorCode::Failed,
                        QStringLiteral("cannot make the disk: %1").arg(disk.errorString()),
                        m_disk.path, QStringLiteral("free some space, then try again"));
        disk.close();
        RunOptions script;
        script.input = partitionScript(m_disk);
        return execute(partitionCommand(m_disk), script)
            .and_then([&] { return writeEsp(); })
            .and_then([&] {
                return execute(asNamespaceRoot(rootFileSystemCommand(m_disk, file("root"))));
            });
    }

    Step writeEsp()
    {
        const Step written =
            write("loader.efi", m_boot.loader)
                .and_then([&] { return write("linux", m_boot.kernel); })
                .and_then([&] { return write("initrd", m_boot.initrd); })
                .and_then([&] { return write("loader.conf", loaderConfig()); })
                .and_then([&] { return write("hydra.conf", loaderEntry(m_disk)); });
        if (!written)
            return written;
        for (const Command &command : espCommands(m_disk, m_workDir)) {
            if (const Step done = execute(command); !done)
                return done;
        }
        return {};
    }

    tl::expected<QString, Error> compress()
    {
        tell(0.9, QStringLiteral("Compressing the image"));
        RunOptions options;
        options.onLine = [&](const QByteArray &line) { // a line looks like "    (12.50/100%)"
            const double percent = line.mid(line.indexOf('(') + 1).split('/').value(0).toDouble();
            if (line.contains("/100%)"))
                tell(0.9 + 0.09 * percent / 100, QStringLiteral("Compressing the image"));
        };
        const QString image = file("image.qcow2");
        const Command command{
            .program = m_options.qemuImg,
            .args = {QStringLiteral("convert"), QStringLiteral("-p"), QStringLiteral("-c"),
                     QStringLiteral("-W"), QStringLiteral("-f"), QStringLiteral("raw"),
                     QStringLiteral("-O"), QStringLiteral("qcow2"), QStringLiteral("-o"),
                     QStringLiteral("compression_type=zstd"), m_disk.path, image}};
        if (const Step done = execute(command, options); !done)
            return fail(done.error());
        return image;
    }

    const GuestRecipe &m_recipe;
    const JobContext &m_job;
    const BuildOptions &m_options;
    QString m_workDir;
    BootDisk m_disk;
    BootFiles m_boot;
};

Result<void> checkHost(const GuestRecipe &recipe, const QString &qemuImg)
{
    if (QSysInfo::kernelType() != u"linux")
        return fail(ErrorCode::Failed, QStringLiteral("images are built on Linux only"),
                    recipe.name,
                    QStringLiteral("build it on a Debian machine, then: hydractl image add FILE"));
    const auto missing = missingBuildTools(qemuImg);
    if (missing.empty())
        return {};
    QStringList programs;
    QStringList packages;
    for (const auto &[program, package] : missing) {
        programs += program;
        packages += package;
    }
    packages.removeDuplicates();
    return fail(
        ErrorCode::Failed,
        QStringLiteral("building an image needs %1").arg(programs.join(QStringLiteral(", "))),
        recipe.name, QStringLiteral("sudo apt-get install ") + packages.join(u' '));
}

Result<StoredImage> buildAlone(const ImageStore &store, const GuestRecipe &recipe,
                               const JobContext &job, const BuildOptions &options)
{
    if (store.find(recipe.name))
        return fail(ErrorCode::Conflict,
                    QStringLiteral("the image %1 is there already").arg(recipe.name),
                    store.directory(),
                    QStringLiteral("remove it first: hydractl image remove ") + recipe.name);
    store.removeLeftovers();
    const Result<QString> workDir = store.makeWorkDir();
    if (!workDir)
        return fail(workDir.error());
    const Result<QString> image = GuestBuild(recipe, job, options, *workDir).make();
    StoredImage record;
    record.name = recipe.name;
    record.source =
        QStringLiteral("built from Debian packages (%1, %2)").arg(recipe.suite, recipe.arch);
    record.containerd = true;
    record.recipeDigest = recipeDigest(recipe);
    Result<StoredImage> added =
        image ? store.add(*image, record, job.cancel) : Result<StoredImage>(fail(image.error()));
    removeWorkDir(*workDir);
    return added;
}

} // namespace

Result<StoredImage> buildGuest(const ImageStore &store, const GuestRecipe &recipe,
                               const JobContext &job, const BuildOptions &options)
{
    if (const auto fit = checkHost(recipe, options.qemuImg); !fit)
        return fail(fit.error());
    return buildOrFollow(store, recipe.name, job, [&](const JobContext &told) {
        return buildAlone(store, recipe, told, options);
    });
}

std::vector<std::pair<QString, QString>> missingBuildTools(const QString &qemuImg)
{
    std::vector<std::pair<QString, QString>> tools{
        {QStringLiteral("mmdebstrap"), QStringLiteral("mmdebstrap")},
        {QStringLiteral("mkfs.ext4"), QStringLiteral("e2fsprogs")},
        {QStringLiteral("sfdisk"), QStringLiteral("fdisk")},
        {QStringLiteral("mformat"), QStringLiteral("mtools")},
        {QStringLiteral("mmd"), QStringLiteral("mtools")},
        {QStringLiteral("mcopy"), QStringLiteral("mtools")},
        {qemuImg, QStringLiteral("qemu-utils")},
        {QStringLiteral("tar"), QStringLiteral("tar")},
        {QStringLiteral("unshare"), QStringLiteral("util-linux")},
    };
    if (::geteuid() != 0)
        tools.emplace_back(QStringLiteral("newuidmap"), QStringLiteral("uidmap"));
    std::erase_if(tools,
                  [](const auto &tool) { return findSystemProgram(tool.first).has_value(); });
    return tools;
}

} // namespace hydra
