// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/block_watch.h"
#include "tests/bench/figures.h"
#include "tests/bench/memory.h"

#include "tests/ui/window/running_vm.h"
#include "ui/containers/runtime_view.h"
#include "ui/vm/vm_page.h"

#include <QApplication>
#include <QLineEdit>
#include <QTest>

#include <cstdio>
#include <sys/resource.h>

// The Containers page over a runtime with many objects that change constantly.

namespace {

using namespace hydra;
using namespace hydra::bench;
using namespace hydra::ui;
using hydra::test::FakeRuntime;

const VmRef hub{QStringLiteral("home"), QStringLiteral("hub")};
constexpr int kSeconds = 20;

double cpuSeconds()
{
    rusage usage = {};
    ::getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return double(time.tv_sec) + double(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Figure figure(const char *name, const char *unit, double goal, double value)
{
    return {QString::fromLatin1(name), QString::fromLatin1(unit), goal, {value}};
}

/// The CPU use of the next SECONDS, in percent of a core.
double costOf(int seconds)
{
    const double before = cpuSeconds();
    QTest::qWait(seconds * 1000);
    return (cpuSeconds() - before) * 100 / seconds;
}

double longestPassMs(int seconds)
{
    BlockWatch watch;
    QTest::qWait(seconds * 1000);
    return watch.longestMs();
}

double filterMs(QLineEdit &filter)
{
    BlockWatch watch;
    for (const char letter : {'c', 'o', 'n', 't', '7'}) {
        QTest::keyClick(&filter, letter);
        QTest::qWait(300);
    }
    filter.clear();
    QTest::qWait(500);
    return watch.longestMs();
}

QLineEdit &filterOf(VmPage &page)
{
    for (QLineEdit *edit : page.findChildren<QLineEdit *>()) {
        if (edit->accessibleName() == u"Only rows with these words")
            return *edit;
    }
    qFatal("no filter");
}

int rowsOf(VmPage &page)
{
    int most = 0;
    for (RuntimeView *view : page.findChildren<RuntimeView *>())
        most = std::max(most, view->proxy().rowCount());
    return most;
}

std::vector<Figure> measure()
{
    const FakeRuntime runtime({QStringLiteral("--pods"), QStringLiteral("600"),
                               QStringLiteral("--containers"), QStringLiteral("5000"),
                               QStringLiteral("--changes-per-second"), QStringLiteral("50")});
    House house;
    house.writeLab(hub.lab, "name: home\nvms:\n  - name: hub\n");
    const RunningVm vm(house, hub, runtime);
    house.open().go(Place::of(hub));
    auto &page = *house.window().findChild<VmPage *>();
    page.showTab(VmPage::Containers);
    if (!QTest::qWaitFor([&] { return rowsOf(page) > 100; }, 60000))
        qFatal("the page shows nothing");
    QTest::qWait(3000);
    std::vector<Figure> figures;
    figures.push_back(figure("page shown: share of a core", "%", 10, costOf(kSeconds)));
    figures.push_back(
        figure("page shown: longest pass of the event loop", "ms", 50, longestPassMs(kSeconds)));
    figures.push_back(
        figure("a letter in the filter: longest pass", "ms", 50, filterMs(filterOf(page))));
    figures.push_back(
        figure("PSS of the program", "MiB", 150,
               pssMibWithout(QCoreApplication::applicationPid(), QStringLiteral("fake_cri"))));
    page.showTab(VmPage::Overview);
    QTest::qWait(2000);
    const qsizetype calls = runtime.calls().size();
    figures.push_back(figure("page hidden: share of a core", "%", 1, costOf(10)));
    figures.push_back(figure("page hidden: calls to the runtime", "", 0.3,
                             double(runtime.calls().size() - calls)));
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    const std::vector<Figure> figures = measure();
    std::printf("%s", qPrintable(toTable(figures)));
    return std::any_of(figures.begin(), figures.end(),
                       [](const Figure &each) { return each.isFarOff(); })
               ? 1
               : 0;
}
