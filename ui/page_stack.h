// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"

#include <QStackedWidget>

#include <map>

namespace hydra::ui {

class LabPage;
class VmPage;

/// The pages of the window, one visible at a time. A page is created when first shown and kept
/// until its lab or VM is removed. GUI thread; owns its pages.
class PageStack : public QStackedWidget
{
    Q_OBJECT

public:
    explicit PageStack(Context &context, QWidget *parent = nullptr);

    /// Shows the page of PLACE. False, with nothing changed, when its lab or VM does not exist.
    [[nodiscard]] bool show(const Place &place);
    /// Null when the page shown is not a VM's.
    [[nodiscard]] VmPage *currentVmPage() const;
    /// Removes the pages of labs and VMs that no longer exist.
    void dropStalePages();

Q_SIGNALS:
    void imagesCounted(int count, qint64 bytes);

private:
    [[nodiscard]] QWidget *pageOf(const Place &place);
    template <typename Key, typename Page, typename Make>
    [[nodiscard]] Page *pageIn(std::map<Key, Page *> &pages, const Key &key, const Make &make);
    [[nodiscard]] QWidget *makeProgramPage(Place::Kind kind);
    template <typename Page, typename IsStale>
    void drop(std::map<QString, Page *> &pages, const IsStale &isStale);

    Context &m_context;
    std::map<QString, VmPage *> m_vmPages;   ///< by VmRef::toString
    std::map<QString, LabPage *> m_labPages; ///< by the lab's name
    std::map<Place::Kind, QWidget *> m_programPages;
};

} // namespace hydra::ui
