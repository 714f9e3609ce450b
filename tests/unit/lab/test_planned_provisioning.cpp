// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/planned_provisioning.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>

using namespace hydra;

namespace {

LoadedLab labOf(const QByteArray &text)
{
    LoadedLab lab{.file = QStringLiteral("/labs/a.yaml"), .text = text, .spec = {}};
    VmSpec vm;
    vm.name = QStringLiteral("one");
    lab.spec.vms = {vm};
    return lab;
}

QString placeOf(const QByteArray &text, const char *module, const char *words)
{
    const LoadedLab lab = labOf(text);
    return sourceOf(plannedProvisioning(lab, lab.spec.vms[0]), QLatin1String(module),
                    QLatin1String(words))
        .remove(QStringLiteral("/labs/a.yaml:"));
}

const char *const packages = "package-update-upgrade-install";

} // namespace

class TestPlannedProvisioning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailureHasItsLine_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("module");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QString>("place");
        const QByteArray block = "version: 1\n"                // 1
                                 "common:\n"                   // 2
                                 "  packages:\n"               // 3
                                 "  - jq\n"                    // 4
                                 "vms:\n"                      // 5
                                 "- name: two\n"               // 6
                                 "  packages: [b]\n"           // 7
                                 "- name: one\n"               // 8
                                 "  kernel_package: linux-x\n" // 9
                                 "  user_data: |\n"            // 10
                                 "    #cloud-config\n"         // 11
                                 "    packages:\n"             // 12
                                 "    - htop\n"                // 13
                                 "    - [nosuch, 1.0]\n"       // 14
                                 "    runcmd:\n"               // 15
                                 "    - echo secret\n"         // 16
                                 "    - [frob, secret]\n"      // 17
                                 "    write_files:\n"          // 18
                                 "    - {path: /etc/x}\n";     // 19
        const auto row = [](const char *name, const QByteArray &text, const char *module,
                            const char *words, const char *place) {
            QTest::newRow(name) << text << QByteArray(module) << QByteArray(words)
                                << QString::fromLatin1(place);
        };
        row("common", block, packages, "E: Unable to locate package jq", "4: packages");
        row("its own", block, packages, "package linux-x is missing", "9: kernel_package");
        row("user_data", block, packages, "no nosuch here", "14: user_data: packages");
        row("a command", block, "scripts-user", "3: frob: not found", "17: user_data: runcmd");
        row("a file", block, "write-files", "cannot write /etc/x", "19: user_data: write_files");
        row("nobody's", block, "locale", "x", "");
        row("a quoted text", "vms:\n- name: one\n  user_data: \"packages: [nosuch]\"\n", packages,
            "no nosuch", "3: user_data: packages");
        row("a map", "vms:\n- name: one\n  user_data:\n    packages:\n    - a1\n    - nosuch\n",
            packages, "no nosuch", "6: user_data: packages");
        row("a script", "vms:\n- name: one\n  user_data: |\n    #!/bin/sh\n    false\n",
            "scripts-user", "Runparts: 1 failures", "3: user_data");
        row("no YAML", "vms: [", packages, "x", "");
        row("no map", "vms:\n- name: one\n  user_data: |\n    - a\n", packages, "x", "");
    }

    void aFailureHasItsLine()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, module);
        QFETCH(QByteArray, words);
        QFETCH(QString, place);
        QCOMPARE(placeOf(text, module.constData(), words.constData()), place);
    }

    void noMoreThanNamesAreKept()
    {
        const LoadedLab lab =
            labOf("vms:\n- name: one\n  user_data: |\n    runcmd:\n    - login --password secret\n"
                  "    password: secret\n");
        const QByteArray kept =
            QJsonDocument(toJson(plannedProvisioning(lab, lab.spec.vms[0]))).toJson();
        QVERIFY(kept.contains("login"));
        QVERIFY2(!kept.contains("secret"), kept.constData());
    }

    void aRebootIsPlanned()
    {
        LoadedLab lab = labOf("vms: []\n");
        lab.spec.vms[0].rebootAfterInstall = true;
        QCOMPARE(plannedProvisioning(lab, lab.spec.vms[0]).reboots, 1);
    }
};

HYDRA_TEST_MAIN(TestPlannedProvisioning)
#include "test_planned_provisioning.moc"
