// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/image/pull/pull_fixture.h"

#include <QDirIterator>

#include <archive.h>
#include <archive_entry.h>

using namespace hydra;
using namespace hydra::test;

namespace {

struct Member {
    QByteArray path;
    QByteArray content;
    QByteArray linkTo; ///< a symbolic link instead
};

QByteArray tarOf(const std::vector<Member> &members)
{
    QByteArray bytes(16 << 20, '\0');
    size_t used = 0;
    archive *a = archive_write_new();
    archive_write_set_format_pax_restricted(a);
    archive_write_open_memory(a, bytes.data(), size_t(bytes.size()), &used);
    for (const Member &member : members) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.path.constData());
        archive_entry_set_filetype(entry, member.linkTo.isEmpty() ? AE_IFREG : AE_IFLNK);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, member.content.size());
        if (!member.linkTo.isEmpty())
            archive_entry_set_symlink(entry, member.linkTo.constData());
        archive_write_header(a, entry);
        archive_write_data(a, member.content.constData(), size_t(member.content.size()));
        archive_entry_free(entry);
    }
    archive_write_free(a);
    return bytes.first(qsizetype(used));
}

} // namespace

/// Whatever a server calls an image: nothing is written outside, and nothing refers outside.
class TestPullHostile : public PullFixture
{
    Q_OBJECT

    [[nodiscard]] QStringList everyFile() const
    {
        QStringList files;
        QDirIterator each(m_dir->path(), QDir::Files | QDir::Hidden | QDir::System,
                          QDirIterator::Subdirectories);
        while (each.hasNext())
            files << QDir(m_dir->path()).relativeFilePath(each.next());
        files.sort();
        return files;
    }

private Q_SLOTS:
    void init() { renew(); }

    void whatIsNoDiskOrRefersToOthersIsRefused()
    {
        if (!findProgram(text("qemu-img")))
            QSKIP("needs qemu-img");
        m_files["/page"] = "<html>log in first</html>";
        const auto page = pulled(source("/page"));
        QVERIFY(!page);
        QVERIFY2(wordsOf(page).contains("a web page"), wordsOf(page).constData());
        QVERIFY(writeFileAtomically(at("base.raw"), rawDisk(1 << 20)));
        QVERIFY(runs(text("qemu-img"),
                     {text("create"), text("-q"), text("-f"), text("qcow2"), text("-b"),
                      text("base.raw"), text("-F"), text("raw"), text("thief.qcow2")}));
        m_files["/thief.qcow2"] = readFile(at("thief.qcow2")).value();
        const auto thief = pulled(source("/thief.qcow2"));
        QVERIFY(!thief);
        QVERIFY2(wordsOf(thief).contains("refers to files elsewhere"), wordsOf(thief).constData());
        QVERIFY(store().list()->empty());
    }

    void aHostileArchiveWritesNothingOutside_data()
    {
        QTest::addColumn<QByteArray>("archive");
        QTest::addColumn<bool>("stored");
        const QByteArray disk = rawDisk(1 << 20);
        QTest::newRow("an absolute path") << tarOf({{"/tmp/hydra-hostile", disk, {}}}) << true;
        QTest::newRow("above") << tarOf({{"../../../hydra-hostile", disk, {}}}) << true;
        QTest::newRow("a link out, and a file through it")
            << tarOf({{"disk", {}, "/tmp"}, {"disk/hydra-hostile", disk, {}}}) << true;
        QTest::newRow("a link in the file's place")
            << tarOf({{"disk.raw", {}, "/tmp/hydra-hostile"}, {"disk.raw", disk, {}}}) << true;
        QTest::newRow("a second disk")
            << tarOf({{"a.raw", disk, {}}, {"b.raw", disk, {}}}) << false;
        QTest::newRow("one name twice")
            << tarOf({{"a.raw", disk, {}}, {"x/a.raw", disk, {}}}) << false;
        std::vector<Member> many;
        for (int i = 0; i < 1000; ++i)
            many.push_back({QByteArray::number(i), "x", {}});
        QTest::newRow("many files") << tarOf(many) << false;
        QTest::newRow("a name that is none")
            << tarOf({{"..", disk, {}}, {"x/.", disk, {}}}) << false;
    }
    void aHostileArchiveWritesNothingOutside()
    {
        QFETCH(QByteArray, archive);
        QFETCH(bool, stored);
        m_files["/disk.tar"] = archive;
        const auto image = pulled(source("/disk.tar"));
        QVERIFY2(image.has_value() == stored, wordsOf(image).constData());
        QVERIFY(!QFile::exists(text("/tmp/hydra-hostile")));
        QStringList left = everyFile();
        for (const char *mine :
             {"cache/downloads/mine", "cache/downloads/mine.part.json", "data/images/mine.raw",
              "data/images/mine.json", "data/images/.lock.mine", "data/images/.build.mine",
              "data/images/.build.mine.json"})
            left.removeAll(text(mine));
        QCOMPARE(left, QStringList());
    }

    void aBombIsRefused()
    {
        // 2 TiB of nothing: a sparse member, whose map says so in a few bytes.
        archive *a = archive_write_new();
        QByteArray bytes(1 << 20, '\0');
        size_t used = 0;
        archive_write_set_format_pax(a);
        archive_write_open_memory(a, bytes.data(), size_t(bytes.size()), &used);
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, "disk.raw");
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_size(entry, 2LL << 40);
        archive_entry_sparse_add_entry(entry, 0, 512);
        archive_write_header(a, entry);
        archive_write_data(a, rawDisk(512).constData(), 512);
        archive_entry_free(entry);
        archive_write_free(a);
        m_files["/disk.tar"] = bytes.first(qsizetype(used));
        const auto image = pulled(source("/disk.tar"));
        QVERIFY(!image);
        QVERIFY2(wordsOf(image).contains("larger than"), wordsOf(image).constData());
        QVERIFY(store().list()->empty());
    }
};

HYDRA_TEST_MAIN(TestPullHostile)
#include "test_pull_hostile.moc"
