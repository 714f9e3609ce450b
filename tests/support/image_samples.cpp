// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/image_samples.h"

namespace hydra::test {
namespace {

constexpr qsizetype kSampleSize = 128 << 10;

/// A file of SIZE bytes that has BYTES at AT, and nothing else that anybody knows.
QByteArray with(qsizetype at, const QByteArray &bytes, qsizetype size = kSampleSize)
{
    QByteArray whole(size, '\x01');
    whole.replace(at, bytes.size(), bytes);
    return whole;
}

template <std::size_t N> QByteArray raw(const char (&literal)[N])
{
    return {literal, N - 1};
}

// A footer of the type TYPE: 2 fixed, 3 dynamic, 4 differencing.
QByteArray vhdFooter(char type)
{
    QByteArray footer(512, '\0');
    footer.replace(0, 8, "conectix");
    footer[63] = type;
    return footer;
}

QByteArray qcow2Head(char version, char encryption)
{
    QByteArray head(104, '\0');
    head.replace(0, 4, raw("QFI\xfb"));
    head[7] = version;
    head[35] = encryption;
    head[45] = 3; // the L1 table is at 192 KiB
    return head;
}

std::vector<ImageSample> foreignDisks()
{
    const QByteArray vmdk = raw("KDMV\x01\0\0\0");
    return {
        {"a.vmdk", with(0, vmdk + raw("\x03\0\0\0")), "VMware disk (VMDK)", "-f vmdk"},
        {"s.vmdk", with(0, vmdk + raw("\x03\0\x03\0")), "stream-optimised", "-f vmdk"},
        {"d.vmdk", "# Disk DescriptorFile\nversion=1\nRW 128 FLAT \"d-flat.vmdk\" 0\n",
         "description of a VMware disk", "-f vmdk"},
        {"a.vdi", with(64, raw("\x7f\x10\xda\xbe")), "VirtualBox", "-f vdi"},
        {"fixed.vhd", with(kSampleSize, vhdFooter(2)), "VHD, fixed size", "-f vpc"},
        {"growing.vhd", vhdFooter(3) + with(0, "x"), "VHD, growing", "-f vpc"},
        {"part.vhd", vhdFooter(4) + with(0, "x"), "only changes to another", "merge it"},
        {"a.vhdx", with(0, "vhdxfile"), "VHDX", "-f vhdx"},
        {"a.qed", with(0, raw("QED\0")), "QED", "-f qed"},
        {"old.qcow", with(0, qcow2Head(1, 0)), "first format (qcow)", "-f qcow "},
        {"new.qcow2", with(0, qcow2Head(9, 0), 256 << 10), "unknown version 9", "again"},
        {"cut.qcow2", with(0, qcow2Head(3, 0)), "cut off", "again"},
        {"secret.qcow2", with(0, qcow2Head(2, 2), 256 << 10), "encrypted", "decrypt it"},
        {"a.hdd", with(0, "WithoutFreeSpace"), "Parallels", "-f parallels"},
        {"a.dmg", with(kSampleSize, "koly" + QByteArray(508, '\0')), "Apple", "-f dmg"},
    };
}

std::vector<ImageSample> packedDisks()
{
    return {
        {"disk.raw.xz",
         with(0, raw("\xfd"
                     "7zXZ\0")),
         "with xz", "xz -dk"},
        {"disk.img.gz", with(0, raw("\x1f\x8b\x08")), "with gzip", "gunzip -k"},
        {"disk.raw", with(0, raw("\x28\xb5\x2f\xfd")), "with zstd", "zstd -d"},
        {"disk.img.bz2", with(0, "BZh91AY&SY"), "with bzip2", "bunzip2 -k"},
        {"disk.zip", with(0, raw("PK\x03\x04")), "ZIP", "unzip"},
        {"disk.7z", with(0, raw("7z\xbc\xaf\x27\x1c")), "7-Zip", "7z x"},
        {"machine.ova", with(257, "ustar"), "tar", "tar -xf"},
    };
}

std::vector<ImageSample> otherFiles()
{
    return {
        {"netinst.iso", with(32769, "CD001"), "ISO 9660", "disk image"},
        {"page.qcow2", "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>\n", "web page",
         "browser"},
        {"pointer.qcow2", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n", "Git LFS",
         "git lfs pull"},
        {"machine.ovf", "<?xml version=\"1.0\"?>\n<Envelope xmlns=\"http://x/ovf/envelope/1\"/>\n",
         "OVF", "the disk beside it"},
        {"notes.img", "remember the milk\n", "text file", ""},
        {"nothing.qcow2", "", "empty", "again"},
        {"tiny.raw", QByteArray(1024, '\x01'), "too small", "again"},
        {"odd.raw", QByteArray(kSampleSize + 7, '\x01'), "no known format", ""},
        {"vmlinuz", with(510, raw("\x55\xaa\0\0HdrS")), "Linux kernel", "kernel.kernel"},
        {"initrd.img", with(0, "070701"), "initramfs", "kernel.initrd"},
        {"tool.img",
         with(0, raw("\x7f"
                     "ELF")),
         "program (ELF)", ""},
        {"guide.img", with(0, "%PDF-1.7"), "PDF", ""},
    };
}

} // namespace

std::vector<ImageSample> imageSamples()
{
    std::vector<ImageSample> all = foreignDisks();
    for (const auto &more : {packedDisks(), otherFiles()})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

} // namespace hydra::test
