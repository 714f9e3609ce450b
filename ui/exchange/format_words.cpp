// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/exchange/format_words.h"

#include <QApplication>

namespace hydra::ui {

QString formatTitle(const QString &format)
{
    static constexpr struct {
        const char *name;
        const char *title;
    } titles[] = {
        {"env", QT_TRANSLATE_NOOP("Exchange", "start-vm.sh settings")},
        {"vm-config", QT_TRANSLATE_NOOP("Exchange", "vm-config.yaml")},
        {"helm-values", QT_TRANSLATE_NOOP("Exchange", "Helm values")},
        {"lab", QT_TRANSLATE_NOOP("Exchange", "Lab file")},
        {"docker", QT_TRANSLATE_NOOP("Exchange", "Docker script")},
        {"kubernetes", QT_TRANSLATE_NOOP("Exchange", "Kubernetes manifests")},
        {"systemd", QT_TRANSLATE_NOOP("Exchange", "systemd unit")},
        {"launchd", QT_TRANSLATE_NOOP("Exchange", "launchd agent")},
        {"shell", QT_TRANSLATE_NOOP("Exchange", "QEMU script")},
    };
    for (const auto &known : titles) {
        if (format == QLatin1String(known.name))
            return QApplication::translate("Exchange", known.title);
    }
    return format;
}

} // namespace hydra::ui
