// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/run_pod_dialog.h"

#include "core/keeper_client/launch.h"
#include "core/reach/readiness.h"
#include "ui/actions/start_recorded.h"
#include "ui/containers/config_form.h"
#include "ui/containers/workload_form.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QClipboard>

namespace hydra::ui {
namespace {

Result<StartedPod> runRecorded(const Environment &environment, const VmRef &vm, const PodRun &run,
                               const JobContext &job)
{
    const QString name = run.configs.pod[u"metadata"][u"name"].toString();
    return recorded(ActivityLog(environment.paths), QStringLiteral("pod-run"),
                    vm.toString() + u' ' + name, environment.paths.labState(vm.lab),
                    [&] { return runPod(environment, vm, run, job); });
}

} // namespace

RunPodDialog::RunPodDialog(Context &context, VmRef vm, QWidget *parent)
    : QDialog(parent), m_context(context), m_vm(std::move(vm)), m_banner(new Banner),
      m_form(new ImageForm(context.theme)), m_stack(new QStackedWidget),
      m_command(new QPlainTextEdit), m_words(makeLabel({}, QStringLiteral("dim"))),
      m_bar(new QProgressBar), m_copy(makeButton(tr("Copy as command"), QStringLiteral("link"))),
      m_cancel(makeButton(tr("Cancel"))),
      m_run(makeButton(tr("Run"), QStringLiteral("primary"), tr("Run the pod")))
{
    setWindowTitle(tr("Run a pod"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 16);
    all->setSpacing(12);
    auto *title = new ElidedLabel(tr("Run a pod in %1").arg(m_vm.toString()));
    title->setObjectName(QStringLiteral("title"));
    all->addWidget(title);
    auto *tabs = new QHBoxLayout;
    tabs->setSpacing(0);
    addWay(*tabs, tr("Smart home"), new WorkloadForm);
    addWay(*tabs, tr("Image"), m_form);
    addWay(*tabs, tr("crictl's files"), new ConfigForm(context.theme));
    tabs->addStretch();
    all->addLayout(tabs);
    all->addWidget(m_banner);
    all->addWidget(m_stack, 1);
    all->addWidget(makeBottom());
    m_run->setDefault(true);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &RunPodDialog::run);
    resize(720, std::min(620, parent ? std::max(480, parent->height() - 60) : 620));
    choose(Library);
    showWork(false);
    askForImages();
}

RunPodDialog::~RunPodDialog() = default;

void RunPodDialog::addWay(QHBoxLayout &tabs, const QString &title, PodSource *source)
{
    const int index = m_stack->addWidget(source);
    QPushButton *tab = makeButton(title, QStringLiteral("tab"));
    tab->setCheckable(true);
    tab->setAutoExclusive(true);
    tab->setAutoDefault(false);
    QFont chosen = tab->font();
    chosen.setPixelSize(13);
    chosen.setWeight(QFont::DemiBold);
    // As wide as the bold text of a chosen tab.
    tab->setFixedWidth(QFontMetrics(chosen).horizontalAdvance(title) + 24);
    tabs.addWidget(tab);
    m_tabs.push_back(tab);
    connect(tab, &QPushButton::clicked, this, [this, index] { choose(static_cast<Way>(index)); });
    connect(source, &PodSource::edited, this, &RunPodDialog::check);
}

QWidget *RunPodDialog::makeBottom()
{
    auto *bottom = new QWidget;
    auto *column = new QVBoxLayout(bottom);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_command->setReadOnly(true);
    m_command->setFont(m_context.theme.monospace());
    m_command->setFixedHeight(46);
    m_command->setTabChangesFocus(true);
    m_command->setAccessibleName(tr("The command that does the same"));
    column->addWidget(m_command);
    column->addWidget(m_words);
    column->addWidget(m_bar);
    auto *buttons = new QHBoxLayout;
    m_copy->setAutoDefault(false);
    connect(m_copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(command()); });
    buttons->addWidget(m_copy);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_run);
    column->addLayout(buttons);
    return bottom;
}

PodSource &RunPodDialog::source() const
{
    return *static_cast<PodSource *>(m_stack->currentWidget());
}

void RunPodDialog::choose(Way way)
{
    m_tabs[way]->setChecked(true);
    m_stack->setCurrentIndex(way);
    m_banner->dismiss();
    check();
}

void RunPodDialog::chooseImage(const QString &tag)
{
    m_form->setImage(tag);
    choose(Image);
}

QString RunPodDialog::command() const
{
    return source().command(m_vm.toString());
}

// Fills the list of images; without it the image can still be typed.
void RunPodDialog::askForImages()
{
    const auto status = readVmStatus(m_context.paths().vmState(m_vm));
    if (!status || criEndpoint(*status).isEmpty())
        return;
    auto client = makeCriClient(criEndpoint(*status));
    if (!client)
        return;
    m_cri = std::move(*client);
    m_cri->listImages([this](const Result<std::vector<CriImage>> &images) {
        QStringList tags;
        for (const CriImage &image : images ? *images : std::vector<CriImage>())
            tags << image.tags;
        tags.sort();
        m_form->setImages(tags);
    });
}

void RunPodDialog::check()
{
    const auto run = source().podRun();
    m_command->setPlainText(run ? command() : QString());
    m_command->setPlaceholderText(tr("The command, when nothing is missing"));
    m_copy->setEnabled(run.has_value());
    m_run->setEnabled(run.has_value() && !m_job);
}

void RunPodDialog::run()
{
    const auto wanted = source().podRun();
    if (!wanted || m_job)
        return;
    m_banner->dismiss();
    auto work = [environment = m_context.store.environment(), vm = m_vm, run = *wanted](
                    const JobContext &job) { return runRecorded(environment, vm, run, job); };
    m_job = std::make_unique<Job<StartedPod>>(
        work, [this](const Result<StartedPod> &result) { ended(result); });
    connect(m_job.get(), &JobBase::progress, this, [this](const Progress &progress) {
        m_words->setText(progress.words);
        showProgress(*m_bar, progress);
    });
    showWork(true);
    showProgress(*m_bar, {});
    m_words->setText(tr("Asking the runtime"));
}

void RunPodDialog::ended(const Result<StartedPod> &result)
{
    m_job.reset();
    showWork(false);
    if (result) {
        Q_EMIT started(m_vm, *result);
        return accept();
    }
    m_run->setFocus(); // it lost the focus when the fields were disabled
    if (result.error().code == ErrorCode::Cancelled)
        return m_banner->showWords(tr("Cancelled. Nothing of it was left."), {}, false);
    m_banner->showWords(formatError(result.error()), result.error().details);
}

void RunPodDialog::showWork(bool works)
{
    m_stack->setEnabled(!works);
    for (QPushButton *tab : m_tabs)
        tab->setEnabled(!works);
    m_words->setVisible(works);
    m_bar->setVisible(works);
    m_cancel->setEnabled(true);
    check();
}

void RunPodDialog::done(int result)
{
    if (!m_job)
        return QDialog::done(result);
    m_job->cancel();
    m_words->setText(tr("Cancelling"));
    m_cancel->setEnabled(false);
}

} // namespace hydra::ui
