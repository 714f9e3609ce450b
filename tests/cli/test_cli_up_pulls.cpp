// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/host/ports.h"
#include "core/image/store.h"
#include "tests/cli/world.h"
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "tests/support/web_server.h"

#include <QCryptographicHash>

#include <memory>

using namespace hydra;
using namespace hydra::test;

namespace {

const QByteArray kCloudFile = "debian-12-genericcloud-amd64-20250316-2053.qcow2";

} // namespace

/// `up` gets the images that a lab file names: upstream's own file, the catalogue's names, a file
/// beside its checksums on any server.
class TestCliUpPulls : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    std::unique_ptr<WebServer> m_server;
    QByteArray m_disk;

    [[nodiscard]] static QString word(const char *text) { return QString::fromLatin1(text); }
    /// What stands in the place of Debian's server: any file that is asked for, and its checksum.
    [[nodiscard]] WebAnswer answer(const WebRequest &request) const
    {
        const QByteArray file = request.target.mid(request.target.lastIndexOf('/') + 1);
        if (file == "SHA512SUMS")
            return contentAnswer(request, sums(), {});
        return file.endsWith(".qcow2") ? contentAnswer(request, m_disk, "\"1\"") : notFound();
    }
    [[nodiscard]] QByteArray sums() const
    {
        const QByteArray digest =
            QCryptographicHash::hash(m_disk, QCryptographicHash::Sha512).toHex();
        QByteArray lines = digest + "  " + kCloudFile + '\n';
        for (const QByteArray arch : {"amd64", "arm64"})
            lines += digest + "  debian-13-generic-" + arch + "-20250814-2204.qcow2\n" + digest +
                     "  debian-12-generic-" + arch + ".qcow2\n";
        return lines;
    }
    [[nodiscard]] int downloads() const
    {
        int count = 0;
        for (const WebRequest &request : m_server->requests())
            count += request.target.endsWith(".qcow2") ? 1 : 0;
        return count;
    }
    [[nodiscard]] Outcome up(const QString &lab) const
    {
        return m_world->hydractl({word("up"), lab});
    }
    /// TEXT with free host ports, as far as it has fixed ones, and less memory.
    [[nodiscard]] static QByteArray fitted(QByteArray text)
    {
        for (const char *port : {"5555", "5556", "35000", "35001", "35002", "35003"})
            text.replace(QByteArray(": ") + port, ": auto");
        return text.replace("memory: 8", "memory: 64MiB");
    }

private Q_SLOTS:
    void init()
    {
        m_world = std::make_unique<World>();
        m_disk = *readFile(m_world->image());
        m_server = std::make_unique<WebServer>(
            [this](const WebRequest &request) { return answer(request); });
        const QString mirror =
            word("image_mirrors=https://cloud.debian.org/images/cloud=") + m_server->url(QString());
        HYDRA_EXITS(m_world->hydractl({word("settings"), word("set"), mirror}), 0);
    }

    void upstreamsFileIsDownloadedOnceForBothVms()
    {
        QByteArray text = fitted(*readFile(sourcePath("tests/golden/labs/vm-config.yaml")));
        text += "\n  accelerator: tcg\n  firmware: none\n";
        const QString lab = m_world->write(word("vm-config.yaml"), text);
        const Outcome judged = m_world->hydractl({word("validate"), lab});
        HYDRA_EXITS(judged, 0);
        const QByteArray url =
            "https://cloud.debian.org/images/cloud/bookworm/20250316-2053/" + kCloudFile;
        const Outcome planned = m_world->hydractl({word("plan"), lab});
        QVERIFY2(planned.errorOutput.contains("`hydractl up` downloads it from " + url),
                 planned.words().constData());
        const Outcome started = up(lab);
        HYDRA_EXITS(started, 0);
        for (const Outcome &outcome : {judged, planned, started}) {
            for (const char *said : {"no linux-image-6.12.22+bpo-amd64 any more",
                                     "kernel of its image (6.1 in Debian 12)"})
                QVERIFY2(outcome.errorOutput.contains(said), outcome.words().constData());
        }
        QVERIFY2(started.errorOutput.contains("Downloading " + kCloudFile),
                 started.words().constData());
        QCOMPARE(downloads(), 1);
        QCOMPARE(m_world->status(word("vm-config")).size(), 2);
        QCOMPARE(m_world->running(), 2);
        const auto image =
            ImageStore(m_world->paths().imagesDir()).find(QString::fromLatin1(kCloudFile));
        QVERIFY(image && image->checkedBy == u"SHA512SUMS");
    }

    void upstreamsDefaultsAreDownloadedAfterTheirImport()
    {
        const QString env = m_world->write(
            word("hydra.env"), "DEFAULT_KVM_LINUX_MEMORY=1\nKVM_MEMORY=1\nKVM_MACHINE_TYPE=pc\n"
                               "DISABLE_9P_KUBELET_MOUNTS=1\nDISABLE_CONTAINERD_CSI_PROXY=1\n");
        const QString lab = m_world->path(word("imported.yaml"));
        HYDRA_EXITS(
            m_world->hydractl({word("import"), word("--from"), word("env"), env, word("-o"), lab}),
            0);
        const QByteArray imported = *readFile(lab);
        QVERIFY2(imported.contains("-20250814-2204.qcow2"), imported.constData());
        HYDRA_EXITS(m_world->hydractl({word("set"), lab, word("hydravm"), word("accelerator=tcg"),
                                       word("firmware=none"), word("ports.ssh=auto")}),
                    0);
        HYDRA_EXITS(up(lab), 0);
        QCOMPARE(downloads(), 1);
        QCOMPARE(m_world->running(), 1);
    }

    void aCatalogueImageAndAnyFileAreDownloaded()
    {
        const auto labOf = [this](const char *name, const QByteArray &keys) {
            return m_world->writeLab(word(name), "  - name: hub\n" + keys);
        };
        const QByteArray url = m_server->url(word("/mine/Mine.QCOW2.qcow2")).toUtf8();
        HYDRA_EXITS(
            up(labOf("any", "    image: Mine.QCOW2.qcow2\n    image_source_url: " + url + '\n')),
            0);
        QCOMPARE(m_world->state(word("any")), word("running"));
        HYDRA_EXITS(
            up(labOf("again", "    image: Mine.QCOW2.qcow2\n    image_source_url: " + url + '\n')),
            0);
        QCOMPARE(downloads(), 1);
        HYDRA_EXITS(up(labOf("known", "    image: debian-12-generic\n")), 0);
        QCOMPARE(downloads(), 2);
        QVERIFY(ImageStore(m_world->paths().imagesDir()).find(word("debian-12-generic")));
    }

    void aBusyPortIsSaidBeforeADownload()
    {
        const QString lab = m_world->writeLab(
            word("busy"),
            "  - name: one\n    image: debian-12-genericcloud\n  - name: two\n    image: "
            "debian-12-genericcloud\n    ports: {ssh: " +
                QByteArray::number(m_server->port()) + "}\n");
        HYDRA_REFUSES(up(lab), 4, "ports.ssh");
        QCOMPARE(downloads(), 0);
    }

    void whatNobodyHasIsRefused()
    {
        const QString lab =
            m_world->writeLab(word("nowhere"), "  - name: hub\n    image: nowhere\n");
        HYDRA_REFUSES(up(lab), 1, "hydractl image add FILE --name nowhere");
        HYDRA_REFUSES(
            up(m_world->writeLab(word("gone"),
                                 "  - name: hub\n    image: gone.img\n    image_source_url: " +
                                     m_server->url(word("/x/")).toUtf8() + '\n')),
            1, "404");
    }
};

HYDRA_TEST_MAIN(TestCliUpPulls)
#include "test_cli_up_pulls.moc"
