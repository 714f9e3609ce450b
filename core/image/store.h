// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/base/units.h"
#include "core/job/job.h"

#include <QJsonObject>
#include <QString>

#include <optional>
#include <vector>

namespace hydra {

/// One property of what a guest sees or of how it was set up: "memory" and "2 GiB". Compared one by
/// one, so that differences can be reported in words.
struct Trait {
    QString name;
    QString value;
    bool operator==(const Trait &) const = default;
};
using Traits = std::vector<Trait>;

/// A running guest that was frozen: two more files of its image, NAME.memory and NAME.state, and
/// what must be equal for a VM that resumes it.
struct FrozenGuest {
    MemorySize memory;
    QString accelerator; ///< kvm, hvf, tcg
    QString machine;     ///< versioned: pc-q35-7.2
    Traits hardware;     ///< what the guest sees of its machine
    Traits setup;        ///< what was installed and set up in it
    QString username;
    QString mac;     ///< of the network card, as written in the guest's files
    QString address; ///< likewise of its network: an address of a /24, gateway, name server
    QString gateway;
    QString dns;
    bool anyNetwork = false; ///< a copy may be on its lab's network, too
    qint64 waitingShell = 0; ///< pid in the guest of the shell that awaits an identity; 0: none
    QString memorySha512;
    QString stateSha512;
    bool operator==(const FrozenGuest &) const = default;
};

/// One image in the store: NAME.qcow2 (read-only) and NAME.json (recipe and digest) beside it.
struct StoredImage {
    QString name;
    QString path;
    QString format = QStringLiteral("qcow2");
    QString sha512; ///< of the image file
    MemorySize virtualSize;
    MemorySize fileSize;
    QString source;         ///< "built from Debian packages", a file, a server
    QString url;            ///< that it was downloaded from, without login; empty: it was not
    QString downloadSha512; ///< of the file there, which may have been compressed
    QString downloadSha256; ///< likewise; empty: not computed
    QString checkedBy;      ///< how that is known for the right one: "SHA512SUMS"; empty: it is not
    QString createdAt;      ///< ISO 8601, UTC
    bool containerd = false; ///< whether containerd is installed, so that cloud-init need not do it
    QString recipeDigest;    ///< of its recipe (guest_build); empty: not built here
    QString lab; ///< a lab file for one VM like the one the image was prepared from; empty: none
    std::optional<FrozenGuest> frozen;
    /// The host's boot (hostBootId) in which the file was written without waiting for the disk, so
    /// that a power cut may have damaged it; empty: it is on the disk. See ImageStore::settle.
    QString writtenInBoot;

    /// Whether the image, or the file that it was downloaded as, has this SHA-512.
    [[nodiscard]] bool hasSha512(const QString &digest) const
    {
        return digest == sha512 || digest == downloadSha512;
    }
    [[nodiscard]] QString memoryFile() const { return fileBeside(QStringLiteral(".memory")); }
    [[nodiscard]] QString stateFile() const { return fileBeside(QStringLiteral(".state")); }
    bool operator==(const StoredImage &) const = default;

private:
    [[nodiscard]] QString fileBeside(const QString &suffix) const;
};

/// Invalid, with an explanation, when NAME cannot be the name of a stored image.
[[nodiscard]] Result<void> checkImageName(const QString &name);
/// DIRECTORY/NAME.FORMAT.
[[nodiscard]] QString storedPath(const QString &directory, const QString &name,
                                 const QString &format);
[[nodiscard]] QJsonObject toJson(const StoredImage &image);
/// The image NAME in DIRECTORY as its record describes it; Failed when the text is no record.
[[nodiscard]] Result<StoredImage> storedImageFromJson(const QByteArray &text, const QString &name,
                                                      const QString &directory);

/// The SHA-512 of a file's content, in hexadecimal digits. Reads all of it.
[[nodiscard]] Result<QString> sha512OfFile(const QString &path, const CancelToken &cancel);

/// The image store: a directory of read-only backing files. Blocks (on small files only, except for
/// `add` and `verify`); for worker threads or short calls. Several processes may use one store: a
/// writer locks the name.
class ImageStore
{
public:
    explicit ImageStore(QString directory) : m_directory(std::move(directory)) {}

    [[nodiscard]] const QString &directory() const { return m_directory; }
    [[nodiscard]] Result<std::vector<StoredImage>> list() const;
    /// Paths of records that cannot be read or whose image is missing.
    [[nodiscard]] QStringList brokenRecords() const;
    /// Finds an image by store name, or by the absolute path of an image file outside the store.
    /// Failed, with the format's name and what to do, for a file that is no disk (see image_kind).
    [[nodiscard]] Result<StoredImage> find(const QString &name) const;
    /// Moves FILE (from the store's .tmp, hence the same file system) into the store as NAME,
    /// read-only, and writes its record; with FROZEN also FILE's siblings *.memory and *.state
    /// (FILE.qcow2 -> FILE.memory). Never replaces: Conflict when NAME exists. Reads the files
    /// completely to hash them; Cancelled meanwhile leaves them where they are. SHA512: FILE's, if
    /// this process computed it from the very bytes, so that FILE need not be read. Then it is not
    /// awaited either that the disk has it all: `settle` does that before the image's first use.
    [[nodiscard]] Result<StoredImage> add(const QString &file, StoredImage record,
                                          const CancelToken &cancel = {},
                                          const QString &sha512 = {}) const;
    /// Makes sure that an image is on the disk as its record says: waits for the disk, or, when
    /// this host was started anew since it was written, verifies it once.
    [[nodiscard]] Result<void> settle(StoredImage &image, const JobContext &job) const;
    /// Failed when a file does not match its record's digest. Reads the files completely.
    [[nodiscard]] Result<void> verify(const StoredImage &image, const JobContext &job) const;
    /// USERS: state directories that may hold overlays on it. Conflict lists the ones that do.
    [[nodiscard]] Result<void> remove(const QString &name, const QStringList &users) const;
    /// A new private work directory on the store's file system.
    [[nodiscard]] Result<QString> makeWorkDir() const;
    /// Paths of work directories whose process is gone.
    [[nodiscard]] QStringList leftWorkDirs() const;
    /// Removes these, kills the processes still working in them, and removes files of images that
    /// never got a record; returns the paths of what was removed.
    QStringList removeLeftovers() const;

private:
    /// Locks a name against other writers, who hold it for as long as hashing a file takes.
    [[nodiscard]] Result<FileLock> lockName(const QString &name) const;
    [[nodiscard]] QString recordPath(const QString &name) const;
    [[nodiscard]] Result<void> writeRecord(const StoredImage &image, Sync sync) const;

    QString m_directory;
};

/// Creates a qcow2 overlay with BASE as its backing file at PATH (0600), atomically. With a SIZE of
/// zero or smaller than BASE's it has BASE's.
[[nodiscard]] Result<void> createOverlay(const QString &path, const StoredImage &base,
                                         MemorySize size,
                                         const QString &qemuImg = QStringLiteral("qemu-img"));
/// Creates an empty qcow2 disk.
[[nodiscard]] Result<void> createDisk(const QString &path, MemorySize size,
                                      const QString &qemuImg = QStringLiteral("qemu-img"));

} // namespace hydra
