// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/images/catalogue_card.h"
#include "ui/images/download_rows.h"
#include "ui/images/stored_card.h"
#include "ui/widgets/program_page.h"

namespace hydra::ui {

/// The images: those of the store, those that arrive, and those that can be had. Takes files and
/// addresses that are dropped on it.
class ImagesPage : public ProgramPage
{
    Q_OBJECT

public:
    explicit ImagesPage(Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void counted(int images, qint64 bytes);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void reload();
    void showImages(const Result<std::vector<UsedImage>> &images);
    void showCatalogue();
    void lookForNewer();
    void chooseFile();
    void remove(const QString &name);

    Context &m_context;
    Banner *m_banner;
    StoredCard *m_stored;
    DownloadRows *m_downloads;
    CatalogueCard *m_catalogue;
    QStringList m_names; ///< of the store
    QStringList m_old;   ///< those with newer builds, as seen last
    std::unique_ptr<JobBase> m_looking;
    std::unique_ptr<JobBase> m_reading;
    bool m_again = false; ///< it changed while it was being read
};

} // namespace hydra::ui
