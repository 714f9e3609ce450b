// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/runtime_watch.h"
#include "tests/support/fake_runtime.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace hydra;
using namespace hydra::test;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 30000;

const RuntimePace quick{20ms, 1, 100ms, 20ms, 100ms};

struct Watching {
    explicit Watching(const FakeRuntime &runtime, RuntimePace pace = quick) : watch(pace)
    {
        watch.setEndpoint(runtime.endpoint());
        watch.setWatched(true);
    }
    RuntimeWatch watch;
};

} // namespace

class TestRuntimeWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsAskedUntilSomebodyWatches()
    {
        const FakeRuntime runtime;
        RuntimeWatch watch(quick);
        watch.setEndpoint(runtime.endpoint());
        QTest::qWait(100);
        QCOMPARE(runtime.calls(), QStringList());
    }

    void listsBecomeDiffs()
    {
        FakeRuntime runtime;
        const QString lamp = runtime.runPod(QStringLiteral("lamp"));
        Watching w(runtime);
        QSignalSpy containers(&w.watch, &RuntimeWatch::containersChanged);
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.isLive(), kPatience);
        QCOMPARE(w.watch.version().runtimeVersion, QStringLiteral("1.7.24"));
        QCOMPARE(containers[0][0].value<IdDiff>().added, QStringList{lamp});
        QCOMPARE(w.watch.pods().size(), 1);
        QCOMPARE(w.watch.images().size(), 1);
        QCOMPARE(w.watch.events().count(), 0); // the initial state gives no events

        containers.clear();
        const QString door = runtime.runPod(QStringLiteral("door"));
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.containers().contains(door) &&
                                     w.watch.containers()[door].state == CriContainerState::Running,
                                 kPatience);
        for (const auto &emission : containers)
            QVERIFY(!emission[0].value<IdDiff>().changed.contains(lamp));
        QVERIFY(w.watch.events().count() >= 2);

        containers.clear();
        runtime.call("StopContainer", {{QStringLiteral("containerId"), lamp}});
        QTRY_COMPARE_WITH_TIMEOUT(w.watch.exitCode(lamp), std::optional(143), kPatience);
        QVERIFY(w.watch.use(lamp) == nullptr);
        runtime.call("RemoveContainer", {{QStringLiteral("containerId"), lamp}});
        QTRY_VERIFY_WITH_TIMEOUT(!w.watch.containers().contains(lamp), kPatience);
        QCOMPARE(w.watch.exitCode(lamp), std::nullopt);
        QVERIFY(w.watch.events().all().back().kind == RuntimeEvent::Kind::Removed);
    }

    void useIsSampledWithHistory()
    {
        FakeRuntime runtime;
        const QString lamp = runtime.runPod(QStringLiteral("lamp"));
        Watching w(runtime);
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.use(lamp) && w.watch.use(lamp)->cpuPercent().size() > 3,
                                 kPatience);
        const auto sample = [&runtime] {
            return runtime.call("ListContainerStats", {})[QStringLiteral("stats")][0];
        };
        const auto cpu = [](const QJsonValue &stats, const char *key) {
            return stats[QStringLiteral("cpu")][QLatin1String(key)];
        };
        const QJsonValue before = sample();
        QTest::qWait(500);
        const QJsonValue now = sample();
        const auto used = [&](const QJsonValue &stats) {
            return cpu(stats, "usageCoreNanoSeconds")[QStringLiteral("value")]
                .toString()
                .toDouble();
        };
        const auto at = [&](const QJsonValue &stats) {
            return cpu(stats, "timestamp").toString().toDouble();
        };
        const double expected = 100 * (used(now) - used(before)) / (at(now) - at(before));
        const double last = double(w.watch.use(lamp)->cpuPercent().back());
        QVERIFY2(expected > 0 && std::abs(last - expected) < 1,
                 qPrintable(QStringLiteral("%1, not %2").arg(last).arg(expected)));
        QCOMPARE(QString::number(w.watch.use(lamp)->memoryBytes()),
                 now[QStringLiteral("memory")][QStringLiteral("workingSetBytes")]
                    [QStringLiteral("value")]
                        .toString());
    }

    void unwatchedItAsksNothingMoreAndRemembers()
    {
        FakeRuntime runtime;
        runtime.runPod(QStringLiteral("lamp"));
        Watching w(runtime);
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.isLive(), kPatience);
        w.watch.setWatched(false);
        const auto asked = runtime.calls().size();
        QTest::qWait(300);
        QVERIFY(runtime.calls().size() <= asked + 1); // one may have been in flight
        QVERIFY(!w.watch.isLive());
        QCOMPARE(w.watch.containers().size(), 1);
        QVERIFY(w.watch.lastSeenMs() != 0);
        w.watch.setWatched(true);
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.isLive(), kPatience);
    }

    void aServerThatEndsIsToldAndFoundAgain()
    {
        FakeRuntime runtime;
        runtime.runPod(QStringLiteral("lamp"));
        Watching w(runtime);
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.isLive(), kPatience);
        runtime.kill();
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.trouble().has_value(), kPatience);
        QVERIFY(!w.watch.isLive());
        QVERIFY(!w.watch.trouble()->what.isEmpty());
        QCOMPARE(w.watch.containers().size(), 1);
        runtime.start();
        QTRY_VERIFY_WITH_TIMEOUT(w.watch.isLive(), kPatience);
        QVERIFY(!w.watch.trouble());
        QCOMPARE(w.watch.containers().size(), 0); // it lost its memory
        QVERIFY(w.watch.events().all().back().kind == RuntimeEvent::Kind::Removed);
    }

    void aCallThatIsAbsentIsNotMadeAgain()
    {
        const FakeRuntime runtime({QStringLiteral("--fail"),
                                   QStringLiteral("ListContainerStats=12"),
                                   QStringLiteral("--runtime-version"), QStringLiteral("v2.0.5")});
        Watching w(runtime); // it lacks GetContainerEvents, too
        QTRY_VERIFY_WITH_TIMEOUT(runtime.calls().count(QStringLiteral("ListContainers")) > 5,
                                 kPatience);
        QVERIFY(w.watch.isLive());
        QCOMPARE(runtime.calls().count(QStringLiteral("ListContainerStats")), 1);
    }

    void imagesAreListedMoreRarelyAndSoonWhenAsked()
    {
        FakeRuntime runtime;
        RuntimePace pace = quick;
        pace.images = std::chrono::hours(1);
        Watching w(runtime, pace);
        QTRY_VERIFY_WITH_TIMEOUT(runtime.calls().count(QStringLiteral("ListContainers")) > 5,
                                 kPatience);
        QCOMPARE(runtime.calls().count(QStringLiteral("ListImages")), 1);
        runtime.call(
            "PullImage",
            {{QStringLiteral("image"),
              QJsonObject{{QStringLiteral("image"), QStringLiteral("registry.local/hub:1")}}}});
        w.watch.refresh();
        QTRY_COMPARE_WITH_TIMEOUT(w.watch.images().size(), 2, kPatience);
    }

    void whoHearsOfAChangeMayStopWatching()
    {
        FakeRuntime runtime;
        runtime.runPod(QStringLiteral("lamp"));
        Watching w(runtime);
        connect(&w.watch, &RuntimeWatch::podsChanged, this, [&] { w.watch.setWatched(false); });
        QSignalSpy pods(&w.watch, &RuntimeWatch::podsChanged);
        QTRY_COMPARE_WITH_TIMEOUT(pods.size(), 1, kPatience);
        QTest::qWait(50);
        QCOMPARE(w.watch.containers().size(), 0);
    }

    void anEndpointThatIsNoneIsTroubleInWords()
    {
        RuntimeWatch watch(quick);
        watch.setEndpoint(QStringLiteral("http://x"));
        watch.setWatched(true);
        QTRY_VERIFY_WITH_TIMEOUT(watch.trouble().has_value(), kPatience);
        QVERIFY(watch.trouble()->hint.contains(QStringLiteral("tcp://")));
    }
};

HYDRA_TEST_MAIN(TestRuntimeWatch)
#include "test_runtime_watch.moc"
