// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "image/store.h"
#include "widgets/basics.h"
#include "widgets/program_page.h"


namespace hydra::ui {

/// The image store: what is there, what can be built, who uses what.
class ImagesPage : public ProgramPage
{
    Q_OBJECT

public:
    explicit ImagesPage(Context &context, QWidget *parent = nullptr);

Q_SIGNALS:
    void counted(int images, qint64 bytes);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void reload();
    void showImages(const Result<std::vector<StoredImage>> &images);
    void addImage(const StoredImage &image);
    void addNote(QHBoxLayout &line, const StoredImage &image);
    void addRecipe(const QString &name);
    void remove(const QString &name);

    Context &m_context;
    Banner *m_banner;
    QVBoxLayout *m_rows;
    QVBoxLayout *m_recipes;
    std::unique_ptr<JobBase> m_reading;
};

} // namespace hydra::ui
