// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/yaml/node.h"

#include <QJsonValue>

#include <google/protobuf/descriptor.h>

namespace hydra {

/// One value of a field, or what is wrong with it.
struct CriScalar {
    QJsonValue value;  ///< whole numbers beyond 53 bits as text, as protobuf's JSON has them
    QString what = {}; ///< what is wrong; empty: nothing
    QString hint = {};
};

/// Reads a scalar by the type of FIELD, which is no message; see readCriMessage. Pure.
[[nodiscard]] CriScalar readScalar(const google::protobuf::FieldDescriptor *field,
                                   const YamlNode &node);

} // namespace hydra
