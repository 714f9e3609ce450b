// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"

#include "core/guest/registry_files.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QDirIterator>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString vm = QStringLiteral("lab1/vm");
// User "hydra" with the password "secret", as htpasswd -B writes it.
const char *const htpasswd = "hydra:$2b$05$cLKgkiD/OrdkaxH1jrwfH.0V.dc6a5f6a3XWgNvB.SAb4iO2G.B66\n";

quint16 freePort()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    return server.serverPort();
}

/// Debian's docker-registry on a port of its own, plain HTTP; with LOGIN it requires one for
/// reading and writing.
class LocalRegistry
{
public:
    LocalRegistry(const QString &dir, bool login) : m_port(freePort())
    {
        QDir().mkpath(dir);
        QByteArray config =
            "version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: '" +
            dir.toUtf8() +
            "/data'}}\n"
            "http: {addr: '127.0.0.1:" +
            QByteArray::number(m_port) + "'}\n";
        if (login)
            config += "auth: {htpasswd: {realm: house, path: '" + dir.toUtf8() + "/htpasswd'}}\n";
        write(dir + QStringLiteral("/htpasswd"), htpasswd);
        write(dir + QStringLiteral("/config.yml"), config);
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.setStandardOutputFile(QProcess::nullDevice());
        m_process.start(QStringLiteral("docker-registry"),
                        {QStringLiteral("serve"), dir + QStringLiteral("/config.yml")});
    }
    ~LocalRegistry()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    [[nodiscard]] bool answers() const
    {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, m_port);
        return socket.waitForConnected(1000);
    }
    /// The address under which the guest reaches it.
    [[nodiscard]] QString address() const { return QStringLiteral("10.0.2.2:%1").arg(m_port); }

private:
    static void write(const QString &path, const QByteArray &content)
    {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write %s", qPrintable(path));
    }

    quint16 m_port;
    QProcess m_process;
};

} // namespace

/// Images from a private registry, with and without login, and the other ways to a guest's
/// containerd: the keeper's unix socket, and SSH when no port is forwarded.
class TestRegistry : public QObject
{
    Q_OBJECT

    std::unique_ptr<Sandbox> m_box;
    std::optional<WarmGuest> m_warm;
    std::unique_ptr<LocalRegistry> m_open;
    std::unique_ptr<LocalRegistry> m_closed;

    Sandbox &box() { return *m_box; }
    Outcome crictl(const QStringList &words)
    {
        return box().hydractl(QStringList{QStringLiteral("crictl"), vm, QStringLiteral("--timeout"),
                                          QStringLiteral("60s")} +
                                  words,
                              seconds(120));
    }
    bool hasImage(const QString &name)
    {
        return crictl({QStringLiteral("images")}).out.contains(name.toUtf8());
    }

    static hydra::RegistrySpec named(const char *host, const LocalRegistry &registry)
    {
        hydra::RegistrySpec spec;
        spec.host = QLatin1String(host);
        spec.mirrors = QStringList{QStringLiteral("http://") + registry.address()};
        return spec;
    }

    std::vector<hydra::RegistrySpec> registries() const
    {
        std::vector<hydra::RegistrySpec> all{named("open.test:5000", *m_open),
                                             named("closed.test:5000", *m_closed),
                                             named("nologin.test", *m_closed)};
        all[1].username = QStringLiteral("hydra");
        all[1].password = QStringLiteral("secret");
        return all;
    }

    static QString labLine(const hydra::RegistrySpec &spec)
    {
        QString line = QStringLiteral("  - {host: \"%1\", mirrors: [\"%2\"]")
                           .arg(spec.host, spec.mirrors.first());
        if (!spec.username.isEmpty())
            line +=
                QStringLiteral(", username: %1, password: %2").arg(spec.username, spec.password);
        return line + u'}';
    }

    // This guest has booted before, so write now what cloud-init would write at the first boot.
    void tellContainerd()
    {
        QString script = QStringLiteral("set -e; ");
        for (const hydra::GuestFile &file : hydra::registryFiles(registries()))
            script +=
                QStringLiteral("sudo mkdir -p %1; echo %2 | base64 -d | sudo tee %3 >/dev/null; ")
                    .arg(file.path.section(u'/', 0, -2),
                         QString::fromLatin1(file.content.toBase64()), file.path);
        VERIFY_EXIT(box().guest(vm, script), 0);
    }

    void push(const LocalRegistry &registry, const QString &login)
    {
        const QString name = registry.address() + QStringLiteral("/house/lamp:1");
        VERIFY_EXIT(
            box().guest(vm,
                        QStringLiteral("set -e; sudo ctr -n k8s.io images tag --force "
                                       "localhost/hydra/thermostat:1 %1 >/dev/null; "
                                       "sudo ctr -n k8s.io images push --plain-http %2 %1 "
                                       ">/dev/null; sudo ctr -n k8s.io images rm %1 >/dev/null")
                            .arg(name, login),
                        seconds(180)),
            0);
    }

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("QTEST_FUNCTION_TIMEOUT", "900000");
        if (!hydra::findProgram(QStringLiteral("docker-registry")))
            QSKIP("docker-registry is not installed");
        const auto warm = WarmGuest::ensure();
        if (!warm)
            QFAIL(qPrintable(inFull(warm.error())));
        m_warm = *warm;
        m_box = std::make_unique<Sandbox>();
        m_open = std::make_unique<LocalRegistry>(box().root() + QStringLiteral("/open"), false);
        m_closed = std::make_unique<LocalRegistry>(box().root() + QStringLiteral("/closed"), true);
        QTRY_VERIFY_WITH_TIMEOUT(m_open->answers() && m_closed->answers(), 30000);
        QStringList lines{QStringLiteral("registries:")};
        for (const hydra::RegistrySpec &spec : registries())
            lines << labLine(spec);
        VERIFY_EXIT(m_warm->fork(box(), QStringLiteral("lab1"), lines), 0);
        tellContainerd();
        push(*m_open, {});
        push(*m_closed, QStringLiteral("--user hydra:secret"));
    }

    void cleanup()
    {
        if (m_box && QTest::currentTestFailed())
            std::fprintf(stderr, "%s\n", qPrintable(m_box->logs()));
    }

    void cleanupTestCase()
    {
        m_box.reset();
        m_open.reset();
        m_closed.reset();
    }

    void anOpenRegistryNeedsNoLogin()
    {
        const Outcome pulled =
            crictl({QStringLiteral("pull"), QStringLiteral("open.test:5000/house/lamp:1")});
        VERIFY_EXIT(pulled, 0);
        QVERIFY2(pulled.out.startsWith("Image is up to date for sha256:"),
                 qPrintable(pulled.say()));
        QVERIFY(hasImage(QStringLiteral("open.test:5000/house/lamp")));
        const Outcome absent =
            crictl({QStringLiteral("pull"), QStringLiteral("open.test:5000/house/nothing:1")});
        QVERIFY2(!absent.ok() && absent.err.contains("open.test:5000/house/nothing:1"),
                 qPrintable(absent.say()));
    }

    void theLabFilesLoginIsUsed()
    {
        VERIFY_EXIT(
            crictl({QStringLiteral("pull"), QStringLiteral("closed.test:5000/house/lamp:1")}), 0);
        QVERIFY(hasImage(QStringLiteral("closed.test:5000/house/lamp")));
    }

    void withoutALoginAClosedRegistryRefuses()
    {
        const QStringList pull{QStringLiteral("pull"), QStringLiteral("nologin.test/house/lamp:1")};
        const Outcome refused = crictl(pull);
        QVERIFY(!refused.ok());
        QVERIFY2(refused.err.contains("401") || refused.err.contains("authorization"),
                 qPrintable(refused.say()));
        QVERIFY(
            !crictl(pull + QStringList{QStringLiteral("--creds"), QStringLiteral("hydra:wrong")})
                 .ok());
        QVERIFY(!hasImage(QStringLiteral("nologin.test/house/lamp")));
        VERIFY_EXIT(
            crictl(pull + QStringList{QStringLiteral("--creds"), QStringLiteral("hydra:secret")}),
            0);
        QVERIFY(hasImage(QStringLiteral("nologin.test/house/lamp")));
    }

    // Programs that know nothing of the lab file use the keeper's socket; the login is in
    // containerd's own configuration.
    void aPlainClientOnTheKeepersSocketPullsToo()
    {
        const QString socket = box().listed(vm)[QStringLiteral("cri_socket")].toString();
        QCOMPARE(QFileInfo(socket).permissions() &
                     (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
                 QFile::Permissions());
        const QStringList plain{QStringLiteral("crictl"), QStringLiteral("-r"),
                                QStringLiteral("unix://") + socket, QStringLiteral("--timeout"),
                                QStringLiteral("60s")};
        VERIFY_EXIT(
            crictl({QStringLiteral("rmi"), QStringLiteral("closed.test:5000/house/lamp:1")}), 0);
        QVERIFY(!hasImage(QStringLiteral("closed.test:5000/house/lamp")));
        VERIFY_EXIT(
            box().hydractl(plain + QStringList{QStringLiteral("pull"),
                                               QStringLiteral("closed.test:5000/house/lamp:1")},
                           seconds(120)),
            0);
        QVERIFY(hasImage(QStringLiteral("closed.test:5000/house/lamp")));
    }

    void eventsAreToldAsTheyHappen()
    {
        auto events = box().start({QStringLiteral("crictl"), vm, QStringLiteral("events"),
                                   QStringLiteral("-o"), QStringLiteral("json")});
        QVERIFY(events->waitForStarted());
        VERIFY_EXIT(box().guest(vm, QStringLiteral("true")), 0);
        QFile pod(box().root() + QStringLiteral("/pod.yaml"));
        QVERIFY(pod.open(QIODevice::WriteOnly));
        pod.write("metadata: {name: bell, namespace: home}\nlinux: {cgroup_parent: /hydra}\n");
        pod.close();
        const Outcome run = crictl({QStringLiteral("runp"), pod.fileName()});
        VERIFY_EXIT(run, 0);
        const QByteArray id = run.out.trimmed();
        QTRY_VERIFY_WITH_TIMEOUT(events->peek(1 << 20).contains(id), 30000);
        VERIFY_EXIT(crictl({QStringLiteral("rmp"), QStringLiteral("-f"), QString::fromLatin1(id)}),
                    0);
        QTRY_VERIFY_WITH_TIMEOUT(events->peek(1 << 20).contains("CONTAINER_DELETED_EVENT"), 30000);
        events->terminate();
        QTRY_COMPARE_WITH_TIMEOUT(events->state(), QProcess::NotRunning, 10000);
    }

    void aVmWithoutAnOpenPortIsReachedBySsh()
    {
        VERIFY_EXIT(box().hydractl({QStringLiteral("kill"), QStringLiteral("lab1")}), 0);
        m_warm->prepare(box(), QStringLiteral("lab2"),
                        {QStringLiteral("ports: {containerd: off, streaming: off}")});
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), QStringLiteral("lab2"),
                                    QStringLiteral("--wait"), QStringLiteral("ssh"),
                                    QStringLiteral("--timeout"), QStringLiteral("60")},
                                   seconds(80)),
                    0);
        const QStringList there{QStringLiteral("crictl"), QStringLiteral("lab2/vm"),
                                QStringLiteral("--timeout"), QStringLiteral("30s")};
        const Outcome images = box().hydractl(there + QStringList{QStringLiteral("images")});
        VERIFY_EXIT(images, 0);
        QVERIFY2(images.out.contains("localhost/hydra/thermostat"), qPrintable(images.say()));
        const Outcome removed =
            box().hydractl({QStringLiteral("workload"), QStringLiteral("remove"),
                            QStringLiteral("broker"), QStringLiteral("lab2/vm")});
        VERIFY_EXIT(removed, 3);
        QVERIFY2(removed.err.contains("no broker is there"), qPrintable(removed.say()));
        QDirIterator left(box().runtime(), {QStringLiteral("t????")}, QDir::System | QDir::Files,
                          QDirIterator::Subdirectories);
        QVERIFY2(!left.hasNext(), "the tunnel's socket outlived its command");
        auto watch =
            box().start(there + QStringList{QStringLiteral("pods"), QStringLiteral("--watch")});
        QTRY_VERIFY_WITH_TIMEOUT(watch->peek(4096).contains("POD ID"), 30000);
        watch->kill(); // SIGKILL: its tunnel must end as well
        QTRY_COMPARE_WITH_TIMEOUT(watch->state(), QProcess::NotRunning, 30000);
        QVERIFY(box()
                    .listed(QStringLiteral("lab2/vm"))[QStringLiteral("cri_socket")]
                    .toString()
                    .isEmpty());
        const auto tunnels = [this] {
            const auto all = box().processes();
            return std::count_if(all.begin(), all.end(), [](const Running &process) {
                return process.args.contains(QStringLiteral("StreamLocalBindMask=0177"));
            });
        };
        QTRY_COMPARE_WITH_TIMEOUT(tunnels(), 0, 20000);
    }
};

HYDRA_TEST_MAIN(TestRegistry)
#include "test_registry.moc"
