// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/section_page.h"

namespace hydra::ui {
namespace {

/// The title of a field's card; empty: the section's first card.
QString cardOf(const FieldHelp &field)
{
    const QString path = QString::fromUtf8(field.path);
    if (field.kind == FieldKind::Items)
        return QString::fromUtf8(field.label);
    // A name that ends in "." or "_" matches all keys with that prefix.
    static const std::pair<const char *, const char *> cards[] = {
        {"kernel.", "Kernel"},
        {"firmware", "Firmware"},
        {"firmware.", "Firmware"},
        {"bind", "Ports"},
        {"ports.", "Ports"},
        {"ip", "Addresses"},
        {"mac", "Addresses"},
        {"egress", "Reach"},
        {"egress.", "Reach"},
        {"host_loopback", "Reach"},
        {"peers", "Reach"},
        {"link.", "Link"},
        {"user_network.", "User network"},
        {"kubelet_", "Kubelet"},
        {"diod", "Kubelet"},
        {"shared_memory.", "Shared memory"},
        {"username", "Login"},
        {"password", "Login"},
        {"password_", "Login"},
        {"salt", "Login"},
        {"ssh_", "Login"},
        {"containerd", "Containers"},
        {"csi_", "Containers"},
        {"encrypted_", "Containers"},
        {"k3s", "Containers"},
        {"packages", "Packages"},
        {"debs", "Packages"},
        {"kernel_", "Packages"},
        {"reboot_", "Packages"},
        {"user_data", "User data"},
        {"krunkit.", "krunkit"},
        {"rimd", "RIMDworkspace"},
        {"rimd.", "RIMDworkspace"},
        {"qemu_args", "QEMU arguments"}};
    for (const auto &[name, title] : cards) {
        const QString prefix = QString::fromLatin1(name);
        const bool open = prefix.endsWith(u'.') || prefix.endsWith(u'_');
        if (path == prefix || (open && path.startsWith(prefix)))
            return QString::fromLatin1(title);
    }
    return {};
}

} // namespace

SectionPage::SectionPage(Context &context, VmForm &form, FieldSection section, QWidget *parent)
    : QWidget(parent), m_form(form)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(16);
    std::map<QString, Card *> cards;
    for (const FieldHelp &field : fieldHelps()) {
        const QString path = QString::fromUtf8(field.path);
        if (field.section != section || path.contains(u'['))
            continue;
        const QString title = cardOf(field).isEmpty() ? titleOf(section) : cardOf(field);
        Card *&card = cards[title];
        if (!card) {
            card = new Card(title);
            card->body()->setSpacing(16);
            column->addWidget(card);
        }
        m_rows.push_back(new FieldRow(context, form, path));
        card->body()->addWidget(m_rows.back());
    }
    column->addStretch(1);
}

void SectionPage::refresh()
{
    for (FieldRow *row : m_rows)
        row->refresh();
}

FieldRow *SectionPage::firstWrong() const
{
    for (FieldRow *row : m_rows) {
        if (!m_form.problems(row->objectName()).empty())
            return row;
    }
    return nullptr;
}

} // namespace hydra::ui
