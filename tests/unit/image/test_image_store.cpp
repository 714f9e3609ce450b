// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/host/limits.h"
#include "core/image/qcow2.h"
#include "core/image/store.h"
#include "core/image/work_dir.h"
#include "core/process/find_program.h"
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "tests/support/test_main.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <csignal>
#include <memory>

using namespace hydra;

class TestImageStore : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_dir;

    [[nodiscard]] QString at(const QString &name) const { return m_dir->filePath(name); }
    [[nodiscard]] ImageStore store() const { return ImageStore(at(QStringLiteral("images"))); }

    Result<StoredImage> addDisk(const QString &name, const CancelToken &cancel = {}) const
    {
        const auto work = store().makeWorkDir();
        const QString file = *work + QStringLiteral("/x.qcow2");
        if (const auto made = createDisk(file, MemorySize::mib(64)); !made)
            return fail(made.error());
        StoredImage record;
        record.name = name;
        record.source = QStringLiteral("a test");
        record.containerd = true;
        return store().add(file, record, cancel);
    }

    /// An image as a download gives it, whose digest is known.
    StoredImage addDownload() const
    {
        const auto work = store().makeWorkDir();
        const QString file = *work + QStringLiteral("/x.qcow2");
        if (!createDisk(file, MemorySize::mib(64)))
            return {};
        StoredImage record;
        record.name = QStringLiteral("d");
        return *store().add(file, record, {}, *sha512OfFile(file, {}));
    }

    /// Makes the record of `d` say that it was written before the host was started.
    void ageRecord() const
    {
        const QString path = at(QStringLiteral("images/d.json"));
        QByteArray text = *readFile(path);
        QVERIFY(writeFileAtomically(path, text.replace(hostBootId().toUtf8(), "another boot")));
    }

private Q_SLOTS:
    void init()
    {
        if (!findProgram(QStringLiteral("qemu-img")))
            QSKIP("needs qemu-img");
        m_dir = std::make_unique<QTemporaryDir>();
    }

    void anImageWhoseHashingIsCancelledIsNotAdded()
    {
        const CancelToken cancel;
        cancel.cancel();
        const auto added = addDisk(QStringLiteral("debian-13"), cancel);
        QVERIFY(!added);
        QCOMPARE(added.error().code, ErrorCode::Cancelled);
        QVERIFY(!store().find(QStringLiteral("debian-13")));
        QVERIFY(addDisk(QStringLiteral("debian-13"))); // and stands in nobody's way
    }

    void anAddedImageIsReadOnlyAndFoundAgain()
    {
        const auto added = addDisk(QStringLiteral("debian-13"));
        QVERIFY(added);
        QCOMPARE(added->virtualSize, MemorySize::mib(64));
        QCOMPARE(*store().find(QStringLiteral("debian-13")), *added);
        QCOMPARE(store().list()->size(), size_t(1));
        QVERIFY(store().list()->front().containerd);
        const auto content = readFile(added->path);
        QCOMPARE(added->sha512,
                 QString::fromLatin1(
                     QCryptographicHash::hash(*content, QCryptographicHash::Sha512).toHex()));
        const auto writers =
            QFileDevice::WriteOwner | QFileDevice::WriteGroup | QFileDevice::WriteOther;
        QVERIFY(!(QFileInfo(added->path).permissions() & writers));
    }

    void aNameIsNeverTakenTwice()
    {
        QVERIFY(addDisk(QStringLiteral("a")));
        QCOMPARE(addDisk(QStringLiteral("a")).error().code, ErrorCode::Conflict);
        QCOMPARE(addDisk(QStringLiteral("../a")).error().code, ErrorCode::Invalid);
    }

    void aFrozenImageHasThreeFilesThatComeAndGoTogether()
    {
        const auto work = store().makeWorkDir();
        const QString stem = *work + QStringLiteral("/x");
        QVERIFY(createDisk(stem + QStringLiteral(".qcow2"), MemorySize::mib(64)));
        QVERIFY(writeFileAtomically(stem + QStringLiteral(".memory"), "memory"));
        QVERIFY(writeFileAtomically(stem + QStringLiteral(".state"), "state"));
        StoredImage record;
        record.name = QStringLiteral("warm");
        record.lab = QStringLiteral("vms: [{name: vm}]\n");
        record.frozen = FrozenGuest();
        record.frozen->accelerator = QStringLiteral("tcg");
        record.frozen->hardware = {{QStringLiteral("memory"), QStringLiteral("2 GiB")},
                                   {QStringLiteral("cpu"), QStringLiteral("2")}};
        record.frozen->mac = QStringLiteral("52:54:00:00:00:01");
        const auto added = store().add(stem + QStringLiteral(".qcow2"), record);
        QVERIFY2(added, added ? "" : qPrintable(formatError(added.error())));
        QCOMPARE(*store().find(QStringLiteral("warm")), *added);
        QCOMPARE(*readFile(added->memoryFile()), QByteArray("memory"));
        QCOMPARE(*readFile(added->stateFile()), QByteArray("state"));
        QVERIFY(store().verify(*added, {}));
        QVERIFY(QFile::setPermissions(added->stateFile(), QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(writeFileAtomically(added->stateFile(), "stale"));
        const auto verified = store().verify(*added, {});
        QVERIFY(!verified);
        QCOMPARE(verified.error().where, added->stateFile());
        QVERIFY(store().remove(QStringLiteral("warm"), {}));
        QVERIFY(!QFile::exists(added->path) && !QFile::exists(added->memoryFile()) &&
                !QFile::exists(added->stateFile()));
    }

    void filesOfAnImageThatNeverGotItsRecordAreRemoved()
    {
        QVERIFY(addDisk(QStringLiteral("whole")));
        for (const char *left : {"half.memory", "half.state", "half.qcow2"})
            QVERIFY(writeFileAtomically(store().directory() + u'/' + QLatin1String(left), "x"));
        store().removeLeftovers();
        QCOMPARE(QDir(store().directory()).entryList(QDir::Files),
                 (QStringList{QStringLiteral("whole.json"), QStringLiteral("whole.qcow2")}));
    }

    void anUnknownImageIsNotFoundAndSaysHowToMakeOne()
    {
        const auto found = store().find(QStringLiteral("nosuch"));
        QCOMPARE(found.error().code, ErrorCode::NotFound);
        QVERIFY(found.error().hint.contains(u"image add FILE --name nosuch"));
        QVERIFY(store()
                    .find(QStringLiteral("debian-12"))
                    .error()
                    .hint.contains(u"image build debian-12"));
        QCOMPARE(store().find(QStringLiteral("../../etc/passwd")).error().code,
                 ErrorCode::NotFound);
        QVERIFY(store().list()->empty());
    }

    void aFileOutsideTheStoreIsAnImageToo()
    {
        QVERIFY(createDisk(at(QStringLiteral("d.qcow2")), MemorySize::mib(10)));
        const auto disk = store().find(at(QStringLiteral("d.qcow2")));
        QCOMPARE(disk->format, QStringLiteral("qcow2"));
        QCOMPARE(disk->virtualSize, MemorySize::mib(10));
        QVERIFY(writeFileAtomically(at(QStringLiteral("r.img")), QByteArray(1 << 20, '\0')));
        QCOMPARE(store().find(at(QStringLiteral("r.img")))->format, QStringLiteral("raw"));
    }

    void aDownloadIsSettledOnceBeforeItsFirstUse()
    {
        StoredImage image = addDownload();
        QCOMPARE(image.writtenInBoot, hostBootId());
        QVERIFY(store().settle(image, {}));
        QCOMPARE(image.writtenInBoot, QString());
        QCOMPARE(*store().find(QStringLiteral("d")), image);
        QCOMPARE(addDisk(QStringLiteral("b"))->writtenInBoot, QString());
    }

    void aDownloadIsVerifiedWhenTheHostWasStartedSince()
    {
        (void)addDownload();
        ageRecord();
        auto image = store().find(QStringLiteral("d"));
        QVERIFY(store().settle(*image, {}));
        QCOMPARE(store().find(QStringLiteral("d"))->writtenInBoot, QString());
    }

    void aDownloadThatAPowerCutDamagedIsNotUsed()
    {
        auto image = addDownload();
        ageRecord();
        image = *store().find(QStringLiteral("d"));
        QVERIFY(QFile::setPermissions(image.path, QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::resize(image.path, image.fileSize.inBytes() / 2));
        const auto settled = store().settle(image, {});
        QVERIFY(!settled);
        QVERIFY(settled.error().what.contains(QStringLiteral("its SHA-512 differs")));
        QCOMPARE(store().find(QStringLiteral("d"))->writtenInBoot, QStringLiteral("another boot"));
    }

    void aFileThatRefersToOthersIsNoImage()
    {
        const auto base = addDisk(QStringLiteral("b"));
        const QString overlay = at(QStringLiteral("o.qcow2"));
        QVERIFY(createOverlay(overlay, *base, {}));
        const auto found = store().find(overlay);
        QVERIFY(!found);
        QCOMPARE(found.error().where, overlay);
        QCOMPARE(found.error().what,
                 QStringLiteral("is only part of a disk: it refers to files elsewhere"));
    }

    void anOverlayIsPrivateSmallAndOnItsBase()
    {
        const auto base = addDisk(QStringLiteral("b"));
        const QString path = at(QStringLiteral("o.qcow2"));
        QVERIFY(createOverlay(path, *base, {}));
        QCOMPARE(readQcow2Head(path)->backingFile, base->path);
        QCOMPARE(readQcow2Head(path)->virtualSize, MemorySize::mib(64));
        QVERIFY(QFileInfo(path).size() < 500'000);
        QCOMPARE(QFileInfo(path).permissions() & (QFileDevice::ReadOther | QFileDevice::ReadGroup),
                 QFileDevice::Permissions());
        QVERIFY(createOverlay(path, *base, MemorySize::mib(128)));
        QCOMPARE(readQcow2Head(path)->virtualSize, MemorySize::mib(128));
        QVERIFY(createOverlay(path, *base, MemorySize::mib(1)));
        QCOMPARE(readQcow2Head(path)->virtualSize, MemorySize::mib(64));
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("o.*")}).size(), 1);
    }

    void aFailedOverlayLeavesTheOldOneAndNothingElse()
    {
        const auto base = addDisk(QStringLiteral("b"));
        const QString path = at(QStringLiteral("o.qcow2"));
        QVERIFY(createOverlay(path, *base, {}));
        const auto before = readFile(path);
        StoredImage wrong = *base;
        wrong.format = QStringLiteral("nosuchformat");
        QVERIFY(!createOverlay(path, wrong, {}));
        wrong.path = at(QStringLiteral("gone.qcow2"));
        QCOMPARE(createOverlay(path, wrong, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(*readFile(path), *before);
        QCOMPARE(QDir(m_dir->path()).entryList({QStringLiteral("o.*")}).size(), 1);
    }

    void anImageInUseIsNotRemoved()
    {
        const auto base = addDisk(QStringLiteral("b"));
        const QString vm = at(QStringLiteral("state/lab/vm"));
        QDir().mkpath(vm);
        QVERIFY(createOverlay(vm + QStringLiteral("/disk.qcow2"), *base, {}));
        const QStringList users{at(QStringLiteral("state"))};
        const auto refused = store().remove(QStringLiteral("b"), users);
        QCOMPARE(refused.error().code, ErrorCode::Conflict);
        QVERIFY(refused.error().what.contains(vm));
        QDir(vm).removeRecursively();
        QVERIFY(store().remove(QStringLiteral("b"), users));
        QVERIFY(!QFileInfo::exists(base->path));
        QCOMPARE(store().remove(QStringLiteral("b"), {}).error().code, ErrorCode::NotFound);
    }

    void recordsWithoutTheirFileAreNamed()
    {
        const auto lost = addDisk(QStringLiteral("lost"));
        QVERIFY(lost && addDisk(QStringLiteral("kept")));
        QVERIFY(store().brokenRecords().isEmpty());
        QVERIFY(QFile::remove(lost->path));
        const QString broken = store().directory() + QStringLiteral("/broken.json");
        QVERIFY(writeFileAtomically(broken, "{"));
        QCOMPARE(store().brokenRecords(),
                 (QStringList{broken, store().directory() + QStringLiteral("/lost.json")}));
    }

    void aDiskIsMadeByTheQemuImgThatWasNamed()
    {
        const QString file = at(QStringLiteral("d.qcow2"));
        const auto made = createDisk(file, MemorySize::mib(1), QStringLiteral("/no/qemu-img"));
        QVERIFY(!made && formatError(made.error()).contains(u"/no/qemu-img"));
        QVERIFY(!QFileInfo::exists(file));
    }

    void whatAKilledMakerLeftIsRemovedAndWorkInProgressIsNot()
    {
        const auto mine = store().makeWorkDir();
        const QString parent = QFileInfo(*mine).path();
        const QString dead = parent + QStringLiteral("/999999999-0123456789-01234567");
        // pid 1 runs, but has another start time.
        const QString reused = parent + QStringLiteral("/1-0123456789-01234567");
        for (const QString &left : {dead, reused, outerWorkDir(dead)})
            QVERIFY(QDir().mkpath(left + QStringLiteral("/a/b")));
        const QString halfAdded = store().directory() + QStringLiteral("/half.qcow2");
        QVERIFY(writeFileAtomically(halfAdded, "x"));
        QVERIFY(addDisk(QStringLiteral("whole")));
        store().removeLeftovers();
        QVERIFY(QFileInfo::exists(*mine));
        for (const QString &left : {dead, reused, outerWorkDir(dead), halfAdded})
            QVERIFY2(!QFileInfo::exists(left), qPrintable(left));
        QVERIFY(store().find(QStringLiteral("whole")));
    }

    void stepsOfAKilledBuildAreEndedToo()
    {
        const QString left =
            store().directory() + QStringLiteral("/.tmp/999999999-0123456789-01234567");
        QVERIFY(QDir().mkpath(left));
        // Like a step of a build, it leads a session and has the directory in its command line.
        const auto orphan =
            startDetached({.program = QStringLiteral("sh"),
                           .args = {QStringLiteral("-c"), QStringLiteral("sleep 60; :"), left}});
        const auto other =
            startDetached({.program = QStringLiteral("sleep"), .args = {QStringLiteral("60")}});
        QVERIFY(orphan && other);
        QVERIFY(identify(*orphan));
        store().removeLeftovers();
        QVERIFY(!identify(*orphan));
        const auto innocent = identify(*other);
        QVERIFY(innocent);
        sendSignal(*innocent, SIGKILL);
        QVERIFY(!QFileInfo::exists(left));
    }

    void aQcow2HeadIsReadWhereverItIsCut()
    {
        const auto base = addDisk(QStringLiteral("b"));
        QVERIFY(createOverlay(at(QStringLiteral("o.qcow2")), *base, {}));
        const QByteArray whole = readFile(at(QStringLiteral("o.qcow2")))->left(4096);
        for (qsizetype size = 0; size < 600; ++size) {
            const auto head = parseQcow2Head(whole.left(size));
            QCOMPARE(head.has_value(), size >= 72);
            QVERIFY(!head || head->backingFile.isEmpty() || head->backingFile == base->path);
        }
    }
};

HYDRA_TEST_MAIN(TestImageStore)
#include "test_image_store.moc"
