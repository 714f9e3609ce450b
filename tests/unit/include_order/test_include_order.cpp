// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/source_texts.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

// Guards the direction of includes: app over ui over core, and within core only folders higher in
// the order. No two units of core (a header with its sources) depend on each other in a circle, and
// no folder of core holds more files than one can overlook.

namespace {

constexpr int maxFilesInFolder = 40;

/// core's folders from the bottom up.
const QStringList &order()
{
    static const QStringList folders =
        QStringLiteral("base network yaml config host process job fetch guest image console vm "
                       "keeper_client boot "
                       "cri router lab reach disk workload start snapshot copy doctor exchange "
                       "upstream export bundle formats keeper services")
            .split(u' ');
    return folders;
}

/// The folder of a file: "vm" of "core/vm/ports.h", "services" of "core/services.h".
QString roomOf(const QString &path)
{
    return path.section(u'/', 1, 1).section(u'.', 0, 0);
}

bool isGraphical(const QString &header)
{
    static const QRegularExpression modules(QStringLiteral("^Qt(Gui|Widgets|OpenGL|Svg|Quick)"));
    static const QStringList classes =
        QStringLiteral("QAction QApplication QBrush QClipboard QColor QCursor QDesktopServices "
                       "QDialog QFont QGuiApplication QIcon QImage QKeyEvent QMainWindow "
                       "QPaintDevice QPainter QPalette QPen QPixmap QScreen QWidget QWindow")
            .split(u' ');
    return modules.match(header).hasMatch() || classes.contains(header);
}

/// Why a file in core's folder ROOM must not include HEADER; nothing if it may.
std::optional<QString> objectionInCore(const QString &room, const QString &header, bool quoted)
{
    if (isGraphical(header))
        return QStringLiteral("core draws nothing");
    if (!quoted)
        return {};
    if (!header.startsWith(QStringLiteral("core/")))
        return QStringLiteral("core knows neither ui nor app");
    const QString other = roomOf(header);
    if (!order().contains(other))
        return QStringLiteral("%1 is no folder of core's order").arg(other);
    if (order().indexOf(other) > order().indexOf(room))
        return QStringLiteral("%1 stands below %2").arg(other, room);
    return {};
}

std::optional<QString> objection(const QString &path, const QString &header, bool quoted)
{
    if (quoted && header.endsWith(QStringLiteral(".moc")))
        return {};
    static const QRegularExpression rooted(QStringLiteral("^(core|ui|app|tests)/(?!.*\\.\\./)"));
    if (header.startsWith(QStringLiteral("spdlog/")) && path != u"core/base/log_file.cpp")
        return QStringLiteral("spdlog takes seconds to compile: log through core/base/log.h");
    if (quoted && !rooted.match(header).hasMatch())
        return QStringLiteral("paths start at the top: \"core/lab/load.h\"");
    const QString part = path.section(u'/', 0, 0);
    if (part == u"ui" && quoted && header.startsWith(QStringLiteral("app/")))
        return QStringLiteral("ui does not know app");
    if (part != u"core")
        return {};
    const QString room = roomOf(path);
    if (!order().contains(room))
        return QStringLiteral("%1 is no folder of core's order").arg(room);
    return objectionInCore(room, header, quoted);
}

struct Include {
    QString header;
    bool quoted = false;
};

std::vector<Include> includesOf(const QString &text)
{
    static const QRegularExpression include(
        QStringLiteral(R"(^[ \t]*#[ \t]*(?:include|import)[ \t]*([<"])([^>"]+)[>"])"),
        QRegularExpression::MultilineOption);
    std::vector<Include> found;
    for (auto it = include.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        found.push_back({.header = match.captured(2), .quoted = match.captured(1) == u"\""});
    }
    return found;
}

/// One line for each #include in TEXT, of the file PATH (from the repository's root), that breaks
/// the order.
QStringList violations(const QString &path, const QString &text)
{
    QStringList found;
    for (const Include &include : includesOf(text)) {
        if (const auto why = objection(path, include.header, include.quoted))
            found.append(QStringLiteral("%1 includes %2: %3").arg(path, include.header, *why));
    }
    return found;
}

/// A header and its sources form a unit: "core/host/facts_linux.cpp" belongs to "core/host/facts".
QString unitOf(const QString &path)
{
    static const QRegularExpression ending(QStringLiteral("(_linux|_macos)?\\.(h|cpp)$"));
    return QString(path).remove(ending);
}

using Units = std::map<QString, std::set<QString>>;

Units unitsOf(const std::map<QString, QString> &texts)
{
    Units units;
    for (const auto &[path, text] : texts) {
        std::set<QString> &needed = units[unitOf(path)];
        for (const Include &include : includesOf(text)) {
            if (include.quoted && texts.contains(include.header) &&
                unitOf(include.header) != unitOf(path))
                needed.insert(unitOf(include.header));
        }
    }
    return units;
}

/// The circles: what remains after removing units that depend on no remaining one, again and again.
QStringList circles(Units units)
{
    const auto isFree = [&units](const auto &unit) {
        return std::none_of(unit.second.begin(), unit.second.end(),
                            [&](const QString &needed) { return units.contains(needed); });
    };
    for (auto free = std::find_if(units.begin(), units.end(), isFree); free != units.end();
         free = std::find_if(units.begin(), units.end(), isFree))
        units.erase(free);
    QStringList left;
    for (const auto &[unit, needed] : units) {
        for (const QString &other : needed) {
            if (units.contains(other))
                left.append(QStringLiteral("%1 needs %2").arg(unit, other));
        }
    }
    return left;
}

} // namespace

class TestIncludeOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeLooksUp()
    {
        QStringList found;
        for (const char *part : {"core", "ui", "app", "tests"}) {
            const auto texts = hydra::test::sourceTexts(QLatin1String(part));
            QVERIFY2(!texts.empty(), part);
            for (const auto &[path, text] : texts)
                found += violations(path, text);
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void noUnitsOfCoreNeedEachOther()
    {
        const auto texts = hydra::test::sourceTexts(QStringLiteral("core"));
        QVERIFY(texts.size() > 300);
        const QStringList found = circles(unitsOf(texts));
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void aCircleIsSeen()
    {
        const QStringList found = circles(unitsOf({
            {QStringLiteral("core/lab/a.h"), QStringLiteral("#include \"core/lab/b.h\"\n")},
            {QStringLiteral("core/lab/b.h"), QStringLiteral("#include \"core/base/ids.h\"\n")},
            {QStringLiteral("core/lab/b_linux.cpp"),
             QStringLiteral("#include \"core/lab/b.h\"\n#include \"core/lab/a.h\"\n")},
            {QStringLiteral("core/base/ids.h"), QString()},
        }));
        QCOMPARE(found, QStringList({QStringLiteral("core/lab/a needs core/lab/b"),
                                     QStringLiteral("core/lab/b needs core/lab/a")}));
    }

    void noFolderOfCoreIsCrowded()
    {
        std::map<QString, int> files;
        for (const auto &[path, text] : hydra::test::sourceTexts(QStringLiteral("core")))
            ++files[path.section(u'/', 0, -2)];
        for (const auto &[folder, count] : files)
            QVERIFY2(count <= maxFilesInFolder,
                     qPrintable(QStringLiteral("%1 has %2 files").arg(folder).arg(count)));
    }

    void aWrongIncludeIsSeen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *path, const char *line) {
            QTest::newRow(line) << QString::fromLatin1(path) << QString::fromLatin1(line);
        };
        row("core/base/log.cpp", "#include \"core/config/lab_spec.h\"");
        row("core/base/log.cpp", "#include <spdlog/spdlog.h>");
        row("core/vm/qemu/command.cpp", "#include \"core/keeper/keeper.h\"");
        row("core/reach/ssh.cpp", "#include \"core/start/start.h\"");
        row("core/snapshot/restore.cpp", "#include \"core/copy/clone.h\"");
        row("core/formats/formats.cpp", "#include \"core/keeper/keeper.h\"");
        row("core/lab/load.h", "  #  include \"core/services.h\"");
        row("core/lab/load.cpp", "#include \"../exchange/secrets.h\"");
        row("core/lab/load.cpp", "#include \"core/lab/../exchange/secrets.h\"");
        row("core/lab/load.cpp", "#include \"registry.h\"");
        row("core/vm/plan_input.h", "#include \"core/utils/text.h\"");
        row("core/utils/text.h", "#include <QString>");
        row("core/console/ring.h", "#include \"ui/theme/theme.h\"");
        row("core/console/ring.cpp", "#include \"app/cli/main.h\"");
        row("core/console/channel.h", "#include <QtWidgets/QWidget>");
        row("core/host/facts_macos.cpp", "#import <QtGui/QImage>");
        row("core/services.cpp", "#include <QGuiApplication>");
        row("ui/main_window.cpp", "#include \"app/desktop/main.h\"");
    }

    void aWrongIncludeIsSeen()
    {
        QFETCH(QString, path);
        QFETCH(QString, line);
        const QString text = QStringLiteral("#pragma once\n%1\nint x;\n");
        QCOMPARE(violations(path, text.arg(line)).size(), 1);
    }

    void aRightIncludeIsNot_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *path, const char *line) {
            QTest::newRow(line) << QString::fromLatin1(path) << QString::fromLatin1(line);
        };
        row("core/services.cpp", "#include \"core/exchange/exchange.h\"");
        row("core/services.cpp", "#include \"core/services.h\"");
        row("core/keeper_client/client.cpp", "#include \"core/vm/launch_plan.h\"");
        row("core/vm/qemu/command.cpp", "#include \"core/vm/qemu/option.h\"");
        row("core/cri/convert.cpp", "#include <cri.pb.h>");
        row("core/job/job.cpp", "#include \"core/job/moc_job.cpp\"");
        row("core/base/log_file.cpp", "#include <spdlog/logger.h>");
        row("core/base/log.cpp", "// #include \"core/lab/load.h\"");
        row("ui/main_window.cpp", "#include <QtWidgets/QMainWindow>");
        row("ui/models/lab_model.h", "#include \"core/lab/load.h\"");
    }

    void aRightIncludeIsNot()
    {
        QFETCH(QString, path);
        QFETCH(QString, line);
        QCOMPARE(violations(path, line + u'\n'), QStringList());
    }
};

HYDRA_TEST_MAIN(TestIncludeOrder)
#include "test_include_order.moc"
