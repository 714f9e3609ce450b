// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// The name that errors give the texts that are tested here.
inline const QString labFile = QStringLiteral("lab.yaml");
