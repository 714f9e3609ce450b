// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_diff.h"
#include "tests/support/test_main.h"
#include "tests/ui/settings_form/form_house.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QSlider>

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray fieldsLab =
    "name: home   # my home\nvms:\n  - name: hub   # the busy one\n  - name: lamp\n";

/// For each field the typed text and the resulting text in the file.
const std::map<QString, std::pair<QString, QString>> &samples()
{
    const auto plain = [](const char *text) {
        return std::pair(QString::fromUtf8(text), QString::fromUtf8(text));
    };
    const QString sha(128, u'a'), hash = QStringLiteral("$6$salt$") + QString(86, u'A');
    static const std::map<QString, std::pair<QString, QString>> all{
        {QStringLiteral("name"), plain("hub2")},
        {QStringLiteral("hostname"), plain("Hub")},
        {QStringLiteral("role"), plain("host")},
        {QStringLiteral("after"), {QStringLiteral("lamp"), QStringLiteral("[lamp]")}},
        {QStringLiteral("autostart"), plain("true")},
        {QStringLiteral("protect"), plain("true")},
        {QStringLiteral("cpu"), plain("3")},
        {QStringLiteral("memory"), {QStringLiteral("768 MiB"), QStringLiteral("768MiB")}},
        {QStringLiteral("disk_size"), plain("20")},
        {QStringLiteral("accelerator"), plain("tcg")},
        {QStringLiteral("image"), plain("debian-12")},
        {QStringLiteral("image_source_url"), plain("https://example.org/i")},
        {QStringLiteral("image_sha512"), {sha, sha}},
        {QStringLiteral("boot"), plain("kernel")},
        {QStringLiteral("kernel.kernel"), plain("vmlinuz")},
        {QStringLiteral("kernel.initrd"), plain("initrd.img")},
        {QStringLiteral("kernel.cmdline"), plain("quiet splash")},
        {QStringLiteral("kernel.data_disk"), plain("data")},
        {QStringLiteral("kernel.artifact_url"), plain("https://example.org/k")},
        {QStringLiteral("kernel.artifact_dir"), plain("artifacts")},
        {QStringLiteral("firmware"), plain("none")},
        {QStringLiteral("firmware.code"), plain("code.fd")},
        {QStringLiteral("firmware.vars"), plain("vars.fd")},
        {QStringLiteral("bind"), plain("0.0.0.0")},
        {QStringLiteral("ports.ssh"), plain("5555")},
        {QStringLiteral("ports.containerd"), plain("35000")},
        {QStringLiteral("ports.streaming"), plain("off")},
        {QStringLiteral("ports.rimd"), plain("35001")},
        {QStringLiteral("ports.diod"), plain("30564")},
        {QStringLiteral("ip"), plain("10.1.1.7")},
        {QStringLiteral("mac"),
         {QStringLiteral("52:54:00:00:00:01"), QStringLiteral("\"52:54:00:00:00:01\"")}},
        {QStringLiteral("egress"), {QStringLiteral("only some"), QStringLiteral("{allow: []}")}},
        {QStringLiteral("egress.allow"),
         {QStringLiteral("203.0.113.0/24:443"), QStringLiteral("[\"203.0.113.0/24:443\"]")}},
        {QStringLiteral("host_loopback"), plain("false")},
        {QStringLiteral("peers"), plain("none")},
        {QStringLiteral("link.delay"), plain("50ms")},
        {QStringLiteral("link.jitter"), plain("5ms")},
        {QStringLiteral("link.loss"), plain("1%")},
        {QStringLiteral("link.rate"), plain("10Mbit")},
        {QStringLiteral("link.down"), plain("true")},
        {QStringLiteral("user_network.prefix"), plain("10.7.7")},
        {QStringLiteral("user_network.address"), plain("10.7.7.9")},
        {QStringLiteral("user_network.gateway"), plain("10.7.7.1")},
        {QStringLiteral("user_network.dns"), plain("10.7.7.4")},
        {QStringLiteral("user_network.resolvers"),
         {QStringLiteral("1.1.1.1"), QStringLiteral("[1.1.1.1]")}},
        {QStringLiteral("user_network.search"),
         {QStringLiteral("lab.example"), QStringLiteral("[lab.example]")}},
        {QStringLiteral("kubelet_shares"), plain("local")},
        {QStringLiteral("kubelet_prefix"), plain("/srv")},
        {QStringLiteral("diod"), plain("true")},
        {QStringLiteral("gpu"), {QStringLiteral("on"), QStringLiteral("{vram: 4}")}},
        {QStringLiteral("gpu.vram"), plain("8")},
        {QStringLiteral("vsock"), plain("42")},
        {QStringLiteral("shared_memory.type"), plain("ivshmem")},
        {QStringLiteral("shared_memory.size"), plain("2")},
        {QStringLiteral("shared_memory.path"), plain("/dev/shm/x")},
        {QStringLiteral("username"), plain("kim")},
        {QStringLiteral("password"),
         {QStringLiteral("a: 'b' # \"c\""), QStringLiteral("\"a: 'b' # \\\"c\\\"\"")}},
        {QStringLiteral("password_hash"), {hash, hash}},
        {QStringLiteral("salt"), plain("abc")},
        {QStringLiteral("ssh_authorized_keys"),
         {QStringLiteral("ssh-ed25519 AAAA kim"), QStringLiteral("[ssh-ed25519 AAAA kim]")}},
        {QStringLiteral("containerd"), plain("false")},
        {QStringLiteral("csi_proxy_url"), plain("http://example.org/c")},
        {QStringLiteral("encrypted_images"), plain("true")},
        {QStringLiteral("k3s"), plain("v1.32.6+k3s1")},
        {QStringLiteral("packages"), {QStringLiteral("htop"), QStringLiteral("[htop]")}},
        {QStringLiteral("debs"),
         {QStringLiteral("https://example.org/a.deb"),
          QStringLiteral("[\"https://example.org/a.deb\"]")}},
        {QStringLiteral("kernel_version"), plain("6.12.22+bpo")},
        {QStringLiteral("kernel_package"), plain("linux-image-amd64")},
        {QStringLiteral("reboot_after_install"), plain("true")},
        {QStringLiteral("user_data"),
         {QStringLiteral("timezone: UTC"), QStringLiteral("{timezone: UTC}")}},
        {QStringLiteral("backend"), plain("qemu")},
        {QStringLiteral("machine"), plain("q35")},
        {QStringLiteral("cpu_model"), plain("max")},
        {QStringLiteral("krunkit.rest_port"), plain("8081")},
        {QStringLiteral("krunkit.log_level"), plain("5")},
        {QStringLiteral("rimd"), {QStringLiteral("on"), QString()}},
        {QStringLiteral("rimd.artifact_url"), plain("https://example.org/r")},
        {QStringLiteral("rimd.artifact_dir"), plain("rimd")},
        {QStringLiteral("rimd.artifact_filename"), plain("a.tar")},
        {QStringLiteral("rimd.kernel_filename"), plain("Image")},
        {QStringLiteral("rimd.kernel_version"),
         {QStringLiteral("6.16"), QStringLiteral("\"6.16\"")}},
        {QStringLiteral("rimd.image_filename"), plain("i.cpio")},
        {QStringLiteral("rimd.filesystem_filename"), plain("fs.qcow2")},
        {QStringLiteral("qemu_args"), {QStringLiteral("-snapshot"), QStringLiteral("[-snapshot]")}},
        {QStringLiteral("disks[].name"), plain("data")},
        {QStringLiteral("disks[].size"), plain("3")},
        {QStringLiteral("ports.extra[].host"), plain("30800")},
        {QStringLiteral("ports.extra[].guest"), plain("8000")},
        {QStringLiteral("ports.extra[].bind"), plain("127.0.0.1")},
        {QStringLiteral("ports.extra[].protocol"), plain("udp")},
        {QStringLiteral("ports.extra[].name"), plain("mqtt")},
        {QStringLiteral("shares[].host"), plain("./models")},
        {QStringLiteral("shares[].guest"), plain("/models")},
        {QStringLiteral("shares[].tag"), plain("models")},
        {QStringLiteral("shares[].read_only"), plain("true")},
        {QStringLiteral("shares[].type"), plain("9p")},
        {QStringLiteral("registries[].host"), plain("docker.io")},
        {QStringLiteral("registries[].mirrors"),
         {QStringLiteral("http://10.0.2.2:5000"), QStringLiteral("[\"http://10.0.2.2:5000\"]")}},
        {QStringLiteral("registries[].username"), plain("me")},
        {QStringLiteral("registries[].password"), plain("secret")},
        {QStringLiteral("registries[].insecure"), plain("true")}};
    return all;
}

QPushButton *buttonCalled(const QWidget &top, const QString &name)
{
    for (QPushButton *button : top.findChildren<QPushButton *>()) {
        if (button->accessibleName() == name)
            return button;
    }
    qFatal("no button %s", qPrintable(name));
}

/// Types into a field's control like a user.
void type(FormHouse &house, const QString &path, const QString &text)
{
    if (findFieldHelp(path)->kind == FieldKind::Lines) {
        FieldRow *row = house.row(path);
        buttonCalled(*row,
                     QStringLiteral("Add to ") + QString::fromUtf8(findFieldHelp(path)->label))
            ->click();
        return typeOver(*row->findChildren<QLineEdit *>().constLast(), text);
    }
    QWidget *control = house.control(path);
    if (auto *box = qobject_cast<QCheckBox *>(control)) {
        if (box->isChecked() != (text == u"true"))
            box->click();
    } else if (auto *combo = qobject_cast<QComboBox *>(control); combo && !combo->isEditable()) {
        combo->setFocus();
        QTest::keyClick(combo, Qt::Key_Home);
        for (int i = 0; i < combo->count() && combo->currentText() != text; ++i)
            QTest::keyClick(combo, Qt::Key_Down);
    } else if (auto *document = qobject_cast<QPlainTextEdit *>(control)) {
        document->setFocus();
        document->selectAll();
        QTest::keyClicks(document, text);
    } else {
        typeOver(*(qobject_cast<QLineEdit *>(control) ? qobject_cast<QLineEdit *>(control)
                                                      : control->findChild<QLineEdit *>()),
                 text);
    }
}

QString written(FormHouse &house, const QString &path, const QString &vm = QStringLiteral("hub"))
{
    const auto value = getLabValue(house.draft().text(), house.file(), vm, path);
    return value ? *value : formatDiagnostic(value.error().front());
}

/// Creates what a key requires: its item, its map, related keys.
void prepare(FormHouse &house, const QString &path)
{
    static const std::map<QString, const char *> adds{
        {QStringLiteral("disks"), "Add a data disk"},
        {QStringLiteral("shares"), "Add a share"},
        {QStringLiteral("registries"), "Add a registry"},
        {QStringLiteral("ports.extra"), "Add a port"}};
    if (const qsizetype item = path.indexOf(u'['); item > 0)
        buttonCalled(*house.row(path.left(item)), QLatin1String(adds.at(path.left(item))))->click();
    static const std::pair<const char *, std::pair<const char *, const char *>> needs[] = {
        {"shares[0].", {"shares[0].host", "./x"}},
        {"registries[0].", {"registries[0].host", "docker.io"}},
        {"registries[0].password", {"registries[0].username", "me"}},
        {"egress.", {"egress", "only some"}},
        {"gpu.", {"gpu", "on"}},
        {"rimd.", {"rimd", "on"}},
        {"firmware.", {"firmware", "own files"}},
        {"firmware.vars", {"firmware.code", "code.fd"}},
        {"user_network.", {"user_network.prefix", "10.7.7"}}};
    for (const auto &[prefix, need] : needs) {
        if (path.startsWith(QLatin1String(prefix)) && path != QLatin1String(need.first))
            type(house, QLatin1String(need.first), QLatin1String(need.second));
    }
}

} // namespace

class TestFormFields : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldOfTheTableHasASample()
    {
        for (const FieldHelp &field : fieldHelps())
            QVERIFY2(samples().count(QString::fromUtf8(field.path)) == 1 ||
                         field.kind == FieldKind::Items,
                     field.path);
    }

    void whatIsTypedIntoAFieldIsReadBackFromTheFile_data()
    {
        QTest::addColumn<QString>("path");
        for (const FieldHelp &field : fieldHelps()) {
            if (field.kind != FieldKind::Items)
                QTest::newRow(field.path) << QString::fromUtf8(field.path);
        }
    }

    void whatIsTypedIntoAFieldIsReadBackFromTheFile()
    {
        QFETCH(QString, path);
        FormHouse house(fieldsLab);
        const auto &[text, expected] = samples().at(path);
        const QString place = QString(path).replace(QStringLiteral("[]"), QStringLiteral("[0]"));
        prepare(house, place);
        QVERIFY(house.row(place) && house.row(place)->isVisibleTo(&house.window()));
        type(house, place, text);
        QVERIFY2(house.draft().problems().empty(),
                 house.draft().problems().empty()
                     ? ""
                     : qPrintable(formatDiagnostic(house.draft().problems().front())));
        const QString vm = path == u"name" ? QStringLiteral("hub2") : QStringLiteral("hub");
        if (place.contains(u'[')) { // `get` of an item leaves out defaults
            const YamlNode value = house.form().form().value(place).node;
            QCOMPARE(value.items.empty() ? value.text : value.items.front()->text, text);
        } else if (!expected.isEmpty()) {
            QCOMPARE(written(house, place, vm), expected);
        }
        QVERIFY(readLab(house.draft().text(), house.file()));
        QVERIFY(house.draft().text().contains("# my home"));
        QCOMPARE(house.onDisk(), fieldsLab); // nothing is saved before Save
    }

    void anEditChangesOneLineOfALongFile()
    {
        QByteArray text = "# top\r\nname: home\r\nvms:\r\n  - name: hub   # busy\r\n    cpu: 2   # "
                          "two\r\n    memory: 2\r\n";
        for (int i = 0; i < 100; ++i)
            text += "  # room " + QByteArray::number(i) + "\r\n  - {name: room" +
                    QByteArray::number(i) + ", cpu: 1}\r\n";
        FormHouse house(text);
        type(house, QStringLiteral("cpu"), QStringLiteral("3"));
        QCOMPARE(diffText(text, house.draft().text(), 0),
                 QStringLiteral("-     cpu: 2   # two\n+     cpu: 3   # two\n"));
    }

    void aSliderAndTheArrowKeysChangeTheSameValue()
    {
        FormHouse house(fieldsLab);
        auto *slider = house.row(QStringLiteral("memory"))->findChild<QSlider *>();
        QVERIFY(slider);
        slider->setValue(5); // in steps of 256 MiB
        QCOMPARE(written(house, QStringLiteral("memory")), QStringLiteral("1280MiB"));
        QWidget *spin = house.control(QStringLiteral("cpu"));
        spin->setFocus();
        QTest::keyClick(spin, Qt::Key_Up);
        QCOMPARE(written(house, QStringLiteral("cpu")), QStringLiteral("3"));
    }

    void aValueIsTakenOutOfTheFile()
    {
        FormHouse house("name: home\nvms:\n  - name: hub\n    cpu: 2\n    memory: 4\n");
        QPushButton *reset = house.row(QStringLiteral("cpu"))
                                 ? house.button(QStringLiteral("Reset CPU cores"))
                                 : nullptr;
        QVERIFY(reset);
        reset->click();
        QCOMPARE(house.draft().text(),
                 QByteArray("name: home\nvms:\n  - name: hub\n    memory: 4\n"));
        QVERIFY(!house.button(QStringLiteral("Reset CPU cores")));
    }

    void whatIsInheritedSaysSoAndIsOverruledAtTheVm()
    {
        FormHouse house("name: home\ncommon:\n  packages: [htop]\n  cpu: 4\nvms:\n  - name: hub\n  "
                        "- name: lamp\n");
        const auto help = [&house](const QString &path) {
            QStringList words;
            for (const QLabel *label :
                 house.row(path)->findChildren<QLabel *>(QStringLiteral("fieldHelp")))
                words << label->text();
            return words.join(u' ');
        };
        QVERIFY2(help(QStringLiteral("cpu")).contains(QStringLiteral("Inherited from common.")),
                 qPrintable(help(QStringLiteral("cpu"))));
        type(house, QStringLiteral("packages"), QStringLiteral("vim"));
        QCOMPARE(house.draft().text(),
                 QByteArray("name: home\ncommon:\n  packages: [htop]\n  cpu: 4\nvms:\n  - name: "
                            "hub\n    packages: [htop, vim]\n  - name: lamp\n"));
        QVERIFY(!help(QStringLiteral("packages")).contains(QStringLiteral("Inherited")));
    }

    void revertTakesALineAwayThatIsBeingBegun()
    {
        FormHouse house(fieldsLab);
        type(house, QStringLiteral("packages"), QStringLiteral("htop"));
        FieldRow *row = house.row(QStringLiteral("packages"));
        QPushButton *add = buttonCalled(
            *row, QStringLiteral("Add to ") +
                      QString::fromUtf8(findFieldHelp(QStringLiteral("packages"))->label));
        add->click();
        QCOMPARE(row->findChildren<QLineEdit *>().size(), 2);
        QVERIFY(row->findChildren<QLineEdit *>().back()->hasFocus());
        house.press(QStringLiteral("Revert to the saved file"));
        QCOMPARE(house.draft().text(), fieldsLab);
        QVERIFY(row->editor().control() == add); // there is no line
        type(house, QStringLiteral("packages"), QStringLiteral("vim"));
        QCOMPARE(written(house, QStringLiteral("packages")), QStringLiteral("[vim]"));
    }

    void peersAreChosenByWordOrByName()
    {
        FormHouse house(fieldsLab);
        const QString peers = QStringLiteral("peers");
        type(house, peers, QStringLiteral("only some"));
        QCOMPARE(written(house, peers), QStringLiteral("[]"));
        house.press(QStringLiteral("Add to Peers"));
        typeOver(*house.row(peers)->findChildren<QLineEdit *>().constLast(),
                 QStringLiteral("lamp"));
        QCOMPARE(written(house, peers), QStringLiteral("[lamp]"));
        house.press(QStringLiteral("Remove Peers 1"));
        QCOMPARE(written(house, peers), QStringLiteral("[]")); // not all of them again
        type(house, peers, QStringLiteral("none"));
        QCOMPARE(written(house, peers), QStringLiteral("none"));
        QVERIFY(!house.button(QStringLiteral("Add to Peers")));
    }

    void anIsolatedEnvironmentsDefaultIsShown()
    {
        FormHouse house("name: home\nvms:\n  - name: hub\n    role: isolated\n");
        QVERIFY(!qobject_cast<QCheckBox *>(house.control(QStringLiteral("host_loopback")))
                     ->isChecked());
        type(house, QStringLiteral("role"), QStringLiteral("plain"));
        QVERIFY(
            qobject_cast<QCheckBox *>(house.control(QStringLiteral("host_loopback")))->isChecked());
    }

    void disksAreAddedGrownAndDetached()
    {
        FormHouse house(fieldsLab);
        QVERIFY(house.row(QStringLiteral("disks")));
        house.press(QStringLiteral("Add a data disk"));
        QCOMPARE(written(house, QStringLiteral("disks")),
                 QStringLiteral("[{name: data1, size: 1}]"));
        type(house, QStringLiteral("disks[0].size"), QStringLiteral("8"));
        QCOMPARE(written(house, QStringLiteral("disks")),
                 QStringLiteral("[{name: data1, size: 8}]"));
        QPushButton *detach = house.button(QStringLiteral("Remove Data disks 1"));
        QVERIFY(detach && detach->text() == u"Detach" &&
                detach->toolTip().contains(QStringLiteral("file is kept")));
        detach->click();
        QCOMPARE(house.draft().text(), fieldsLab);
    }
};

HYDRA_TEST_MAIN(TestFormFields)
#include "test_form_fields.moc"
