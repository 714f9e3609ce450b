// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "containers/runtime_rows.h"
#include "context.h"
#include "models/vm_runtime.h"
#include "widgets/basics.h"

#include <QPlainTextEdit>

namespace hydra::ui {

class ElidedLabel;

/// All that a runtime knows of a container, pod or image, as crictl inspect prints it: JSON or YAML. Asked for when it
/// is shown, and again on request.
class InspectView : public QWidget
{
    Q_OBJECT

public:
    InspectView(Context &context, VmRuntime &runtime, RuntimeList list, QString id, QWidget *parent = nullptr);

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
