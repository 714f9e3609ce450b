// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/archive.h"

#include "core/guest/archive_handles.h"

#include <QFile>
#include <QSet>

namespace hydra {
namespace {

la_ssize_t append(archive *, void *target, const void *bytes, size_t size)
{
    static_cast<QByteArray *>(target)->append(static_cast<const char *>(bytes),
                                              static_cast<qsizetype>(size));
    return static_cast<la_ssize_t>(size);
}

ArchiveEntry makeEntry(const QString &path, unsigned type, int mode)
{
    ArchiveEntry entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), path.toUtf8().constData());
    archive_entry_set_filetype(entry.get(), type);
    archive_entry_set_perm(entry.get(), static_cast<mode_t>(mode));
    archive_entry_set_mtime(entry.get(), 0, 0);
    archive_entry_set_uname(entry.get(), "root");
    archive_entry_set_gname(entry.get(), "root");
    return entry;
}

bool writeDirectoriesOf(archive *a, const QString &path, QSet<QString> &made)
{
    for (qsizetype at = path.indexOf(u'/'); at > 0; at = path.indexOf(u'/', at + 1)) {
        const QString directory = path.left(at);
        if (made.contains(directory))
            continue;
        made.insert(directory);
        if (archive_write_header(a, makeEntry(directory, AE_IFDIR, 0755).get()) != ARCHIVE_OK)
            return false;
    }
    return true;
}

bool writeFile(archive *a, const GuestFile &file, const QString &path)
{
    const bool isLink = !file.link.isEmpty();
    const ArchiveEntry entry = makeEntry(path, isLink ? AE_IFLNK : AE_IFREG, file.mode);
    if (isLink)
        archive_entry_set_symlink(entry.get(), file.link.toUtf8().constData());
    else
        archive_entry_set_size(entry.get(), file.content.size());
    if (archive_write_header(a, entry.get()) != ARCHIVE_OK)
        return false;
    const auto size = static_cast<size_t>(file.content.size());
    return isLink || archive_write_data(a, file.content.constData(), size) == file.content.size();
}

Result<QByteArray> writeAll(archive *a, const std::vector<GuestFile> &files)
{
    QByteArray bytes;
    if (archive_write_open(a, &bytes, nullptr, append, nullptr) != ARCHIVE_OK)
        return archiveFailure(a, {});
    QSet<QString> made;
    for (const GuestFile &file : files) {
        const QString path = file.path.startsWith(u'/') ? file.path.mid(1) : file.path;
        if (!writeDirectoriesOf(a, path, made) || !writeFile(a, file, path))
            return archiveFailure(a, file.path);
    }
    if (archive_write_close(a) != ARCHIVE_OK)
        return archiveFailure(a, {});
    return bytes;
}

Result<QByteArray> readEntry(archive *a)
{
    QByteArray content;
    char block[65536];
    for (;;) {
        const la_ssize_t n = archive_read_data(a, block, sizeof block);
        if (n < 0)
            return archiveFailure(a, {});
        if (n == 0)
            return content;
        content.append(block, n);
    }
}

QString plainPath(archive_entry *entry)
{
    QString path = QString::fromUtf8(archive_entry_pathname(entry));
    while (path.startsWith(u"./") || path.startsWith(u'/'))
        path.remove(0, path.startsWith(u'/') ? 1 : 2);
    return path;
}

} // namespace

Result<QByteArray> makeTar(const std::vector<GuestFile> &files)
{
    const ArchiveWriter writer(archive_write_new());
    archive_write_set_format_gnutar(writer.get());
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    return writeAll(writer.get(), files);
}

Result<QByteArray> makeTarGz(const std::vector<GuestFile> &files)
{
    const ArchiveWriter writer(archive_write_new());
    archive_write_set_format_gnutar(writer.get());
    archive_write_add_filter_gzip(writer.get());
    archive_write_set_options(writer.get(), "gzip:!timestamp");
    archive_write_set_bytes_in_last_block(writer.get(), 1);
    return writeAll(writer.get(), files);
}

Result<QByteArray> makeIso(const QString &volume, const std::vector<GuestFile> &files)
{
    const ArchiveWriter writer(archive_write_new());
    archive *a = writer.get();
    archive_write_set_format_iso9660(a);
    const QByteArray options = "volume-id=" + volume.toUtf8() + ",joliet,rockridge";
    if (archive_write_set_options(a, options.constData()) != ARCHIVE_OK)
        return archiveFailure(a, volume);
    return writeAll(a, files);
}

Result<void> readArchive(const QString &path, const std::function<bool(const QString &)> &wanted,
                         const std::function<void(const QString &, const QByteArray &)> &read)
{
    const ArchiveReader reader(archive_read_new());
    archive *a = reader.get();
    archive_read_support_filter_gzip(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_iso9660(a);
    if (archive_read_open_filename(a, QFile::encodeName(path).constData(), 1 << 20) != ARCHIVE_OK)
        return archiveFailure(a, path);
    for (;;) {
        archive_entry *entry = nullptr;
        const int status = archive_read_next_header(a, &entry);
        if (status == ARCHIVE_EOF)
            return {};
        if (status < ARCHIVE_WARN)
            return archiveFailure(a, path);
        const QString name = plainPath(entry);
        if (archive_entry_filetype(entry) != AE_IFREG || !wanted(name))
            continue;
        const Result<QByteArray> content = readEntry(a);
        if (!content)
            return fail(content.error());
        read(name, *content);
    }
}

} // namespace hydra
