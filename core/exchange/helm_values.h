// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/formats.h"

namespace hydra {

/// Values of upstream's Helm charts: `isolated-vm`, whose settings stand under `configuration`, and `hydra`, an
/// umbrella that has them under `isolated-vm.configuration`. Pure.

/// `--from helm-values`: of either chart. Settings the charts do not have are noted.
[[nodiscard]] Result<Imported> importHelmValues(const ImportRequest &request);
/// `--to helm-values`: a file for both charts. Notes have what neither can say.
[[nodiscard]] Result<Exported> exportHelmValues(const ExportRequest &request);

/// The charts put a value into YAML as it is, and Kubernetes then replaces $(NAME) in it: TEXT in the words in
/// which it comes out again, and back.
[[nodiscard]] QString toChartText(const QString &text);
[[nodiscard]] QString fromChartText(const QString &text);

} // namespace hydra
