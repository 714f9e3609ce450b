// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/settings.h"
#include "core/host/programs.h"
#include "tests/support/test_main.h"

using namespace hydra;

namespace {

const QString settingsFile = QStringLiteral("settings.yaml");

QString complaintsOf(const Diagnostics &diagnostics)
{
    QStringList lines;
    for (const Diagnostic &diagnostic : diagnostics)
        lines << formatDiagnostic(diagnostic);
    return lines.join(u'\n');
}

QByteArray edited(const QByteArray &text, const std::vector<SettingEdit> &edits)
{
    const auto result = editSettings(text, settingsFile, edits);
    return result ? *result : complaintsOf(result.error()).toUtf8();
}

const QByteArray full =
    "# mine\ntheme: dark\nterminal_font: Hack\nterminal_font_size: 11\nqemu: /opt/q\n"
    "qemu_img: img\nkrunkit: /k\ngvproxy: g\ndefault_cpu: 4\ndefault_memory: 768MiB\n"
    "default_disk_size: 20\nproxy: http://me:word@proxy:3128\non_close: leave\n";

} // namespace

/// settings.yaml as text and as a value.
class TestSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySettingIsRead()
    {
        const auto settings = readSettings(full, settingsFile);
        QVERIFY2(settings, settings ? "" : qPrintable(complaintsOf(settings.error())));
        const Settings expected{.theme = Theme::Dark,
                                .terminalFont = QStringLiteral("Hack"),
                                .terminalFontSize = 11,
                                .qemu = QStringLiteral("/opt/q"),
                                .qemuImg = QStringLiteral("img"),
                                .krunkit = QStringLiteral("/k"),
                                .gvproxy = QStringLiteral("g"),
                                .defaultCpu = 4,
                                .defaultMemory = MemorySize::mib(768),
                                .defaultDiskSize = MemorySize::gib(20),
                                .proxy = QStringLiteral("http://me:word@proxy:3128"),
                                .onClose = OnClose::Leave};
        QCOMPARE(*settings, expected);
    }

    void anEmptyFileIsAllDefaults()
    {
        for (const char *text : {"", "# only words\n", "---\n", "{}\n", "theme:\n"}) {
            const auto settings = readSettings(text, settingsFile);
            QVERIFY2(settings && *settings == Settings(), text);
        }
    }

    void whatIsWrongIsSaidWithItsPlace_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("unknown")
            << QByteArray("theme: dark\nthem: light\n")
            << QStringLiteral("settings.yaml:2:1: them: is no known key; did you mean 'theme'?");
        QTest::newRow("twice") << QByteArray("theme: dark\ntheme: light\n")
                               << QStringLiteral("settings.yaml:2:1: theme");
        QTest::newRow("word") << QByteArray("on_close: maybe\n")
                              << QStringLiteral("settings.yaml:1:11: on_close: ");
        QTest::newRow("number") << QByteArray("default_cpu: none\n")
                                << QStringLiteral("settings.yaml:1:14: default_cpu: ");
        QTest::newRow("size") << QByteArray("default_memory: huge\n")
                              << QStringLiteral("default_memory: 'huge' is no size");
        QTest::newRow("relative") << QByteArray("qemu: bin/qemu\n")
                                  << QStringLiteral("qemu: 'bin/qemu' is no program");
        QTest::newRow("no map") << QByteArray("- theme\n") << QStringLiteral("must be a map");
        QTest::newRow("no YAML") << QByteArray("theme: [\n") << QStringLiteral("settings.yaml:");
    }

    void whatIsWrongIsSaidWithItsPlace()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, words);
        const auto settings = readSettings(text, settingsFile);
        QVERIFY(!settings);
        const QString complaints = complaintsOf(settings.error());
        QVERIFY2(complaints.contains(words), qPrintable(complaints));
    }

    void aProxysPasswordIsNotRepeated()
    {
        const auto settings = readSettings("proxy: ftp://me:sesame@proxy\n", settingsFile);
        QVERIFY(!settings);
        QVERIFY(!complaintsOf(settings.error()).contains(u"sesame"));
    }

    void everyCutOfAFileIsReadOrRefused()
    {
        for (qsizetype size = 0; size <= full.size(); ++size) {
            const auto settings = readSettings(full.left(size), settingsFile);
            QVERIFY(settings || !settings.error().empty());
        }
    }

    void anEditKeepsCommentsAndTheRest()
    {
        QCOMPARE(edited("# mine\ntheme: dark # at night\nqemu: q\n",
                        {{QStringLiteral("theme"), QStringLiteral("light")}}),
                 QByteArray("# mine\ntheme: light # at night\nqemu: q\n"));
        QCOMPARE(edited("theme: dark\n", {{QStringLiteral("default_cpu"), QStringLiteral("2")}}),
                 QByteArray("theme: dark\ndefault_cpu: 2\n"));
    }

    void theFirstEditMakesTheFile()
    {
        QCOMPARE(edited("", {{QStringLiteral("theme"), QStringLiteral("dark")}}),
                 QByteArray("theme: dark\n"));
        QCOMPARE(edited("# mine", {{QStringLiteral("theme"), QStringLiteral("dark")}}),
                 QByteArray("# mine\ntheme: dark\n"));
    }

    void anEmptyValueGoesBackToTheDefault()
    {
        const QByteArray text = edited("theme: dark\n", {{QStringLiteral("theme"), {}}});
        const auto settings = readSettings(text, settingsFile);
        QVERIFY2(settings && *settings == Settings(), text.constData());
    }

    void anEditThatCannotBeReadIsRefused()
    {
        for (const auto &[key, value] : {std::pair{"thme", "dark"},
                                         {"theme", "[dark"},
                                         {"theme", "pink"},
                                         {"default_cpu", "0"},
                                         {"", "x"},
                                         {"theme.x", "dark"}})
            QVERIFY2(!editSettings("theme: dark\n", settingsFile,
                                   {{QLatin1String(key), QLatin1String(value)}}),
                     key);
    }

    void aValueIsShownAsItIsWritten()
    {
        Settings settings;
        settings.defaultMemory = MemorySize::mib(512);
        QCOMPARE(*settingValue(settings, settingsFile, QStringLiteral("default_memory")),
                 QStringLiteral("512MiB"));
        QCOMPARE(*settingValue(settings, settingsFile, QStringLiteral("theme")),
                 QStringLiteral("system"));
        QCOMPARE(*settingValue(settings, settingsFile, QStringLiteral("qemu")),
                 QStringLiteral("null"));
        QVERIFY(!settingValue(settings, settingsFile, QStringLiteral("colour")));
        QCOMPARE(toJson(settings).keys().size(), settingKeys().size());
    }

    void theEnvironmentBeatsTheSettings()
    {
        Settings settings;
        settings.qemu = QStringLiteral("/opt/qemu");
        settings.qemuImg = QStringLiteral("/opt/img");
        qputenv("HYDRA_QEMU", "/mine/qemu");
        const Programs programs = choosePrograms(settings);
        qunsetenv("HYDRA_QEMU");
        QCOMPARE(programs.qemu, QStringLiteral("/mine/qemu"));
        QCOMPARE(programs.qemuImg, QStringLiteral("/opt/img"));
        QCOMPARE(programs.krunkit, QStringLiteral("krunkit"));
    }
};

HYDRA_TEST_MAIN(TestSettings)
#include "test_settings.moc"
