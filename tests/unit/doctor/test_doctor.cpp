// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/doctor/facts.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QSet>
#include <QTemporaryDir>

#include <functional>

using namespace hydra;
using State = Finding::State;
using Outcome = AcceleratorTrial::Outcome;

namespace {

/// A Linux machine that lacks nothing.
DoctorFacts goodHost()
{
    DoctorFacts facts;
    facts.host.os = QStringLiteral("linux");
    facts.host.arch = QStringLiteral("x86_64");
    facts.host.memory = MemorySize::gib(16);
    facts.host.kvmUsable = true;
    facts.host.qemu = {
        QStringLiteral("/usr/bin/qemu-system-x86_64"),  10,  0, QStringLiteral("10.0.3"),
        {QStringLiteral("tcg"), QStringLiteral("kvm")}, true};
    facts.host.firmware = FirmwareFiles{QStringLiteral("/code.fd"), QStringLiteral("/vars.fd")};
    facts.packageSystem = QStringLiteral("apt");
    facts.trial.outcome = Outcome::Works;
    facts.renderNode = true;
    facts.freeMemory = MemorySize::gib(8);
    facts.demoMemory = MemorySize::gib(2);
    facts.stateDisk = {QStringLiteral("/state"), MemorySize::gib(50), true};
    facts.imageDisk = {QStringLiteral("/images"), MemorySize::gib(50), true};
    facts.outgoingPorts = PortRange{32768, 60999};
    facts.names = DoctorFacts::Names::Found;
    facts.images = 1;
    facts.labs = 1;
    return facts;
}

DoctorFacts goodMac()
{
    DoctorFacts facts = goodHost();
    facts.host.os = QStringLiteral("macos");
    facts.host.arch = QStringLiteral("aarch64");
    facts.host.kvmUsable = false;
    facts.host.hvfUsable = true;
    facts.host.qemu.accelerators = {QStringLiteral("tcg"), QStringLiteral("hvf")};
    facts.osMajor = 15;
    facts.packageSystem = QStringLiteral("brew");
    facts.krunkit = facts.gvproxy = true;
    return facts;
}

Finding find(const DoctorFacts &facts, const QString &id)
{
    for (const Finding &finding : findingsOf(facts)) {
        if (finding.id == id)
            return finding;
    }
    return {};
}

SeenStart start(const char *accelerator, const char *reason, bool userSpace, qint64 atMs)
{
    return {{QStringLiteral("home"), QStringLiteral("hub")},
            QLatin1String(accelerator),
            QLatin1String(reason),
            userSpace,
            atMs};
}

using Change = std::function<void(DoctorFacts &)>;

} // namespace
Q_DECLARE_METATYPE(Change)

/// From facts to findings, for machines of all kinds.
class TestDoctor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsWrongWithAGoodMachine()
    {
        for (const DoctorFacts &facts : {goodHost(), goodMac()}) {
            for (const Finding &finding : findingsOf(facts))
                QVERIFY2(finding.state == State::Ok || finding.state == State::NotHere,
                         qPrintable(finding.id + finding.words));
        }
    }

    void oneChangeMakesOneFinding_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("words");
        QTest::addColumn<QString>("command");
        const auto row = [](const char *name, const Change &change, const char *id,
                            const char *state, const char *words, const char *command) {
            QTest::newRow(name) << change << QString::fromLatin1(id) << QString::fromLatin1(state)
                                << QString::fromLatin1(words) << QString::fromLatin1(command);
        };
        row(
            "no QEMU", [](auto &f) { f.host.qemu = {}; }, "qemu", "problem", "is not installed",
            "sudo apt install qemu-system-x86");
        row(
            "no QEMU on Fedora",
            [](auto &f) {
                f.host.qemu = {};
                f.packageSystem = QStringLiteral("dnf");
            },
            "qemu", "problem", "is not installed", "sudo dnf install qemu-system-x86-core");
        row(
            "no QEMU elsewhere",
            [](auto &f) {
                f.host.qemu = {};
                f.packageSystem.clear();
            },
            "qemu", "problem", "is not installed", "");
        row(
            "old QEMU",
            [](auto &f) {
                f.host.qemu.major = 5;
                f.host.qemu.version = QStringLiteral("5.2");
            },
            "qemu", "problem", "version 5.2, too old", "sudo apt install qemu-system-x86");
        row(
            "QEMU that cannot run",
            [](auto &f) { f.host.qemuReason = QStringLiteral("/q: no such program"); }, "qemu",
            "problem", "cannot be used", "");
        row(
            "QEMU without slirp", [](auto &f) { f.host.qemu.userNetwork = false; }, "qemu",
            "problem", "libslirp", "");
        row(
            "no qemu-img", [](auto &f) { f.qemuImg = false; }, "qemu-img", "problem",
            "is not installed", "sudo apt install qemu-utils");
        row(
            "no firmware", [](auto &f) { f.host.firmware.reset(); }, "firmware", "problem",
            "was not found", "sudo apt install ovmf");
        row(
            "no KVM", [](auto &f) { f.host.kvmUsable = false; }, "kvm", "attention",
            "Software emulation is used: slower, works.", "");
        row(
            "no permission",
            [](auto &f) {
                f.host.kvmUsable = false;
                f.kvmForbidden = true;
            },
            "kvm", "attention", "you may not use /dev/kvm", "sudo usermod -aG kvm $USER");
        row(
            "KVM that aborts",
            [](auto &f) {
                f.trial = {Outcome::Broken, QStringLiteral("QEMU killed by SIGABRT"),
                           QStringLiteral("MSR")};
            },
            "kvm", "attention",
            "is there, but QEMU aborts when it starts a guest. Software emulation is used: slower, "
            "works.",
            "");
        row(
            "KVM that was left",
            [](auto &f) {
                f.starts = {start("tcg",
                                  "kvm was left before the guest reached user space: QEMU reported "
                                  "an internal error",
                                  true, 5)};
            },
            "kvm", "attention",
            "is there, but guests stop with an internal error. Software emulation is used: slower, "
            "works.",
            "");
        row(
            "KVM that was left silent",
            [](auto &f) {
                f.starts = {start("tcg",
                                  "kvm was left before the guest reached user space: console, disk "
                                  "and network were silent for 20 s",
                                  true, 5)};
            },
            "kvm", "attention", "guests stay silent", "");
        row(
            "KVM that was demanded",
            [](auto &f) {
                f.starts = {start("kvm", "kvm does not work here: QEMU reported an internal error",
                                  false, 5)};
            },
            "kvm", "attention", "guests stop with an internal error", "");
        row(
            "KVM that worked since",
            [](auto &f) {
                f.starts = {
                    start("tcg", "kvm was left before the guest reached user space: x", true, 5),
                    start("kvm", "", true, 6)};
            },
            "kvm", "ok", "works: home/hub ran with it", "");
        row(
            "KVM that worked before",
            [](auto &f) {
                f.starts = {
                    start("tcg", "kvm was left before the guest reached user space: x", true, 7),
                    start("kvm", "", true, 6)};
            },
            "kvm", "attention", "guests do not start", "");
        row(
            "a start that says nothing of KVM",
            [](auto &f) { f.starts = {start("tcg", "", true, 5)}; }, "kvm", "ok", "can be used",
            "");
        row(
            "a silent trial",
            [](auto &f) {
                f.trial = {Outcome::Unknown, QStringLiteral("a test guest said nothing"), {}};
            },
            "kvm", "attention", "a test guest said nothing", "");
        row(
            "QEMU without KVM", [](auto &f) { f.host.qemu.accelerators = {QStringLiteral("tcg")}; },
            "kvm", "attention", "was built without it", "");
        row(
            "little memory", [](auto &f) { f.freeMemory = MemorySize::gib(1); }, "memory",
            "attention", "of which 1 GiB are free", "");
        row(
            "hardly any memory", [](auto &f) { f.host.memory = MemorySize::gib(1); }, "memory",
            "problem", "less than the 2 GiB", "");
        row(
            "little disk", [](auto &f) { f.stateDisk.free = MemorySize::gib(2); }, "disk-state",
            "attention", "2 GiB free in /state", "");
        row(
            "no disk", [](auto &f) { f.imageDisk.free = MemorySize::mib(20); }, "disk-images",
            "problem", "20 MiB free", "");
        row(
            "disk of others", [](auto &f) { f.stateDisk.writable = false; }, "disk-state",
            "problem", "cannot be written", "");
        row(
            "no ssh", [](auto &f) { f.ssh = false; }, "ssh", "problem", "is missing",
            "sudo apt install openssh-client");
        row(
            "no build tools, no image",
            [](auto &f) {
                f.images = 0;
                f.missingBuildTools = {{QStringLiteral("mmd"), QStringLiteral("mtools")},
                                       {QStringLiteral("mcopy"), QStringLiteral("mtools")}};
            },
            "image-build", "attention", "first start has to build one", "sudo apt install mtools");
        row(
            "no build tools",
            [](auto &f) {
                f.missingBuildTools = {
                    {QStringLiteral("mmdebstrap"), QStringLiteral("mmdebstrap")}};
            },
            "image-build", "attention", "there is one already", "sudo apt install mmdebstrap");
        row(
            "no ports", [](auto &f) { f.portProblem = QStringLiteral("not permitted"); }, "ports",
            "problem", "127.0.0.1", "");
        row(
            "ports of others", [](auto &f) { f.outgoingPorts = PortRange{1024, 65535}; }, "ports",
            "attention", "1024 to 65535",
            "sudo sysctl -w net.ipv4.ip_local_port_range='32768 60999'");
        row(
            "proxy",
            [](auto &f) {
                f.proxies = {{QStringLiteral("http_proxy"), QStringLiteral("http://p")}};
            },
            "proxy", "ok", "Local traffic", "");
        row(
            "no names", [](auto &f) { f.names = DoctorFacts::Names::Failed; }, "dns", "attention",
            "only to fetch packages", "");
        row(
            "names not asked for", [](auto &f) { f.names = DoctorFacts::Names::Unknown; }, "dns",
            "ok", "not asked", "");
        row(
            "lost image", [](auto &f) { f.brokenImages = {QStringLiteral("/i/my image.json")}; },
            "images", "attention", "my image: the file is missing", "rm '/i/my image.json'");
        row(
            "broken lab",
            [](auto &f) {
                f.brokenLabs = {{ErrorCode::Invalid,
                                 QStringLiteral("x"),
                                 QStringLiteral("/l.yaml"),
                                 {},
                                 QStringLiteral("/l.yaml:1:1: vms: y")}};
            },
            "labs", "attention", "/l.yaml cannot be used", "");
        row(
            "broken settings",
            [](auto &f) {
                f.settingsProblem = Error{.code = ErrorCode::Invalid,
                                          .what = QStringLiteral("x"),
                                          .where = QStringLiteral("/s.yaml")};
            },
            "settings", "problem", "/s.yaml cannot be used", "");
        row(
            "no Venus", [](auto &f) { f.host.qemu.major = 8; }, "venus", "not-here",
            "needs QEMU 9.2", "");
        row(
            "no graphics card", [](auto &f) { f.renderNode = false; }, "venus", "not-here",
            "render node", "");
    }

    void oneChangeMakesOneFinding()
    {
        QFETCH(Change, change);
        QFETCH(QString, id);
        QFETCH(QString, state);
        QFETCH(QString, words);
        QFETCH(QString, command);
        DoctorFacts facts = goodHost();
        change(facts);
        const Finding finding = find(facts, id);
        QCOMPARE(toString(finding.state), state);
        QVERIFY2(finding.words.contains(words), qPrintable(finding.words));
        if (!command.isEmpty())
            QCOMPARE(finding.command, command);
        for (const Finding &other : findingsOf(facts)) {
            QVERIFY2(other.state == State::Ok || (!other.words.isEmpty() && !other.fix.isEmpty()),
                     qPrintable(other.id));
            QVERIFY2(!other.words.contains(u'!'), qPrintable(other.words));
        }
    }

    void krunkitIsOnlyForNewMacs()
    {
        const QString needs = QStringLiteral(
            "needs macOS 14 on Apple silicon. You can still configure and export it here.");
        DoctorFacts oldMac = goodMac();
        oldMac.osMajor = 13;
        DoctorFacts intelMac = goodMac();
        intelMac.host.arch = QStringLiteral("x86_64");
        for (const DoctorFacts &facts : {goodHost(), oldMac, intelMac}) {
            for (const char *id : {"krunkit", "gvproxy"}) {
                QVERIFY(find(facts, QLatin1String(id)).state == State::NotHere);
                QCOMPARE(find(facts, QLatin1String(id)).words, needs);
            }
        }
        DoctorFacts bare = goodMac();
        bare.krunkit = false;
        QCOMPARE(find(bare, QStringLiteral("krunkit")).command,
                 QStringLiteral("brew tap slp/krun && brew install krunkit"));
    }

    void eachSystemHasItsOwnAcceleration()
    {
        QVERIFY(find(goodHost(), QStringLiteral("hvf")).state == State::NotHere);
        QVERIFY(find(goodMac(), QStringLiteral("kvm")).state == State::NotHere);
        DoctorFacts mac = goodMac();
        mac.host.hvfUsable = false;
        QVERIFY(find(mac, QStringLiteral("hvf")).state == State::Attention);
    }

    void idsAreUnlikeAndStable()
    {
        QStringList ids;
        for (const Finding &finding : findingsOf(goodHost()))
            ids << finding.id;
        QCOMPARE(ids.join(u' '),
                 QStringLiteral("qemu qemu-img firmware krunkit gvproxy venus sme2 kvm hvf memory "
                                "disk-state disk-images ssh "
                                "image-build ports proxy dns images labs leftovers settings"));
    }

    void thisMachineIsExaminedWhateverItHas()
    {
        const QTemporaryDir dir;
        Environment environment;
        environment.paths = {
            dir.filePath(QStringLiteral("config")), dir.filePath(QStringLiteral("data")),
            dir.filePath(QStringLiteral("cache")), dir.filePath(QStringLiteral("state")),
            dir.filePath(QStringLiteral("run"))};
        environment.programs.qemu = QStringLiteral("/no/qemu");
        QVERIFY(QDir().mkpath(environment.paths.labsDir()) &&
                QDir().mkpath(environment.paths.imagesDir()));
        QVERIFY(writeFileAtomically(environment.paths.labsDir() + QStringLiteral("/bad.yaml"),
                                    "vms: 3\n"));
        QVERIFY(writeFileAtomically(environment.paths.imagesDir() + QStringLiteral("/gone.json"),
                                    "{\"format\": \"qcow2\"}"));
        qputenv("http_proxy", "http://me:sesame@proxy:3128");
        DoctorFacts facts = gatherDoctorFacts(environment, {});
        qunsetenv("http_proxy");
        QVERIFY(facts.host.qemuReason.contains(u"/no/qemu"));
        QCOMPARE(facts.labs, 1);
        QCOMPARE(facts.brokenLabs.size(), std::size_t(1));
        QCOMPARE(facts.images, 0);
        QCOMPARE(facts.brokenImages.size(), 1);
        QVERIFY(facts.demoMemory > MemorySize() && facts.stateDisk.free > MemorySize());
        const Finding proxy = find(facts, QStringLiteral("proxy"));
        QVERIFY2(proxy.details.contains(u"proxy:3128") && !proxy.details.contains(u"sesame"),
                 qPrintable(proxy.details));
        QVERIFY(find(facts, QStringLiteral("labs")).details.contains(u"bad.yaml:"));
    }
};

HYDRA_TEST_MAIN(TestDoctor)
#include "test_doctor.moc"
