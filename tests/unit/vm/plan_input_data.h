// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/vm/plan_input.h"

#include <QMetaType>

/// A column of test data.
Q_DECLARE_METATYPE(hydra::PlanInput)
