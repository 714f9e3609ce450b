// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "images/images_page.h"

#include "host/facts.h"
#include "image/guest_build.h"
#include "lab/image_users.h"
#include "widgets/elided_label.h"

namespace hydra::ui {
namespace {

constexpr int kButtonWidth = 84; // so that the columns of both cards agree

} // namespace

ImagesPage::ImagesPage(Context &context, QWidget *parent)
    : ProgramPage(context.theme, tr("Images"), tr("read-only bases; disks of environments are overlays on them"), tr("Store"), parent),
      m_context(context), m_banner(new Banner), m_rows(new QVBoxLayout), m_recipes(new QVBoxLayout)
{
    column().addWidget(m_banner);
    auto *images = new Card(tr("In the store"));
    images->body()->addLayout(m_rows);
    column().addWidget(images);
    auto *recipes = new Card(tr("Can be built from Debian packages"));
    recipes->body()->addLayout(m_recipes);
    column().addWidget(recipes);
    connect(&context.actions, &Actions::imagesChanged, this, &ImagesPage::reload);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (isVisible())
            reload();
    });
}

void ImagesPage::showEvent(QShowEvent *event)
{
    ProgramPage::showEvent(event);
    reload();
}

void ImagesPage::reload()
{
    if (m_reading)
        return;
    auto work = [store = ImageStore(m_context.paths().imagesDir())](const JobContext &) { return store.list(); };
    m_reading = std::make_unique<Job<std::vector<StoredImage>>>(work, [this](const Result<std::vector<StoredImage>> &images) {
        m_reading.reset();
        showImages(images);
    });
}

void ImagesPage::showImages(const Result<std::vector<StoredImage>> &images)
{
    clearLayout(*m_rows);
    clearLayout(*m_recipes);
    if (!images)
        return m_banner->showWords(formatError(images.error()), images.error().details);
    qint64 bytes = 0;
    QStringList names;
    for (const StoredImage &image : *images) {
        addImage(image);
        bytes += qint64(image.fileSize.inBytes());
        names << image.name;
    }
    if (images->empty())
        m_rows->addWidget(makeParagraph(tr("No images yet. The first start of an environment builds the one it needs; or build one below."),
                                        QStringLiteral("dim")));
    for (const GuestRecipe &recipe : guestRecipes(debianArch(machineFacts().arch))) {
        if (!names.contains(recipe.name))
            addRecipe(recipe.name);
    }
    if (m_recipes->count() == 0)
        m_recipes->addWidget(makeParagraph(tr("Everything there is a recipe for is in the store."), QStringLiteral("dim")));
    Q_EMIT counted(int(images->size()), bytes);
}

void ImagesPage::addImage(const StoredImage &image)
{
    auto *line = new QHBoxLayout;
    line->addWidget(makeLabel(image.name), 2);
    line->addWidget(makeLabel(tr("%1 file, %2 disk").arg(image.fileSize.toDisplay(), image.virtualSize.toDisplay()), QStringLiteral("dim")), 3);
    auto *source = new ElidedLabel(image.source);
    source->setObjectName(QStringLiteral("dim"));
    source->setToolTip(tr("%1\nsha512 %2\nmade %3").arg(image.source, image.sha512, image.createdAt));
    line->addWidget(source, 4);
    addNote(*line, image);
    QPushButton *start = makeButton(tr("Start one"), {}, tr("Make an environment of %1 and start it").arg(image.name));
    connect(start, &QPushButton::clicked, this, [this, name = image.name] { m_context.actions.startOneOf(name); });
    QPushButton *button = makeButton(tr("Remove"), QStringLiteral("danger"), tr("Remove %1").arg(image.name));
    connect(button, &QPushButton::clicked, this, [this, name = image.name] { remove(name); });
    for (QPushButton *each : {start, button}) {
        each->setMinimumWidth(kButtonWidth);
        line->addWidget(each);
    }
    m_rows->addLayout(line);
}

void ImagesPage::addNote(QHBoxLayout &line, const StoredImage &image)
{
    const Theme &theme = m_context.theme;
    QLabel *note = nullptr;
    if (isOutdated(image, debianArch(machineFacts().arch))) {
        note = makeMark(tr("⚠ older recipe"), theme.color(Token::WarnText), tr("Built by another version of Hydra"));
        note->setToolTip(tr("It was built by another version of Hydra. Remove it and build it again to have what this version needs."));
    } else if (image.frozen) {
        note = makeMark(tr("● instant"), theme.color(Token::RunText), tr("Frozen while it ran: new ones are ready at once"));
        note->setToolTip(tr("Frozen while it ran, with %1 of memory and %2: new ones are ready in about a second.")
                             .arg(image.frozen->memory.toDisplay(), image.frozen->accelerator));
    }
    line.addWidget(note ? note : new QLabel, 2); // the same columns in every row
}

void ImagesPage::addRecipe(const QString &name)
{
    auto *line = new QHBoxLayout;
    line->addWidget(makeLabel(name), 2);
    line->addWidget(makeLabel(tr("about two minutes, 300 MiB"), QStringLiteral("dim")), 7);
    QPushButton *button = makeButton(tr("Build"), {}, tr("Build %1").arg(name));
    connect(button, &QPushButton::clicked, this, [this, name, button] {
        button->setEnabled(false);
        button->setText(tr("Building…"));
        m_context.actions.buildImage(name);
    });
    button->setMinimumWidth(kButtonWidth);
    line->addWidget(button);
    m_recipes->addLayout(line);
}

void ImagesPage::remove(const QString &name)
{
    const ImageStore store(m_context.paths().imagesDir());
    const auto image = store.find(name);
    const auto removed = image ? store.remove(name, imageUsers(m_context.paths(), *image)) : Result<void>(fail(image.error()));
    if (!removed)
        m_banner->showWords(formatError(removed.error()), removed.error().details);
    else
        m_banner->dismiss();
    reload();
}

} // namespace hydra::ui
