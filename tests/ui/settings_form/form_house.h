// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "tests/ui/window/house.h"
#include "ui/settings_form/field_row.h"
#include "ui/settings_form/vm_settings_page.h"
#include "ui/vm/vm_page.h"

#include <QLineEdit>

namespace hydra::ui {

/// A House with one lab and the settings form of one of its VMs.
class FormHouse : public House
{
public:
    explicit FormHouse(const QByteArray &text, const QString &vm = QStringLiteral("hub"))
        : m_file(writeLab(QStringLiteral("home"), text)), m_vm(vm)
    {
        open();
        window().resize(1440, 900);
        showForm();
    }

    void showForm()
    {
        window().go({Place::Kind::Vm, QStringLiteral("home"), m_vm});
        page().showTab(VmPage::Settings);
    }
    [[nodiscard]] VmPage &page() { return *window().findChild<VmPage *>(); }
    [[nodiscard]] VmSettingsPage &form() { return *window().findChild<VmSettingsPage *>(); }
    [[nodiscard]] LabDraft &draft() { return *store().draft(QStringLiteral("home")); }
    [[nodiscard]] QByteArray onDisk() const { return readFile(m_file).value_or(QByteArray()); }
    [[nodiscard]] const QString &file() const { return m_file; }

    /// The row of a path, with its section shown; null when there is none.
    [[nodiscard]] FieldRow *row(const QString &path)
    {
        form().showSection(findFieldHelp(path)->section);
        const auto rows = form().findChildren<FieldRow *>(path);
        return rows.isEmpty() ? nullptr : rows.front();
    }
    [[nodiscard]] QWidget *control(const QString &path) { return row(path)->editor().control(); }

    [[nodiscard]] QPushButton *button(const QString &name)
    {
        for (QPushButton *button : window().findChildren<QPushButton *>()) {
            if (button->accessibleName() == name && button->isVisibleTo(&window()))
                return button;
        }
        return nullptr;
    }

    /// Clicks a button as soon as it exists.
    void press(const QString &name)
    {
        if (!QTest::qWaitFor([&] { return button(name) != nullptr; }, 10000))
            qFatal("no button %s", qPrintable(name));
        button(name)->click();
    }

    /// The problems and warnings shown at a field.
    [[nodiscard]] QStringList words(const QString &path)
    {
        QStringList words;
        for (const QLabel *label : row(path)->findChildren<QLabel *>()) {
            if ((label->objectName() == u"error" || label->objectName() == u"attention") &&
                label->isVisibleTo(&window()))
                words << label->text();
        }
        return words;
    }

private:
    QString m_file;
    QString m_vm;
};

/// Replaces a line's text by typing.
inline void typeOver(QLineEdit &edit, const QString &text)
{
    edit.setFocus();
    edit.selectAll();
    if (text.isEmpty())
        QTest::keyClick(&edit, Qt::Key_Delete);
    else
        QTest::keyClicks(&edit, text);
}

} // namespace hydra::ui
