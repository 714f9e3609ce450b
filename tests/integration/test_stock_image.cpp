// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

#include <unistd.h>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString lab = QStringLiteral("stock");
const QString guest = QStringLiteral("stock/vm");

/// What stock-image needs and this machine lacks; empty: nothing.
QString missing()
{
    if (::geteuid() != 0)
        return QStringLiteral("only root can make the image's files");
    for (const char *program :
         {"mmdebstrap", "mcopy", "mkfs.vfat", "sfdisk", "mke2fs", "qemu-img", "python3"}) {
        if (QStandardPaths::findExecutable(QLatin1String(program)).isEmpty())
            return QLatin1String(program) + QStringLiteral(" is not here");
    }
    return {};
}

/// All stages that `watch` told of, in order.
QStringList stagesIn(const QByteArray &lines)
{
    QStringList stages;
    for (const QByteArray &line : lines.split('\n')) {
        const QJsonArray told = QJsonDocument::fromJson(line)
                                    .object()[QStringLiteral("provisioning")]
                                    .toObject()[QStringLiteral("stages")]
                                    .toArray();
        for (const QJsonValue &stage : told) {
            if (const QString name = stage[QStringLiteral("name")].toString();
                !stages.contains(name))
                stages << name;
        }
    }
    return stages;
}

} // namespace

/// A guest of an image shaped as Debian's genericcloud ones, which has no containerd: cloud-init
/// installs it from Debian's mirror.
class TestStockImage : public IntegrationTest
{
    Q_OBJECT

private Q_SLOTS:
    void aCloudImageGetsContainerd_data()
    {
        QTest::addColumn<QString>("suite");
        QTest::addColumn<QString>("firmware");
        QTest::addRow("Debian 12, BIOS") << QStringLiteral("bookworm") << QStringLiteral("none");
        QTest::addRow("Debian 13, UEFI") << QStringLiteral("trixie") << QStringLiteral("auto");
    }

    void aCloudImageGetsContainerd()
    {
        if (const QString lacking = missing(); !lacking.isEmpty())
            QSKIP(qPrintable(lacking));
        QFETCH(QString, suite);
        QFETCH(QString, firmware);
        const QString image = box().root() + u'/' + suite + QStringLiteral(".qcow2");
        VERIFY_EXIT(box().run(sourcePath("tests/integration/support/stock-image"), {suite, image},
                              seconds(900)),
                    0);
        box().writeLab(
            lab, labText(guestHardware() + QStringList{QStringLiteral("image: ") + image,
                                                       QStringLiteral("disk_size: 6G"),
                                                       QStringLiteral("firmware: ") + firmware}));
        QByteArray told;
        const auto watch = box().start(
            {QStringLiteral("watch"), lab, QStringLiteral("--format"), QStringLiteral("json")});
        connect(watch.get(), &QProcess::readyReadStandardOutput, watch.get(),
                [&] { told += watch->readAllStandardOutput(); });
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"),
                                    QStringLiteral("cri"), QStringLiteral("--timeout"),
                                    QStringLiteral("1200")},
                                   seconds(1220)),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("crictl"), guest, QStringLiteral("version")}),
                    0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("wait"), guest, QStringLiteral("cloud-init"),
                                    QStringLiteral("--timeout"), QStringLiteral("300")},
                                   seconds(320)),
                    0);
        QTRY_COMPARE_WITH_TIMEOUT(stagesIn(told).size(), 3, 20000);
        const QJsonObject provisioning =
            box().listed(guest)[QStringLiteral("provisioning")].toObject();
        const QJsonArray troubles = provisioning[QStringLiteral("troubles")].toArray();
        QVERIFY2(troubles.isEmpty(), QJsonDocument(troubles).toJson().constData());
        const Outcome grown =
            box().guest(guest, QStringLiteral("df --output=size -BM / | tail -n 1 | tr -d ' M'"));
        QVERIFY2(grown.out.toInt() > 5000, qPrintable(grown.say()));
        watch->kill();
        watch->waitForFinished();
    }
};

HYDRA_TEST_MAIN(TestStockImage)
#include "test_stock_image.moc"
