// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/capture_file.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

std::uint32_t littleEndian(const std::string &text, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = 4; i > 0; --i)
        value = value << 8 | std::uint8_t(text[at + i - 1]);
    return value;
}

/// The types of a file's blocks, whose lengths must agree at both ends; empty when they do not.
std::vector<std::uint32_t> blocksOf(const std::string &text)
{
    std::vector<std::uint32_t> types;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t length = at + 12 <= text.size() ? littleEndian(text, at + 4) : 0;
        if (length < 12 || length % 4 != 0 || at + length > text.size() ||
            littleEndian(text, at + length - 4) != length)
            return {};
        types.push_back(littleEndian(text, at));
        at += length;
    }
    return types;
}

std::string contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
}

} // namespace

class TestPcapng : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void blocksAreWhole()
    {
        std::string out;
        PcapngWriter writer(out);
        writer.section("test");
        writer.interface("home", 65535);
        const std::size_t packet = out.size();
        writer.packet(0, 1700000000s + 123ns, octets("odd"), "denied: egress");
        QCOMPARE(blocksOf(out), std::vector<std::uint32_t>({0x0a0d0d0a, 1, 6}));
        const std::uint64_t ticks =
            std::uint64_t(littleEndian(out, packet + 12)) << 32 | littleEndian(out, packet + 16);
        QCOMPARE(ticks, std::uint64_t(1700000000'000000123));
        QCOMPARE(littleEndian(out, packet + 20), 3u);
        QVERIFY(out.find("home") != std::string::npos);
        QVERIFY(out.find("denied: egress") != std::string::npos);
    }

    void aCaptureNamesEachInterfaceOnce()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lab.pcapng"));
        CaptureFile capture({.path = path.toStdString()});
        for (const char *name : {"home", "uplink", "home"})
            capture.packet(name, 1s, octets("frame"));
        capture.flush();
        QVERIFY(capture.isOpen());
        QCOMPARE(blocksOf(contentOf(path)),
                 std::vector<std::uint32_t>({0x0a0d0d0a, 1, 6, 1, 6, 6}));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
    }

    void aFullFileGivesWayToANewOne()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lab.pcapng"));
        CaptureFile capture({.path = path.toStdString(), .maximum = 4096});
        const Octets frame(1000);
        for (int i = 0; i < 20; ++i)
            capture.packet("home", 1s, frame);
        capture.flush();
        for (const QString &name : {path, path + QStringLiteral(".1")}) {
            const std::string content = contentOf(name);
            QVERIFY(!blocksOf(content).empty());
            QVERIFY(content.size() < 4096 + 1100);
        }
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), 2);
    }

    void aCaptureReplacesAFileButFollowsNoLink()
    {
        const QTemporaryDir folder;
        const QString victim = folder.filePath(QStringLiteral("victim"));
        QFile file(victim);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("kept") == 4);
        file.close();
        const QString path = folder.filePath(QStringLiteral("lab.pcapng"));
        QVERIFY(QFile::link(victim, path));
        CaptureFile capture({.path = path.toStdString()});
        capture.packet("home", 1s, octets("frame"));
        capture.flush();
        QCOMPARE(contentOf(victim), std::string("kept"));
    }

    void aPathThatCannotBeWrittenIsNoCapture()
    {
        CaptureFile capture({.path = "/nonexistent/lab.pcapng"});
        QVERIFY(!capture.isOpen());
        capture.packet("home", 1s, octets("frame"));
        capture.flush();
    }
};

HYDRA_TEST_MAIN(TestPcapng)

#include "test_pcapng.moc"
