// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/stored_card.h"

#include "core/host/facts.h"
#include "core/image/pull/newer_build.h"
#include "core/image/pull/pull_image.h"
#include "core/image/recipe_digest.h"
#include "core/lab/image_users.h"
#include "ui/actions/action_menu.h"
#include "ui/widgets/elided_label.h"

namespace hydra::ui {
namespace {

ElidedLabel *dimLine(const QString &text, const QString &tip)
{
    auto *line = new ElidedLabel(text, Qt::ElideRight);
    line->setObjectName(QStringLiteral("dim"));
    line->setToolTip(plainTip(tip));
    return line;
}

QString originOf(const StoredImage &image)
{
    const QString from =
        image.source.isEmpty() ? StoredCard::tr("of unknown origin") : image.source;
    return StoredCard::tr("%1 file, %2 disk · %3")
        .arg(image.fileSize.toDisplay(), image.virtualSize.toDisplay(), from);
}

QString digestOf(const StoredImage &image)
{
    const QString digest = StoredCard::tr("sha512 %1…").arg(image.sha512.left(12));
    return image.checkedBy.isEmpty()
               ? digest
               : StoredCard::tr("%1, checked against %2").arg(digest, image.checkedBy);
}

QString useOf(const QStringList &users)
{
    return users.isEmpty() ? StoredCard::tr("used by none")
                           : StoredCard::tr("used by %1").arg(users.join(QStringLiteral(", ")));
}

} // namespace

Result<std::vector<UsedImage>> readUsedImages(const Paths &paths)
{
    const auto images = ImageStore(paths.imagesDir()).list();
    if (!images)
        return fail(images.error());
    std::vector<UsedImage> used;
    for (const StoredImage &image : *images) {
        UsedImage one{image, {}};
        for (const QString &dir : imageUsers(paths, image))
            one.users << dir.section(u'/', -2);
        used.push_back(std::move(one));
    }
    return used;
}

Result<QStringList> lookForNewerBuilds(const Environment &environment, const JobContext &job)
{
    const auto images = ImageStore(environment.paths.imagesDir()).list();
    if (!images)
        return fail(images.error());
    const PullSettings settings = pullSettings(environment);
    QStringList old;
    std::optional<Error> trouble;
    for (const StoredImage &image : *images) {
        const auto isOld = hasNewerBuild(image, settings, job);
        if (!isOld)
            trouble = isOld.error();
        else if (isOld->value_or(false))
            old << image.name;
    }
    return trouble && old.isEmpty() ? Result<QStringList>(fail(*trouble)) : old;
}

StoredCard::StoredCard(Context &context, QWidget *parent)
    : Card(tr("In the store"), parent), m_context(context), m_rows(new QVBoxLayout),
      m_look(makeButton(tr("Look for newer builds"), QStringLiteral("link"),
                        tr("Ask the distributions for newer builds")))
{
    m_rows->setSpacing(12);
    body()->addLayout(m_rows);
    QPushButton *add = makeButton(tr("Add a disk image…"), QStringLiteral("link"),
                                  tr("Add a disk image from a file"));
    offerCommand(*add, QStringLiteral("hydractl image add FILE"));
    connect(add, &QPushButton::clicked, this, &StoredCard::addWanted);
    offerCommand(*m_look, QStringLiteral("hydractl image list --newer"));
    connect(m_look, &QPushButton::clicked, this, &StoredCard::lookWanted);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(m_look);
    buttons->addStretch();
    body()->addLayout(buttons);
}

void StoredCard::setLooking(bool looking)
{
    m_look->setEnabled(!looking);
    m_look->setText(looking ? tr("Looking…") : tr("Look for newer builds"));
}

void StoredCard::showImages(const std::vector<UsedImage> &images)
{
    clearLayout(*m_rows);
    MemorySize all;
    for (const UsedImage &used : images) {
        addImage(used);
        all = MemorySize::bytes(all.inBytes() + used.image.fileSize.inBytes());
    }
    m_look->setVisible(!images.empty());
    setNote(images.empty() ? QString() : tr("%1 on this disk").arg(all.toDisplay()));
    if (images.empty())
        m_rows->addWidget(makeParagraph(
            tr("No images yet. The first start of an environment gets the one it needs; or get one "
               "below, or drop a file or an address here."),
            QStringLiteral("dim")));
}

void StoredCard::addImage(const UsedImage &used)
{
    const StoredImage &image = used.image;
    auto *line = new QHBoxLayout;
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new ElidedLabel(image.name));
    if (QLabel *note = noteOf(used))
        texts->addWidget(note, 0, Qt::AlignLeft);
    const QString origin = image.url.isEmpty() ? image.source : image.url;
    texts->addWidget(dimLine(originOf(image), tr("%1\nmade %2").arg(origin, image.createdAt)));
    texts->addWidget(dimLine(digestOf(image) + QStringLiteral(" · ") + useOf(used.users),
                             tr("sha512 %1\n%2").arg(image.sha512, useOf(used.users))));
    line->addLayout(texts, 1);
    addButtons(*line, used);
    m_rows->addLayout(line);
}

QLabel *StoredCard::noteOf(const UsedImage &used) const
{
    const Theme &theme = m_context.theme;
    const StoredImage &image = used.image;
    const QString arch = hostDebianArch();
    if (isOutdated(image, arch)) {
        QLabel *note = makeMark(tr("⚠ older recipe"), theme.color(Token::WarnText),
                                tr("Built by another version of Hydra"));
        note->setToolTip(tr("It was built by another version of Hydra. Remove it and build it "
                            "again to have what this version needs."));
        return note;
    }
    if (used.isOld) {
        QLabel *note = makeMark(tr("↑ a newer build is there"), theme.color(Token::WarnText),
                                tr("Its distribution has a newer build"));
        note->setToolTip(tr("Remove it and pull it again to have the newer one, or keep both: "
                            "hydractl image pull %1 --latest --name %1-new")
                             .arg(image.name));
        return note;
    }
    if (!image.frozen)
        return nullptr;
    QLabel *note = makeMark(tr("● instant"), theme.color(Token::RunText),
                            tr("Frozen while it ran: new ones are ready at once"));
    note->setToolTip(tr("Frozen while it ran, with %1 of memory and %2: new ones are ready in "
                        "about a second.")
                         .arg(image.frozen->memory.toDisplay(), image.frozen->accelerator));
    return note;
}

void StoredCard::addButtons(QHBoxLayout &line, const UsedImage &used)
{
    const QString name = used.image.name;
    QPushButton *start =
        makeButton(tr("Start one"), {}, tr("Make an environment of %1 and start it").arg(name));
    offerCommand(*start, QStringLiteral("hydractl create NEW --image ") + name);
    connect(start, &QPushButton::clicked, this,
            [this, name] { m_context.actions.startOneOf(name); });
    QPushButton *remove =
        makeButton(tr("Remove"), QStringLiteral("danger"), tr("Remove %1").arg(name));
    offerCommand(*remove, QStringLiteral("hydractl image remove ") + name);
    connect(remove, &QPushButton::clicked, this, [this, name] { Q_EMIT removeWanted(name); });
    for (QPushButton *button : {start, remove})
        line.addWidget(button, 0, Qt::AlignVCenter);
}

} // namespace hydra::ui
