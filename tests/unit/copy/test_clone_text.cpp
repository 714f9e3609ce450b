// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "core/copy/clone_text.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

LoadedTarget targetOf(const QByteArray &text, const QStringList &vms = {})
{
    LoadedTarget target;
    target.lab.file = QStringLiteral("/labs/home.yaml");
    target.lab.text = text;
    const auto spec = readLab(text, target.lab.file);
    if (!spec)
        qFatal("the test's lab is not valid: %s",
               qPrintable(formatDiagnostic(spec.error().front())));
    target.lab.spec = *spec;
    target.vms = vms.isEmpty() ? spec->vmNames() : vms;
    return target;
}

CloneText cloned(const LoadedTarget &target,
                 const QString &file = QStringLiteral("/labs/other.yaml"))
{
    std::uint16_t next = 31000;
    auto clone = cloneText(
        target, QStringLiteral("other"), file,
        [&next](const QString &, std::uint16_t, Protocol) { return std::optional(next++); });
    if (!clone)
        qFatal("%s", qPrintable(formatError(clone.error())));
    return *clone;
}

const QByteArray kTwo = "# My lab\n"
                        "name: home\n"
                        "vms:\n"
                        "  - name: hub   # the hub\n"
                        "    mac: 52:54:00:00:00:01\n"
                        "    ports: {ssh: 2222, extra: [\"30800:8000\"]}\n"
                        "  - name: lamp\n"
                        "    after: [hub]\n"
                        "    peers: [hub]\n"
                        "    vsock: 7\n"
                        "    image: images/lamp.qcow2\n";

} // namespace

/// The lab file written for a clone.
class TestCloneText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeLabKeepsItsCommentsAndOrder()
    {
        const CloneText clone = cloned(targetOf(kTwo));
        QVERIFY2(clone.text.startsWith("# My lab\nname: other\n"), clone.text.constData());
        QVERIFY(clone.text.contains("- name: hub   # the hub\n"));
        QCOMPARE(clone.spec.vmNames(),
                 (QStringList{QStringLiteral("hub"), QStringLiteral("lamp")}));
        QCOMPARE(clone.spec.vms[1].after, QStringList{QStringLiteral("hub")});
        QCOMPARE(*readLab(clone.text, QStringLiteral("x.yaml")), clone.spec);
    }

    void whatOnlyOneCanHaveIsFreed()
    {
        const CloneText clone = cloned(targetOf(kTwo));
        const VmSpec &hub = clone.spec.vms[0];
        QCOMPARE(hub.mac, QString());
        QCOMPARE(hub.ports.ssh, PortSpec());
        QCOMPARE(int(hub.ports.extra[0].host), 31000);
        QCOMPARE(int(hub.ports.extra[0].guest), 8000);
        QVERIFY(clone.spec.vms[1].vsock.kind == VsockSpec::Kind::Auto);
        const QString notes = clone.notes.join(u'\n');
        for (const char *word :
             {"hub: mac", "ports.ssh is auto: 2222", "host port 31000: 30800", "lamp: vsock"})
            QVERIFY2(notes.contains(QLatin1String(word)), qPrintable(notes));
    }

    void everyVmGetsAHostNameOfItsOwn()
    {
        const CloneText clone = cloned(targetOf(kTwo));
        QCOMPARE(clone.spec.vms[0].hostname, QStringLiteral("other-hub"));
        QCOMPARE(clone.spec.vms[1].hostname, QStringLiteral("other-lamp"));
        QCOMPARE(cloned(targetOf("vms: [{name: a, hostname: b}]\n")).spec.vms[0].hostname,
                 QStringLiteral("other"));
    }

    void aLongHostNameStillIsOne()
    {
        const QByteArray vm(40, 'v');
        const LoadedTarget target = targetOf("vms: [{name: " + vm + "}, {name: b}]\n");
        const auto clone = cloneText(target, QString(40, u'l'), QStringLiteral("/labs/l.yaml"),
                                     [](auto, auto, auto) { return std::nullopt; });
        QVERIFY2(clone, qPrintable(clone ? QString() : formatError(clone.error())));
        QVERIFY(clone->spec.vms[0].hostname.size() <= 63);
    }

    void oneVmOfALabIsALabOfItsOwn()
    {
        const CloneText clone = cloned(targetOf(kTwo, {QStringLiteral("lamp")}));
        QCOMPARE(clone.spec.vmNames(), QStringList{QStringLiteral("lamp")});
        QCOMPARE(clone.spec.vms[0].after, QStringList());
        QCOMPARE(clone.spec.vms[0].peers, (PeersSpec{.kind = PeersSpec::Kind::Only, .only = {}}));
        QCOMPARE(clone.spec.vms[0].hostname, QStringLiteral("other"));
        QCOMPARE(*readLab(clone.text, QStringLiteral("x.yaml")), clone.spec);
    }

    void relativePathsHoldInAnotherDirectory()
    {
        QCOMPARE(cloned(targetOf(kTwo)).spec.vms[1].image, QStringLiteral("images/lamp.qcow2"));
        QCOMPARE(cloned(targetOf(kTwo), QStringLiteral("/else/other.yaml")).spec.vms[1].image,
                 QStringLiteral("/labs/images/lamp.qcow2"));
    }

    void aLabWithoutANameGetsOne()
    {
        const CloneText clone = cloned(targetOf("vms:\n  - name: a\n"));
        QCOMPARE(readLab(clone.text, QStringLiteral("zzz.yaml"))->name, QStringLiteral("other"));
    }

    void noFreePortIsSaid()
    {
        const auto clone =
            cloneText(targetOf(kTwo), QStringLiteral("other"), QStringLiteral("/labs/other.yaml"),
                      [](auto, auto, auto) { return std::nullopt; });
        QCOMPARE(clone.error().code, ErrorCode::Conflict);
        QVERIFY(clone.error().what.contains(QStringLiteral("8000")));
    }
};

HYDRA_TEST_MAIN(TestCloneText)
#include "test_clone_text.moc"
