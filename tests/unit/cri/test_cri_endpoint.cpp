// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/endpoint.h"
#include "tests/support/test_main.h"

using namespace hydra;

class TestCriEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endpointsBecomeTargets_data()
    {
        QTest::addColumn<QString>("endpoint");
        QTest::addColumn<QByteArray>("target");
        const auto row = [](const char *endpoint, const char *target) {
            QTest::newRow(endpoint) << QString::fromUtf8(endpoint) << QByteArray(target);
        };
        row("tcp://127.0.0.1:35000", "dns:///127.0.0.1:35000");
        row("tcp://localhost:1", "dns:///localhost:1");
        row("tcp://[::1]:35000", "ipv6:%5B::1%5D:35000");
        row("unix:///run/containerd/containerd.sock", "unix:/run/containerd/containerd.sock");
        row("unix:///tmp/a b%/ü?#", "unix:/tmp/a%20b%25/%C3%BC%3F%23");
    }

    void endpointsBecomeTargets()
    {
        QFETCH(QString, endpoint);
        const auto target = grpcTarget(endpoint);
        QVERIFY(target);
        QTEST(*target, "target");
    }

    void othersAreRefused()
    {
        for (const char *bad :
             {"", "tcp://", "tcp://host", "tcp://:1", "tcp://host:0", "tcp://host:65536",
              "tcp://host:+1", "tcp://a b:1", "tcp://a/b:1", "tcp://::1:1", "tcp://[1.2.3.4]:1",
              "unix://", "unix://relative", "http://host:1", "/run/containerd.sock"}) {
            const auto target = grpcTarget(QString::fromLatin1(bad));
            QVERIFY2(!target, bad);
            QCOMPARE(target.error().code, ErrorCode::Invalid);
        }
    }

    void statusNumbersBecomeErrorCodes_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("hinted");
        const auto row = [](const char *name, int status, ErrorCode code, bool hinted) {
            QTest::newRow(name) << status << int(code) << hinted;
        };
        row("CANCELLED", 1, ErrorCode::Cancelled, false);
        row("UNKNOWN", 2, ErrorCode::Failed, false);
        row("INVALID_ARGUMENT", 3, ErrorCode::Invalid, false);
        row("DEADLINE_EXCEEDED", 4, ErrorCode::TimedOut, true);
        row("NOT_FOUND", 5, ErrorCode::NotFound, false);
        row("ALREADY_EXISTS", 6, ErrorCode::Conflict, false);
        row("UNIMPLEMENTED", 12, ErrorCode::Unsupported, true);
        row("UNAVAILABLE", 14, ErrorCode::Unavailable, true);
    }

    void statusNumbersBecomeErrorCodes()
    {
        QFETCH(int, status);
        QFETCH(bool, hinted);
        const Error error = criError(status, QStringLiteral("why"), QStringLiteral("tcp://h:1"));
        QTEST(int(error.code), "code");
        QCOMPARE(error.what, QStringLiteral("why"));
        QCOMPARE(error.where, QStringLiteral("tcp://h:1"));
        QVERIFY(error.details.isEmpty()); // nobody has to read a number there
        QCOMPARE(!error.hint.isEmpty(), hinted);
    }

    void aFailureWithoutWordsGetsSome() { QVERIFY(!criError(2, {}, {}).what.isEmpty()); }
};

HYDRA_TEST_MAIN(TestCriEndpoint)
#include "test_cri_endpoint.moc"
