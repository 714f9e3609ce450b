// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QString>

namespace hydra {

/// A request to gvproxy's control socket, over HTTP.
struct HttpCall {
    QString method;
    QString path;
    QJsonObject body;
    bool operator==(const HttpCall &) const = default;
};

} // namespace hydra
