// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/catalogue_card.h"

#include "core/host/facts.h"
#include "core/image/guest_recipe.h"
#include "core/image/pull/catalogue.h"
#include "ui/actions/action_menu.h"
#include "ui/widgets/elided_label.h"

namespace hydra::ui {
namespace {

constexpr int kCatalogueButtonWidth = 96; // fixed, to align them

} // namespace

CatalogueCard::CatalogueCard(Context &context, QWidget *parent)
    : Card(tr("Catalogue"), parent), m_context(context), m_rows(new QVBoxLayout),
      m_address(new QLineEdit), m_trouble(makeParagraph({}, QStringLiteral("error")))
{
    addAddress();
    body()->addWidget(m_trouble);
    m_trouble->hide();
    m_rows->setSpacing(10);
    body()->addLayout(m_rows);
}

void CatalogueCard::addAddress()
{
    m_address->setPlaceholderText(tr("Address of any disk image: https://…"));
    m_address->setAccessibleName(tr("Address of a disk image"));
    QPushButton *button = makeButton(tr("Pull"), {}, tr("Pull the image at this address"));
    button->setMinimumWidth(kCatalogueButtonWidth);
    offerCommand(*button, QStringLiteral("hydractl image pull URL"));
    const auto pullAddress = [this] { pull(m_address->text().trimmed()); };
    connect(button, &QPushButton::clicked, this, pullAddress);
    connect(m_address, &QLineEdit::returnPressed, this, pullAddress);
    auto *line = new QHBoxLayout;
    line->addWidget(m_address, 1);
    line->addWidget(button);
    body()->addLayout(line);
}

void CatalogueCard::pull(const QString &asked)
{
    if (asked.isEmpty())
        return m_address->setFocus();
    const auto started = m_context.actions.pulls().startAsked(asked);
    m_trouble->setText(started ? QString() : formatError(started.error()));
    m_trouble->setVisible(!started);
    if (started)
        m_address->clear();
}

void CatalogueCard::showCatalogue(const QStringList &stored,
                                  const std::function<bool(const QString &)> &isRunning)
{
    clearLayout(*m_rows);
    for (const GuestRecipe &recipe : guestRecipes(hostDebianArch())) {
        if (!stored.contains(recipe.name))
            addRecipe(recipe.name, isRunning(recipe.name));
    }
    for (const CatalogueImage &image : imageCatalogue(hostDebianArch())) {
        if (stored.contains(image.name))
            continue;
        const bool running = isRunning(image.name);
        QPushButton *button =
            makeButton(running ? tr("Arriving…") : tr("Pull"), {}, tr("Pull %1").arg(image.name));
        button->setEnabled(!running);
        offerCommand(*button, pullCommand(image.name));
        connect(button, &QPushButton::clicked, this, [this, name = image.name] { pull(name); });
        addRow(image.name, image.title,
               image.build.isEmpty() ? tr("the latest build") : tr("build %1").arg(image.build),
               button);
    }
    if (m_rows->count() == 0)
        m_rows->addWidget(
            makeParagraph(tr("All that Hydra knows is in the store."), QStringLiteral("dim")));
}

void CatalogueCard::addRecipe(const QString &name, bool isRunning)
{
    QPushButton *button =
        makeButton(isRunning ? tr("Building…") : tr("Build"), {}, tr("Build %1").arg(name));
    button->setEnabled(!isRunning);
    offerCommand(*button, QStringLiteral("hydractl image build ") + name);
    connect(button, &QPushButton::clicked, this, [this, name, button] {
        button->setEnabled(false);
        button->setText(tr("Building…"));
        m_context.actions.buildImage(name);
    });
    addRow(name, tr("built here from Debian packages, with containerd"),
           tr("about two minutes, 230 MiB"), button);
}

void CatalogueCard::addRow(const QString &name, const QString &title, const QString &note,
                           QPushButton *button)
{
    auto *texts = new QVBoxLayout;
    texts->setSpacing(2);
    texts->addWidget(new ElidedLabel(name));
    auto *words = new ElidedLabel(QStringLiteral("%1 · %2").arg(title, note), Qt::ElideRight);
    words->setObjectName(QStringLiteral("dim"));
    texts->addWidget(words);
    auto *line = new QHBoxLayout;
    line->addLayout(texts, 1);
    button->setMinimumWidth(kCatalogueButtonWidth);
    line->addWidget(button, 0, Qt::AlignVCenter);
    m_rows->addLayout(line);
}

} // namespace hydra::ui
