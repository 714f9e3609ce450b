// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/formats/detect_format.h"
#include "tests/support/test_main.h"

using namespace hydra;

class TestDetectFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aTextIsTakenForWhatItIs_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("format");
        const auto row = [](const char *name, const char *text, const char *file,
                            const char *format) {
            QTest::newRow(name) << QByteArray(text) << QString::fromLatin1(file)
                                << QString::fromLatin1(format);
        };
        row("a lab file", "vms: [{name: hub}]", "", "lab");
        row("a lab file's common", "common: {cpu: 2}\nvms: []", "x.yaml", "lab");
        row("upstream's file", "vms: [{name: hub}]", "/tmp/vm-config.yaml", "vm-config");
        row("a chart's values", "configuration:\n  sshkey: x\n", "values.yaml", "helm-values");
        row("the umbrella's values", "isolated-vm:\n  configuration: {}\n", "", "helm-values");
        row("an env file", "KVM_CPU=4\nKVM_MEMORY=8\n", "vm.env", "env");
        row("a script", "#!/bin/bash\nexport KVM_CPU=4 # four\n./start-vm.sh\n", "run-host.sh",
            "env");
        row("a broken lab file", "vms: [{name: hub}\n", "x.yaml", "lab");
        row("a broken lab without a name", "name: x\nvms: [{name: hub}\n", "", "lab");
        row("nothing", "", "", "env");
    }
    void aTextIsTakenForWhatItIs()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, file);
        QFETCH(QString, format);
        QCOMPARE(detectImportFormat(text, file), format);
    }
};

HYDRA_TEST_MAIN(TestDetectFormat)
#include "test_detect_format.moc"
