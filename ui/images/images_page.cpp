// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/images_page.h"

#include "core/lab/image_users.h"
#include "ui/images/image_offer.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>

namespace hydra::ui {
namespace {

/// What an image can be made of in a drop: files, and addresses of web servers. A lab's file is
/// the window's, so such a drop has none.
QList<QUrl> imagesIn(const QMimeData &data)
{
    QList<QUrl> urls = data.urls();
    if (urls.isEmpty() && data.hasText())
        urls << QUrl(data.text().trimmed());
    QList<QUrl> images;
    for (const QUrl &url : urls) {
        const bool isWeb = url.scheme() == u"http" || url.scheme() == u"https";
        if (isWeb || (url.isLocalFile() && isImageFile(url.toLocalFile())))
            images << url;
    }
    return images;
}

Result<std::vector<UsedImage>> marked(Result<std::vector<UsedImage>> images, const QStringList &old)
{
    for (std::size_t i = 0; images && i < images->size(); ++i)
        (*images)[i].isOld = old.contains((*images)[i].image.name);
    return images;
}

} // namespace

ImagesPage::ImagesPage(Context &context, QWidget *parent)
    : ProgramPage(context.theme, tr("Images"),
                  tr("read-only bases; disks of environments are overlays on them"), tr("Store"),
                  parent),
      m_context(context), m_banner(new Banner), m_stored(new StoredCard(context)),
      m_downloads(new DownloadRows(context)), m_catalogue(new CatalogueCard(context))
{
    setAcceptDrops(true);
    column().addWidget(m_banner);
    column().addWidget(m_downloads);
    column().addWidget(m_stored);
    column().addWidget(m_catalogue);
    connect(m_stored, &StoredCard::addWanted, this, &ImagesPage::chooseFile);
    connect(m_stored, &StoredCard::lookWanted, this, &ImagesPage::lookForNewer);
    connect(m_stored, &StoredCard::removeWanted, this, &ImagesPage::remove);
    connect(m_downloads, &DownloadRows::changed, this, &ImagesPage::reload);
    connect(&context.actions, &Actions::imagesChanged, this, &ImagesPage::reload);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (isVisible())
            reload();
    });
}

void ImagesPage::showEvent(QShowEvent *event)
{
    ProgramPage::showEvent(event);
    m_downloads->setWatching(true);
    reload();
}

void ImagesPage::hideEvent(QHideEvent *event)
{
    m_downloads->setWatching(false);
    ProgramPage::hideEvent(event);
}

void ImagesPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (!imagesIn(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void ImagesPage::dropEvent(QDropEvent *event)
{
    for (const QUrl &url : imagesIn(*event->mimeData())) {
        if (url.isLocalFile())
            m_context.actions.addImage(url.toLocalFile());
        else
            m_catalogue->pull(url.toString(QUrl::FullyEncoded));
    }
    event->acceptProposedAction();
}

void ImagesPage::reload()
{
    showCatalogue();
    m_again = m_reading != nullptr;
    if (m_again)
        return;
    auto work = [paths = m_context.paths()](const JobContext &) { return readUsedImages(paths); };
    m_reading = std::make_unique<Job<std::vector<UsedImage>>>(
        work, [this](const Result<std::vector<UsedImage>> &images) {
            m_reading.reset();
            showImages(marked(images, m_old));
            if (m_again)
                reload();
        });
}

void ImagesPage::showImages(const Result<std::vector<UsedImage>> &images)
{
    if (!images)
        return m_banner->showWords(formatError(images.error()), images.error().details);
    m_names.clear();
    qint64 bytes = 0;
    for (const UsedImage &used : *images) {
        m_names << used.image.name;
        bytes += qint64(used.image.fileSize.inBytes());
    }
    m_stored->showImages(*images);
    showCatalogue();
    Q_EMIT counted(int(images->size()), bytes);
}

void ImagesPage::showCatalogue()
{
    m_catalogue->showCatalogue(
        m_names, [this](const QString &name) { return m_downloads->isRunning(name); });
}

void ImagesPage::lookForNewer()
{
    if (m_looking)
        return;
    m_stored->setLooking(true);
    auto work = [environment = m_context.store.environment()](const JobContext &job) {
        return lookForNewerBuilds(environment, job);
    };
    m_looking = std::make_unique<Job<QStringList>>(work, [this](const Result<QStringList> &old) {
        m_looking.reset();
        m_stored->setLooking(false);
        if (!old)
            return m_banner->showWords(formatError(old.error()), old.error().details);
        m_old = *old;
        m_banner->showWords(
            old->isEmpty() ? tr("No newer builds were found.")
                           : tr("Newer builds are there: %1").arg(old->join(QStringLiteral(", "))),
            {}, false);
        reload();
    });
}

void ImagesPage::chooseFile()
{
    const QString file = QFileDialog::getOpenFileName(this, tr("Add a disk image"));
    if (!file.isEmpty())
        m_context.actions.addImage(file);
}

void ImagesPage::remove(const QString &name)
{
    const ImageStore store(m_context.paths().imagesDir());
    const auto image = store.find(name);
    const auto removed = image ? store.remove(name, imageUsers(m_context.paths(), *image))
                               : Result<void>(fail(image.error()));
    if (!removed)
        m_banner->showWords(formatError(removed.error()), removed.error().details);
    else
        m_banner->dismiss();
    reload();
}

} // namespace hydra::ui
