// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/yaml/node.h"

#include <QJsonObject>
#include <QStringList>

#include <vector>

namespace hydra {

/// What is wrong at one place of a text that is read as a CRI message.
struct CriComplaint {
    YamlMark mark = {};
    QString key = {}; ///< dotted, such as mounts[0].host_path
    QString what = {};
    QString hint = {};      ///< what to write instead; empty: see `known`
    QString word = {};      ///< a word that does not exist here
    QStringList known = {}; ///< the words that do
};

/// A CRI message as a YAML or JSON text writes it.
struct CriReading {
    QJsonObject
        message; ///< names of the .proto, enums as numbers; fits the message if none is wrong
    std::vector<CriComplaint> wrong;
    std::vector<CriComplaint> unknown; ///< names that the message has not: left out, as crictl does
};

/// Reads ROOT as the message TYPE ("PodSandboxConfig"), each value by its field's type in the
/// message's own descriptor: a text field takes any scalar as it is written, a bool YAML 1.1's
/// words, an integer whole numbers in its range, an enum its words or numbers. Names are the
/// .proto's or lowerCamelCase, in any case. Fails only when the module cannot be loaded. Any
/// thread.
[[nodiscard]] Result<CriReading> readCriMessage(const QString &type, const YamlNode &root);

} // namespace hydra
