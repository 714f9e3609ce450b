// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/integration_test.h"
#include "tests/window/support/drawn_labs.h"
#include "tests/window/support/window_program.h"

using namespace hydra::test;
using std::chrono::seconds;

namespace {

const QString longLab = QStringLiteral("living-room-kitchen-and-two-balconies-42");
const QString longVm = QStringLiteral("isolated-environment-of-the-thermostat-7");

struct Order {
    QString ask;
    QJsonObject more;
};

Order go(const char *kind, const QString &lab = {}, const QString &vm = {}, int tab = 0)
{
    return {QStringLiteral("go"),
            {{QStringLiteral("kind"), QLatin1String(kind)},
             {QStringLiteral("lab"), lab},
             {QStringLiteral("vm"), vm},
             {QStringLiteral("tab"), tab}}};
}

Order press(const char *button)
{
    return {QStringLiteral("press"), {{QStringLiteral("name"), QString::fromUtf8(button)}}};
}

Order type(const char *name, const char *text)
{
    return {QStringLiteral("type"),
            {{QStringLiteral("name"), QLatin1String(name)},
             {QStringLiteral("text"), QLatin1String(text)}}};
}

const Order bottom{QStringLiteral("bottom"), {}};
const Order shut{QStringLiteral("close"), {}};

/// One picture, taken in all sizes and themes: what to do, to wait for, and to undo.
struct Page {
    const char *name;
    std::vector<Order> orders;
    const char *shows;
    std::vector<Order> after = {};
    int fromWidth = 0; ///< in narrower windows it is elsewhere
};

const QString demo = QStringLiteral("demo"), vm = QStringLiteral("vm"),
              kitchen = QStringLiteral("kitchen"), hub = QStringLiteral("hub");

std::vector<Page> pagesWithNothing()
{
    return {
        {"welcome", {go("welcome")}, "See it work"},
        {"wizard", {go("welcome"), press("New environment")}, "Create and start", {shut}},
        {"import",
         {go("welcome"), press("Import upstream's settings"),
          type("Text to import", "#!/bin/bash\nexport KVM_CPU=4\nKVM_MEMORY=$(free "
                                 "-g)\nVM_HOSTNAME=attic\nNO_SUCH_THING=1\n./start-vm.sh\n")},
         "NO_SUCH_THING",
         {shut}},
        {"images-empty", {go("images")}, "No images yet"},
        {"images-refused",
         {go("images"), type("Address of a disk image", "no such image\n")},
         "the catalogue has no image"},
    };
}

std::vector<Page> pagesWithLabs()
{
    const char *const find = "Find a lab or VM, or run an action";
    return {
        {"lab", {go("lab", kitchen), press("Tab Overview")}, "3 environments"},
        {"lab-yaml", {go("lab", kitchen), press("Tab YAML")}, "containerd: true"},
        {"lab-broken",
         {go("lab", QStringLiteral("broken")), press("Tab Overview")},
         "The lab file cannot be used"},
        {"export",
         {go("lab", kitchen), press("Tab Overview"), press("Export…")},
         "describe()",
         {shut}},
        {"vm-running", {go("vm", demo, vm)}, "ready after"},
        {"vm-thermostat", {go("vm", demo, vm), bottom}, "temperature_c"},
        {"vm-never-started", {go("vm", kitchen, hub)}, "never started"},
        {"console", {go("vm", demo, vm, 1)}, "Every window on it"},
        {"console-never-started", {go("vm", kitchen, hub, 1)}, "Not running."},
        {"shell", {go("vm", demo, vm, 2)}, "load average"},
        {"logs", {go("vm", demo, vm, 3)}, "starts QEMU"},
        {"logs-empty", {go("vm", kitchen, hub, 3)}, "0 lines"},
        {"containers", {go("vm", demo, vm, 4)}, "Pull image…"},
        {"containers-images",
         {go("vm", demo, vm, 4), press("Show images")},
         "Pull image…",
         {press("Show containers")}},
        {"containers-never-started", {go("vm", kitchen, hub, 4)}, "Start it to see its containers"},
        {"lab-containers",
         {go("lab", kitchen), press("Tab Containers")},
         "No environment of this lab runs"},
        {"form-running",
         {go("vm", demo, vm, 5), press("Resources")},
         "Takes effect at the next start"},
        {"snapshots", {go("vm", demo, vm, 6)}, "before the attack"},
        {"snapshots-restore",
         {go("vm", demo, vm, 6), press("Restore before-attack")},
         "is lost",
         {press("Dismiss this message")}},
        {"snapshots-empty", {go("vm", kitchen, hub, 6)}, "None yet"},
        {"images", {go("images")}, "instant"},
        {"doctor", {go("doctor")}, "QEMU"},
        {"activity", {go("activity")}, "Recent"},
        {"settings", {go("settings")}, "Terminal font"},
        {"palette", {go("vm", demo, vm), type(find, "\n")}, "Enter runs", {shut}},
        {"quit", {go("vm", demo, vm), shut}, "Leave running", {shut}},
        {"long-lab", {go("lab", longLab), press("Tab Overview")}, "State: Running"},
        {"long-vm", {go("vm", longLab, longVm)}, "ready after"},
        {"long-vm-console", {go("vm", longLab, longVm, 1)}, "Every window on it"},
        {"long-quit", {go("vm", longLab, longVm), shut}, "Leave running", {shut}},
    };
}

/// The ports of all labs, and the networks of labs with 2, 8 and 100 VMs.
std::vector<Page> networkPages()
{
    const auto at = [](int vms, const char *tab) {
        return std::vector<Order>{go("lab", DrawnLabs::name(vms)), press(tab)};
    };
    Page fitted{"topology-100-fit", at(100, "Tab Topology"), "100 environments"};
    fitted.orders.push_back(press("Show all of it at once"));
    fitted.after = {press("Show all of it at once")};
    return {{"ports", at(8, "Tab Ports"), "wants it for ssh, too"},
            {"topology-2", at(2, "Tab Topology"), "2 environments"},
            {"topology-8", at(8, "Tab Topology"), "8 environments"},
            {"topology-100", at(100, "Tab Topology"), "100 environments"},
            fitted,
            {"topology-own", {go("lab", kitchen), press("Tab Topology")}, "network of its own"}};
}

const Order revert = press("Revert to the saved file");

/// Every section of the form, and its error messages.
std::vector<Page> formPages()
{
    const auto section = [](const char *name) {
        return std::vector<Order>{go("vm", kitchen, hub, 5), press(name)};
    };
    std::vector<Page> pages{{"form-general", section("General"), "Host name"},
                            {"form-resources", section("Resources"), "Accelerator"},
                            {"form-boot", section("Boot"), "Image SHA-512"},
                            {"form-network", section("Network & ports"), "containerd"},
                            {"form-shares", section("Shares"), "Host directory"},
                            {"form-devices", section("Devices"), "vsock"},
                            {"form-guest", section("Guest set-up"), "Password hash"},
                            {"form-advanced", section("Advanced"), "Machine type"}};
    Page errors{"form-errors", section("General"), "2 problems to solve", {revert}};
    for (const Order &order : {type("Host name", "not a name"), press("Network & ports"),
                               type("Bind address", "nonsense")})
        errors.orders.push_back(order);
    Page changes{"form-changes", section("Resources"), "Not saved yet", {revert}};
    changes.orders.push_back(type("CPU cores", "4"));
    Page preview{"form-preview", section("Resources"), "Accelerator", {}};
    preview.orders.push_back(press("Preview QEMU"));
    preview.after = {press("Preview Changes")};
    preview.fromWidth = 1340; // in narrower windows it is behind a button
    pages.insert(pages.end(),
                 {errors,
                  changes,
                  preview,
                  {"form-yaml", {go("lab", kitchen), press("Tab YAML")}, "everything talks to it"},
                  {"form-yaml-errors",
                   {go("lab", QStringLiteral("broken")), press("Tab YAML")},
                   "problems to solve"},
                  {"form-long", {go("vm", longLab, longVm, 5), press("Boot")}, "Image SHA-512"}});
    return pages;
}

const QString formLab = QStringLiteral(R"(# The kitchen, as it was in May.
version: 1
common:
  username: kim            # all of them
vms:
  - name: hub              # everything talks to it
    image: debian-13
    cpu: 2                 # two are enough
    memory: 2              # GiB
    disks:
      - {name: recordings, size: 8}
    bind: 0.0.0.0
    ports:
      ssh: 5556
      containerd: 35000
      extra: ["8080:80"]
    shares:
      - {host: ./models, guest: /models, read_only: true}
    password: not-to-be-seen
    packages: [htop, tcpdump]
    registries:
      - {host: docker.io, mirrors: [http://10.0.2.2:5000]}
    user_data:
      timezone: Europe/Berlin
    qemu_args: [-device, virtio-rng-pci]
  - name: oven
    after: [hub]
    ports: {ssh: 5557}
)");

const QString kitchenLab = QStringLiteral(R"(version: 1
vms:
  - name: hub            # everything talks to it
    image: debian-13
    memory: 2
    containerd: true
    ports:
      extra: ["8080:80"]
  - name: oven
    image: debian-13
    after: [hub]
  - name: fridge
    image: debian-13
    memory: 768MiB
)");

} // namespace

/// Takes pictures of every page: not a test, but run as one. Its screen is offscreen, so that all
/// sizes and both scales are possible; test_story takes pictures of a real one.
class Shots : public IntegrationTest
{
    Q_OBJECT

    std::unique_ptr<WindowProgram> m_window;
    QString m_scale;

    void start(const QString &dataHome)
    {
        QFETCH(QString, scale);
        m_scale = scale;
        m_window = std::make_unique<WindowProgram>(
            box(), std::map<QString, QString>{
                       {QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen")},
                       {QStringLiteral("QT_SCALE_FACTOR"), scale},
                       {QStringLiteral("XDG_DATA_HOME"), dataHome}});
        m_window->start();
        QVERIFY(waitFor(QStringLiteral("Find a lab or VM")));
    }

    [[nodiscard]] bool waitFor(const QString &text)
    {
        return QTest::qWaitFor([&] { return m_window->shows(text); }, 60000);
    }

    void follow(const std::vector<Order> &orders)
    {
        for (const Order &order : orders)
            QVERIFY2(m_window->ask(order.ask, order.more),
                     qPrintable(order.ask + u' ' +
                                QString::fromUtf8(QJsonDocument(order.more).toJson())));
    }

    void take(const Page &page, QSize size)
    {
        follow(page.orders);
        QVERIFY2(waitFor(QString::fromUtf8(page.shows)),
                 qPrintable(QLatin1String(page.name) + u'\n' + m_window->words().join(u'\n')));
        QVERIFY(m_window->takePictures(QStringLiteral("%1-%2x%3@%4x")
                                           .arg(QLatin1String(page.name))
                                           .arg(size.width())
                                           .arg(size.height())
                                           .arg(m_scale)));
        follow(page.after);
    }

    void takeAll(const std::vector<Page> &pages)
    {
        for (const QSize size : {QSize(1024, 640), QSize(1440, 900)}) {
            follow({{QStringLiteral("size"),
                     {{QStringLiteral("width"), size.width()},
                      {QStringLiteral("height"), size.height()}}}});
            for (const Page &page : pages) {
                if (!QTest::currentTestFailed() && size.width() >= page.fromWidth)
                    take(page, size);
            }
        }
    }

    /// Forks the warm guest again, under names of maximal length.
    void forkWithLongNames()
    {
        warm().prepare(box(), longLab);
        QVERIFY(QFile::rename(box().vmState(longLab + QStringLiteral("/vm")),
                              box().vmState(longLab + u'/' + longVm)));
        const QString lab = QString::fromUtf8(contentOf(box().labFile(longLab)));
        box().writeLab(longLab, QString(lab).replace(QStringLiteral("name: vm"),
                                                     QStringLiteral("name: ") + longVm));
        VERIFY_EXIT(box().hydractl({QStringLiteral("up"), longLab, QStringLiteral("--wait"),
                                    QStringLiteral("cri")},
                                   seconds(120)),
                    0);
        box().writeLab(longLab, QString::fromUtf8(contentOf(box().labFile(longLab))) +
                                    QStringLiteral("  - name: %1\n    image: debian-13\n")
                                        .arg(QString(longVm).replace(u'7', u'8')));
    }

    /// Three snapshots, the second of which is restored, and an image for instant starts.
    void makeCopies()
    {
        for (const auto &[name, note] : {std::pair("fresh", "just booted, thermostat at 21 °C"),
                                         std::pair("before-attack", "before the attack on the hub"),
                                         std::pair("attacked", "the hub answers to strangers")})
            VERIFY_EXIT(
                box().hydractl({QStringLiteral("snapshot"), QStringLiteral("create"),
                                demo + u'/' + vm, QLatin1String(name), QStringLiteral("--memory"),
                                QStringLiteral("--note"), QString::fromUtf8(note)},
                               seconds(120)),
                0);
        VERIFY_EXIT(box().hydractl({QStringLiteral("snapshot"), QStringLiteral("restore"),
                                    demo + u'/' + vm, QStringLiteral("before-attack")},
                                   seconds(120)),
                    0);
        box().useOwnStore();
        const QString stem = box().images() + QStringLiteral("/smart-home-ready");
        QVERIFY(QFile::link(guestStore() + QStringLiteral("/hydra/images/debian-13.qcow2"),
                            stem + QStringLiteral(".qcow2")));
        QJsonObject record =
            QJsonDocument::fromJson(
                contentOf(guestStore() + QStringLiteral("/hydra/images/debian-13.json")))
                .object();
        record[QStringLiteral("source")] =
            QStringLiteral("prepared from smart-home/hub (debian-13)");
        record[QStringLiteral("lab")] = QStringLiteral("vms: [{name: vm}]");
        record[QStringLiteral("frozen")] =
            QJsonObject{{QStringLiteral("memory"), 2147483648.0},
                        {QStringLiteral("accelerator"), QStringLiteral("tcg")}};
        QFile file(stem + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(record).toJson()) > 0);
    }

    void makeLabs()
    {
        VERIFY_EXIT(warm().fork(box(), demo), 0);
        forkWithLongNames();
        box().writeLab(kitchen, kitchenLab);
        box().writeLab(QStringLiteral("broken"),
                       QStringLiteral("version: 1\nvms:\n  - name: attic\n    image: debian-13\n   "
                                      " memory: a lot\n    colour: red\n"));
    }

    void scales()
    {
        QTest::addColumn<QString>("scale");
        QTest::newRow("1x") << QStringLiteral("1");
        QTest::newRow("2x") << QStringLiteral("2");
    }

private Q_SLOTS:
    void pagesWithNothing_data() { scales(); }
    void pagesWithNothing()
    {
        start(box().root() + QStringLiteral("/data"));
        takeAll(::pagesWithNothing());
        m_window.reset();
    }

    void forms_data() { scales(); }
    void forms()
    {
        box().writeLab(kitchen, formLab);
        box().writeLab(
            longLab,
            QStringLiteral(
                "vms:\n  - name: %1\n    image: "
                "/srv/images/of-the-whole-neighbourhood/debian-13-generic-amd64-20251103.qcow2\n")
                .arg(longVm));
        box().writeLab(QStringLiteral("broken"),
                       QStringLiteral("version: 1\nvms:\n  - name: attic\n    image: debian-13\n   "
                                      " memory: a lot\n    colour: red\n"));
        start(box().root() + QStringLiteral("/data"));
        takeAll(formPages());
        m_window.reset();
    }

    void networks_data() { scales(); }
    void networks()
    {
        DrawnLabs labs(box());
        for (const int vms : {2, 8, 100})
            QVERIFY(labs.make(vms));
        box().writeLab(kitchen, kitchenLab);
        start(box().root() + QStringLiteral("/data"));
        takeAll(networkPages());
        m_window.reset();
    }

    void pagesWithLabs_data() { scales(); }
    void pagesWithLabs()
    {
        makeLabs();
        makeCopies();
        start(box().root() + QStringLiteral("/data"));
        follow({go("vm", demo, vm, 1)});
        QVERIFY(waitFor(QStringLiteral("Every window on it")));
        // getty prints its prompt again.
        follow({type("Console of demo/vm", "\n"), go("vm", demo, vm, 2)});
        QVERIFY(waitFor(QStringLiteral("$")));
        follow({type("Shell of demo/vm", "top\n")});
        takeAll(::pagesWithLabs());
        m_window.reset();
    }
};

HYDRA_TEST_MAIN(Shots)
#include "shots.moc"
