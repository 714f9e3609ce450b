// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/images/image_offer.h"

#include "core/image/image_kind.h"

#include <QFileInfo>

namespace hydra::ui {

bool isImageFile(const QString &file)
{
    const auto kind = readImageKind(file);
    const bool isBundle = file.endsWith(u".hydra") || file.endsWith(u".tar.zst");
    return kind && kind->use != ImageKind::Use::None && !isBundle;
}

void offerImage(Banner &banner, Actions &actions, const QString &file)
{
    const auto kind = readImageKind(file);
    banner.showWords(QObject::tr("%1 is no lab: it is %2.")
                         .arg(QFileInfo(file).fileName(), kind ? kind->name : QString()),
                     {}, false);
    QObject::connect(banner.addButton(QObject::tr("Add to the images")), &QPushButton::clicked,
                     &banner, [&banner, &actions, file] {
                         banner.dismiss();
                         actions.addImage(file);
                     });
}

} // namespace hydra::ui
