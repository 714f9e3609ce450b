// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/boot/http_request.h"
#include "core/boot/phases.h"
#include "core/boot/probe.h"
#include "core/boot/serial_scanner.h"
#include "core/boot/silence_watch.h"
#include "core/keeper/ending.h"
#include "core/keeper_client/protocol.h"
#include "core/process/last_words.h"
#include "tests/support/test_main.h"

#include <QJsonArray>

#include <csignal>

using namespace hydra;

namespace {

SerialSigns scan(std::initializer_list<QByteArray> pieces)
{
    SerialScanner scanner;
    for (const QByteArray &piece : pieces)
        scanner.feed(piece);
    return scanner.signs();
}

ProcessExit exited(int code, int signal = 0)
{
    ProcessExit exit;
    exit.started = true;
    exit.code = signal ? -1 : code;
    exit.signal = signal;
    return exit;
}

PlannedPort port(const QString &role, std::uint16_t host, std::uint16_t guest)
{
    PlannedPort port;
    port.role = role;
    port.hostPort = host;
    port.guestPort = guest;
    return port;
}

} // namespace

/// The keeper's pure functions.
class TestKeeperJudgement : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serialTextTellsTheBoot_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("signs");
        QTest::newRow("nothing") << QByteArray("BdsDxe: loading Boot0001\r\nWelcome to GRUB!\r\n")
                                 << QString();
        QTest::newRow("kernel") << QByteArray("[    0.000000] Linux version 6.1.0-49\r\n")
                                << QStringLiteral("k");
        QTest::newRow("EFI stub") << QByteArray("EFI stub: Loaded initrd\r\n")
                                  << QStringLiteral("k");
        QTest::newRow("init") << QByteArray("[    1.2] Run /init as init process\r\n")
                              << QStringLiteral("ku");
        QTest::newRow("two lines") << QByteArray("Run /x\r\n as init process\r\n") << QString();
        QTest::newRow("systemd") << QByteArray("Welcome to \x1b[1mDebian GNU/Linux 13\x1b[0m!\r\n")
                                 << QStringLiteral("ku");
        QTest::newRow("getty") << QByteArray("\r\nhost login: ") << QStringLiteral("ku");
        QTest::newRow("cloud-init")
            << QByteArray("Cloud-init v. 22.4.2 running 'init-local' at Tue, 24 Nov\r\n")
            << QStringLiteral("kuc");
        QTest::newRow("the early seed")
            << QByteArray("hydra-seed: the guest is set up, without cloud-init\r\n")
            << QStringLiteral("kucd");
        QTest::newRow("an early seed that failed")
            << QByteArray("hydra-seed: left to cloud-init\r\n") << QString();
        QTest::newRow("panic")
            << QByteArray(
                   "[    0.05] Kernel panic - not syncing: IO-APIC + timer doesn't work!\r\n")
            << QStringLiteral("p");
        QTest::newRow("its end")
            << QByteArray("Cloud-init v. 25.1.4 finished at Tue, 24 Nov. Datasource x\r\n")
            << QStringLiteral("kucd");
    }

    void serialTextTellsTheBoot()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, signs);
        const SerialSigns expected{signs.contains(u'k'), signs.contains(u'u'), signs.contains(u'c'),
                                   signs.contains(u'd'), signs.contains(u'p')};
        for (qsizetype cut = 0; cut <= text.size(); ++cut)
            QVERIFY(scan({QByteArray(70000, 'x') + text.left(cut), text.mid(cut) + "more\r\n"}) ==
                    expected);
    }

    void anHttpRequestIsWholeHoweverItWasCut()
    {
        const QByteArray text = "POST /token HTTP/1.1\r\nHost: a\r\nCONTENT-LENGTH: 4\r\n\r\nbody";
        for (qsizetype cut = 0; cut < text.size(); ++cut) {
            HttpRequestParser parser;
            QVERIFY(parser.feed(text.left(cut)) == HttpRequestParser::State::More);
            QVERIFY(parser.feed(text.mid(cut)) == HttpRequestParser::State::Whole);
            QVERIFY((parser.request() ==
                     HttpRequest{.method = "POST", .path = "/token", .body = "body"}));
        }
    }

    void whatIsNoRequestIsRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("rubbish") << QByteArray("hello\r\n\r\n");
        QTest::newRow("no path") << QByteArray("GET x HTTP/1.1\r\n\r\n");
        QTest::newRow("other protocol") << QByteArray("GET / SMTP\r\n\r\n");
        QTest::newRow("huge body")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n");
        QTest::newRow("negative body")
            << QByteArray("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n");
        QTest::newRow("no number") << QByteArray("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n");
        QTest::newRow("chunks") << QByteArray(
            "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n");
        QTest::newRow("endless head") << "GET /" + QByteArray(9000, 'x');
        QTest::newRow("long head") << "GET / HTTP/1.1\r\nX: " + QByteArray(9000, 'x') + "\r\n\r\n";
    }

    void whatIsNoRequestIsRefused()
    {
        QFETCH(QByteArray, text);
        HttpRequestParser parser;
        QVERIFY(parser.feed(text) == HttpRequestParser::State::Bad);
        QVERIFY(parser.feed("POST / HTTP/1.1\r\n\r\n") == HttpRequestParser::State::Bad);
    }

    void readyNeedsWhatWasExpectedAndNothingElse()
    {
        LaunchPlan plan;
        plan.expectCloudInit = plan.expectSsh = plan.expectContainerd = true;
        VmStatus status;
        beginBoot(status);
        reachPhase(status, plan, Phase::Ssh, 1);
        QVERIFY(status.userSpace);
        reachPhase(status, plan, Phase::Cri, 2);
        QVERIFY(wasReached(status, Phase::Containerd));
        QCOMPARE(toString(status.phase), QStringLiteral("cri"));
        finishCloudInit(status, plan, 3);
        QCOMPARE(toString(status.phase), QStringLiteral("ready"));
        reachPhase(status, plan, Phase::Ssh, 9);
        QCOMPARE(status.phases.front().atMs, 1);
        const QString bootId = status.bootId;
        beginBoot(status);
        QCOMPARE(status.boot, 2);
        QVERIFY(status.bootId != bootId && status.phases.empty() && !status.userSpace &&
                !status.cloudInitDone);
    }

    void aLostRuntimeTakesItsPhasesBackUntilItAnswersAgain()
    {
        LaunchPlan plan;
        plan.expectContainerd = true;
        VmStatus status;
        beginBoot(status);
        for (const Phase phase : {Phase::Firmware, Phase::Ssh, Phase::Cri})
            reachPhase(status, plan, phase, 1000);
        QCOMPARE(toString(status.phase), toString(Phase::Ready));
        loseRuntime(status, 2000);
        loseRuntime(status, 3000);
        QCOMPARE(status.runtimeLostAtMs, std::optional<qint64>(2000));
        QCOMPARE(toString(status.phase), toString(Phase::Ssh));
        QVERIFY2(status.reason.startsWith(QStringLiteral("containerd has not answered since ")),
                 qPrintable(status.reason));
        reachPhase(status, plan, Phase::CloudInit, 4000);
        QCOMPARE(toString(status.phase), toString(Phase::Ssh));
        regainRuntime(status, plan, 5000);
        QCOMPARE(toString(status.phase), toString(Phase::Ready));
        QVERIFY(!status.runtimeLostAtMs && status.reason.isEmpty());
        QVERIFY(wasReached(status, Phase::Ready));
        loseRuntime(status, 6000);
        beginBoot(status);
        QVERIFY(!status.runtimeLostAtMs);
    }

    void theFirmwareOrTheKernelIsNoUserSpace()
    {
        VmStatus status;
        reachPhase(status, {}, Phase::Firmware, 1);
        reachPhase(status, {}, Phase::Kernel, 1);
        QVERIFY(!status.userSpace);
        reachUserSpace(status, {}, 2);
        QCOMPARE(toString(status.phase), QStringLiteral("ready"));
    }

    void anEndIsJudged_data()
    {
        QTest::addColumn<QString>("shutdown");
        QTest::addColumn<int>("code"); // -1: unknown
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("verdict");
        QTest::newRow("power off")
            << "guest-shutdown" << 0 << 0 << "" << "stopped: the guest shut down";
        QTest::newRow("down") << "guest-shutdown" << 0 << 0 << "powerdown"
                              << "stopped: shut down by request";
        QTest::newRow("kill") << "host-qmp-quit" << 0 << 0 << "kill" << "stopped: killed";
        QTest::newRow("hard kill") << "" << 0 << SIGKILL << "kill" << "stopped: killed";
        QTest::newRow("quit") << "host-qmp-quit" << 0 << 0 << ""
                              << "stopped: QEMU was told to quit";
        QTest::newRow("SIGTERM") << "host-signal" << 0 << 0 << ""
                                 << "crashed: QEMU was ended by a signal from outside";
        QTest::newRow("panic") << "guest-panic" << 0 << 0 << ""
                               << "crashed: the guest's kernel panicked";
        QTest::newRow("SIGKILL") << "" << 0 << SIGKILL << ""
                                 << "crashed: QEMU killed by SIGKILL: words";
        QTest::newRow("code") << "" << 1 << 0 << "" << "crashed: QEMU exited with code 1: words";
        QTest::newRow("adopted") << "" << -1 << 0 << ""
                                 << "crashed: QEMU ended, exit code unknown: words";
        QTest::newRow("adopted, with event")
            << "guest-shutdown" << -1 << 0 << "" << "stopped: the guest shut down";
        QTest::newRow("died at its end")
            << "guest-shutdown" << 0 << SIGSEGV << "" << "crashed: QEMU killed by SIGSEGV: words";
    }

    void anEndIsJudged()
    {
        QFETCH(QString, shutdown);
        QFETCH(int, code);
        QFETCH(int, signal);
        QFETCH(QString, asked);
        QFETCH(QString, verdict);
        EndFacts facts;
        facts.shutdownReason = shutdown;
        if (code >= 0)
            facts.exit = exited(code, signal);
        facts.killAsked = asked == u"kill";
        facts.powerdownAsked = asked == u"powerdown";
        facts.lastWords = QStringLiteral("words");
        const Ending ending = judgeEnd(facts);
        QCOMPARE(toString(ending.state) + QStringLiteral(": ") + ending.reason, verdict);
    }

    void whatFollowsFromARunsEndIsJudged_data()
    {
        QTest::addColumn<RunEnd>("end");
        QTest::addColumn<bool>("mayStart");
        QTest::addColumn<int>("step");
        QTest::addColumn<QString>("words");
        const auto add = [](const char *name, const RunEnd &end, AfterRun::Step step,
                            const char *words, bool mayStart = true) {
            QTest::newRow(name) << end << mayStart << int(step) << QString::fromLatin1(words);
        };
        using Step = AfterRun::Step;
        RunEnd end{.accelerator = QStringLiteral("kvm"), .wasAccelerated = true};
        end.facts.exit = exited(0, SIGABRT);
        add("an accelerator that breaks", end, Step::NextAttempt, "kvm was left before");
        end.wasLastAttempt = true;
        add("the last one", end, Step::Finish, "kvm does not work here: QEMU killed by SIGABRT");
        end.sawUserSpace = true;
        add("after user space", end, Step::Finish, "QEMU killed by SIGABRT");
        end = {.givenUpFor = QStringLiteral("silent"),
               .sawUserSpace = true,
               .accelerator = QStringLiteral("kvm"),
               .wasAccelerated = true};
        add("given up", end, Step::NextAttempt, "kvm was left before");
        end.facts.powerdownAsked = true;
        add("asked to shut down", end, Step::Finish, "QEMU ended, exit code unknown");
        end = {.givenUpFor = QStringLiteral("no state"), .wasForking = true};
        add("a fork", end, Step::NextAttempt, "it starts cold");
        end.wasAdopted = true;
        add("an adopted fork that never ran", end, Step::StartFresh, "");
        add("and may not be started", end, Step::Finish, "no state", false);
        end = {.givenUpFor = QStringLiteral("panic"), .sawPanic = true};
        add("a panic without acceleration", end, Step::SameAttempt, "it is started once more");
        end.wasRepeated = true;
        add("and again", end, Step::Finish, "panic");
        end = {.endedFor = QStringLiteral("its disks may be the snapshot's")};
        add("ended for good", end, Step::Finish, "its disks may be");
        end.facts.killAsked = true;
        add("and killed", end, Step::Finish, "killed");
        add("without acceleration", {.givenUpFor = QStringLiteral("no socket")}, Step::Finish,
            "no socket");
    }

    void whatFollowsFromARunsEndIsJudged()
    {
        QFETCH(RunEnd, end);
        QFETCH(bool, mayStart);
        QFETCH(int, step);
        QFETCH(QString, words);
        const AfterRun after = judgeRun(end, mayStart);
        QCOMPARE(int(after.step), step);
        const QString said = after.step == AfterRun::Step::Finish
                                 ? after.ending.reason
                                 : after.leftAccelerator + after.warning;
        QVERIFY2(words.isEmpty() ? said.isEmpty() : said.startsWith(words), qPrintable(said));
    }

    void theLineThatSaysMostIsChosen()
    {
        QCOMPARE(
            lastWords(
                "q: warning: TCG is slow\nq: error: failed to set MSR\nq: Assertion `x' failed.\n"),
            QStringLiteral("q: error: failed to set MSR"));
        QCOMPARE(lastWords("first\nlast\nq: warning: x\n\n"), QStringLiteral("last"));
        QCOMPARE(lastWords(""), QString());
    }

    void onlyTheGuestsOwnConnectionsAreActivity()
    {
        const auto table = [](const QString &line) {
            return QStringLiteral(
                       "Hub -1 (net0):\r\n  Protocol[State]    FD  Source Address  Port   Dest. "
                       "Address  Port RecvQ SendQ\r\n"
                       "  TCP[HOST_FORWARD]  20  127.0.0.1  2222  10.0.2.15  22  0  0\r\n") +
                   line;
        };
        const std::vector<PlannedPort> ports = {port(QStringLiteral("ssh"), 2222, 22)};
        const QString nothing = guestConnections(table({}), ports);
        QCOMPARE(
            guestConnections(table(QStringLiteral(
                                 "  TCP[SYN_SENT]  23  127.0.0.1  2222  10.0.2.15  22  0  0\r\n")),
                             ports),
            nothing);
        const QString dns = guestConnections(
            table(QStringLiteral("  UDP[236 sec]  24  10.0.2.15  5353  10.0.2.3  53  0  0\r\n")),
            ports);
        QVERIFY(dns != nothing);
        QCOMPARE(
            guestConnections(
                table(QStringLiteral("  UDP[12 sec]  31  10.0.2.15  5353  10.0.2.3  53  0  0\r\n")),
                ports),
            dns);
    }

    void diskOperationsAreSummed()
    {
        const QJsonObject stats{{QStringLiteral("rd_operations"), 3},
                                {QStringLiteral("wr_operations"), 4},
                                {QStringLiteral("flush_operations"), 5},
                                {QStringLiteral("rd_bytes"), 999}};
        const QJsonObject disk{{QStringLiteral("stats"), stats}};
        QCOMPARE(diskOperations(QJsonArray{disk, disk}), 24);
        QCOMPARE(diskOperations(QJsonValue()), 0);
    }

    void onlyARightAnswerIsOne()
    {
        using Kind = Probe::Kind;
        QCOMPARE(isAnswer(Kind::Ssh, "SSH"), std::nullopt);
        QCOMPARE(isAnswer(Kind::Ssh, "SSH-2.0-x"), std::optional(true));
        QCOMPARE(isAnswer(Kind::Ssh, "HTTP/1.1"), std::optional(false));
        QCOMPARE(isAnswer(Kind::Http2, QByteArray("\0\0\0\4", 4)), std::nullopt);
        QCOMPARE(isAnswer(Kind::Http2, QByteArray("\0\0\6\4\0\0\0\0\0more", 13)),
                 std::optional(true));
        QCOMPARE(isAnswer(Kind::Http2, "HTTP/1.1 400 Bad"), std::optional(false));
    }

    void messagesSurviveTheWire()
    {
        const auto request = protocol::parse(
            protocol::request(7, QStringLiteral("kill"), {{QStringLiteral("a"), 1}}));
        QCOMPARE(request->id.toInteger(), 7);
        QCOMPARE(request->method, QStringLiteral("kill"));
        QCOMPARE(request->params[QStringLiteral("a")].toInt(), 1);
        for (int code = 0; code <= int(ErrorCode::Unsupported); ++code) {
            const Error error{ErrorCode(code), QStringLiteral("what"), QStringLiteral("where"),
                              QStringLiteral("hint"), QStringLiteral("d")};
            const auto failed = protocol::parse(protocol::errorReply(7, protocol::OwnError, error));
            QVERIFY(failed->reply->error() == error);
        }
        const auto done =
            protocol::parse(protocol::reply(QStringLiteral("x"), {{QStringLiteral("b"), 2}}));
        QCOMPARE((**done->reply)[QStringLiteral("b")].toInt(), 2);
        QVERIFY(
            protocol::parse(protocol::notification(QStringLiteral("log"), {}))->id.isUndefined());
    }

    void whatIsNoMessageIsRefused()
    {
        for (const char *text : {"", "x", "[]", "1", "{}", "{\"jsonrpc\":\"1.0\",\"method\":\"x\"}",
                                 "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"id\":{}}",
                                 "{\"jsonrpc\":\"2.0\",\"method\":7}",
                                 "{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":[1]}"})
            QVERIFY2(!protocol::parse(text), text);
    }
};

HYDRA_TEST_MAIN(TestKeeperJudgement)
#include "test_keeper_judgement.moc"
