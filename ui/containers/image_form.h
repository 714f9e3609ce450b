// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/pod_source.h"
#include "ui/widgets/combo_box.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>

namespace hydra::ui {

/// A form for a pod with one image. Shows what is wrong with a field below it.
class ImageForm : public PodSource
{
    Q_OBJECT

public:
    explicit ImageForm(const Theme &theme, QWidget *parent = nullptr);

    void setImages(const QStringList &tags); ///< images present in the VM; what was typed stays
    void setImage(const QString &tag);
    [[nodiscard]] Result<PodRun> podRun() const override;
    [[nodiscard]] QString command(const QString &vm) const override;

private:
    void add(QFormLayout &form, const QString &text, QWidget *field, const QString &key,
             const QString &help = {});
    [[nodiscard]] PodForm form() const;
    void check();

    ComboBox *m_image;
    QCheckBox *m_pull, *m_hostNetwork;
    QLineEdit *m_name, *m_nameSpace, *m_command, *m_arguments;
    QPlainTextEdit *m_environment, *m_labels;
    QMap<QString, std::pair<QWidget *, QLabel *>> m_troubles; ///< by PodForm's field
    QStringList m_tags;
    bool m_touched = false;
};

} // namespace hydra::ui
