// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/file_lock.h"
#include "core/image/store.h"
#include "tests/support/test_main.h"
#include "tests/support/web_server.h"
#include "tests/ui/window/house.h"
#include "ui/images/images_page.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QMimeData>
#include <QPushButton>

#include <atomic>

using namespace hydra;
using namespace hydra::ui;
using test::WebAnswer;
using test::WebRequest;
using test::WebServer;

namespace {

QString words(const char *text)
{
    return QString::fromUtf8(text);
}

/// A raw disk with a boot sector.
QByteArray smallDisk()
{
    QByteArray disk(1 << 20, 'd');
    return disk.replace(510, 2, "\x55\xaa");
}

} // namespace

/// The page of the images: what is there, what arrives and what can be had.
class TestImagesPage : public QObject
{
    Q_OBJECT

    std::unique_ptr<House> m_house;
    std::unique_ptr<ImagesPage> m_page;

    [[nodiscard]] QString imagesDir() const { return m_house->paths().imagesDir(); }
    [[nodiscard]] QPushButton *button(const QString &description) const
    {
        for (auto *each : m_page->findChildren<QPushButton *>()) {
            if (each->isVisibleTo(m_page.get()) && each->accessibleName() == description)
                return each;
        }
        return nullptr;
    }
    [[nodiscard]] bool mayPull(const char *name) const
    {
        const QPushButton *pull = button(words("Pull ") + words(name));
        return pull && pull->isEnabled();
    }
    void press(const QString &description)
    {
        QTRY_VERIFY2(button(description), qPrintable(description));
        button(description)->click();
    }
    [[nodiscard]] bool shows(const QString &text) const { return says(*m_page, text); }
    void drop(QMimeData &data)
    {
        const QPoint middle = m_page->rect().center();
        QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &enter);
        if (!enter.isAccepted())
            return;
        QDropEvent drop(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(m_page.get(), &drop);
    }
    void dropUrl(const QUrl &url)
    {
        QMimeData data;
        data.setUrls({url});
        drop(data);
    }
    /// Whether NAME's file is in the store.
    [[nodiscard]] bool isStored(const char *name) const
    {
        return ImageStore(imagesDir()).find(words(name)).has_value();
    }

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>();
        m_house->open();
        m_page = std::make_unique<ImagesPage>(m_house->context());
        m_page->resize(900, 700);
        m_page->show();
    }
    void cleanup()
    {
        m_page.reset();
        m_house.reset();
    }

    void anEmptyStoreSaysWhatToDoAndTheCatalogueIsBelow()
    {
        QTRY_VERIFY(shows(words("No images yet")));
        QVERIFY(button(words("Pull debian-13-generic")));
        QVERIFY(button(words("Build debian-13")));
        QVERIFY(!shows(words("Arriving")));
    }

    void anActionsCommandCanBeCopied()
    {
        QTRY_VERIFY(button(words("Pull alpine-3.23")));
        QPushButton *pull = button(words("Pull alpine-3.23"));
        QCOMPARE(pull->toolTip(), words("hydractl image pull alpine-3.23"));
        QCOMPARE(pull->actions().size(), 1);
        pull->actions().front()->trigger();
        QCOMPARE(QApplication::clipboard()->text(), words("hydractl image pull alpine-3.23"));
    }

    void aDroppedAddressArrivesAndIsShownWithItsOrigin()
    {
        const QByteArray disk = smallDisk();
        const WebServer server([&disk](const WebRequest &request) {
            return request.target == "/mine.raw" ? contentAnswer(request, disk, "\"1\"")
                                                 : test::notFound();
        });
        dropUrl(QUrl(server.url(words("/mine.raw"))));
        QTRY_VERIFY_WITH_TIMEOUT(isStored("mine"), 20000);
        QTRY_VERIFY(button(words("Remove mine")));
        QVERIFY(shows(words("1 MiB file, 1 MiB disk")));
        QVERIFY(shows(words("used by none")));
        QTRY_VERIFY(!shows(words("Arriving")));
        press(words("Remove mine"));
        QTRY_VERIFY(shows(words("No images yet")));
        QVERIFY(!isStored("mine"));
    }

    void aDownloadShowsItsProgressAndIsCancelled()
    {
        const QByteArray disk = smallDisk();
        const WebServer server([&disk](const WebRequest &request) {
            if (request.target != "/mine.raw")
                return test::notFound();
            WebAnswer answer = contentAnswer(request, disk, "\"1\"");
            answer.pauseUs = 100'000;
            answer.stallAfter = 512 << 10;
            return answer;
        });
        dropUrl(QUrl(server.url(words("/mine.raw"))));
        QTRY_VERIFY_WITH_TIMEOUT(shows(words("of 1.0 MiB")), 10000);
        QVERIFY(shows(words("Arriving")));
        press(words("Cancel mine"));
        QTRY_VERIFY_WITH_TIMEOUT(!shows(words("Arriving")), 10000);
        QVERIFY(!isStored("mine"));
    }

    void aFailureSaysWhyAndIsTriedAgain()
    {
        std::atomic<bool> isThere = false;
        const QByteArray disk = smallDisk();
        const WebServer server([&](const WebRequest &request) {
            return isThere && request.target == "/mine.raw" ? contentAnswer(request, disk, "\"1\"")
                                                            : test::notFound();
        });
        dropUrl(QUrl(server.url(words("/mine.raw"))));
        QTRY_VERIFY_WITH_TIMEOUT(shows(words("404")), 10000);
        QVERIFY(button(words("Forget mine")));
        isThere = true;
        press(words("Pull mine again"));
        QTRY_VERIFY_WITH_TIMEOUT(isStored("mine"), 20000);
        QTRY_VERIFY(!shows(words("404")));
    }

    void whatAnotherProgramDownloadsIsShownToo()
    {
        QVERIFY(QDir().mkpath(imagesDir()));
        const QString name = imagesDir() + words("/.build.fedora-43");
        {
            const auto lock = FileLock::acquire(name);
            QVERIFY(lock);
            QFile news(name + words(".json"));
            QVERIFY(news.open(QIODevice::WriteOnly) &&
                    news.write(R"({"fraction":0.25,"words":"Downloading fedora.qcow2",)"
                               R"("detail":"80 MiB of 320 MiB, 12 MiB/s, 20 s left"})") > 0);
            news.close();
            QTRY_VERIFY(shows(words("Downloading fedora.qcow2 (by another program)")));
            QVERIFY(shows(words("80 MiB of 320 MiB, 12 MiB/s, 20 s left")));
            QVERIFY(!button(words("Cancel fedora-43")));
            QTRY_VERIFY(button(words("Pull fedora-43")) && !mayPull("fedora-43"));
        }
        QTRY_VERIFY(!shows(words("Arriving"))); // it was killed: its news stays
        QTRY_VERIFY(mayPull("fedora-43"));
    }

    void aDroppedFileIsAddedAndALabsFileIsNot()
    {
        const QTemporaryDir dir;
        dropUrl(QUrl::fromLocalFile(written(dir, words("given.img"), smallDisk())));
        QTRY_VERIFY_WITH_TIMEOUT(isStored("given"), 20000);
        QTRY_VERIFY(button(words("Remove given")));
        QMimeData lab;
        lab.setUrls({QUrl::fromLocalFile(written(dir, words("lab.yaml"), "vms: [{name: x}]\n"))});
        QDragEnterEvent enter(QPoint(9, 9), Qt::CopyAction, &lab, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(m_page.get(), &enter);
        QVERIFY(!enter.isAccepted());
    }

    void whatIsOfNoCatalogueHasNoNewerBuild()
    {
        const QTemporaryDir dir;
        m_house->actions().addImage(written(dir, words("given.img"), smallDisk()));
        press(words("Ask the distributions for newer builds"));
        QTRY_VERIFY_WITH_TIMEOUT(shows(words("No newer builds were found.")), 20000);
        QVERIFY(!shows(words("a newer build is there")));
    }

    void anAddressThatIsNoneIsRefusedBelowTheField()
    {
        auto *field = m_page->findChild<QLineEdit *>();
        QVERIFY(field);
        field->setText(words("no such image"));
        press(words("Pull the image at this address"));
        QVERIFY(shows(words("no such image")));
        QVERIFY(m_house->actions().pulls().all().empty());
    }
};

HYDRA_TEST_MAIN(TestImagesPage)
#include "test_images_page.moc"
