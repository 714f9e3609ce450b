// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/runtime_rows.h"
#include "ui/context.h"
#include "ui/models/vm_runtime.h"
#include "ui/widgets/basics.h"

#include <QPlainTextEdit>

namespace hydra::ui {

class ElidedLabel;

/// Everything a runtime knows about a container, pod or image, in the format of crictl inspect:
/// JSON or YAML. Requested when shown, and again on demand.
class InspectView : public QWidget
{
    Q_OBJECT

public:
    InspectView(Context &context, VmRuntime &runtime, RuntimeList list, QString id,
                QWidget *parent = nullptr);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void ask();
    void showValue();

    QPointer<VmRuntime> m_runtime;
    RuntimeList m_list;
    QString m_id;
    QPushButton *m_json;
    QPushButton *m_yaml;
    ElidedLabel *m_words;
    QPlainTextEdit *m_text;
    std::unique_ptr<CriClient> m_client;
    QJsonObject m_value;
};

} // namespace hydra::ui
