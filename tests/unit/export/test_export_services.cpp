// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/exchange/quoting.h"
#include "core/export/export_services.h"
#include "tests/support/exec_start.h"
#include "tests/support/test_main.h"
#include "tests/unit/exchange/export_cases.h"

#include <QXmlStreamReader>

using namespace hydra;
using namespace hydra::test;

namespace {

/// A parsed property list; invalid when it violates Apple's DTD.
class PropertyList
{
public:
    explicit PropertyList(const QByteArray &text) : m_xml(text) {}
    QVariant read()
    {
        if (!m_xml.readNextStartElement() || m_xml.name() != u"plist" ||
            m_xml.attributes().value(QLatin1String("version")) != u"1.0" ||
            !m_xml.readNextStartElement())
            return {};
        const QVariant value = element();
        const bool over =
            !m_xml.readNextStartElement() && m_xml.readNext() == QXmlStreamReader::EndDocument;
        return over && !m_xml.hasError() ? value : QVariant();
    }

private:
    QVariant element()
    {
        const QString name = m_xml.name().toString();
        if (name == u"string")
            return m_xml.readElementText();
        if (name == u"integer")
            return m_xml.readElementText().toLongLong();
        if (name == u"true" || name == u"false") {
            m_xml.skipCurrentElement();
            return name == u"true";
        }
        return name == u"array" ? array() : name == u"dict" ? dict() : QVariant();
    }
    QVariant array()
    {
        QVariantList items;
        while (m_xml.readNextStartElement())
            items << element();
        return items;
    }
    QVariant dict()
    {
        QVariantMap map;
        while (m_xml.readNextStartElement()) {
            if (m_xml.name() != u"key")
                return {};
            const QString key = m_xml.readElementText();
            if (!m_xml.readNextStartElement())
                return {};
            map[key] = element();
        }
        return map;
    }
    QXmlStreamReader m_xml;
};

} // namespace

/// The formats in which a service manager runs hydractl.
class TestExportServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSystemdUnitIsAsRecorded()
    {
        const auto exported = exportSystemd(requestFor(kitchen()));
        QVERIFY(exported);
        compareWithGolden(QStringLiteral("kitchen.service"), exported->files.front().text);
        QCOMPARE(exported->files.front().name, QStringLiteral("hydra-kitchen.service"));
    }

    void aLaunchdAgentIsAsRecorded()
    {
        const auto exported = exportLaunchd(requestFor(kitchen()));
        QVERIFY(exported);
        compareWithGolden(QStringLiteral("kitchen.plist"), exported->files.front().text);
    }

    void systemdFindsNothingToComplainAbout()
    {
        if (!isInstalled("systemd-analyze"))
            QSKIP("systemd-analyze is not installed");
        QTemporaryDir dir;
        const QString odd = dir.filePath(QStringLiteral("odd \"dir\" 100% $HOME \\ 'x'"));
        QDir().mkpath(odd);
        ExportRequest request = requestFor(kitchen());
        request.places.hydractl = odd + QStringLiteral("/hydractl");
        QVERIFY(QFile::copy(QStringLiteral("/bin/true"), request.places.hydractl));
        const auto exported = exportSystemd(request);
        QVERIFY(exported);
        const QString unit = dir.filePath(exported->files.front().name);
        QFile file(unit);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(exported->files.front().text);
        file.close();
        Command verify{.program = QStringLiteral("systemd-analyze"),
                       .args = {QStringLiteral("--user"), QStringLiteral("--man=no"),
                                QStringLiteral("verify"), unit}};
        verify.env[QStringLiteral("XDG_RUNTIME_DIR")] = dir.path();
        const auto ran = run(verify);
        QVERIFY2(ran, ran ? "" : qPrintable(formatError(ran.error()) + ran.error().details));
        QVERIFY(execStart(exported->files.front().text).startsWith(QStringLiteral(":/bin/sh -c ")));
        QVERIFY2(!ran->errorOutput.contains(exported->files.front().name.toUtf8()),
                 ran->errorOutput.constData());
    }

    void aShellBecomesAProgramWhoseNameSystemdRefuses()
    {
        const ScriptHouse house({QStringLiteral("hydra'ctl\"")});
        QStringList words =
            execWords(systemdCommandLine({house.path(QStringLiteral("bin/hydra'ctl\"")),
                                          QStringLiteral("up"), QStringLiteral("$(touch pwned)")}),
                      {}, {});
        QCOMPARE(words.takeFirst(), QStringLiteral("/bin/sh"));
        QVERIFY(run({QStringLiteral("/bin/sh"), words, {}, house.path(QStringLiteral(".")), {}}));
        QCOMPARE(house.calls(QStringLiteral("hydra'ctl\"")),
                 (QList<QStringList>{{QStringLiteral("up"), QStringLiteral("$(touch pwned)")}}));
        QVERIFY(!house.isHarmed());
    }

    void theProgramIsFoundBelowTheHomeOfWhoeverRunsIt()
    {
        ExportRequest request = requestFor(kitchen());
        request.places.hydractl = QStringLiteral("/home/anna/my tools/hydractl");
        const auto exported = exportSystemd(request);
        QVERIFY(exported);
        const QString line = execStart(exported->files.front().text);
        QVERIFY2(!line.contains(u"/home/anna"), qPrintable(line));
        QCOMPARE(execWords(line, QStringLiteral("/home/bob"), QStringLiteral("/home/bob/.config")),
                 (QStringList{QStringLiteral("/home/bob/my tools/hydractl"), QStringLiteral("up"),
                              QStringLiteral("--foreground"),
                              QStringLiteral("/home/bob/.config/hydra/labs/kitchen.yaml")}));
    }

    void everyWordComesBackFromAUnit_data() { addHostileTexts(); }
    void everyWordComesBackFromAUnit()
    {
        QFETCH(QString, text);
        const QStringList words{QStringLiteral("/bin/") + text, text, QStringLiteral(";"),
                                QString()};
        const QString line = systemdCommandLine(words);
        QVERIFY(!line.contains(u'\n'));
        QStringList read = execWords(line, QStringLiteral("/home/bob"), {});
        // systemd refuses such a program's name, so a shell executes it.
        if (read.value(0) == u"/bin/sh")
            read = read.mid(3);
        QCOMPARE(read, words);
    }

    void everyPathComesBackFromAPropertyList_data() { addHostileTexts(); }
    void everyPathComesBackFromAPropertyList()
    {
        QFETCH(QString, text);
        ExportRequest request = requestFor(kitchen());
        request.places.hydractl = QStringLiteral("/bin/") + text;
        const auto exported = exportLaunchd(request);
        if (text.contains(u'\n')) {
            QVERIFY(!exported);
            QCOMPARE(exported.error().code, ErrorCode::Invalid);
            return;
        }
        QVERIFY(exported);
        const QVariantMap list = PropertyList(exported->files.front().text).read().toMap();
        QCOMPARE(list[QStringLiteral("Label")].toString(), QStringLiteral("hydra.lab.kitchen"));
        QCOMPARE(list[QStringLiteral("ProgramArguments")].toStringList(),
                 (QStringList{request.places.hydractl, QStringLiteral("up"),
                              QStringLiteral("--foreground"),
                              QStringLiteral("/home/anna/.config/hydra/labs/kitchen.yaml")}));
        QCOMPARE(list[QStringLiteral("RunAtLoad")].toBool(), true);
    }

    void theLabFileBesideItIsTheLab_data() { addHostileTexts(); }
    void theLabFileBesideItIsTheLab()
    {
        QFETCH(QString, text);
        const LabSpec lab = hostileLab(text);
        for (const auto make : {&exportSystemd, &exportLaunchd}) {
            const auto exported = make(requestFor(lab, true));
            QVERIFY(exported);
            QCOMPARE(exported->files.size(), size_t(2));
            QVERIFY(exported->files[1].secret);
            const auto read = readLab(exported->files[1].text, QStringLiteral("/x/kitchen.yaml"));
            QVERIFY(read);
            QCOMPARE(*read, lab);
        }
    }

    void secretsStayUnlessTheyAreWanted()
    {
        LabSpec lab = kitchen();
        lab.vms[0].csiProxyUrl = QStringLiteral("https://anna:letmein@example.org/proxy");
        for (const auto make : {&exportSystemd, &exportLaunchd}) {
            const auto exported = make(requestFor(lab));
            QVERIFY(exported);
            QVERIFY(!exported->files[1].secret);
            QVERIFY2(!exported->files[1].text.contains("pass word"),
                     exported->files[1].text.constData());
            QVERIFY2(!exported->files[1].text.contains("letmein"),
                     exported->files[1].text.constData());
            QVERIFY(exported->notes.join(u' ').contains(
                QStringLiteral("hub: password, salt, logins in web addresses left out")));
        }
    }

    void aCommaOrAQuoteIsPartOfItsField()
    {
        QCOMPARE(csvField(QStringLiteral("source=/srv/a")), QStringLiteral("source=/srv/a"));
        QCOMPARE(csvField(QStringLiteral("a,b\"c")), QStringLiteral("\"a,b\"\"c\""));
    }
};

HYDRA_TEST_MAIN(TestExportServices)
#include "test_export_services.moc"
