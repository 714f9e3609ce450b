// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/runtime_diff.h"
#include "tests/support/test_main.h"

#include <QTest>

using namespace hydra;

namespace {

CriContainer container(const char *id, CriContainerState state = CriContainerState::Running)
{
    CriContainer c;
    c.id = c.name = QLatin1String(id);
    c.state = state;
    return c;
}

QStringList sorted(QStringList ids)
{
    ids.sort();
    return ids;
}

} // namespace

class TestRuntimeDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatCameChangedAndWentIsTold()
    {
        const auto before = byId<CriContainer>({container("a"), container("b"), container("c")});
        const auto now = byId<CriContainer>({container("b", CriContainerState::Exited),
                                             container("c"), container("d"), container("e")});
        const IdDiff diff = diffOf(before, now);
        QCOMPARE(sorted(diff.added), (QStringList{QStringLiteral("d"), QStringLiteral("e")}));
        QCOMPARE(diff.changed, QStringList{QStringLiteral("b")});
        QCOMPARE(diff.removed, QStringList{QStringLiteral("a")});
    }

    void sameListsDifferInNothing()
    {
        const auto list = byId<CriContainer>({container("a"), container("b")});
        QVERIFY(diffOf(list, list).isEmpty());
        QVERIFY(diffOf(QHash<QString, CriContainer>(), QHash<QString, CriContainer>()).isEmpty());
    }

    void ofTwoWithOneIdTheLastStays()
    {
        const auto list =
            byId<CriContainer>({container("a"), container("a", CriContainerState::Exited)});
        QCOMPARE(list.size(), 1);
        QVERIFY(list[QStringLiteral("a")].state == CriContainerState::Exited);
    }

    void eventsAreStatesNotLabels()
    {
        auto labelled = container("a");
        labelled.labels.insert(QStringLiteral("k"), QStringLiteral("v"));
        const auto before = byId<CriContainer>({container("a"), container("b"), container("c")});
        const auto now = byId<CriContainer>({labelled, container("b", CriContainerState::Exited)});
        RuntimeEvents events;
        addEvents(events, diffOf(before, now), before, now, 7);
        QCOMPARE(events.count(), 2);
        QCOMPARE(events.all()[0].id, QStringLiteral("c"));
        QVERIFY(events.all()[0].kind == RuntimeEvent::Kind::Removed);
        QCOMPARE(events.all()[1].id, QStringLiteral("b"));
        QCOMPARE(events.all()[1].words, QStringLiteral("Exited"));
        QCOMPARE(events.all()[1].atMs, 7);
    }

    void eventsAreBounded()
    {
        RuntimeEvents events;
        for (std::size_t i = 0; i < RuntimeEvents::kMost + 5; ++i)
            events.add({.atMs = qint64(i)});
        QCOMPARE(events.all().size(), RuntimeEvents::kMost);
        QCOMPARE(events.all().front().atMs, 5);
        QCOMPARE(events.count(), qint64(RuntimeEvents::kMost + 5));
    }

    void useIsWhatWasUsedBetweenSamples()
    {
        CriUseHistory history;
        QVERIFY(history.add({{}, 1'000'000'000, 5'000'000'000, 10}));
        QVERIFY(history.cpuPercent().empty());
        QVERIFY(history.add({{}, 3'000'000'000, 5'500'000'000, 20}));
        QCOMPARE(history.cpuPercent().size(), std::size_t(1));
        QCOMPARE(history.cpuPercent()[0], 25.0F);
        QCOMPARE(history.memoryBytes(), 20U);
        // The runtime samples less often than we do.
        QVERIFY(!history.add({{}, 3'000'000'000, 5'500'000'000, 30}));
        QCOMPARE(history.memoryBytes(), 30U);
        QVERIFY(history.add({{}, 4'000'000'000, 1, 30})); // its counter was reset
        QCOMPARE(history.cpuPercent()[1], 0.0F);
        for (qint64 i = 5; i < 100; ++i)
            (void)history.add({{}, i * 1'000'000'000, 1, 1});
        QCOMPARE(history.cpuPercent().size(), CriUseHistory::kMost);
    }

    void majorVersionsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("major");
        QTest::newRow("plain") << QStringLiteral("1.7.24~ds1") << 1;
        QTest::newRow("with v") << QStringLiteral("v2.0.5") << 2;
        QTest::newRow("none") << QStringLiteral("unknown") << 0;
        QTest::newRow("endless") << QStringLiteral("99999999999999.1") << 0;
    }
    void majorVersionsAreRead()
    {
        QFETCH(QString, text);
        QTEST(majorVersion(text), "major");
    }
};

HYDRA_TEST_MAIN(TestRuntimeDiff)
#include "test_runtime_diff.moc"
