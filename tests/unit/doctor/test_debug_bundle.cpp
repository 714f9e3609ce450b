// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/doctor/bundle_sources.h"
#include "core/doctor/debug_bundle.h"
#include "core/guest/archive.h"
#include "core/lab/identity.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QSet>
#include <QTemporaryDir>

#include <algorithm>

using namespace hydra;

namespace {

/// A user's directories without any QEMU, so that no trial runs.
class Home
{
public:
    Home()
    {
        const QString root = m_dir.path();
        environment.paths = {root + QStringLiteral("/config"), root + QStringLiteral("/data"),
                             root + QStringLiteral("/cache"), root + QStringLiteral("/state"),
                             root + QStringLiteral("/run")};
        environment.programs.qemu = QStringLiteral("/no/qemu");
        write(QStringLiteral("config/labs/home.yaml"), "name: home\nvms:\n  - name: hub\n");
        write(QStringLiteral("state/home/hub/state.json"), "{\"vm\": \"hub\"}");
        write(QStringLiteral("state/home/hub/vm.log"), "started\n");
    }
    QString write(const QString &name, const QByteArray &text) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).absolutePath());
        return writeFileAtomically(path, text) ? path : QString();
    }
    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    Environment environment;

private:
    QTemporaryDir m_dir;
};

const BundleEntry *find(const std::vector<BundleEntry> &entries, const char *name)
{
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const BundleEntry &e) {
        return e.name == QLatin1String(name);
    });
    return found == entries.end() ? nullptr : &*found;
}

std::vector<BundleEntry> collected(const Home &home, const std::vector<Target> &targets = {})
{
    const auto entries = collectDebugBundle(home.environment, targets, {});
    return entries ? *entries : std::vector<BundleEntry>();
}

} // namespace

/// What a debug bundle contains, and what it never does.
class TestDebugBundle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aBundleHoldsWhatThereIsAndAManifest()
    {
        const Home home;
        const auto entries = collected(home);
        QVERIFY(!entries.empty());
        QCOMPARE(entries.front().name, QStringLiteral("manifest.txt"));
        for (const char *name :
             {"doctor.json", "versions.txt", "environment.txt", "labs/home/lab.yaml",
              "labs/home/hub/state.json", "labs/home/hub/vm.log"}) {
            QVERIFY2(find(entries, name), name);
            QVERIFY2(entries.front().bytes.contains(name), name);
        }
        QVERIFY(!find(entries, "labs/home/hub/plan.json"));
        QVERIFY(find(entries, "doctor.json")->bytes.contains("no such program"));
    }

    void noSecretGetsIn()
    {
        Home home;
        const QByteArray hash = "$6$saltsalt$" + QByteArray(86, 'h');
        home.write(QStringLiteral("config/labs/home.yaml"),
                   "# the password is commentword\nname: home\ncommon:\n  salt: "
                   "pinchofsalt\nvms:\n  - name: hub\n    password: \"se'same st\"\n"
                   "  - name: other\n    password_hash: " +
                       hash + "\n");
        VmIdentity identity;
        identity.webhookToken = QStringLiteral("0011223344556677");
        QVERIFY(writeIdentity(home.path(QStringLiteral("state/home/hub")), identity));
        home.write(QStringLiteral("state/home/hub/plan.json"),
                   "{\"webhook_token\": \"0011223344556677\", \"attempts\": [{\"command\": "
                   "{\"env\": {\"http_proxy\": \"http://ann:proxyword@p\"}}}]}");
        home.write(QStringLiteral("state/home/hub/vm.log"),
                   "POST /0011223344556677 by se'same st, proxyword\n" + hash + "\n");
        home.write(QStringLiteral("state/home/hub/serial.log"),
                   "login: hydra\r\nse'same st\r\n-----BEGIN OPENSSH PRIVATE "
                   "KEY-----\nkeybytes\n-----END OPENSSH PRIVATE KEY-----\n");
        home.environment.settings.proxy = QStringLiteral("http://ann:proxyword@p:3128");
        home.write(QStringLiteral("config/settings.yaml"), "proxy: http://ann:proxyword@p:3128\n");
        qputenv("https_proxy", "http://ann:envword@p:3128");
        const auto entries = collected(home);
        qunsetenv("https_proxy");
        QVERIFY(find(entries, "labs/home/hub/serial.log"));
        for (const BundleEntry &entry : entries) {
            for (const char *secret : {"se'same", "$6$", "hhhhhh", "0011223344556677", "proxyword",
                                       "envword", "keybytes", "commentword", "pinchofsalt"})
                QVERIFY2(!entry.bytes.contains(secret),
                         qPrintable(entry.name + u' ' + QLatin1String(secret)));
        }
        QVERIFY(find(entries, "environment.txt")
                    ->bytes.contains("https_proxy=http://<removed>@p:3128"));
        QVERIFY(find(entries, "labs/home/lab.yaml")->bytes.contains("name: other"));
    }

    void whatCannotBeUnderstoodIsLeftOut()
    {
        const Home home;
        home.write(QStringLiteral("config/labs/home.yaml"), "name: home\npassword: [sesame\n");
        home.write(QStringLiteral("state/home/hub/plan.json"), "{\"webhook_token\": \"sesame");
        const auto entries = collected(home);
        for (const char *name : {"labs/home/lab.yaml", "labs/home/hub/plan.json"}) {
            QCOMPARE(find(entries, name)->bytes, QByteArray());
            QVERIFY(find(entries, name)->note.contains(u"left out"));
        }
        QVERIFY(find(entries, "labs/home/hub/vm.log"));
    }

    void aLongLogIsCutToItsEndWithWords()
    {
        const Home home;
        QByteArray log;
        while (log.size() < (2 << 20))
            log += "line " + QByteArray::number(log.size()) + "\n";
        home.write(QStringLiteral("state/home/hub/serial.log"), log + "the end\n");
        const auto entries = collected(home);
        const BundleEntry *entry = find(entries, "labs/home/hub/serial.log");
        QVERIFY(entry->bytes.size() <= (1 << 20) + 100);
        QVERIFY(entry->bytes.startsWith("[cut: the first ") && entry->bytes.endsWith("the end\n"));
        QVERIFY(entry->bytes.split('\n')[1].startsWith("line "));
        QVERIFY(entry->note.contains(u"cut"));
        QVERIFY(find(entries, "manifest.txt")->bytes.contains("cut"));
    }

    void aBundleHoldsAtMostTwentyMebibytes()
    {
        const Home home;
        const QByteArray log = QByteArray(1023, 'x') + '\n';
        for (int i = 0; i < 25; ++i)
            home.write(QStringLiteral("state/home/vm%1/serial.log").arg(i), log.repeated(1000));
        qsizetype size = 0;
        const auto entries = collected(home);
        for (const BundleEntry &entry : entries)
            size += entry.bytes.size();
        QVERIFY(size <= (20 << 20) + (64 << 10));
        QVERIFY(find(entries, "manifest.txt")->bytes.contains("the bundle is full"));
        QVERIFY(!find(entries, "labs/home/hub/vm.log")->bytes.isEmpty());
    }

    void onlyTheTargetsAreTold()
    {
        const Home home;
        home.write(QStringLiteral("config/labs/other.yaml"), "name: other\nvms:\n  - name: hub\n");
        home.write(QStringLiteral("state/home/second/vm.log"), "x\n");
        const auto entries =
            collected(home, {Target{QStringLiteral("home"), QStringLiteral("hub"), {}}});
        QVERIFY(find(entries, "labs/home/hub/vm.log"));
        QVERIFY(!find(entries, "labs/home/second/vm.log") && !find(entries, "labs/other/lab.yaml"));
        QCOMPARE(collectDebugBundle(home.environment, {Target{.lab = QStringLiteral("none")}}, {})
                     .error()
                     .code,
                 ErrorCode::NotFound);
        QCOMPARE(collectDebugBundle(home.environment,
                                    {Target{QStringLiteral("home"), QStringLiteral("none"), {}}},
                                    {})
                     .error()
                     .code,
                 ErrorCode::NotFound);
    }

    void aFileThatIsAskedForTwiceComesOnce()
    {
        const Home home;
        const Target vm{QStringLiteral("home"), QStringLiteral("hub"), {}};
        const auto entries = collected(home, {Target{.lab = QStringLiteral("home")}, vm, vm});
        QSet<QString> names;
        for (const BundleEntry &entry : entries)
            names.insert(entry.name);
        QCOMPARE(names.size(), qsizetype(entries.size()));
    }

    void theHomeDirectoryBecomesATilde()
    {
        const Home home;
        home.write(QStringLiteral("state/home/hub/vm.log"),
                   "in " + QDir::homePath().toUtf8() + "/labs\n");
        QCOMPARE(find(collected(home), "labs/home/hub/vm.log")->bytes, QByteArray("in ~/labs\n"));
    }

    void anArchiveIsPrivateAndNeverOverwritten()
    {
        const Home home;
        const QString path = home.path(QStringLiteral("out.tar.gz"));
        const std::vector<BundleEntry> entries{{QStringLiteral("manifest.txt"), "m", {}},
                                               {QStringLiteral("labs/a/b.log"), "hello", {}}};
        QVERIFY(writeDebugBundle(path, entries));
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther),
                 QFile::Permissions());
        QMap<QString, QByteArray> read;
        QVERIFY(readArchive(
            path, [](const QString &) { return true; },
            [&](const QString &name, const QByteArray &content) { read[name] = content; }));
        QCOMPARE(read.size(), 2);
        QCOMPARE(read[QStringLiteral("hydra-debug/labs/a/b.log")], QByteArray("hello"));
        QCOMPARE(writeDebugBundle(path, {}).error().code, ErrorCode::Conflict);
    }
};

HYDRA_TEST_MAIN(TestDebugBundle)
#include "test_debug_bundle.moc"
