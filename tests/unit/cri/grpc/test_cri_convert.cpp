// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/convert.h"
#include "tests/support/test_main.h"

#include <cri.pb.h>

using namespace hydra;
namespace cri = runtime::v1;

namespace {

CriPodSpec spec()
{
    return {QStringLiteral("lamp"),
            QStringLiteral("home"),
            QStringLiteral("u1"),
            QStringLiteral("bulb"),
            QStringLiteral("b:1"),
            {QStringLiteral("/bin/glow"), QStringLiteral("grün")},
            {{QStringLiteral("app"), QStringLiteral("x")}}};
}

} // namespace

class TestCriConvert : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPodConfigHasAllThatContainerdAsksFor()
    {
        cri::PodSandboxConfig config;
        fill(config, spec());
        QCOMPARE(config.metadata().name(), std::string("lamp"));
        QCOMPARE(config.metadata().namespace_(), std::string("home"));
        QCOMPARE(config.metadata().uid(), std::string("u1"));
        QCOMPARE(config.hostname(), std::string("lamp"));
        QCOMPARE(config.log_directory(), std::string("/var/log/pods/home_lamp_u1"));
        QCOMPARE(config.linux().cgroup_parent(), std::string("/hydra"));
        const auto &namespaces = config.linux().security_context().namespace_options();
        QCOMPARE(int(namespaces.pid()), int(cri::CONTAINER));
        QCOMPARE(int(namespaces.network()), int(cri::POD));
        QCOMPARE(config.labels().at("app"), std::string("x"));
        QCOMPARE(config.labels().at("io.kubernetes.pod.name"), std::string("lamp"));
        QCOMPARE(config.labels().at("io.kubernetes.pod.namespace"), std::string("home"));
        QCOMPARE(config.labels().at("io.kubernetes.pod.uid"), std::string("u1"));
    }

    void aPodInTheHostsNetworkHasNoHostNameOfItsOwn()
    {
        CriPodSpec host = spec();
        host.hostNetwork = true;
        cri::PodSandboxConfig config;
        fill(config, host);
        QVERIFY(config.hostname().empty());
        QCOMPARE(int(config.linux().security_context().namespace_options().network()),
                 int(cri::NODE));
    }

    void aContainerConfigWritesItsLogUnderThePods()
    {
        cri::ContainerConfig config;
        fill(config, spec());
        QCOMPARE(config.metadata().name(), std::string("bulb"));
        QCOMPARE(config.image().image(), std::string("b:1"));
        QCOMPARE(config.command_size(), 2);
        QCOMPARE(config.command(1), std::string("gr\xc3\xbcn"));
        QCOMPARE(config.log_path(), std::string("bulb/0.log"));
        QCOMPARE(config.labels().at("io.kubernetes.container.name"), std::string("bulb"));
        QCOMPARE(config.labels().at("io.kubernetes.pod.uid"), std::string("u1"));
        QCOMPARE(int(config.linux().security_context().namespace_options().pid()),
                 int(cri::CONTAINER));
    }

    void podsComeNewestFirst()
    {
        cri::ListPodSandboxResponse response;
        for (int i = 0; i < 3; ++i) {
            auto &item = *response.add_items();
            item.set_id("p" + std::to_string(i));
            item.set_created_at(i == 1 ? 30 : 10);
            item.set_state(i == 0 ? cri::SANDBOX_READY : cri::SANDBOX_NOTREADY);
            item.mutable_metadata()->set_attempt(i);
        }
        const auto pods = toValue(response);
        QCOMPARE(pods.at(0).id, QStringLiteral("p1"));
        QCOMPARE(pods.at(1).id, QStringLiteral("p0"));
        QCOMPARE(pods.at(2).attempt, 2U);
        QVERIFY(pods.at(1).ready && !pods.at(0).ready);
    }

    void everyContainerStateHasItsWord()
    {
        cri::ListContainersResponse response;
        for (int i = 0; i < 4; ++i) {
            response.add_containers()->set_state(cri::ContainerState(i));
            response.mutable_containers(i)->set_id(std::to_string(i));
        }
        QStringList words;
        for (const auto &container : toValue(response))
            words.append(toString(container.state));
        QCOMPARE(words.join(u' '), QStringLiteral("Created Running Exited Unknown"));
    }

    void aStateNobodyKnowsYetIsUnknown()
    {
        cri::ListContainersResponse response;
        response.add_containers()->set_state(cri::ContainerState(17));
        QVERIFY(toValue(response).at(0).state == CriContainerState::Unknown);
    }

    void aStatusKeepsItsTimesAndItsEnd()
    {
        cri::ContainerStatusResponse response;
        auto &status = *response.mutable_status();
        status.set_id("c");
        status.set_started_at(1764000000123456789);
        status.set_finished_at(1764000001123456789);
        status.set_exit_code(137);
        status.set_reason("OOMKilled");
        status.set_log_path("/var/log/x");
        const auto value = toValue(response);
        QCOMPARE(value.startedAtNs, 1764000000123456789LL);
        QCOMPARE(value.finishedAtNs, 1764000001123456789LL);
        QCOMPARE(value.exitCode, 137);
        QCOMPARE(value.reason, QStringLiteral("OOMKilled"));
        QCOMPARE(value.logPath, QStringLiteral("/var/log/x"));
    }

    void imagesAreSortedByTagAndMayHaveNone()
    {
        cri::ListImagesResponse response;
        response.add_images()->add_repo_tags("b:1");
        response.add_images()->set_size(1ULL << 40);
        const auto images = toValue(response);
        QVERIFY(images.at(0).tags.isEmpty());
        QCOMPARE(images.at(0).size, 1ULL << 40);
        QCOMPARE(images.at(1).tags.value(0), QStringLiteral("b:1"));
    }

    void theWireNumbersAreTheInterfaces()
    {
        cri::KeyValue pair;
        pair.set_key("A");
        pair.set_value("b");
        QCOMPARE(pair.SerializeAsString(), std::string("\x0a\x01"
                                                       "A\x12\x01"
                                                       "b"));
        cri::ImageSpec image;
        image.set_image_ref("r");
        QCOMPARE(image.SerializeAsString(), std::string("\xa2\x01\x01r"));
        QCOMPARE(cri::LinuxContainerSecurityContext::kSupplementalGroupsPolicyFieldNumber, 17);
        QCOMPARE(cri::LinuxSandboxSecurityContext::kRunAsGroupFieldNumber, 8);
        QCOMPARE(cri::ContainerStatus::kLogPathFieldNumber, 15);
    }
};

HYDRA_TEST_MAIN(TestCriConvert)
#include "test_cri_convert.moc"
