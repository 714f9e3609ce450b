// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/support/places.h"
#include "tests/support/web_server.h"

#include <QCryptographicHash>
#include <QFileInfo>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString cloudImage = QStringLiteral("debian-12-genericcloud-amd64-20250316-2053.qcow2");
const QString upstreamLab = QStringLiteral("vm-config");

QByteArray sha512Of(const QString &path)
{
    QFile file(path);
    QCryptographicHash hash(QCryptographicHash::Sha512);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex()
                                                                 : QByteArray();
}

/// The rest of the file at PATH that REQUEST asks for, with HTTP's range.
WebAnswer fileAnswer(const WebRequest &request, const QString &path)
{
    WebAnswer answer;
    answer.file = path;
    const QByteArray range = request.headers.value("range");
    if (!range.startsWith("bytes="))
        return answer;
    const qint64 size = QFileInfo(path).size();
    answer.fileFrom = range.mid(6).split('-').front().toLongLong();
    answer.status = 206;
    answer.headers << "Content-Range: bytes " + QByteArray::number(answer.fileFrom) + '-' +
                          QByteArray::number(size - 1) + '/' + QByteArray::number(size);
    return answer;
}

} // namespace

/// Upstream's vm-config.yaml, whose image comes from a server: one of ours under that image's name.
class TestUpstreamLab : public IntegrationTest
{
    Q_OBJECT

    // Host ports and memory are fitted to a machine on which other tests run.
    static QString labText()
    {
        QByteArray text = contentOf(sourcePath("tests/golden/labs/vm-config.yaml"));
        for (const char *port : {"5555", "5556", "35000", "35001", "35002", "35003"})
            text.replace(QByteArray(": ") + port, ": auto");
        return QString::fromUtf8(text.replace("memory: 8", "memory: 1"));
    }

private Q_SLOTS:
    void bothVmsReachCriAndEachOtherAfterOneDownload()
    {
        box().useOwnStore();
        const QString disk = box().images() + QStringLiteral("/debian-13.qcow2");
        const QByteArray sums = sha512Of(disk) + "  " + cloudImage.toUtf8() + '\n';
        const WebServer server([&](const WebRequest &request) {
            if (request.target.endsWith("/SHA512SUMS"))
                return contentAnswer(request, sums, {});
            return request.target.endsWith('/' + cloudImage.toUtf8()) ? fileAnswer(request, disk)
                                                                      : notFound();
        });
        VERIFY_EXIT(box().hydractl({QStringLiteral("settings"), QStringLiteral("set"),
                                    QStringLiteral("image_mirrors=https://cloud.debian.org="
                                                   "%1")
                                        .arg(server.url({}))}),
                    0);
        box().writeLab(upstreamLab, labText());
        const Outcome up = box().hydractl({QStringLiteral("up"), upstreamLab,
                                           QStringLiteral("--wait"), QStringLiteral("cri"),
                                           QStringLiteral("--timeout"), QStringLiteral("1200")},
                                          seconds(1300));
        VERIFY_EXIT(up, 0);
        QCOMPARE(server.bodyBytes(), QFileInfo(disk).size() + sums.size());
        for (const char *name : {"vm1", "vm2"}) {
            const QString vm = upstreamLab + u'/' + QLatin1String(name);
            VERIFY_EXIT(box().hydractl({QStringLiteral("crictl"), vm, QStringLiteral("version")}),
                        0);
            const Outcome who = box().guest(vm, QStringLiteral("id -un; hostname"));
            QVERIFY2(who.out == QByteArray("researcher\nhydra") + name + '\n',
                     qPrintable(who.say()));
        }
        for (const char *target : {"192.168.100.11", "vm2", "hydravm2", "vm2.lab"}) {
            const Outcome ping =
                box().guest(upstreamLab + QStringLiteral("/vm1"),
                            QStringLiteral("ping -c 1 -W 5 ") + QLatin1String(target));
            QVERIFY2(ping.ok(), qPrintable(ping.say()));
        }
        VERIFY_EXIT(box().guest(upstreamLab + QStringLiteral("/vm2"),
                                QStringLiteral("ping -c 1 -W 5 192.168.100.10")),
                    0);
    }
};

HYDRA_TEST_MAIN(TestUpstreamLab)
#include "test_upstream_lab.moc"
