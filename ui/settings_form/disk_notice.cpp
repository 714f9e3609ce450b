// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "settings_form/disk_notice.h"

#include "config/write_lab.h"
#include "config/yaml_writer.h"
#include "vm/conditions.h"

namespace hydra::ui {
namespace {

/// What cloud-init is told, as text to compare.
QString guestSetupOf(const VmSpec &spec)
{
    const YamlNode all = fullVmNode(spec);
    QString text;
    for (const YamlEntry &entry : all.entries) {
        const FieldHelp *field = findFieldHelp(entry.key);
        if (field && field->effect == FieldEffect::GuestSetup)
            text += writeFlowYaml(*entry.value) + u'\n';
    }
    return text;
}

} // namespace

DiskNotice::DiskNotice(Context &context, VmEntry &vm, VmForm &form, QWidget *parent)
    : Banner(parent), m_context(context), m_vm(&vm), m_form(form), m_started(vm.spec())
{
    connect(&vm, &VmEntry::changed, this, [this] {
        if (!hasEnded(m_vm->status()))
            m_started = m_vm->spec(); // it is told now
        refresh();
    });
}

bool DiskNotice::guestChanged() const
{
    const auto &lab = m_form.draft().lab();
    const VmSpec *now = lab ? lab->vm(m_form.vm()) : nullptr;
    return now && m_started && guestSetupOf(*now) != guestSetupOf(*m_started);
}

void DiskNotice::saved()
{
    refresh();
}

void DiskNotice::refresh()
{
    const auto &preview = m_form.preview();
    const bool hasDisk = preview && preview->diskSize != MemorySize();
    QString words;
    if (m_vm && hasDisk && preview->otherImage)
        words = tr("Its disk was made from another image. `up` refuses to choose: it goes on with --keep-disk, or begins anew with --fresh-disk.");
    else if (m_vm && hasDisk && guestChanged())
        words = tr("The guest set-up was changed. `up` keeps the disk and cloud-init runs on it once more: what is new is added, what was taken out stays. "
                   "A fresh disk gets only what is set up now.");
    const bool mayStart = m_vm && hasEnded(m_vm->status()) && !m_form.draft().isChanged();
    const QString print = words + (mayStart ? u'+' : u'-');
    if (print == m_shown)
        return;
    m_shown = print;
    if (words.isEmpty())
        return dismiss();
    showWords(words, {}, false);
    if (mayStart)
        offer();
}

void DiskNotice::offer()
{
    const auto add = [this](const QString &title, DiskPolicy policy) {
        connect(addButton(title), &QPushButton::clicked, this, [this, policy] {
            if (m_vm)
                m_context.actions.start(m_vm->ref().lab, m_vm->ref().vm, policy);
        });
    };
    add(tr("Start, keep the disk"), DiskPolicy::Keep);
    add(tr("Start with a fresh disk"), DiskPolicy::Fresh);
}

} // namespace hydra::ui
