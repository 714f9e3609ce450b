// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/vm_settings_page.h"

#include "core/base/redact_text.h"
#include "ui/settings_form/disk_notice.h"
#include "ui/settings_form/draft_bar.h"
#include "ui/settings_form/field_words.h"
#include "ui/settings_form/preview_pane.h"
#include "ui/settings_form/section_list.h"
#include "ui/settings_form/section_page.h"

#include <QFileInfo>
#include <QSettings>

namespace hydra::ui {
namespace {

constexpr int kWideEnough = 1080; // width at which the preview fits beside the form
constexpr int kLongestLine = 760;
constexpr const char *previewKey = "settings_form/preview";

/// Without the directory, which the user knows.
Diagnostic inFile(Diagnostic problem)
{
    problem.file = QFileInfo(problem.file).fileName();
    return problem;
}

} // namespace

VmSettingsPage::VmSettingsPage(Context &context, VmEntry &vm, LabDraft &draft, QWidget *parent)
    : QWidget(parent), m_context(context), m_vm(&vm), m_form(draft, vm.ref().vm),
      m_sections(new SectionList), m_stack(new QStackedWidget), m_middle(new QWidget),
      m_refusal(new Banner), m_others(new Banner), m_disk(new DiskNotice(context, vm, m_form)),
      m_preview(new PreviewPane(context, m_form)), m_previewButton(makeButton(tr("Preview")))
{
    setObjectName(QStringLiteral("page"));
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(20, 20, 20, 12);
    all->setSpacing(12);
    auto *line = new QHBoxLayout;
    line->setSpacing(16);
    line->addWidget(m_sections);
    auto *column = new QVBoxLayout(m_middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    for (QWidget *notice : {static_cast<QWidget *>(m_refusal), static_cast<QWidget *>(m_others),
                            static_cast<QWidget *>(m_disk), static_cast<QWidget *>(m_stack)})
        column->addWidget(notice);
    column->setStretchFactor(m_stack, 1);
    m_middle->setMaximumWidth(kLongestLine);
    line->addWidget(m_middle, 5);
    line->addWidget(m_preview, 3);
    all->addLayout(line, 1);
    auto *bar = new DraftBar(context, draft);
    bar->addButton(m_previewButton);
    m_previewButton->setCheckable(true);
    m_previewButton->setObjectName(QStringLiteral("segment"));
    m_previewBeside = QSettings(context.windowFile(), QSettings::IniFormat)
                          .value(QLatin1String(previewKey), true)
                          .toBool();
    all->addWidget(bar);
    connect(bar, &DraftBar::problemsWanted, this, &VmSettingsPage::showFirstProblem);
    connect(m_previewButton, &QPushButton::clicked, this, &VmSettingsPage::foldPreview);
    connect(m_sections, &SectionList::chosen, this, &VmSettingsPage::showSection);
    connect(&m_form, &VmForm::changed, this, &VmSettingsPage::refresh);
    connect(&m_form, &VmForm::refused, this, [this](const Diagnostic &why) {
        m_refusal->showWords(formatDiagnostic(inFile(why)), withoutNamedSecrets(why.diff));
    });
    connect(&m_form, &VmForm::made, m_refusal, &Banner::dismiss);
    connect(&draft, &LabDraft::reverted, m_refusal, &Banner::dismiss);
    connect(&context.store, &LabStore::vmChanged, this, &VmSettingsPage::takeSurroundings);
    setFocusProxy(m_sections);
    showSection(FieldSection::General);
}

// Deletes the rows first: they borrow the form, a member, which is destroyed before the children.
VmSettingsPage::~VmSettingsPage()
{
    qDeleteAll(findChildren<QWidget *>(QString(), Qt::FindDirectChildrenOnly));
}

SectionPage *VmSettingsPage::sectionPage(FieldSection section)
{
    SectionPage *&page = m_pages[std::size_t(section)];
    if (!page) {
        page = new SectionPage(m_context, m_form, section);
        auto *scroll = new QScrollArea;
        scroll->setWidgetResizable(true);
        scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        scroll->setFocusPolicy(Qt::NoFocus);
        scroll->setWidget(page);
        m_stack->addWidget(scroll);
    }
    return page;
}

void VmSettingsPage::showSection(FieldSection section)
{
    SectionPage *page = sectionPage(section);
    page->refresh();
    m_section = section;
    m_sections->setSection(section);
    m_previewInstead = false;
    arrange();
    // The page's parents are the viewport and the scroll area.
    m_stack->setCurrentWidget(page->parentWidget()->parentWidget());
}

void VmSettingsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    takeSurroundings();
    m_preview->ask();
    refresh();
}

void VmSettingsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

bool VmSettingsPage::isWide() const
{
    return width() >= kWideEnough;
}

// In a wide window the preview is beside the form, and stays folded away once it was; in a small
// one it replaces the form for a look.
void VmSettingsPage::foldPreview(bool shown)
{
    if (isWide()) {
        QSettings memory(m_context.windowFile(), QSettings::IniFormat);
        memory.setValue(QLatin1String(previewKey), shown);
        m_previewBeside = shown;
    } else {
        m_previewInstead = shown;
    }
    arrange();
}

void VmSettingsPage::arrange()
{
    const bool shown = isWide() ? m_previewBeside : m_previewInstead;
    m_previewButton->setChecked(shown);
    m_preview->setVisible(shown);
    m_middle->setVisible(isWide() || !shown);
}

void VmSettingsPage::takeSurroundings()
{
    if (m_vm && isVisible())
        m_form.setSurroundings(surroundingsOf(m_context, m_vm->ref(), m_form.preview()));
}

void VmSettingsPage::refresh()
{
    if (!m_form.isThere())
        return showOthers();
    for (int i = 0; i < fieldSectionCount; ++i)
        m_sections->setProblems(FieldSection(i), m_form.problemsIn(FieldSection(i)));
    if (SectionPage *page = m_pages[std::size_t(m_section)]; page && isVisible())
        page->refresh();
    takeSurroundings();
    showOthers();
    m_disk->refresh();
}

// Text that is not YAML has no fields, so the form shows its problems only.
void VmSettingsPage::showOthers()
{
    m_stack->setEnabled(m_form.isThere());
    const Diagnostics others = m_form.otherProblems();
    if (others.empty()) {
        const auto general = m_form.warnings({});
        if (general.empty())
            return m_others->dismiss();
        QStringList words;
        for (const Remark &warning : general)
            words << warning.words;
        return m_others->showWords(words.join(u'\n'), {}, false);
    }
    QStringList words;
    for (std::size_t i = 0; i < others.size() && i < 3; ++i)
        words << formatDiagnostic(inFile(others[i]));
    m_others->showWords(
        tr("Elsewhere in the lab file (its page YAML shows the place): %1").arg(words.join(u'\n')));
}

void VmSettingsPage::showFirstProblem()
{
    for (int i = 0; i < fieldSectionCount; ++i) {
        if (m_form.problemsIn(FieldSection(i)) == 0)
            continue;
        showSection(FieldSection(i));
        if (FieldRow *row = m_pages[std::size_t(i)]->firstWrong()) {
            if (auto *scroll = qobject_cast<QScrollArea *>(m_stack->currentWidget()))
                scroll->ensureWidgetVisible(row);
            row->editor().control()->setFocus();
        }
        return;
    }
}

} // namespace hydra::ui
