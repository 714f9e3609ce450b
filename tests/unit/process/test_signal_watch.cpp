// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/signal_watch.h"
#include "tests/support/test_main.h"

#include <QSignalSpy>

#include <cerrno>
#include <csignal>

using namespace hydra;

class TestSignalWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSignalBecomesAnEvent()
    {
        const auto watch = SignalWatch::start({SIGUSR1, SIGUSR2});
        QVERIFY(watch);
        QSignalSpy received(watch->get(), &SignalWatch::received);
        std::raise(SIGUSR2);
        QCOMPARE(received.count(), 0); // not in the handler
        QTRY_COMPARE(received.count(), 1);
        std::raise(SIGUSR1);
        QTRY_COMPARE(received.count(), 2);
        QCOMPARE(received[0][0].toInt(), SIGUSR2);
        QCOMPARE(received[1][0].toInt(), SIGUSR1);
    }

    void theCodeThatASignalInterruptsKeepsItsErrno()
    {
        const auto watch = SignalWatch::start({SIGUSR1});
        QVERIFY(watch);
        errno = ERANGE;
        for (int i = 0; i < 100'000; ++i) // a pipe holds 64 KiB: the handler's write fails
            std::raise(SIGUSR1);
        QCOMPARE(errno, ERANGE);
    }

    void afterItASignalHasItsDefaultAction()
    {
        SignalWatch::start({SIGUSR1}).value().reset();
        QVERIFY(std::signal(SIGUSR1, SIG_DFL) == SIG_DFL);
    }
};

HYDRA_TEST_MAIN(TestSignalWatch)
#include "test_signal_watch.moc"
