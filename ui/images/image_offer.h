// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/actions/actions.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// Whether FILE, which somebody dropped or opened, is a disk image or packed like one, and so
/// neither a lab nor a text to import. A bundle of Hydra's is not, though it is compressed. Reads
/// the file's ends.
[[nodiscard]] bool isImageFile(const QString &file);

/// Says in BANNER what FILE is instead of a lab, with a button that puts it into the store.
void offerImage(Banner &banner, Actions &actions, const QString &file);

} // namespace hydra::ui
