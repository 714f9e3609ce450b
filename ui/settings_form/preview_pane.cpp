// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/preview_pane.h"

#include "core/lab/redact.h"

namespace hydra::ui {
namespace {

constexpr int kContext = 3;

std::vector<DiffLine> changesOf(const LabDraft &draft)
{
    Redactor secrets;
    for (const QByteArray &text : {draft.saved(), draft.text()})
        static_cast<void>(secrets.yaml(text)); // collects the secrets
    std::vector<DiffLine> lines = nearChanges(diffLines(draft.saved(), draft.text()), kContext);
    for (DiffLine &line : lines)
        line.text = secrets.text(line.text);
    return lines;
}

QString withoutSecrets(const QByteArray &text)
{
    Redactor secrets;
    static_cast<void>(secrets.yaml(text));
    return QString::fromUtf8(secrets.text(text));
}

} // namespace

PreviewPane::PreviewPane(Context &context, VmForm &form, QWidget *parent)
    : QFrame(parent), m_context(context), m_form(form), m_view(new DiffView(context.theme))
{
    setObjectName(QStringLiteral("card"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(16, 4, 16, 16);
    all->setSpacing(8);
    auto *tabs = new QWidget;
    tabs->setObjectName(QStringLiteral("closeTabs"));
    auto *line = new QHBoxLayout(tabs);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    const QStringList names{tr("Changes"), QStringLiteral("QEMU"), QStringLiteral("user-data"),
                            tr("network"), QStringLiteral("YAML")};
    for (int i = 0; i < TabCount; ++i) {
        QPushButton *button =
            makeButton(names[i], QStringLiteral("tab"), tr("Preview %1").arg(names[i]));
        button->setCheckable(true);
        QFont chosen = button->font();
        // Measures bold text, so that nothing moves when another is chosen.
        chosen.setWeight(QFont::DemiBold);
        button->setFixedWidth(QFontMetrics(chosen).horizontalAdvance(names[i]) + 14);
        connect(button, &QPushButton::clicked, this, [this, i] { show(Tab(i)); });
        line->addWidget(button);
        m_tabs[std::size_t(i)] = button;
    }
    line->addStretch(1);
    all->addWidget(tabs);
    all->addWidget(m_view, 1);
    m_view->setAccessibleName(tr("Preview"));
    m_soon.setSingleShot(true);
    m_soon.setInterval(std::chrono::milliseconds(250));
    connect(&m_soon, &QTimer::timeout, this, &PreviewPane::work);
    connect(&form.draft(), &LabDraft::changed, this, [this] {
        refresh();
        ask();
    });
    show(Changes);
}

void PreviewPane::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    refresh();
}

void PreviewPane::ask()
{
    m_soon.start();
}

void PreviewPane::work()
{
    if (!m_form.isThere() || m_job || !parentWidget()->isVisible())
        return;
    const LabDraft &draft = m_form.draft();
    if (!draft.lab())
        return;
    m_asked = draft.text();
    auto work = [environment = m_context.store.environment(),
                 lab = LoadedLab{draft.file(), draft.text(), *draft.lab()},
                 vm = m_form.vm()](const JobContext &) { return previewVm(environment, lab, vm); };
    m_job = std::make_unique<Job<VmPreview>>(work, [this](Result<VmPreview> preview) {
        const auto over = std::move(m_job); // keeps the job alive until its callback returns
        m_trouble = preview ? std::nullopt : std::optional(preview.error());
        m_form.setPreview(preview ? std::optional(*preview) : std::nullopt);
        if (m_form.isThere() && m_form.draft().text() != m_asked)
            ask();
        refresh();
    });
}

void PreviewPane::show(Tab tab)
{
    m_tab = tab;
    for (std::size_t i = 0; i < m_tabs.size(); ++i)
        m_tabs[i]->setChecked(i == std::size_t(tab));
    refresh();
}

QString PreviewPane::waiting() const
{
    if (!m_form.draft().lab())
        return tr("Solve the problems first.");
    return m_trouble          ? formatError(*m_trouble)
           : m_form.preview() ? tr("Nothing: see the warnings.")
                              : tr("Working it out…");
}

void PreviewPane::refresh()
{
    if (!isVisible() || !m_form.isThere())
        return;
    const LabDraft &draft = m_form.draft();
    const std::optional<VmPreview> &preview = m_form.preview();
    if (m_tab == Changes && draft.isChanged())
        return m_view->showDiff(changesOf(draft));
    if (m_tab == Changes)
        return m_view->showText(tr("No changes yet."));
    if (m_tab == Yaml)
        return m_view->showText(withoutSecrets(draft.text()));
    QString text;
    if (preview && draft.lab())
        text = m_tab == Qemu       ? preview->command
               : m_tab == UserData ? preview->userData
                                   : preview->networkConfig;
    m_view->showText(text.isEmpty() ? waiting() : text);
}

} // namespace hydra::ui
