// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/edit_lab.h"
#include "core/config/field_help.h"
#include "core/config/vm_fields.h"
#include "tests/support/test_main.h"
#include "tests/unit/config/lab_file.h"

using namespace hydra;

namespace {

QStringList helpedPaths()
{
    QStringList paths;
    for (const FieldHelp &field : fieldHelps())
        paths << QString::fromUtf8(field.path);
    return paths;
}

QString complaint(const QString &key, const QString &value)
{
    const auto edited =
        editLab("name: a\nvms: [{name: x}]\n", labFile, {{QStringLiteral("x"), key, value}});
    return edited ? QString() : formatDiagnostic(edited.error().front());
}

} // namespace

class TestFieldHelp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKeyHasOneEntryAndEveryEntryAKey()
    {
        QStringList helped = helpedPaths();
        QStringList keys = vmKeyPaths();
        QCOMPARE(QSet<QString>(helped.begin(), helped.end()).size(), helped.size());
        helped.sort();
        keys.sort();
        QCOMPARE(helped, keys);
    }

    void pathsAreWhatTheTableOfKeysSays()
    {
        const QStringList keys = vmKeyPaths();
        for (const char *path :
             {"cpu", "ports.ssh", "ports.extra", "ports.extra[].host", "disks", "disks[].size",
              "registries[].mirrors", "rimd", "rimd.artifact_dir", "gpu", "gpu.vram",
              "firmware.code", "user_network.prefix", "shared_memory.size", "krunkit.rest_port"})
            QVERIFY2(keys.contains(QLatin1String(path)), path);
        for (const char *path : {"ports", "kernel", "krunkit"})
            QVERIFY2(!keys.contains(QLatin1String(path)), path);
        for (const Field<VmSpec> &field : vmFields())
            QVERIFY2(keys.indexOf(QRegularExpression(
                         QStringLiteral("\\A%1(\\..*)?\\z").arg(QLatin1String(field.key)))) >= 0,
                     field.key);
    }

    void everyEntrySaysWhatItIs()
    {
        for (const FieldHelp &field : fieldHelps()) {
            QVERIFY2(*field.label != 0, field.path);
            QVERIFY2(*field.help != 0 || *field.range != 0 || *field.words != 0, field.path);
            QVERIFY2(QString::fromUtf8(field.help).isEmpty() ||
                         QString::fromUtf8(field.help).endsWith(u'.'),
                     field.path);
            QVERIFY2(!QString::fromUtf8(field.help).contains(u'!'), field.path);
        }
    }

    void wordsAreThoseTheReaderTakes()
    {
        for (const FieldHelp &field : fieldHelps()) {
            const QString path = QString::fromUtf8(field.path);
            if (field.kind != FieldKind::Choice || path.contains(u'['))
                continue;
            QVERIFY2(complaint(path, QStringLiteral("elephant"))
                         .endsWith(QStringLiteral("write one of ") +
                                   wordsOf(field).join(QStringLiteral(", "))),
                     field.path);
        }
    }

    void wordsOfFreeFieldsAreTaken()
    {
        for (const FieldHelp &field : fieldHelps()) {
            for (const QString &word : field.kind == FieldKind::WordOrText ||
                                               field.kind == FieldKind::WordOrMap ||
                                               field.kind == FieldKind::WordOrLines
                                           ? wordsOf(field)
                                           : QStringList())
                QCOMPARE(complaint(QString::fromUtf8(field.path), word), QString());
        }
    }

    void rangesAreThoseOfTheReader()
    {
        for (const FieldHelp &field : fieldHelps()) {
            const QString path = QString::fromUtf8(field.path);
            if ((field.kind != FieldKind::Count && field.kind != FieldKind::Size) ||
                path.contains(u'['))
                continue;
            const QString unit = field.kind == FieldKind::Size ? QStringLiteral("MiB") : QString();
            const bool powerOfTwo = path == u"shared_memory.size";
            QCOMPARE(complaint(path, QString::number(field.least) + unit), QString());
            QCOMPARE(complaint(path, QString::number(field.most) + unit), QString());
            QVERIFY2(!complaint(path, QString::number(qint64(field.most) + 1) + unit).isEmpty() ||
                         powerOfTwo,
                     field.path);
            if (field.least > 0)
                QVERIFY2(!complaint(path, QString::number(field.least - 1) + unit).isEmpty(),
                         field.path);
        }
    }

    void anItemsNumberDoesNotMatter()
    {
        QCOMPARE(findFieldHelp(QStringLiteral("shares[12].tag")),
                 findFieldHelp(QStringLiteral("shares[].tag")));
        QVERIFY(!findFieldHelp(QStringLiteral("shares[1].colour")));
    }

    void defaultsAreTheLabFiles()
    {
        QCOMPARE(defaultOf(*findFieldHelp(QStringLiteral("cpu"))), QStringLiteral("2"));
        QCOMPARE(defaultOf(*findFieldHelp(QStringLiteral("user_network.prefix"))),
                 QStringLiteral("10.0.2"));
        QCOMPARE(defaultOf(*findFieldHelp(QStringLiteral("disk_size"))), QString());
        QCOMPARE(defaultOf(*findFieldHelp(QStringLiteral("containerd"))), QStringLiteral("true"));
    }
};

HYDRA_TEST_MAIN(TestFieldHelp)
#include "test_field_help.moc"
