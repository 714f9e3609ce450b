// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/process/process_id.h"
#include "core/process/run.h"
#include "tests/support/test_main.h"

#include <QEventLoop>
#include <QThread>
#include <QTimer>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

using namespace hydra;

namespace {

/// As some containers have it, for the calling thread and its children.
bool forbidPidfds()
{
    std::array<sock_filter, 4> program = {
        sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
        sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_pidfd_open, 0, 1),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    const sock_fprog filter{program.size(), program.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter) == 0;
}

/// What a watch in a thread without pidfds saw.
struct Seen {
    bool isForbidden = false;
    bool hasEndedEarly = false;
    bool isSignalled = false;
};

void watch(const ProcessId &id, Seen &seen)
{
    seen.isForbidden = forbidPidfds();
    ProcessWatch watch(id);
    QEventLoop loop;
    QObject::connect(&watch, &ProcessWatch::ended, &loop, [&] {
        seen.hasEndedEarly = !seen.isSignalled;
        loop.quit();
    });
    QTimer::singleShot(std::chrono::milliseconds(300), &loop,
                       [&] { seen.isSignalled = sendSignal(id, SIGKILL); });
    loop.exec();
}

} // namespace

class TestProcessLinux : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anEndIsWatchedWhereASandboxForbidsPidfds()
    {
        const Result<qint64> pid = startDetached(
            {.program = QStringLiteral("/bin/sleep"), .args = {QStringLiteral("1000")}});
        QVERIFY(pid);
        const auto id = identify(*pid);
        QVERIFY(id);
        Seen seen;
        const std::unique_ptr<QThread> thread(QThread::create([&] { watch(*id, seen); }));
        thread->start();
        QVERIFY(thread->wait());
        if (!seen.isForbidden)
            QSKIP("this machine has no seccomp");
        QVERIFY(!seen.hasEndedEarly);
        QVERIFY(seen.isSignalled);
        QVERIFY(!isAlive(*id));
    }
};

HYDRA_TEST_MAIN(TestProcessLinux)
#include "test_process_linux.moc"
