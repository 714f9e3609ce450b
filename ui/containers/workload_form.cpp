// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/workload_form.h"

#include "core/process/command.h"
#include "ui/widgets/fields.h"

#include <QFormLayout>
#include <QScrollArea>

namespace hydra::ui {
namespace {

QString needsOf(const Workload &workload)
{
    const QString image =
        WorkloadForm::tr("Its image is built in the environment from Debian's %1, the first time.")
            .arg(workload.packages.join(QStringLiteral(", ")));
    return workload.needs.isEmpty()
               ? image
               : WorkloadForm::tr("Needs a running %1 in the same environment. ")
                         .arg(workload.needs) +
                     image;
}

} // namespace

WorkloadForm::WorkloadForm(QWidget *parent)
    : PodSource(parent), m_list(new QListWidget), m_stack(new QStackedWidget)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    m_list->setAccessibleName(tr("Workloads"));
    m_list->setObjectName(QStringLiteral("choices"));
    m_list->setFixedWidth(150);
    for (const Workload &workload : workloads()) {
        m_list->addItem(workload.title);
        auto *scroll = new QScrollArea;
        scroll->setWidget(addPage(workload));
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_stack->addWidget(scroll);
    }
    row->addWidget(m_list);
    row->addWidget(m_stack, 1);
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int index) {
        m_stack->setCurrentIndex(index);
        check();
    });
    m_list->setCurrentRow(0);
}

QWidget *WorkloadForm::addPage(const Workload &workload)
{
    const QJsonObject metadata = workload.configs.pod[u"metadata"].toObject();
    Page page{workload,
              new QLineEdit(metadata[u"name"].toString()),
              new QLineEdit(metadata[u"namespace"].toString()),
              makeTrouble(),
              {}};
    auto *widget = new QWidget;
    widget->setObjectName(QStringLiteral("page"));
    auto *form = new QFormLayout(widget);
    form->setContentsMargins(0, 0, 8, 0);
    form->setVerticalSpacing(10);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(makeLabel(workload.title, QStringLiteral("cardHeading")));
    form->addRow(makeParagraph(workload.description));
    form->addRow(makeParagraph(needsOf(workload), QStringLiteral("dim")));
    const auto add = [this, form](const QString &text, QLineEdit *field, const QString &help) {
        field->setAccessibleName(text);
        form->addRow(text, help.isEmpty()
                               ? field
                               : withHelp(field, makeParagraph(help, QStringLiteral("faint"))));
        connect(field, &QLineEdit::textChanged, this, &WorkloadForm::check);
    };
    for (const WorkloadSetting &setting : workload.settings) {
        page.settings.emplace_back(setting, new QLineEdit(setting.value));
        add(setting.key, page.settings.back().second, setting.help);
    }
    add(tr("Pod"), page.name, {});
    add(tr("Namespace"), page.nameSpace, {});
    form->addRow(page.trouble);
    m_pages.push_back(std::move(page));
    return widget;
}

const WorkloadForm::Page &WorkloadForm::page() const
{
    return m_pages[size_t(std::max(0, m_list->currentRow()))];
}

// Only settings that differ from the defaults.
WorkloadChoice WorkloadForm::choice() const
{
    const QJsonObject metadata = page().workload.configs.pod[u"metadata"].toObject();
    const auto changed = [](const QLineEdit *field, const QString &value) {
        return field->text().trimmed() == value ? QString() : field->text().trimmed();
    };
    WorkloadChoice choice{changed(page().name, metadata[u"name"].toString()),
                          changed(page().nameSpace, metadata[u"namespace"].toString()),
                          {}};
    for (const auto &[setting, field] : page().settings) {
        if (field->text() != setting.value)
            choice.settings << setting.key + u'=' + field->text();
    }
    return choice;
}

Result<PodRun> WorkloadForm::podRun() const
{
    if (page().name->text().trimmed().isEmpty() || page().nameSpace->text().trimmed().isEmpty())
        return fail(ErrorCode::Invalid, tr("the pod needs a name and a namespace"));
    const auto configs = configsOf(page().workload, choice());
    return configs ? Result<PodRun>(PodRun{*configs, false, page().workload})
                   : fail(configs.error());
}

QString WorkloadForm::command(const QString &vm) const
{
    const WorkloadChoice chosen = choice();
    QStringList args{QStringLiteral("workload"), QStringLiteral("run"), page().workload.name, vm};
    for (const QString &setting : chosen.settings)
        args << QStringLiteral("--set") << setting;
    if (!chosen.podName.isEmpty())
        args << QStringLiteral("--name") << chosen.podName;
    if (!chosen.namespace_.isEmpty())
        args << QStringLiteral("--namespace") << chosen.namespace_;
    return shellLine({.program = QStringLiteral("hydractl"), .args = args});
}

void WorkloadForm::check()
{
    const auto run = podRun();
    const QString where =
        run || run.error().where.isEmpty() ? QString() : run.error().where + QStringLiteral(": ");
    showTrouble(*page().trouble, *page().name,
                run ? QString() : sentence(where + run.error().what));
    Q_EMIT edited();
}

} // namespace hydra::ui
