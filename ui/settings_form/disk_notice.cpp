// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/disk_notice.h"

#include "core/vm/conditions.h"

namespace hydra::ui {

DiskNotice::DiskNotice(Context &context, VmEntry &vm, VmForm &form, QWidget *parent)
    : Banner(parent), m_context(context), m_vm(&vm), m_form(form)
{
    connect(&vm, &VmEntry::changed, this, &DiskNotice::refresh);
}

void DiskNotice::refresh()
{
    const auto &preview = m_form.preview();
    const bool hasDisk = preview && preview->diskSize != MemorySize();
    QString words;
    if (m_vm && hasDisk && preview->otherImage)
        words = tr("Its disk was made from another image. `up` refuses to choose: it goes on with "
                   "--keep-disk, or begins anew with --fresh-disk.");
    else if (m_vm && hasDisk && !preview->changedImage.isEmpty())
        words = tr("The image below its disk has changed since its last start: %1. Put the earlier "
                   "image back; or go on with the disk upon the new one, which may not fit; or "
                   "begin anew with a fresh disk.")
                    .arg(preview->changedImage);
    else if (m_vm && hasDisk && !preview->changedSetup.isEmpty())
        words = tr("The guest on its disk was set up with another value of %1. `up` refuses to "
                   "choose: with --keep-disk cloud-init runs on the disk once more, "
                   "which adds what is new and leaves what was taken out; with --fresh-disk it "
                   "begins anew.")
                    .arg(preview->changedSetup);
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
