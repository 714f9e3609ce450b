// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/settings_form/vm_form.h"
#include "ui/widgets/basics.h"

#include <QPointer>
#include <QScrollArea>
#include <QStackedWidget>

namespace hydra::ui {

class DiskNotice;
class PreviewPane;
class SectionList;
class SectionPage;

/// A form for everything a lab file says of one VM: sections, fields, a preview. Changes are kept
/// in the draft until they are saved, also when the page is left.
class VmSettingsPage : public QWidget
{
    Q_OBJECT

public:
    VmSettingsPage(Context &context, VmEntry &vm, LabDraft &draft, QWidget *parent = nullptr);
    ~VmSettingsPage() override;

    void showSection(FieldSection section);
    [[nodiscard]] VmForm &form() { return m_form; }

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void refresh();
    void showOthers();
    void showFirstProblem();
    void arrange();
    void foldPreview(bool shown);
    [[nodiscard]] bool isWide() const;
    void takeSurroundings();
    [[nodiscard]] SectionPage *sectionPage(FieldSection section);

    Context &m_context;
    QPointer<VmEntry> m_vm;
    VmForm m_form;
    SectionList *m_sections;
    QStackedWidget *m_stack;
    QWidget *m_middle;
    Banner *m_refusal;
    Banner *m_others;
    DiskNotice *m_disk;
    PreviewPane *m_preview;
    QPushButton *m_previewButton;
    bool m_previewBeside = true;   ///< in a wide window; remembered
    bool m_previewInstead = false; ///< in a small one
    std::array<SectionPage *, fieldSectionCount> m_pages = {};
    FieldSection m_section = FieldSection::General;
};

} // namespace hydra::ui
