// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/cri/crictl_config.h"
#include "ui/containers/pod_source.h"
#include "ui/theme/theme.h"

#include <QCheckBox>
#include <QPlainTextEdit>

namespace hydra::ui {

/// crictl's configurations of a pod and its container, from files or pasted, YAML or JSON.
class ConfigForm : public PodSource
{
    Q_OBJECT

public:
    explicit ConfigForm(const Theme &theme, QWidget *parent = nullptr);

    [[nodiscard]] Result<PodRun> podRun() const override;
    [[nodiscard]] QString command(const QString &vm) const override;

private:
    using Read = Result<CrictlConfig> (*)(const QByteArray &, const QString &);
    struct Side {
        QString title;
        Read read;
        QPlainTextEdit *text;
        QLabel *trouble;
        QString file; ///< the text's source, while it is unchanged
        QString fileText;
    };
    [[nodiscard]] QWidget *makeSide(const Theme &theme, Side &side, const QString &example);
    void open(Side &side);
    void check();
    [[nodiscard]] static Result<CrictlConfig> configOf(const Side &side);

    Side m_pod, m_container;
    QCheckBox *m_pull;
};

} // namespace hydra::ui
