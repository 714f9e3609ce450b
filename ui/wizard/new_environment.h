// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/create.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"
#include "ui/widgets/combo_box.h"

#include <QDialog>
#include <QFormLayout>
#include <QGridLayout>
#include <QLineEdit>
#include <QSlider>
#include <QSpinBox>

namespace hydra::ui {

/// Creates a lab: preset, name, image, resources within the host's limits, ports, and a summary
/// with the equivalent command. Reports mistakes at once; writes only on request.
class NewEnvironment : public QDialog
{
    Q_OBJECT

public:
    NewEnvironment(Context &context, QWidget *parent);

    /// The command equivalent to the form's current input.
    [[nodiscard]] QString command() const;
    [[nodiscard]] NewLab lab() const;

Q_SIGNALS:
    void created(const QString &name, const QString &vm, bool start);

private:
    struct PortRow {
        QString key;    ///< ports.ssh
        QSpinBox *port; ///< 0: auto
        QLabel *trouble;
        QPushButton *use;
        int preset = 0; ///< the preset's value
    };
    void addResource(QFormLayout &form, const QString &text, int from, int to, const QString &unit,
                     const QString &help, QSlider *&slider, QSpinBox *&box);
    [[nodiscard]] QWidget *addPort(const QString &key, const QString &text);
    void addFields(QFormLayout &form);
    void choosePreset();
    void check();
    void checkPorts();
    [[nodiscard]] QString portTrouble(int port) const;
    void create(bool start);

    Context &m_context;
    Banner *m_banner;
    ComboBox *m_preset;
    QLabel *m_presetHelp;
    QLineEdit *m_name;
    QLabel *m_nameTrouble;
    ComboBox *m_image;
    QSlider *m_cpuSlider = nullptr, *m_memorySlider = nullptr;
    QSpinBox *m_cpu = nullptr, *m_memory = nullptr;
    std::vector<PortRow> m_ports;
    QLabel *m_summary;
    QPushButton *m_create;
    QPushButton *m_start;
    int m_presetCpu = 2, m_presetMemory = 2048;
    QString m_presetImage;
};

} // namespace hydra::ui
