// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/items_editor.h"

#include "ui/settings_form/field_row.h"
#include "ui/settings_form/yaml_values.h"

namespace hydra::ui {
namespace {

QString nounOf(const QString &path)
{
    return path == u"disks"        ? QObject::tr("a data disk")
           : path == u"shares"     ? QObject::tr("a share")
           : path == u"registries" ? QObject::tr("a registry")
                                   : QObject::tr("a port");
}

} // namespace

ItemsEditor::ItemsEditor(Context &context, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_context(context), m_items(new QVBoxLayout),
      m_add(makeButton(tr("+ Add %1").arg(nounOf(path)), QStringLiteral("link"),
                       tr("Add %1").arg(nounOf(path))))
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(8);
    m_items->setSpacing(12);
    all->addLayout(m_items);
    auto *line = new QHBoxLayout;
    line->addWidget(m_add);
    line->addStretch();
    all->addLayout(line);
    connect(m_add, &QPushButton::clicked, this, [this] {
        const int count = int(this->form().value(this->path()).node.items.size());
        this->form().set(QStringLiteral("%1[%2]").arg(this->path()).arg(count),
                         newItemOf(this->path(), count + 1));
    });
}

void ItemsEditor::addItem()
{
    const QString item = QStringLiteral("%1[%2]").arg(path()).arg(m_shown.size());
    const QString prefix = path() + QStringLiteral("[].");
    auto *box = new QFrame;
    box->setObjectName(QStringLiteral("item"));
    auto *column = new QVBoxLayout(box);
    column->setContentsMargins(12, 12, 12, 8);
    column->setSpacing(12);
    Item shown{box, {}};
    for (const FieldHelp &field : fieldHelps()) {
        const QString known = QString::fromUtf8(field.path);
        if (!known.startsWith(prefix))
            continue;
        shown.rows.push_back(
            new FieldRow(m_context, form(), item + u'.' + known.mid(prefix.size())));
        column->addWidget(shown.rows.back());
    }
    QPushButton *remove = makeButton(
        path() == u"disks" ? tr("Detach") : tr("Remove"), QStringLiteral("link"),
        tr("Remove %1 %2").arg(QString::fromUtf8(field().label)).arg(m_shown.size() + 1));
    if (path() == u"disks")
        remove->setToolTip(tr("Its file is kept: a disk of the same name brings it back"));
    connect(remove, &QPushButton::clicked, this, [this, item] { form().reset(item); });
    auto *line = new QHBoxLayout;
    line->addStretch();
    line->addWidget(remove);
    column->addLayout(line);
    m_items->addWidget(box);
    box->show();
    m_shown.push_back(std::move(shown));
}

void ItemsEditor::give(std::size_t count)
{
    while (m_shown.size() < count)
        addItem();
    while (m_shown.size() > count) {
        QWidget *box = m_shown.back().box;
        m_shown.pop_back(); // before hiding it, which finishes an edit in progress (re-entrancy)
        m_items->removeWidget(box);
        box->hide();
        box->deleteLater(); // the signal's sender may be inside
    }
}

void ItemsEditor::showValue()
{
    give(form().value(path()).node.items.size());
    for (const Item &item : m_shown) {
        for (FieldRow *row : item.rows)
            row->refresh();
    }
}

} // namespace hydra::ui
