// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/crictl_text.h"
#include "ui/containers/containers_page.h"
#include "ui/containers/pull_bar.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>

#include <algorithm>

namespace hydra::ui {
namespace {

QString lastSeen(const RuntimeWatch &watch)
{
    if (watch.lastSeenMs() == 0)
        return ContainersPage::tr("never seen");
    const qint64 seconds =
        std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch() - watch.lastSeenMs()) / 1000;
    return seconds < 60 ? ContainersPage::tr("last seen %1 s ago").arg(seconds)
                        : ContainersPage::tr("last seen %1 ago")
                              .arg(crictlDuration(seconds * 1'000'000'000));
}

QString versionOf(const RuntimeWatch &watch)
{
    const CriVersion &version = watch.version();
    return ContainersPage::tr("live · %1 %2 · CRI %3")
        .arg(shownText(version.runtimeName), shownText(version.runtimeVersion),
             shownText(version.apiVersion));
}

} // namespace

void ContainersPage::showCounts()
{
    const QString words[] = {tr("Containers"), tr("Pods"), tr("Images"), tr("Events")};
    for (size_t i = 0; i < m_segments.size(); ++i) {
        const int count = m_views[i]->table().rowCount();
        const QString text = count == 0 || i == size_t(RuntimeList::Events)
                                 ? words[i]
                                 : words[i] + u' ' + QString::number(count);
        if (m_segments[i]->text() != text)
            m_segments[i]->setText(text);
    }
}

void ContainersPage::showState()
{
    m_state->setAll(stateWords());
    const bool anyLive =
        std::any_of(m_runtimes.begin(), m_runtimes.end(),
                    [](const VmRuntime *runtime) { return runtime->watch().isLive(); });
    m_pull->setEnabled(anyLive);
    m_runPod->setEnabled(anyLive);
    const QString words = troubleWords();
    if (words.isEmpty())
        m_trouble->dismiss();
    else if (m_trouble->accessibleName() != words || !m_trouble->isVisibleTo(this))
        m_trouble->showWords(words, rawTroubles(), false);
}

QString ContainersPage::stateWords() const
{
    if (m_runtimes.size() == 1) {
        const VmRuntime &runtime = *m_runtimes.front();
        if (runtime.isStale())
            return runtime.watch().lastSeenMs() == 0 ? QString() : lastSeen(runtime.watch());
        return runtime.watch().isLive() ? versionOf(runtime.watch()) : tr("connecting…");
    }
    const auto live =
        std::count_if(m_runtimes.begin(), m_runtimes.end(),
                      [](const VmRuntime *runtime) { return runtime->watch().isLive(); });
    return tr("%1 of %2 live").arg(live).arg(m_runtimes.size());
}

// A stopped VM is no trouble: its rows turn grey, and a VM's own page says so.
QString ContainersPage::troubleWords() const
{
    QStringList all;
    for (const VmRuntime *runtime : m_runtimes) {
        const QString name = runtime->vm().ref().toString();
        if (!runtime->obstacle().isEmpty()) {
            if (!isOfLab() && runtime->watch().lastSeenMs() != 0)
                all << runtime->obstacle();
        } else if (const auto &trouble = runtime->watch().trouble()) {
            all << (trouble->code == ErrorCode::Unavailable
                        ? tr("The container runtime of %1 does not answer. It is asked again by "
                             "itself; is the VM up, and does containerd run in it?")
                              .arg(name)
                        : tr("The container runtime of %1 does not answer as it should: %2. It is "
                             "asked again by itself.")
                              .arg(name, shownText(trouble->what)));
        }
    }
    return all.join(u'\n');
}

QString ContainersPage::rawTroubles() const
{
    QStringList all;
    for (const VmRuntime *runtime : m_runtimes) {
        if (runtime->obstacle().isEmpty() && runtime->watch().trouble())
            all << shownText(formatError(*runtime->watch().trouble()));
    }
    return all.join(u'\n');
}

QString ContainersPage::emptyWords()
{
    const QString filter = m_filter->text().trimmed();
    if (!filter.isEmpty() && view().table().rowCount() > 0)
        return tr("Nothing here has “%1”.").arg(filter);
    if (m_runtimes.empty())
        return tr("No environment yet.");
    const bool anyLive =
        std::any_of(m_runtimes.begin(), m_runtimes.end(),
                    [](const VmRuntime *runtime) { return runtime->watch().isLive(); });
    if (!anyLive) {
        const auto asked =
            std::find_if(m_runtimes.begin(), m_runtimes.end(),
                         [](const VmRuntime *runtime) { return runtime->obstacle().isEmpty(); });
        if (asked == m_runtimes.end())
            return isOfLab()
                       ? tr("No environment of this lab runs. Start one to see its containers.")
                       : m_runtimes.front()->obstacle();
        return (*asked)->watch().trouble() ? tr("Nothing is known yet of what runs here.")
                                           : tr("Asking containerd…");
    }
    switch (m_list) {
    case RuntimeList::Containers:
        return tr("No containers yet. “Run pod…” starts some.");
    case RuntimeList::Pods:
        return tr("No pods yet. Run one with “Run pod…”.");
    case RuntimeList::Images:
        return tr("No images yet. Pull one with “Pull image…”.");
    case RuntimeList::Events:
        break;
    }
    return tr("Nothing has happened since this was first looked at. What comes, changes and goes "
              "shows here.");
}

void ContainersPage::showEmpty()
{
    const bool empty = view().proxy().rowCount() == 0;
    if (empty)
        m_empty->setText(emptyWords());
    m_stack->setCurrentIndex(empty ? m_stack->count() - 1 : int(m_list));
}

} // namespace hydra::ui
