// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/wizard/new_environment.h"

#include "core/config/presets.h"
#include "core/config/read_lab.h"
#include "core/host/facts.h"
#include "core/host/ports.h"
#include "core/image/guest_build.h"
#include "core/image/store.h"
#include "core/lab/registry.h"
#include "core/lab/templates.h"
#include "core/upstream/upstream_keys.h"
#include "ui/widgets/fields.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QScrollArea>

#include <algorithm>

namespace hydra::ui {
namespace {

constexpr int kMemoryStep = 256; // MiB

QString freeName(const LabStore &store, const QString &preset)
{
    for (int i = 1;; ++i) {
        const QString name = i == 1 ? preset : QStringLiteral("%1-%2").arg(preset).arg(i);
        if (!store.lab(name) && !QFileInfo::exists(store.environment().paths.labFile(name)))
            return name;
    }
}

} // namespace

NewEnvironment::NewEnvironment(Context &context, QWidget *parent)
    : QDialog(parent), m_context(context), m_banner(new Banner),
      m_preset(new ComboBox(context.theme)),
      m_presetHelp(makeParagraph({}, QStringLiteral("faint"))), m_name(new QLineEdit),
      m_nameTrouble(makeTrouble()), m_image(new ComboBox(context.theme)),
      m_summary(makeParagraph({})), m_create(makeButton(tr("Create"))),
      m_start(makeButton(tr("Create and start"), QStringLiteral("primary")))
{
    setWindowTitle(tr("New environment"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    all->addWidget(makeLabel(tr("New environment"), QStringLiteral("title")));
    all->addWidget(m_banner);
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *form = new QFormLayout(page);
    form->setContentsMargins(0, 0, 8, 0);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(14);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->setLabelAlignment(Qt::AlignLeft);
    addFields(*form);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    all->addWidget(scroll, 1);
    auto *buttons = new QHBoxLayout;
    QPushButton *cancel = makeButton(tr("Cancel"));
    QPushButton *copy = makeButton(tr("Copy as command"), QStringLiteral("link"));
    buttons->addWidget(copy);
    buttons->addStretch();
    for (QPushButton *button : {cancel, m_create, m_start})
        buttons->addWidget(button);
    m_start->setDefault(true);
    all->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(command()); });
    connect(m_create, &QPushButton::clicked, this, [this] { create(false); });
    connect(m_start, &QPushButton::clicked, this, [this] { create(true); });
    choosePreset();
    // No higher than the window; the form scrolls.
    resize(620, std::min(640, parent ? parent->height() - 60 : 640));
    m_name->setFocus();
    m_name->selectAll();
}

void NewEnvironment::addFields(QFormLayout &form)
{
    for (const Preset &preset : presets())
        m_preset->addItem(preset.name);
    for (const Preset &saved : savedTemplates(m_context.paths()))
        m_preset->addItem(saved.name);
    m_preset->setCurrentText(QStringLiteral("isolated"));
    m_preset->setAccessibleName(tr("Preset"));
    form.addRow(tr("Preset"), withHelp(m_preset, m_presetHelp));
    m_name->setAccessibleName(tr("Name"));
    m_name->setMaxLength(60);
    form.addRow(tr("Name"), withHelp(m_name, m_nameTrouble));
    m_image->setAccessibleName(tr("Image"));
    form.addRow(
        tr("Image"),
        withHelp(m_image, makeLabel(tr("One that is not in the store is built at the first start."),
                                    QStringLiteral("faint"))));
    const MachineFacts machine = machineFacts();
    const int memory = int(machine.memory.inMib()) / kMemoryStep * kMemoryStep;
    addResource(form, tr("CPU cores"), 1, machine.cpus, {},
                tr("1 to %1. This machine has %1.").arg(machine.cpus), m_cpuSlider, m_cpu);
    addResource(
        form, tr("Memory"), kMemoryStep, memory, tr(" MiB"),
        tr("%1 MiB to %2, what this machine has.").arg(kMemoryStep).arg(machine.memory.toDisplay()),
        m_memorySlider, m_memory);
    m_memory->setSingleStep(kMemoryStep);
    form.addRow(tr("SSH port"), addPort(QStringLiteral("ports.ssh"), tr("SSH port")));
    form.addRow(tr("containerd port"),
                addPort(QStringLiteral("ports.containerd"), tr("containerd port")));
    m_summary->setFont(m_context.theme.monospace());
    m_summary->setAccessibleName(tr("The command that does the same"));
    form.addRow(tr("Command"), m_summary);
    connect(m_preset, &QComboBox::currentIndexChanged, this, &NewEnvironment::choosePreset);
    connect(m_name, &QLineEdit::textChanged, this, &NewEnvironment::check);
    connect(m_image, &QComboBox::currentIndexChanged, this, &NewEnvironment::check);
}

void NewEnvironment::addResource(QFormLayout &form, const QString &text, int from, int to,
                                 const QString &unit, const QString &help, QSlider *&slider,
                                 QSpinBox *&box)
{
    slider = new QSlider(Qt::Horizontal);
    box = new QSpinBox;
    slider->setRange(from, std::max(from, to));
    box->setRange(from, std::max(from, to));
    box->setSuffix(unit);
    box->setFixedWidth(110);
    box->setButtonSymbols(QSpinBox::NoButtons);
    slider->setAccessibleName(text);
    box->setAccessibleName(text);
    slider->setPageStep(std::max(1, (to - from) / 8));
    auto *field = new QWidget;
    auto *line = new QHBoxLayout(field);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(slider, 1);
    line->addWidget(box);
    form.addRow(text, withHelp(field, makeLabel(help, QStringLiteral("faint"))));
    const bool steps = to > 1000;
    connect(slider, &QSlider::valueChanged, box, [box, steps](int value) {
        box->setValue(steps ? (value + kMemoryStep / 2) / kMemoryStep * kMemoryStep : value);
    });
    connect(box, &QSpinBox::valueChanged, this, [this, slider](int value) {
        const QSignalBlocker quiet(slider);
        slider->setValue(value);
        check();
    });
}

QWidget *NewEnvironment::addPort(const QString &key, const QString &text)
{
    PortRow row{key, new QSpinBox, makeTrouble(), makeButton({}, QStringLiteral("link"))};
    row.port->setRange(0, 65535);
    row.port->setSpecialValueText(tr("auto"));
    row.port->setFixedWidth(110);
    row.port->setButtonSymbols(QSpinBox::NoButtons);
    row.port->setAccessibleName(text);
    row.use->hide();
    auto *field = new QWidget;
    auto *line = new QHBoxLayout(field);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(row.port);
    line->addWidget(row.trouble, 1);
    line->addWidget(row.use);
    line->addStretch();
    connect(row.port, &QSpinBox::valueChanged, this, &NewEnvironment::check);
    connect(row.use, &QPushButton::clicked, row.port,
            [row] { row.port->setValue(row.use->property("port").toInt()); });
    m_ports.push_back(row);
    return field;
}

void NewEnvironment::choosePreset()
{
    const auto preset = findTemplate(m_context.paths(), m_preset->currentText());
    if (!preset)
        return;
    m_presetHelp->setText(preset->summary);
    if (const auto lab = readLab(preset->text, preset->name); lab && !lab->vms.empty()) {
        const VmSpec &vm = lab->vms.front();
        m_presetCpu = vm.cpu;
        m_presetMemory = int(vm.memory.inMib());
        m_presetImage = vm.image;
        for (PortRow &row : m_ports) {
            row.preset = vmKeyText(vm, row.key).toInt(); // 0 for a word such as `auto`
            const QSignalBlocker silent(row.port);
            row.port->setValue(row.preset);
        }
    }
    const QSignalBlocker quiet(m_image);
    m_image->clear();
    QStringList images{m_presetImage};
    if (const auto stored = ImageStore(m_context.paths().imagesDir()).list()) {
        for (const StoredImage &image : *stored)
            images << image.name;
    }
    for (const GuestRecipe &recipe : guestRecipes(hostDebianArch()))
        images << recipe.name;
    images.removeDuplicates();
    m_image->addItems(images);
    const Settings &mine = m_context.store.environment().settings;
    m_cpu->setValue(mine.defaultCpu > 0 ? mine.defaultCpu : m_presetCpu);
    m_memory->setValue(mine.defaultMemory != MemorySize() ? int(mine.defaultMemory.inMib())
                                                          : m_presetMemory);
    m_name->setText(freeName(m_context.store, preset->name));
    check();
}

NewLab NewEnvironment::lab() const
{
    NewLab lab{.name = m_name->text(), .preset = m_preset->currentText()};
    if (m_image->currentText() != m_presetImage)
        lab.settings << QStringLiteral("image=") + m_image->currentText();
    if (m_cpu->value() != m_presetCpu)
        lab.settings << QStringLiteral("cpu=%1").arg(m_cpu->value());
    if (m_memory->value() != m_presetMemory)
        lab.settings << QStringLiteral("memory=%1MiB").arg(m_memory->value());
    if (const MemorySize disk = m_context.store.environment().settings.defaultDiskSize;
        disk != MemorySize())
        lab.settings << QStringLiteral("disk_size=") + disk.toString();
    for (const PortRow &row : m_ports) {
        if (row.port->value() != row.preset)
            lab.settings << row.key + u'=' +
                                (row.port->value() == 0 ? QStringLiteral("auto")
                                                        : QString::number(row.port->value()));
    }
    return lab;
}

QString NewEnvironment::command() const
{
    const NewLab wanted = lab();
    QString text = QStringLiteral("hydractl create %1 --preset %2").arg(wanted.name, wanted.preset);
    for (const QString &setting : wanted.settings)
        text += QStringLiteral(" --set ") + setting;
    return text;
}

QString NewEnvironment::portTrouble(int port) const
{
    for (const auto &lab : m_context.store.labs()) {
        for (const auto &vm : lab->vms) {
            for (const PlannedPort &planned : vm->status().ports) {
                if (planned.hostPort == port && !planned.role.isEmpty())
                    return tr("Port %1 is held by %2.").arg(port).arg(vm->ref().toString());
            }
        }
    }
    if (const auto free =
            checkPort(QStringLiteral("127.0.0.1"), std::uint16_t(port), Protocol::Tcp);
        !free)
        return free.error().what;
    return {};
}

void NewEnvironment::checkPorts()
{
    for (const PortRow &row : m_ports) {
        const int port = row.port->value();
        QString trouble = port == 0 ? QString() : portTrouble(port);
        for (const PortRow &other : m_ports) {
            if (&other != &row && port != 0 && other.port->value() == port)
                trouble = tr("Port %1 is used twice here.").arg(port);
        }
        showTrouble(*row.trouble, *row.port, trouble);
        const int free = trouble.isEmpty() ? 0
                                           : proposeFreePort(QStringLiteral("127.0.0.1"),
                                                             std::uint16_t(port), Protocol::Tcp)
                                                 .value_or(0);
        row.use->setVisible(free != 0);
        row.use->setText(tr("Use %1").arg(free));
        row.use->setProperty("port", free);
    }
}

void NewEnvironment::check()
{
    const QString name = m_name->text();
    QString trouble;
    if (!isValidName(name))
        trouble = tr("Use lower-case letters, digits and hyphens, at most 40.");
    else if (m_context.store.lab(name) || QFileInfo::exists(m_context.paths().labFile(name)))
        trouble = tr("A lab called “%1” is there already.").arg(name);
    showTrouble(*m_nameTrouble, *m_name, trouble);
    checkPorts();
    m_summary->setText(command());
    for (QPushButton *button : {m_create, m_start})
        button->setEnabled(trouble.isEmpty());
}

void NewEnvironment::create(bool start)
{
    const auto file = createLab(m_context.paths(), lab());
    if (!file)
        return m_banner->showWords(formatError(file.error()), file.error().details);
    m_context.store.reload();
    const auto loaded = loadLabFile(*file);
    Q_EMIT created(
        lab().name,
        loaded && loaded->spec.vms.size() == 1 ? loaded->spec.vms.front().name : QString(), start);
    accept();
}

} // namespace hydra::ui
