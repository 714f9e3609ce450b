// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "base/units.h"
#include "job/job.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace hydra {

/// One thing a guest can see, or that was done to it: "memory" and "2 GiB". Compared one by one, so that
/// a difference can be told in words.
struct Trait {
    QString name;
    QString value;
    bool operator==(const Trait &) const = default;
};
using Traits = std::vector<Trait>;

/// A guest that was stopped while it ran: two more files of its image, NAME.memory and NAME.state, and
/// what must be equal for going on from there.
struct FrozenGuest {
    MemorySize memory;
    QString accelerator;   ///< kvm, hvf, tcg
    QString machine;       ///< versioned: pc-q35-7.2
    Traits hardware;       ///< what the guest sees of its machine
    Traits setup;          ///< what was installed and set up in it
    QString username;
    QString mac;           ///< the network card's, as the guest has it in its files
    QString address;       ///< the same of its network: an address of a /24, its gateway, its name server
    QString gateway;
    QString dns;
    qint64 waitingShell = 0; ///< process id in the guest of what takes a copy's identity; 0: none
    QString memorySha512;
    QString stateSha512;
    bool operator==(const FrozenGuest &) const = default;
};

/// One image in the store: NAME.qcow2 (read-only) and NAME.json (recipe and digest) beside it.
struct StoredImage {
    QString name;
    QString path;
    QString format = QStringLiteral("qcow2");
    QString sha512; ///< of the file
    MemorySize virtualSize;
    MemorySize fileSize;
    QString source;    ///< "built from Debian packages", a URL, a file
    QString createdAt; ///< ISO 8601, UTC
    bool containerd = false; ///< containerd is in, so cloud-init need not install it
    QString recipeDigest; ///< of what it was built from (guest_build); empty: it was not built here
    QString lab;          ///< a lab file for one VM like the one it was prepared from; empty: none
    std::optional<FrozenGuest> frozen;

    [[nodiscard]] QString memoryFile() const { return fileBeside(QStringLiteral(".memory")); }
    [[nodiscard]] QString stateFile() const { return fileBeside(QStringLiteral(".state")); }
    bool operator==(const StoredImage &) const = default;

private:
    [[nodiscard]] QString fileBeside(const QString &suffix) const;
};

/// Invalid, with words, when NAME cannot be one of the store.
[[nodiscard]] Result<void> checkImageName(const QString &name);
/// DIRECTORY/NAME.FORMAT.
[[nodiscard]] QString storedPath(const QString &directory, const QString &name, const QString &format);
[[nodiscard]] QJsonObject toJson(const StoredImage &image);
/// The image called NAME in DIRECTORY from its record; Failed when the text is none.
[[nodiscard]] Result<StoredImage> storedImageFromJson(const QByteArray &text, const QString &name, const QString &directory);

/// The image store: a directory of read-only bases. Blocks (small files only, but for `add`);
/// worker threads or short calls. Several processes may use one store: writers lock a name.
class ImageStore
{
public:
    explicit ImageStore(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const QString &directory() const { return m_directory; }
    [[nodiscard]] Result<std::vector<StoredImage>> list() const;
    /// Records of images whose file is gone, or that are none themselves: their paths.
    [[nodiscard]] QStringList brokenRecords() const;
    /// By store name, or an absolute path to an image file outside the store.
    [[nodiscard]] Result<StoredImage> find(const QString &name) const;
    /// Moves FILE (same file system: in the store's .tmp) into the store under NAME, read-only,
    /// with its record; with FROZEN also FILE's neighbours *.memory and *.state (FILE.qcow2 -> FILE.memory).
    /// Replaces nothing: Conflict when NAME is there. Reads all of the files, for their digests.
    [[nodiscard]] Result<StoredImage> add(const QString &file, StoredImage record) const;
    /// Fails (Failed) when a file is not what its record says. Reads all of it.
    [[nodiscard]] Result<void> verify(const StoredImage &image, const JobContext &job) const;
    /// USERS: state directories whose overlays may use it. Conflict names who uses it.
    [[nodiscard]] Result<void> remove(const QString &name, const QStringList &users) const;
    /// A fresh private directory for work in progress, on the store's file system.
    [[nodiscard]] Result<QString> makeWorkDir() const;
    /// Work directories whose maker is gone: their paths.
    [[nodiscard]] QStringList leftWorkDirs() const;
    /// Removes these, with what still runs for them, and files of images that never got their record; the
    /// paths of what was removed.
    QStringList removeLeftovers() const;

private:
    QString m_directory;
};

/// Writes a qcow2 overlay on BASE at PATH (atomically: it is there whole or not at all), 0600.
/// SIZE zero or smaller than the base's: the base's size.
[[nodiscard]] Result<void> createOverlay(const QString &path, const StoredImage &base, MemorySize size,
                                         const QString &qemuImg = QStringLiteral("qemu-img"));
/// An empty qcow2 disk.
[[nodiscard]] Result<void> createDisk(const QString &path, MemorySize size,
                                      const QString &qemuImg = QStringLiteral("qemu-img"));

} // namespace hydra
