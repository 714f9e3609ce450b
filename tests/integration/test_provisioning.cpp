// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("cold");
const QString guest = QStringLiteral("cold/vm");

QJsonObject provisioningOf(const QJsonObject &vm)
{
    return vm[QStringLiteral("provisioning")].toObject();
}

QJsonObject firstTrouble(const QJsonObject &vm)
{
    return provisioningOf(vm)[QStringLiteral("troubles")][0].toObject();
}

/// When `watch` told that something failed, and when it told why; -1: not yet.
struct Told {
    qint64 failureMs = -1;
    qint64 tracebackMs = -1;

    void take(const QByteArray &line, qint64 nowMs)
    {
        const QJsonObject trouble = firstTrouble(QJsonDocument::fromJson(line).object());
        if (failureMs < 0 && !trouble.isEmpty())
            failureMs = nowMs;
        if (tracebackMs < 0 && !trouble[QStringLiteral("traceback")].toString().isEmpty())
            tracebackMs = nowMs;
    }
};

} // namespace

/// What cloud-init of a real guest tells, without a login.
class TestProvisioning : public IntegrationTest
{
    Q_OBJECT

private Q_SLOTS:
    void aFailingCommandIsToldWithItsLineWithinSeconds()
    {
        box().writeLab(
            lab,
            labText(guestHardware() +
                    QStringList{QStringLiteral("image: debian-13"), QStringLiteral("user_data:"),
                                QStringLiteral("  runcmd:"), QStringLiteral("  - echo fine"),
                                QStringLiteral("  - [frobnicate, now]"),
                                QStringLiteral("  - \"false\"")}));
        Told told;
        QElapsedTimer clock;
        clock.start();
        const auto watch = box().start(
            {QStringLiteral("watch"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        connect(watch.get(), &QProcess::readyReadStandardOutput, watch.get(), [&] {
            while (watch->canReadLine())
                told.take(watch->readLine(), clock.elapsed());
        });
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("cloud-init"), QStringLiteral("--timeout"),
                                    QStringLiteral("400")},
                                   seconds(420)),
                    0);
        QTRY_VERIFY_WITH_TIMEOUT(told.tracebackMs >= 0, 20000);
        qInfo("the failure was told, and its cause %lld ms later",
              told.tracebackMs - told.failureMs);
        QVERIFY(told.tracebackMs - told.failureMs <= 5000);
        const QJsonObject vm = box().listed(guest);
        const QJsonObject trouble = firstTrouble(vm);
        QCOMPARE(trouble[QStringLiteral("module")].toString(), QStringLiteral("scripts-user"));
        QVERIFY2(trouble[QStringLiteral("message")].toString().contains(
                     QStringLiteral("frobnicate: not found")),
                 qPrintable(trouble[QStringLiteral("message")].toString()));
        const QByteArray text = contentOf(box().labFile(lab));
        const auto line = text.left(text.indexOf("[frobnicate")).count('\n') + 1;
        QCOMPARE(trouble[QStringLiteral("source")].toString(),
                 QStringLiteral("%1:%2: user_data: runcmd").arg(box().labFile(lab)).arg(line));
        QVERIFY(trouble[QStringLiteral("traceback")].toString().contains(
            QStringLiteral("Traceback (most recent call last)")));
        QCOMPARE(provisioningOf(vm)[QStringLiteral("stages")].toArray().size(), 3);
        QVERIFY(provisioningOf(vm)[QStringLiteral("done")].toBool());
        watch->kill();
        watch->waitForFinished();
    }

    // It goes on from a frozen guest, whose cloud-init had finished.
    void aForkHasNothingToTell()
    {
        VERIFY_EXIT(warm().fork(box(), lab), 0);
        const QJsonObject vm = box().listed(guest);
        QVERIFY(vm[QStringLiteral("provisioning")].isNull());
        for (const QJsonValue &warning : vm[QStringLiteral("warnings")].toArray())
            QVERIFY2(!warning.toString().contains(QStringLiteral("cloud-init")),
                     qPrintable(warning.toString()));
    }
};

HYDRA_TEST_MAIN(TestProvisioning)
#include "test_provisioning.moc"
