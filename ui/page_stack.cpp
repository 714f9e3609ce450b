// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/page_stack.h"

#include "ui/activity/activity_page.h"
#include "ui/doctor/doctor_page.h"
#include "ui/images/images_page.h"
#include "ui/lab/lab_page.h"
#include "ui/settings/settings_page.h"
#include "ui/vm/vm_page.h"
#include "ui/welcome/welcome_page.h"

namespace hydra::ui {

PageStack::PageStack(Context &context, QWidget *parent) : QStackedWidget(parent), m_context(context)
{
}

bool PageStack::show(const Place &place)
{
    QWidget *page = pageOf(place);
    if (page)
        setCurrentWidget(page);
    return page != nullptr;
}

VmPage *PageStack::currentVmPage() const
{
    return qobject_cast<VmPage *>(currentWidget());
}

template <typename Key, typename Page, typename Make>
Page *PageStack::pageIn(std::map<Key, Page *> &pages, const Key &key, const Make &make)
{
    Page *&page = pages[key];
    if (!page) {
        page = make();
        addWidget(page);
    }
    return page;
}

QWidget *PageStack::pageOf(const Place &place)
{
    if (place.kind == Place::Kind::Vm) {
        VmEntry *vm = m_context.store.vm({place.lab, place.vm});
        const auto make = [&] { return new VmPage(m_context, *vm); };
        return vm ? pageIn(m_vmPages, vm->ref().toString(), make) : nullptr;
    }
    if (place.kind == Place::Kind::Lab) {
        const auto make = [&] { return new LabPage(m_context, place.lab); };
        return m_context.store.lab(place.lab) ? pageIn(m_labPages, place.lab, make) : nullptr;
    }
    return pageIn(m_programPages, place.kind, [&] { return makeProgramPage(place.kind); });
}

QWidget *PageStack::makeProgramPage(Place::Kind kind)
{
    switch (kind) {
    case Place::Kind::Images: {
        auto *images = new ImagesPage(m_context);
        connect(images, &ImagesPage::counted, this, &PageStack::imagesCounted);
        return images;
    }
    case Place::Kind::Doctor:
        return new DoctorPage(m_context);
    case Place::Kind::Activity:
        return new ActivityPage(m_context);
    case Place::Kind::Settings:
        return new SettingsPage(m_context);
    default:
        return new WelcomePage(m_context);
    }
}

template <typename Page, typename IsStale>
void PageStack::drop(std::map<QString, Page *> &pages, const IsStale &isStale)
{
    for (auto it = pages.begin(); it != pages.end();) {
        Page *page = it->second;
        if (!isStale(it->first, *page)) {
            ++it;
            continue;
        }
        it = pages.erase(it);
        removeWidget(page);
        page->deleteLater();
    }
}

void PageStack::dropStalePages()
{
    drop(m_vmPages, [this](const QString &, VmPage &page) {
        return !page.vm() || m_context.store.vm(page.ref()) != page.vm();
    });
    drop(m_labPages, [this](const QString &name, LabPage &) { return !m_context.store.lab(name); });
}

} // namespace hydra::ui

#include "ui/moc_page_stack.cpp"
