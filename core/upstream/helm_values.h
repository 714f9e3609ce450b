// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/exchange/format.h"

namespace hydra {

/// Values files of upstream's Helm charts: `isolated-vm`, with its settings under `configuration`,
/// and `hydra`, an umbrella chart with them under `isolated-vm.configuration`. Pure.

/// `--from helm-values`: for either chart. Settings that are the chart's own are noted.
[[nodiscard]] Result<Imported> importHelmValues(const ImportRequest &request);
/// `--to helm-values`: one file for both charts. Notes list what neither can express.
[[nodiscard]] Result<Exported> exportHelmValues(const ExportRequest &request);

/// The charts insert a value into YAML unquoted, and Kubernetes then replaces $(NAME) in it. These
/// escape TEXT so that it survives both, and undo the escapes.
[[nodiscard]] QString toChartText(const QString &text);
[[nodiscard]] QString fromChartText(const QString &text);

} // namespace hydra
