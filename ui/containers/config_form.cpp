// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/config_form.h"

#include "core/base/atomic_file.h"
#include "core/process/command.h"
#include "ui/widgets/fields.h"

#include <QDir>
#include <QFileDialog>

namespace hydra::ui {
namespace {

constexpr qint64 kFileLimit = 1 << 20;

/// What is wrong with a text and where, else what in it means nothing.
QString remarkOn(const Result<CrictlConfig> &config)
{
    return config ? config->warnings.value(0) : formatError(config.error());
}

} // namespace

ConfigForm::ConfigForm(const Theme &theme, QWidget *parent)
    : PodSource(parent), m_pod{.title = tr("Pod"),
                               .read = readPodConfig,
                               .text = new QPlainTextEdit,
                               .trouble = makeTrouble()},
      m_container{.title = tr("Container"),
                  .read = readContainerConfig,
                  .text = new QPlainTextEdit,
                  .trouble = makeTrouble()},
      m_pull(new QCheckBox(tr("Pull the image first")))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(10);
    auto *sides = new QHBoxLayout;
    sides->setSpacing(16);
    sides->addWidget(
        makeSide(theme, m_pod,
                 QStringLiteral("metadata:\n  name: lamp\n  namespace: default\nlog_directory: "
                                "/var/log/pods/lamp\nlinux:\n  cgroup_parent: /hydra")));
    sides->addWidget(makeSide(theme, m_container,
                              QStringLiteral("metadata:\n  name: lamp\nimage:\n  image: "
                                             "localhost/lamp:1\nlog_path: lamp.log\nlinux: {}")));
    all->addLayout(sides, 1);
    all->addWidget(m_pull);
    connect(m_pull, &QCheckBox::toggled, this, &ConfigForm::check);
    check();
}

QWidget *ConfigForm::makeSide(const Theme &theme, Side &side, const QString &example)
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    auto *line = new QHBoxLayout;
    QPushButton *choose =
        makeButton(tr("Open file…"), QStringLiteral("link"), tr("Open file: %1").arg(side.title));
    line->addWidget(makeLabel(side.title, QStringLiteral("cardTitle")));
    line->addStretch();
    line->addWidget(choose);
    side.text->setAccessibleName(tr("Configuration: %1").arg(side.title));
    side.text->setFont(theme.monospace());
    side.text->setLineWrapMode(QPlainTextEdit::NoWrap);
    side.text->setTabChangesFocus(true);
    side.text->setPlaceholderText(example);
    column->addLayout(line);
    column->addWidget(side.text, 1);
    column->addWidget(side.trouble);
    connect(side.text, &QPlainTextEdit::textChanged, this, &ConfigForm::check);
    connect(choose, &QPushButton::clicked, this, [this, &side] { open(side); });
    return widget;
}

void ConfigForm::open(Side &side)
{
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Configuration: %1").arg(side.title), QDir::homePath(),
        tr("YAML or JSON (*.yaml *.yml *.json);;All files (*)"));
    if (file.isEmpty())
        return;
    const auto text = readFile(file, kFileLimit);
    if (!text)
        return showTrouble(*side.trouble, *side.text, formatError(text.error()));
    side.file = file;
    side.fileText = QString::fromUtf8(*text);
    side.text->setPlainText(side.fileText);
}

Result<CrictlConfig> ConfigForm::configOf(const Side &side)
{
    const QString text = side.text->toPlainText();
    if (text.trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("it is empty"), side.title);
    return side.read(text.toUtf8(), side.title);
}

Result<PodRun> ConfigForm::podRun() const
{
    const auto pod = configOf(m_pod);
    const auto container = configOf(m_container);
    if (!pod || !container)
        return fail(!pod ? pod.error() : container.error());
    return PodRun{{pod->message, container->message}, m_pull->isChecked(), {}};
}

QString ConfigForm::command(const QString &vm) const
{
    const auto run = podRun();
    const auto isFile = [](const Side &side) {
        return !side.file.isEmpty() && side.text->toPlainText() == side.fileText;
    };
    if (!isFile(m_pod) || !isFile(m_container))
        return runCommand(vm, run ? run->configs : PodConfigs(), m_pull->isChecked());
    QStringList args{QStringLiteral("crictl"), vm, QStringLiteral("run")};
    if (!m_pull->isChecked())
        args << QStringLiteral("--no-pull");
    return shellLine(
        {.program = QStringLiteral("hydractl"), .args = args << m_container.file << m_pod.file});
}

void ConfigForm::check()
{
    for (const Side *side : {&m_pod, &m_container}) {
        const bool isNew = side->text->toPlainText().trimmed().isEmpty();
        const auto config = configOf(*side);
        showTrouble(*side->trouble, *side->text, isNew ? QString() : remarkOn(config));
    }
    Q_EMIT edited();
}

} // namespace hydra::ui
