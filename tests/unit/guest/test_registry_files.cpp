// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/registry_files.h"
#include "core/guest/seed.h"
#include "tests/support/test_main.h"

#include <yaml-cpp/yaml.h>

using namespace hydra;

namespace {

RegistrySpec local()
{
    RegistrySpec registry;
    registry.host = QStringLiteral("registry.local:5000");
    return registry;
}

QByteArray fileOf(const RegistrySpec &registry)
{
    return registryFiles({registry}).at(0).content;
}

} // namespace

class TestRegistryFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aRegistryIsAskedItself()
    {
        const GuestFile file = registryFiles({local()}).at(0);
        QCOMPARE(file.path,
                 QStringLiteral("/etc/containerd/certs.d/registry.local:5000/hosts.toml"));
        QCOMPARE(file.mode, 0600);
        QCOMPARE(file.content, QByteArray("# Hydra: from the lab file.\n"
                                          "server = \"https://registry.local:5000\"\n"
                                          "\n"
                                          "[host.\"https://registry.local:5000\"]\n"
                                          "  capabilities = [\"pull\", \"resolve\"]\n"));
    }

    void mirrorsAreAskedBeforeItWithTheLogin()
    {
        RegistrySpec registry = local();
        registry.host = QStringLiteral("docker.io");
        registry.mirrors = QStringList{QStringLiteral("http://10.0.2.2:5000"),
                                       QStringLiteral("https://mirror.example")};
        registry.username = QStringLiteral("hydra");
        registry.password = QStringLiteral("a:b\"");
        const QByteArray login =
            "    Authorization = [\"Basic " + QByteArray("hydra:a:b\"").toBase64() + "\"]\n";
        QCOMPARE(fileOf(registry), "# Hydra: from the lab file.\n"
                                   "server = \"https://registry-1.docker.io\"\n"
                                   "\n"
                                   "[host.\"http://10.0.2.2:5000\"]\n"
                                   "  capabilities = [\"pull\", \"resolve\"]\n"
                                   "  [host.\"http://10.0.2.2:5000\".header]\n" +
                                       login +
                                       "\n"
                                       "[host.\"https://mirror.example\"]\n"
                                       "  capabilities = [\"pull\", \"resolve\"]\n"
                                       "  [host.\"https://mirror.example\".header]\n" +
                                       login);
    }

    void aMirrorIsAskedBelowItsPath_data()
    {
        QTest::addColumn<QString>("mirror");
        QTest::addColumn<bool>("overrides");
        const auto row = [](const char *mirror, bool overrides) {
            QTest::newRow(mirror) << QString::fromLatin1(mirror) << overrides;
        };
        row("http://harbor.example/v2/dockerhub-proxy", true);
        row("https://ecr.example/v2/docker-hub/", true);
        row("https://files.example/api/docker/v2/remote", true);
        // Here containerd adds the /v2 itself, or finds it.
        row("http://10.0.2.2:5000", false);
        row("https://nexus.example/repository/docker-proxy", false);
        row("https://files.example/api/docker/remote/v2/", false);
        row("https://v2.example", false);
    }
    void aMirrorIsAskedBelowItsPath()
    {
        QFETCH(QString, mirror);
        QFETCH(bool, overrides);
        RegistrySpec registry = local();
        registry.mirrors = QStringList{mirror, QStringLiteral("http://10.0.2.2:5001")};
        const QByteArray text = fileOf(registry);
        QCOMPARE(text.count("override_path = true"), overrides ? 1 : 0);
        QCOMPARE(text.contains("[host.\"" + mirror.toUtf8() +
                               "\"]\n  capabilities = [\"pull\", \"resolve\"]\n"
                               "  override_path = true\n"),
                 overrides);
    }

    void oneMirrorServesEveryRegistry()
    {
        RegistrySpec registry;
        registry.host = QStringLiteral("_default");
        registry.mirrors = QStringList{QStringLiteral("http://10.0.2.2:5000")};
        const GuestFile file = registryFiles({registry}).at(0);
        QCOMPARE(file.path, QStringLiteral("/etc/containerd/certs.d/_default/hosts.toml"));
        QCOMPARE(file.content, QByteArray("# Hydra: from the lab file.\n"
                                          "\n"
                                          "[host.\"http://10.0.2.2:5000\"]\n"
                                          "  capabilities = [\"pull\", \"resolve\"]\n"));
    }

    void anInsecureOneMaySpeakPlainHttp()
    {
        RegistrySpec registry = local();
        registry.insecure = true;
        const QByteArray text = fileOf(registry);
        QVERIFY(text.indexOf("[host.\"https://registry.local:5000\"]") <
                text.indexOf("[host.\"http://registry.local:5000\"]"));
        QCOMPARE(text.count("skip_verify = true"), 2);
    }

    void theGuestIsGivenThemForRootAlone()
    {
        SeedInput input;
        input.lab = QStringLiteral("home");
        input.vm.name = QStringLiteral("hub");
        input.vm.registries = {local()};
        const auto written = [&] {
            YAML::Node found;
            for (const auto &file :
                 YAML::Load(makeSeedDocuments(input)->userData.toStdString())["write_files"])
                if (file["path"].as<std::string>().starts_with("/etc/containerd/"))
                    found.push_back(file);
            return found;
        };
        QCOMPARE(written().size(), std::size_t(1));
        QCOMPARE(written()[0]["path"].as<std::string>(),
                 "/etc/containerd/certs.d/registry.local:5000/hosts.toml");
        QCOMPARE(written()[0]["permissions"].as<std::string>(), "0600");
        input.vm.containerd = false;
        QCOMPARE(written().size(), std::size_t(0));
    }

    void theLoginOfAnImagesRegistryGoesWithItsPull()
    {
        RegistrySpec registry = local();
        QVERIFY(registryLogin({registry}, QStringLiteral("registry.local:5000/lamp")).isEmpty());
        registry.username = QStringLiteral("hydra");
        registry.password = QStringLiteral("secret");
        const QJsonObject login =
            registryLogin({registry}, QStringLiteral("registry.local:5000/lamp"));
        QCOMPARE(login, (QJsonObject{{QStringLiteral("username"), QStringLiteral("hydra")},
                                     {QStringLiteral("password"), QStringLiteral("secret")}}));
        QVERIFY(registryLogin({registry}, QStringLiteral("busybox")).isEmpty());
    }

    void anImagesNameTellsItsRegistry()
    {
        QCOMPARE(registryOf(QStringLiteral("busybox")), QStringLiteral("docker.io"));
        QCOMPARE(registryOf(QStringLiteral("library/busybox:1.36")), QStringLiteral("docker.io"));
        QCOMPARE(registryOf(QStringLiteral("registry.local:5000/lamp@sha256:00")),
                 QStringLiteral("registry.local:5000"));
        QCOMPARE(registryOf(QStringLiteral("quay.io/a/b")), QStringLiteral("quay.io"));
        QCOMPARE(registryOf(QStringLiteral("localhost/hydra/lamp:1")), QStringLiteral("localhost"));
        QCOMPARE(registryOf(QStringLiteral("busybox:5000")), QStringLiteral("docker.io"));
    }
};

HYDRA_TEST_MAIN(TestRegistryFiles)
#include "test_registry_files.moc"
