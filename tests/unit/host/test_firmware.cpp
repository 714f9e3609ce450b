// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/firmware.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>

using namespace hydra;

class TestFirmware : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_root;

    void put(const QString &path, const QByteArray &content)
    {
        const QString whole = m_root->path() + path;
        QVERIFY(QDir().mkpath(QFileInfo(whole).absolutePath()));
        QFile file(whole);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

    /// A descriptor whose files exist.
    void descriptor(const QString &path, const QString &name, const QByteArray &features = {},
                    const QByteArray &machine = "pc-q35-*", const QByteArray &arch = "x86_64")
    {
        put(QStringLiteral("/fw/%1.code").arg(name), "code");
        put(QStringLiteral("/fw/%1.vars").arg(name), "vars");
        put(path, R"({"interface-types":["bios","uefi"],"mapping":{"device":"flash",)"
                  R"("executable":{"filename":"/fw/)" +
                      name.toUtf8() +
                      R"(.code","format":"qcow2"},)"
                      R"("nvram-template":{"filename":"/fw/)" +
                      name.toUtf8() +
                      R"(.vars","format":"raw"}},)"
                      R"("targets":[{"architecture":")" +
                      arch + R"(","machines":[")" + machine + R"("]}],"features":[)" + features +
                      "]}");
    }

    QString found(const QString &arch = QStringLiteral("x86_64"),
                  const QString &machine = QStringLiteral("q35"))
    {
        const auto files = findFirmware(
            {arch, machine, m_root->path() + QStringLiteral("/home/.config"), m_root->path()});
        return files ? files->code.mid(m_root->path().size()) : QString();
    }

private Q_SLOTS:
    void init() { m_root = std::make_unique<QTemporaryDir>(); }

    void theFirstPlainDescriptorByNameWins()
    {
        const QString dir = QStringLiteral("/usr/share/qemu/firmware/");
        descriptor(dir + QStringLiteral("40-a.json"), QStringLiteral("enrolled"),
                   R"("enrolled-keys")");
        descriptor(dir + QStringLiteral("50-b.json"), QStringLiteral("smm"), R"("requires-smm")");
        descriptor(dir + QStringLiteral("55-c.json"), QStringLiteral("arm"), {}, "virt-*",
                   "aarch64");
        descriptor(dir + QStringLiteral("60-d.json"), QStringLiteral("plain"), R"("acpi-s3")");
        descriptor(dir + QStringLiteral("70-e.json"), QStringLiteral("later"));
        QCOMPARE(found(), QStringLiteral("/fw/plain.code"));
        QCOMPARE(found(QStringLiteral("x86_64"), QStringLiteral("pc")), QString());
        QCOMPARE(found(QStringLiteral("x86_64"), QStringLiteral("pc-q35-9.1")),
                 QStringLiteral("/fw/plain.code"));
        QCOMPARE(found(QStringLiteral("aarch64"), QStringLiteral("virt")),
                 QStringLiteral("/fw/arm.code"));
    }

    void formatsComeFromTheDescriptor()
    {
        descriptor(QStringLiteral("/usr/share/qemu/firmware/60-d.json"), QStringLiteral("plain"));
        const auto files =
            findFirmware({QStringLiteral("x86_64"), QStringLiteral("q35"), {}, m_root->path()});
        QCOMPARE(files->format, QStringLiteral("qcow2"));
        QCOMPARE(files->varsFormat, QStringLiteral("raw"));
        QVERIFY(files->varsTemplate.endsWith(QStringLiteral("/fw/plain.vars")));
    }

    void aMoreSpecificDirectoryOverridesAFileOfItsName()
    {
        descriptor(QStringLiteral("/usr/share/qemu/firmware/60-d.json"), QStringLiteral("vendor"));
        descriptor(QStringLiteral("/etc/qemu/firmware/60-d.json"), QStringLiteral("admin"));
        QCOMPARE(found(), QStringLiteral("/fw/admin.code"));
        descriptor(QStringLiteral("/home/.config/qemu/firmware/60-d.json"), QStringLiteral("user"));
        QCOMPARE(found(), QStringLiteral("/fw/user.code"));
    }

    void anEmptyFileHidesItsNamesakes()
    {
        descriptor(QStringLiteral("/usr/share/qemu/firmware/60-d.json"), QStringLiteral("first"));
        descriptor(QStringLiteral("/usr/share/qemu/firmware/70-e.json"), QStringLiteral("second"));
        put(QStringLiteral("/etc/qemu/firmware/60-d.json"), {});
        QCOMPARE(found(), QStringLiteral("/fw/second.code"));
    }

    void brokenDescriptorsAndMissingFilesArePassedOver()
    {
        put(QStringLiteral("/etc/qemu/firmware/10-broken.json"), "{\"interface-types\":[\"uefi\"");
        put(QStringLiteral("/etc/qemu/firmware/11-list.json"), "[1]");
        descriptor(QStringLiteral("/etc/qemu/firmware/20-gone.json"), QStringLiteral("gone"));
        QVERIFY(QFile::remove(m_root->path() + QStringLiteral("/fw/gone.vars")));
        QCOMPARE(found(), QString());
        descriptor(QStringLiteral("/etc/qemu/firmware/30-good.json"), QStringLiteral("good"));
        QCOMPARE(found(), QStringLiteral("/fw/good.code"));
    }

    void withoutDescriptorsTheKnownPlacesAreTried()
    {
        put(QStringLiteral("/usr/share/ovmf/OVMF.fd"), "combined");
        QCOMPARE(found(), QStringLiteral("/usr/share/ovmf/OVMF.fd"));
        put(QStringLiteral("/usr/share/OVMF/OVMF_CODE.fd"), "code");
        QCOMPARE(found(), QStringLiteral("/usr/share/ovmf/OVMF.fd")); // its variables are missing
        put(QStringLiteral("/usr/share/OVMF/OVMF_VARS.fd"), "vars");
        QCOMPARE(found(), QStringLiteral("/usr/share/OVMF/OVMF_CODE.fd"));
        put(QStringLiteral("/opt/homebrew/share/qemu/edk2-aarch64-code.fd"), "code");
        put(QStringLiteral("/opt/homebrew/share/qemu/edk2-arm-vars.fd"), "vars");
        QCOMPARE(found(QStringLiteral("aarch64"), QStringLiteral("virt")),
                 QStringLiteral("/opt/homebrew/share/qemu/edk2-aarch64-code.fd"));
    }
};

HYDRA_TEST_MAIN(TestFirmware)
#include "test_firmware.moc"
