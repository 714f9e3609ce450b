// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_diff.h"
#include "core/config/edit_lab.h"
#include "core/config/read_lab.h"
#include "core/lab/load.h"
#include "tests/support/test_main.h"
#include "tests/unit/config/lab_file.h"

using namespace hydra;

namespace {

/// Two hundred lines with everything that may get in the way of an edit.
QByteArray commentedLab()
{
    QByteArray text = R"(# The flat, as Kim wrote it down.
version: 1
name: flat   # four rooms

common: &base   # for all
  username: 'kim'
  packages: [htop, vim]   # everywhere

vms:
  - name: hub        # everything talks to it
    cpu: 2           # two are enough
    memory: "4"      # GiB
    salt: 'abc'
    kernel: {cmdline: quiet, initrd: a.img}   # flow
    ports:           # seen from the host
      ssh: 5555
      # the next one is for the demo
      containerd: 35000
    debs:            # block list
      - https://example.org/a.deb   # first
      # between
      - https://example.org/b.deb   # second
    ssh_authorized_keys:
    - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA kim
    after: []
    shares:
      - host: ./a    # a
        guest: /a
      - {host: ./b, guest: /b}   # b
    user_data:       # theirs
      # comment inside
      motd: |
        Hello
          there
    rimd:
      artifact_dir: x
    autostart: &yes true
    protect: *yes
)";
    for (int i = 0; text.count('\n') < 200; ++i)
        text += "  - name: room" + QByteArray::number(i) + "   # room " + QByteArray::number(i) +
                "\n    cpu: 1\n\n";
    return text;
}

QByteArray windows(QByteArray text)
{
    return text.replace("\n", "\r\n");
}

/// The removed and added lines, without context.
QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    return diffText(before, after, 0).remove(QStringLiteral("  ...\n")).toUtf8();
}

} // namespace

class TestEditLists : public QObject
{
    Q_OBJECT

    static void rows()
    {
        QTest::addColumn<LabEdit>("edit");
        QTest::addColumn<QByteArray>("lines");
        const auto set = [](const char *title, const char *key, const char *value,
                            const char *lines) {
            QTest::newRow(title) << LabEdit{QStringLiteral("hub"), QString::fromUtf8(key),
                                            QString::fromUtf8(value)}
                                 << QByteArray(lines);
        };
        const auto remove = [](const char *title, const char *key, const char *lines) {
            QTest::newRow(title) << LabEdit{QStringLiteral("hub"),
                                            QString::fromUtf8(key),
                                            {},
                                            LabEdit::Kind::Remove}
                                 << QByteArray(lines);
        };
        set("plain scalar", "cpu", "4",
            "-     cpu: 2           # two are enough\n+     cpu: 4           # two are enough\n");
        set("double quotes", "memory", "8MiB",
            "-     memory: \"4\"      # GiB\n+     memory: \"8MiB\"      # GiB\n");
        set("single quotes", "salt", "xyz", "-     salt: 'abc'\n+     salt: 'xyz'\n");
        set("flow", "kernel.cmdline", "loud",
            "-     kernel: {cmdline: quiet, initrd: a.img}   # flow\n+     kernel: {cmdline: loud, "
            "initrd: a.img}   # flow\n");
        set("new key in flow", "kernel.kernel", "k",
            "-     kernel: {cmdline: quiet, initrd: a.img}   # flow\n+     kernel: {cmdline: "
            "quiet, initrd: a.img, kernel: k}   # flow\n");
        set("new key in block", "ports.streaming", "auto", "+       streaming: auto\n");
        set("new key at the end", "protect", "false",
            "-     protect: *yes\n+     protect: false\n");
        set("block scalar", "user_data.motd", "Hi",
            "-       motd: |\n-         Hello\n-           there\n+       motd: Hi\n");
        set("lines of the user's own", "user_data", "# comment inside\nmotd: |\n  Hello\n  you\n",
            "-           there\n+         you\n");
        set("an item changes", "debs[1]", "https://example.org/c.deb",
            "-       - https://example.org/b.deb   # second\n+       - https://example.org/c.deb   "
            "# second\n");
        set("an item is added", "debs[2]", "https://example.org/c.deb",
            "+       - https://example.org/c.deb\n");
        set("an item is added at its parent's indentation", "ssh_authorized_keys[1]",
            "ssh-ed25519 AAAA b", "+     - ssh-ed25519 AAAA b\n");
        set("a first item", "after[0]", "room1", "-     after: []\n+     after: [room1]\n");
        set("a map is added", "shares[2]", "{host: ./c, guest: /c}",
            "+       - {host: ./c, guest: /c}\n");
        set("within an item", "shares[0].guest", "/x",
            "-         guest: /a\n+         guest: /x\n");
        set("a key of an item", "shares[0].tag", "t", "+         tag: t\n");
        set("a new list", "qemu_args", "[-snapshot]", "+     qemu_args: [-snapshot]\n");
        set("a new list by its first item", "disks[0]", "{name: d, size: 1}",
            "+     disks:\n+       - {name: d, size: 1}\n");
        remove("a key", "cpu", "-     cpu: 2           # two are enough\n");
        remove("a key of a map", "ports.ssh", "-       ssh: 5555\n");
        remove("a key in flow", "kernel.cmdline",
               "-     kernel: {cmdline: quiet, initrd: a.img}   # flow\n+     kernel: {initrd: "
               "a.img}   # flow\n");
        remove("the last key in flow", "kernel.initrd",
               "-     kernel: {cmdline: quiet, initrd: a.img}   # flow\n+     kernel: {cmdline: "
               "quiet}   # flow\n");
        remove("a map that means something stays", "rimd.artifact_dir",
               "-     rimd:\n-       artifact_dir: x\n+     rimd: {}\n");
        remove("the first item", "debs[0]", "-       - https://example.org/a.deb   # first\n");
        remove("the last item", "debs[1]", "-       - https://example.org/b.deb   # second\n");
        remove("the only item", "ssh_authorized_keys[0]",
               "-     ssh_authorized_keys:\n-     - ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA kim\n+    "
               " ssh_authorized_keys: []\n");
        remove("an item of several lines", "shares[0]",
               "-       - host: ./a    # a\n-         guest: /a\n");
        remove("an item in braces", "shares[1]", "-       - {host: ./b, guest: /b}   # b\n");
        remove("the first key of an item", "shares[0].host",
               "-       - host: ./a    # a\n-         guest: /a\n+       - guest: /a\n");
        remove("a map of many lines", "user_data",
               "-     user_data:       # theirs\n-       # comment inside\n-       motd: |\n-      "
               "   Hello\n-           there\n");
        remove("what is not there", "gpu", "");
    }

private Q_SLOTS:
    void anEditOfALongFileChangesItsOwnLinesOnly_data() { rows(); }
    void anEditOfALongFileChangesItsOwnLinesOnly()
    {
        QFETCH(LabEdit, edit);
        QFETCH(QByteArray, lines);
        const QByteArray before = commentedLab();
        QVERIFY(readLab(before, labFile));
        const auto after = patchLab(before, labFile, edit);
        QVERIFY2(after, after ? ""
                              : qPrintable(formatDiagnostic(after.error().front()) + u'\n' +
                                           after.error().front().diff));
        QCOMPARE(difference(before, *after), lines);
    }

    void windowsLineBreaksStay_data() { rows(); }
    void windowsLineBreaksStay()
    {
        QFETCH(LabEdit, edit);
        QFETCH(QByteArray, lines);
        const QByteArray before = windows(commentedLab());
        const auto after = patchLab(before, labFile, edit);
        QVERIFY2(after, after ? "" : qPrintable(formatDiagnostic(after.error().front())));
        QCOMPARE(difference(before, *after), lines);
        QCOMPARE(after->count('\n'), after->count("\r\n"));
    }

    void theLastOfAMapTakesTheMapWithIt()
    {
        const QByteArray text =
            "name: a\nvms:\n  - name: x\n    ports:   # none\n      ssh: 1\n    cpu: 2\n";
        const auto after =
            patchLab(text, labFile,
                     {QStringLiteral("x"), QStringLiteral("ports.ssh"), {}, LabEdit::Kind::Remove});
        QCOMPARE(after.value_or(QByteArray()),
                 QByteArray("name: a\nvms:\n  - name: x\n    cpu: 2\n"));
    }

    void whatSetSaysIsRemovedAgain()
    {
        const QByteArray before = commentedLab();
        for (const char *key :
             {"gpu", "k3s", "krunkit.log_level", "user_network.dns", "disks", "firmware"}) {
            const LabEdit set{QStringLiteral("hub"), QString::fromUtf8(key), QStringLiteral("1")};
            const auto with = patchLab(before, labFile, set);
            QVERIFY2(with, key);
            QCOMPARE(patchLab(*with, labFile, {set.vm, set.key, {}, LabEdit::Kind::Remove})
                         .value_or(QByteArray()),
                     before);
        }
    }

    void whatCannotBePatchedIsRefusedWithTheDifference_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("diff");
        QTest::newRow("inside an alias")
            << QByteArray("name: a\ncommon: {ports: &p {ssh: 7}}\nvms:\n  - {name: x, ports: *p}\n")
            << QStringLiteral("ports.ssh")
            << QStringLiteral("-   - {name: x, ports: *p}\n+   - {name: x, ports: {ssh: 8}}");
        QTest::newRow("an anchor that others use")
            << QByteArray("name: a\nvms:\n  - {name: x, cpu: &k 4, memory: *k}\n")
            << QStringLiteral("cpu")
            << QStringLiteral(
                   "-   - {name: x, cpu: &k 4, memory: *k}\n+   - {name: x, cpu: 8, memory: *k}");
        QTest::newRow("an index far away")
            << QByteArray("name: a\nvms:\n  - name: x\n    packages: [a]\n")
            << QStringLiteral("packages[7]") << QString();
    }

    void whatCannotBePatchedIsRefusedWithTheDifference()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, key);
        QFETCH(QString, diff);
        const auto refused =
            patchLab(text, labFile, {QStringLiteral("x"), key, QStringLiteral("8")});
        QVERIFY(!refused);
        QVERIFY2(refused.error().front().diff.contains(diff),
                 qPrintable(refused.error().front().diff));
        QVERIFY(toError(refused.error(), labFile).details.contains(diff));
    }

    void aDraftMayBeWrongButNotUnreadable()
    {
        const auto wrong =
            patchLab("name: a\nvms: [{name: x}]\n", labFile,
                     {QStringLiteral("x"), QStringLiteral("cpu"), QStringLiteral("many")});
        QCOMPARE(wrong.value_or(QByteArray()),
                 QByteArray("name: a\nvms: [{name: x, cpu: many}]\n"));
        QVERIFY(!patchLab("name: [", labFile,
                          {QStringLiteral("x"), QStringLiteral("cpu"), QStringLiteral("1")}));
    }
};

HYDRA_TEST_MAIN(TestEditLists)
#include "test_edit_lists.moc"
