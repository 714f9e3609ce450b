// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/fake_runtime.h"
#include "tests/ui/window/house.h"
#include "tests/ui/window/running_vm.h"
#include "ui/containers/runtime_view.h"
#include "ui/vm/vm_page.h"

#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

namespace hydra::ui {

/// For whatever waits for the runtime, in ms.
inline constexpr int kPatience = 30000;

inline const VmRef hub{QStringLiteral("home"), QStringLiteral("hub")};

/// One lab with one VM, showing its Containers page.
struct ContainersWorld {
    explicit ContainersWorld(const QStringList &behaviour = {})
        : runtime(behaviour),
          keeper((house.writeLab(hub.lab, "name: home\nvms:\n  - name: hub\n"), house), hub,
                 runtime)
    {
        house.open().go(Place::of(hub));
        page().showTab(VmPage::Containers);
        if (!QTest::qWaitFor(
                [this] { return house.store().vm(hub)->status().state == VmState::Running; },
                kPatience))
            qFatal("the VM does not seem to run");
    }
    [[nodiscard]] VmPage &page() { return *house.window().findChild<VmPage *>(); }
    [[nodiscard]] RuntimeView &view(const char *name)
    {
        for (RuntimeView *view : page().findChildren<RuntimeView *>()) {
            if (view->accessibleName() == QLatin1String(name))
                return *view;
        }
        qFatal("no table %s", name);
    }
    [[nodiscard]] QStringList names(const char *table, int column = 2)
    {
        QStringList all;
        const RuntimeProxy &proxy = view(table).proxy();
        for (int row = 0; row < proxy.rowCount(); ++row)
            all << proxy.index(row, column).data().toString();
        all.sort();
        return all;
    }
    [[nodiscard]] bool says(const QString &words)
    {
        const auto labels = page().findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
            return label->isVisible() &&
                   (label->text().contains(words) || label->accessibleName().contains(words));
        });
    }
    void press(const QString &name)
    {
        QPushButton *found = nullptr;
        const auto look = [&] {
            for (QPushButton *button : page().findChildren<QPushButton *>()) {
                if (button->isVisible() && button->isEnabled() &&
                    (button->accessibleName() == name || button->text() == name))
                    found = button;
            }
            return found != nullptr;
        };
        QVERIFY2(QTest::qWaitFor(look, kPatience), qPrintable(QStringLiteral("no button ") + name));
        found->click();
    }
    QLineEdit &filter()
    {
        for (QLineEdit *edit : page().findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Only rows with these words")
                return *edit;
        }
        qFatal("no filter");
    }
    hydra::test::FakeRuntime runtime;
    House house;
    RunningVm keeper;
};

inline QStringList list(std::initializer_list<const char *> words)
{
    QStringList all;
    for (const char *word : words)
        all << QLatin1String(word);
    return all;
}

} // namespace hydra::ui
