// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <QStringList>

namespace hydra {

/// A pod with one container, as crictl's two configurations.
struct PodConfigs {
    QJsonObject pod;
    QJsonObject container;
    bool operator==(const PodConfigs &) const = default;
};

/// The same as a person fills it in. The words of lists are KEY=VALUE, each.
struct PodForm {
    QString name;
    QString namespace_ = QStringLiteral("default");
    QString image;
    QString command;   ///< as in a shell, quotes included; empty: the image's own
    QString arguments; ///< the same
    QStringList environment;
    QStringList labels;
    bool hostNetwork = false;
};

/// What is wrong with a form, by field: name, namespace, image, environment, labels. Empty:
/// nothing. Pure.
[[nodiscard]] QMap<QString, QString> checkPodForm(const PodForm &form);

/// The configurations of a form; metadata.uid is left to whoever runs them. Pure.
[[nodiscard]] PodConfigs podConfigs(const PodForm &form);

/// The names of a pod and its container become NAME and NAMESPACE_ (empty: stay), in the labels by
/// which crictl finds them and in the log's directory, too. Pure.
void renamePod(PodConfigs &configs, const QString &name, const QString &namespace_);

/// Gives a pod that has no uid one, and a log directory of `renamePod` with it: each run of it
/// writes its own logs.
void giveUid(QJsonObject &pod);

/// Sets or adds a variable of the container's environment. Pure.
void setVariable(QJsonObject &container, const QString &key, const QString &value);
[[nodiscard]] QString variable(const QJsonObject &container, const QString &key);

} // namespace hydra
