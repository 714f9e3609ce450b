// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/image_kind.h"

#include "core/process/shell_word.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringDecoder>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <optional>

namespace hydra {
namespace {

using Use = ImageKind::Use;

/// One row of the table: whoever has these bytes at that place is of that kind.
struct Magic {
    qsizetype at;
    QByteArrayView bytes;
    Use use;
    const char *name;
    const char *format; ///< QEMU's name
    const char *remedy;
};

template <std::size_t N> constexpr QByteArrayView magicBytes(const char (&literal)[N])
{
    return {literal, N - 1};
}

// The first row that fits decides. Kernels come before boot sectors: theirs has a boot sector's
// signature, too.
constexpr Magic imageMagics[] = {
    {0, magicBytes("KDMV"), Use::Convert, "a VMware disk (VMDK)", "vmdk", ""},
    {0, magicBytes("COWD"), Use::Convert, "an old VMware disk (VMDK, COWD)", "vmdk", ""},
    {0, magicBytes("# Disk DescriptorFile"), Use::Convert,
     "the description of a VMware disk (VMDK), whose data is in files beside it", "vmdk", ""},
    {64, magicBytes("\x7f\x10\xda\xbe"), Use::Convert, "a VirtualBox disk (VDI)", "vdi", ""},
    {0, magicBytes("vhdxfile"), Use::Convert, "a Hyper-V disk (VHDX)", "vhdx", ""},
    {0, magicBytes("QED\0"), Use::Convert, "a QED disk", "qed", ""},
    {0, magicBytes("WithoutFreeSpace"), Use::Convert, "a Parallels disk", "parallels", ""},
    {0, magicBytes("WithouFreSpacExt"), Use::Convert, "a Parallels disk", "parallels", ""},
    {0,
     magicBytes("\xfd"
                "7zXZ\0"),
     Use::Unpack, "compressed with xz", "", "xz -dk"},
    {0, magicBytes("\x1f\x8b"), Use::Unpack, "compressed with gzip", "", "gunzip -k"},
    {0, magicBytes("BZh"), Use::Unpack, "compressed with bzip2", "", "bunzip2 -k"},
    {0, magicBytes("\x28\xb5\x2f\xfd"), Use::Unpack, "compressed with zstd", "", "zstd -d"},
    {0, magicBytes("\x04\x22\x4d\x18"), Use::Unpack, "compressed with lz4", "", "lz4 -d"},
    {0, magicBytes("LZIP"), Use::Unpack, "compressed with lzip", "", "lzip -dk"},
    {0, magicBytes("PK\x03\x04"), Use::Unpack, "a ZIP archive", "", "unzip"},
    {0, magicBytes("7z\xbc\xaf\x27\x1c"), Use::Unpack, "a 7-Zip archive", "", "7z x"},
    {0, magicBytes("Rar!\x1a\x07"), Use::Unpack, "a RAR archive", "", "unrar x"},
    {257, magicBytes("ustar"), Use::Unpack, "a tar archive", "", "tar -xf"},
    {32769, magicBytes("CD001"), Use::None, "a CD or DVD (ISO 9660)", "",
     "a VM needs a disk with a system on it: get the same system as a disk image (its makers may "
     "call it a cloud image)"},
    {32769, magicBytes("BEA01"), Use::None, "a DVD (UDF)", "",
     "a VM needs a disk with a system on it: get the same system as a disk image"},
    {514, magicBytes("HdrS"), Use::None, "a Linux kernel", "",
     "boot it with `boot: kernel` and `kernel.kernel`"},
    {56, magicBytes("ARM\x64"), Use::None, "a Linux kernel", "",
     "boot it with `boot: kernel` and `kernel.kernel`"},
    {0, magicBytes("070701"), Use::None, "an initramfs (cpio)", "",
     "boot it with `boot: kernel` and `kernel.initrd`"},
    {0,
     magicBytes("\x7f"
                "ELF"),
     Use::None, "a program (ELF)", "", ""},
    {0, magicBytes("MZ"), Use::None, "a program of Windows or UEFI", "", ""},
    {0, magicBytes("!<arch>\n"), Use::None, "a Debian package or another ar archive", "", ""},
    {0, magicBytes("\xed\xab\xee\xdb"), Use::None, "an RPM package", "", ""},
    {0, magicBytes("MSWIM\0\0\0"), Use::None, "a Windows image (WIM)", "", ""},
    {0, magicBytes("%PDF-"), Use::None, "a PDF document", "", ""},
    {0, magicBytes("\x89PNG"), Use::None, "a picture (PNG)", "", ""},
    {0, magicBytes("\xff\xd8\xff"), Use::None, "a picture (JPEG)", "", ""},
    {512, magicBytes("EFI PART"), Use::Disk, "a raw disk with a GPT", "raw", ""},
    {4096, magicBytes("EFI PART"), Use::Disk, "a raw disk with a GPT (4 KiB sectors)", "raw", ""},
    {510, magicBytes("\x55\xaa"), Use::Disk, "a raw disk with a boot sector (MBR)", "raw", ""},
    {1080, magicBytes("\x53\xef"), Use::Disk, "a raw file system (ext)", "raw", ""},
    {0, magicBytes("XFSB"), Use::Disk, "a raw file system (XFS)", "raw", ""},
    {0, magicBytes("hsqs"), Use::Disk, "a raw file system (SquashFS)", "raw", ""},
    {0, magicBytes("LUKS\xba\xbe"), Use::Disk, "a raw encrypted volume (LUKS)", "raw", ""},
    {512, magicBytes("LABELONE"), Use::Disk, "a raw LVM volume", "raw", ""},
};

template <typename T> T bigEndianAt(QByteArrayView head, qsizetype at)
{
    return head.size() >= at + qsizetype(sizeof(T)) ? qFromBigEndian<T>(head.data() + at) : T();
}

bool hasAt(QByteArrayView head, qsizetype at, QByteArrayView what)
{
    return head.size() >= at + what.size() && head.sliced(at, what.size()) == what;
}

ImageKind noDisk(const QString &name, const QString &remedy = {})
{
    return {.use = Use::None, .name = name, .format = {}, .remedy = remedy};
}

// Of the header (docs/interop/qcow2.txt): version at 4, encryption at 32, the L1 table's place at
// 40, which is within the file unless the file was cut off.
ImageKind qcowKind(QByteArrayView head, quint64 size)
{
    const QString again = QStringLiteral("download or copy it again");
    const auto version = bigEndianAt<quint32>(head, 4);
    if (version == 1)
        return {.use = Use::Convert,
                .name = QStringLiteral("a disk of QEMU's first format (qcow)"),
                .format = QStringLiteral("qcow"),
                .remedy = {}};
    if (head.size() < 72 || version == 0 || bigEndianAt<quint64>(head, 40) >= size)
        return noDisk(QStringLiteral("a qcow2 disk that was cut off"), again);
    if (version > 3)
        return noDisk(QStringLiteral("a qcow2 disk of the unknown version %1").arg(version), again);
    if (bigEndianAt<quint32>(head, 32) != 0)
        return noDisk(QStringLiteral("an encrypted qcow2 disk"),
                      QStringLiteral("decrypt it with qemu-img convert"));
    return {.use = Use::Disk,
            .name = QStringLiteral("a qcow2 disk"),
            .format = QStringLiteral("qcow2"),
            .remedy = {}};
}

// A VHD ends in a footer, of which a growing one has a copy in front (Microsoft's Virtual Hard Disk
// Image Format Specification: type at 60; 2 fixed, 3 dynamic, 4 differencing).
std::optional<ImageKind> vhdKind(QByteArrayView head, QByteArrayView tail)
{
    const QByteArrayView cookie = magicBytes("conectix");
    const QByteArrayView footer = hasAt(head, 0, cookie) ? head : tail;
    if (!hasAt(footer, 0, cookie))
        return {};
    const auto type = bigEndianAt<quint32>(footer, 60);
    if (type == 4)
        return noDisk(QStringLiteral("a Virtual PC disk (VHD) that holds only changes to another"),
                      QStringLiteral("merge it with the other one first"));
    return ImageKind{.use = Use::Convert,
                     .name = type == 2 ? QStringLiteral("a Virtual PC disk (VHD, fixed size)")
                                       : QStringLiteral("a Virtual PC disk (VHD, growing)"),
                     .format = QStringLiteral("vpc"),
                     .remedy = {}};
}

// Most systems' ISOs are also a disk, to be written to a USB stick: with a boot sector whose
// partition table (four entries of 16 bytes at 446, each with its number of sectors at 12) is not
// empty. On a plain CD these bytes are zeros (ECMA-119's system area).
bool isHybridIso(QByteArrayView head)
{
    if (!hasAt(head, 32769, magicBytes("CD001")) || !hasAt(head, 510, magicBytes("\x55\xaa")))
        return false;
    constexpr std::array<qsizetype, 4> partitions{446, 462, 478, 494};
    return std::any_of(partitions.begin(), partitions.end(),
                       [head](qsizetype at) { return bigEndianAt<quint32>(head, at + 12) != 0; });
}

ImageKind kindOf(const Magic &magic, QByteArrayView head)
{
    ImageKind kind{.use = magic.use,
                   .name = QLatin1String(magic.name),
                   .format = QLatin1String(magic.format),
                   .remedy = QLatin1String(magic.remedy)};
    // Bit 16 of a VMDK's flags: its grains are compressed (VMware's Virtual Disk Format 1.1).
    if (hasAt(head, 0, magicBytes("KDMV")) && head.size() > 10 && (head[10] & 1) != 0)
        kind.name = QStringLiteral("a VMware disk (VMDK, stream-optimised)");
    return kind;
}

bool isText(QByteArrayView head)
{
    const auto isControl = [](char c) {
        return (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r' &&
                c != '\f') ||
               c == '\x7f';
    };
    if (std::any_of(head.begin(), head.end(), isControl))
        return false;
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(head); // a character cut at the end is no error
    return !decoder.hasError() && !text.isEmpty();
}

ImageKind textKind(QByteArrayView head)
{
    const QString text =
        QString::fromUtf8(head.first(std::min<qsizetype>(head.size(), 2048))).trimmed().toLower();
    const QString again = QStringLiteral("open the address in a browser, and download the file "
                                         "that the page offers");
    if (text.startsWith(u"<!doctype html") || text.startsWith(u"<html"))
        return noDisk(QStringLiteral("a web page (HTML)"), again);
    if (text.startsWith(u"version https://git-lfs"))
        return noDisk(QStringLiteral("Git LFS's stand-in for a file"),
                      QStringLiteral("get the file itself with git lfs pull"));
    if (text.contains(u"<envelope") && text.contains(u"ovf"))
        return noDisk(QStringLiteral("the description of a virtual machine (OVF)"),
                      QStringLiteral("give the disk beside it"));
    return noDisk(QStringLiteral("a text file"));
}

// What has no known bytes is a raw disk without a partition table, if it can be a disk at all:
// disks are whole sectors.
ImageKind unmarkedKind(quint64 size)
{
    constexpr quint64 leastDisk = 64 << 10;
    if (size < leastDisk)
        return noDisk(QStringLiteral("too small for a disk (%1 bytes)").arg(size),
                      QStringLiteral("download or copy it again"));
    if (size % 512 != 0)
        return noDisk(QStringLiteral("of no known format, and no raw disk, which would be a "
                                     "multiple of 512 bytes long"));
    return {.use = Use::Disk,
            .name = QStringLiteral("a raw disk without a partition table"),
            .format = QStringLiteral("raw"),
            .remedy = {}};
}

// Beside PATH, and never PATH itself, which may have any ending.
QString convertedName(const QString &path)
{
    const QFileInfo info(path);
    const QString stem = info.path() + u'/' + info.completeBaseName();
    const QString name = stem + QStringLiteral(".qcow2");
    return name == path ? stem + QStringLiteral("-converted.qcow2") : name;
}

} // namespace

ImageKind imageKind(QByteArrayView head, QByteArrayView tail, quint64 size)
{
    if (size == 0)
        return noDisk(QStringLiteral("empty"), QStringLiteral("download or copy it again"));
    if (hasAt(head, 0, magicBytes("QFI\xfb")))
        return qcowKind(head, size);
    if (const auto vhd = vhdKind(head, tail))
        return *vhd;
    if (hasAt(tail, 0, magicBytes("koly")))
        return {.use = Use::Convert,
                .name = QStringLiteral("an Apple disk image (DMG)"),
                .format = QStringLiteral("dmg"),
                .remedy = {}};
    if (isHybridIso(head))
        return {.use = Use::Disk,
                .name = QStringLiteral("a CD or DVD (ISO 9660) that is also a bootable disk"),
                .format = QStringLiteral("raw"),
                .remedy = {}};
    for (const Magic &magic : imageMagics) {
        if (hasAt(head, magic.at, magic.bytes))
            return kindOf(magic, head);
    }
    return isText(head) ? textKind(head) : unmarkedKind(size);
}

Result<ImageKind> readImageKind(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::NotFound, QStringLiteral("no such image file, or not readable"),
                    path);
    const qint64 size = file.size();
    const QByteArray head = file.read(imageHeadSize);
    QByteArray tail;
    if (size >= imageTailSize && file.seek(size - imageTailSize))
        tail = file.read(imageTailSize);
    if (head.isEmpty() && size > 0)
        return fail(ErrorCode::Failed, QStringLiteral("cannot read: %1").arg(file.errorString()),
                    path);
    return imageKind(head, tail, quint64(size));
}

Result<void> checkIsDisk(const ImageKind &kind, const QString &path)
{
    if (kind.use == Use::Disk)
        return {};
    const QString file = shellWord(path);
    const QString add =
        QStringLiteral("hydractl image add %1 --name %2").arg(file, shellWord(imageNameFor(path)));
    QString hint = kind.remedy;
    if (kind.use == Use::Convert)
        hint = QStringLiteral("convert it with: qemu-img convert -f %1 -O qcow2 %2 %3; or put it "
                              "into the store, converted, with: %4")
                   .arg(kind.format, file, shellWord(convertedName(path)), add);
    else if (kind.use == Use::Unpack)
        hint = QStringLiteral("unpack it with: %1 %2; or put it into the store, unpacked, with: %3")
                   .arg(kind.remedy, file, add);
    return fail(ErrorCode::Failed, QStringLiteral("is no disk image: it is %1").arg(kind.name),
                path, hint);
}

QString imageNameFor(const QString &file)
{
    static const QRegularExpression strange(QStringLiteral("[^a-z0-9._-]+"));
    static const QRegularExpression ending(
        QStringLiteral("\\.(qcow2?|raw|img|vmdk|vdi|vhdx?|qed|hdd|dmg|xz|gz|bz2|zst|lz4|lz|zip|7z|"
                       "rar|tar|tgz|txz|ova)$"));
    QString name = QFileInfo(file).fileName().toLower();
    for (auto match = ending.match(name); match.hasMatch() && match.capturedStart() > 0;
         match = ending.match(name))
        name.truncate(match.capturedStart());
    static const QRegularExpression edges(QStringLiteral("^[._-]+|[._-]+$"));
    name = name.replace(strange, QStringLiteral("-")).left(60).remove(edges);
    return name.isEmpty() ? QStringLiteral("image") : name;
}

} // namespace hydra
