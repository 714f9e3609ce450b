// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/written_lab.h"
#include "tests/support/test_main.h"
#include "tests/unit/config/lab_file.h"

using namespace hydra;
using Origin = WrittenValue::Origin;

namespace {

const QByteArray text = R"(common:
  cpu: 4
  packages: [a]
vms:
  - name: hub
    memory: a lot
    ports: {ssh: 5}
    user_data:
      # mine
      motd: |
        Hello
  - name: lamp
    cpu: ~
)";

} // namespace

class TestWrittenLab : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void valuesComeFromTheVmThenFromCommonThenFromNowhere()
    {
        const WrittenLab lab(text, labFile);
        QVERIFY(lab.unreadable().empty());
        QCOMPARE(lab.vmNames(), (QStringList{QStringLiteral("hub"), QStringLiteral("lamp")}));
        const auto at = [&lab](std::size_t vm, const char *path) {
            return lab.at(vm, QString::fromUtf8(path));
        };
        QCOMPARE(at(0, "memory").node.text, QStringLiteral("a lot"));
        QVERIFY(at(0, "memory").origin == Origin::Own);
        QCOMPARE(at(0, "memory").beneath.text, QStringLiteral("2"));
        QCOMPARE(at(1, "cpu").node.text, QStringLiteral("4"));
        QVERIFY(at(1, "cpu").origin == Origin::Common);
        QCOMPARE(at(0, "ports.ssh").node.text, QStringLiteral("5"));
        QCOMPARE(at(0, "ports.diod").node.text, QStringLiteral("auto"));
        QVERIFY(at(0, "ports.diod").origin == Origin::Default);
        QCOMPARE(at(0, "packages[0]").node.text, QStringLiteral("a"));
        QVERIFY(at(7, "cpu").origin == Origin::Common);
    }

    void aDefaultFollowsTheRole()
    {
        const auto loopback = [](const QByteArray &lab) {
            return WrittenLab(lab, labFile).at(0, QStringLiteral("host_loopback")).node.text;
        };
        QCOMPARE(loopback("vms: [{name: a}]\n"), QStringLiteral("true"));
        QCOMPARE(loopback("vms: [{name: a, role: Isolated}]\n"), QStringLiteral("false"));
        QCOMPARE(loopback("common: {role: isolated}\nvms: [{name: a}]\n"), QStringLiteral("false"));
        QCOMPARE(loopback("common: {role: isolated}\nvms: [{name: a, role: host}]\n"),
                 QStringLiteral("true"));
        QCOMPARE(loopback("vms: [{name: a, role: isolated, host_loopback: true}]\n"),
                 QStringLiteral("true"));
    }

    void aDocumentIsShownAsItWasWritten()
    {
        const WrittenLab lab(text, labFile);
        QCOMPARE(lab.sourceAt(0, QStringLiteral("user_data")),
                 QStringLiteral("# mine\nmotd: |\n  Hello\n"));
        QCOMPARE(lab.sourceAt(1, QStringLiteral("user_data")), QString());
    }

    void whatIsNoLabSaysWhy()
    {
        QCOMPARE(WrittenLab("vms: [", labFile).unreadable().size(), 1U);
        QCOMPARE(WrittenLab("name: x\n", labFile).unreadable().size(), 1U);
        QVERIFY(WrittenLab("vms: [{name: a}]\n", labFile).unreadable().empty());
    }
};

HYDRA_TEST_MAIN(TestWrittenLab)
#include "test_written_lab.moc"
