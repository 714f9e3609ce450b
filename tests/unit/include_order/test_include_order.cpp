// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "test_main.h"

#include <QDirIterator>
#include <QRegularExpression>

#include <optional>

// Which folder may include which: app over ui over core, and within core only what stands above.

namespace {

/// core's folders from the bottom of the house to its roof.
const QStringList &order()
{
    static const QStringList folders =
        QStringLiteral("base config host process job guest image console vm keeper cri router lab "
                       "exchange services")
            .split(u' ');
    return folders;
}

/// "vm/backend.h" is of vm, "services.h" of services, "client.h" of nobody (it lies beside).
QString folderOf(const QString &path)
{
    if (path.contains(u'/'))
        return path.section(u'/', 0, 0);
    const QString stem = path.section(u'.', 0, 0);
    return order().contains(stem) ? stem : QString();
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

/// Why a file of core's FOLDER must not include HEADER.
std::optional<QString> objectionInCore(const QString &folder, const QString &header, bool quoted)
{
    if (isGraphical(header))
        return QStringLiteral("core draws nothing");
    if (!quoted)
        return {};
    const QString other = folderOf(header);
    if (other == u"ui" || other == u"app")
        return QStringLiteral("core knows neither ui nor app");
    if (other.isEmpty() || other == folder)
        return {};
    if (!order().contains(other))
        return QStringLiteral("%1 is no folder of core's order").arg(other);
    if (order().indexOf(other) > order().indexOf(folder))
        return QStringLiteral("%1 stands below %2").arg(other, folder);
    return {};
}

std::optional<QString> objection(const QString &path, const QString &header, bool quoted)
{
    if (quoted && header.split(u'/').contains(QStringLiteral("..")))
        return QStringLiteral("name the folder instead of climbing");
    const QString part = path.section(u'/', 0, 0);
    if (part == u"ui" && quoted && folderOf(header) == u"app")
        return QStringLiteral("ui does not know app");
    if (part != u"core")
        return {};
    const QString folder = folderOf(path.section(u'/', 1));
    if (!order().contains(folder))
        return QStringLiteral("%1 is no folder of core's order").arg(folder);
    return objectionInCore(folder, header, quoted);
}

/// One line for each #include of TEXT, the file PATH (from the top), that looks the wrong way.
QStringList violations(const QString &path, const QString &text)
{
    static const QRegularExpression include(
        QStringLiteral(R"(^[ \t]*#[ \t]*(?:include|import)[ \t]*([<"])([^>"]+)[>"])"),
        QRegularExpression::MultilineOption);
    QStringList found;
    for (auto it = include.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        const bool quoted = match.captured(1) == u"\"";
        if (const auto why = objection(path, match.captured(2), quoted))
            found.append(QStringLiteral("%1 includes %2: %3").arg(path, match.captured(2), *why));
    }
    return found;
}

QStringList sources(const QString &part)
{
    QStringList paths;
    const QDir top(QStringLiteral(HYDRA_SOURCE_DIR));
    QDirIterator files(top.filePath(part),
                       {QStringLiteral("*.h"), QStringLiteral("*.cpp"), QStringLiteral("*.mm")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        paths.append(top.relativeFilePath(files.next()));
    paths.sort();
    return paths;
}

} // namespace

class TestIncludeOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyIncludeLooksUp()
    {
        const QStringList core = sources(QStringLiteral("core"));
        QVERIFY2(core.size() > 20, "the sources were not found");
        QStringList found;
        for (const QString &path : core + sources(QStringLiteral("ui"))) {
            QFile file(QStringLiteral(HYDRA_SOURCE_DIR "/") + path);
            QVERIFY2(file.open(QFile::ReadOnly), qPrintable(path));
            found += violations(path, QString::fromUtf8(file.readAll()));
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void aWrongIncludeIsSeen_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *path, const char *line) {
            QTest::newRow(line) << QString::fromLatin1(path) << QString::fromLatin1(line);
        };
        row("core/base/log.cpp", "#include \"config/lab_spec.h\"");
        row("core/vm/qemu/command.cpp", "#include \"keeper/client.h\"");
        row("core/lab/lab.h", "  #  include \"services.h\"");
        row("core/lab/lab.cpp", "#include \"services/services.h\"");
        row("core/lab/order.cpp", "#include \"../exchange/libvirt.h\"");
        row("core/vm/backend.h", "#include \"utils/text.h\"");
        row("core/utils/text.h", "#include <QString>");
        row("core/console/ring.h", "#include \"ui/theme/theme.h\"");
        row("core/console/ring.cpp", "#include \"app/cli/main.h\"");
        row("core/console/channel.h", "#include <QtWidgets/QWidget>");
        row("core/host/facts_macos.mm", "#import <QtGui/QImage>");
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
        row("core/services.cpp", "#include \"exchange/libvirt.h\"");
        row("core/services.h", "#include \"services.h\"");
        row("core/keeper/client.cpp", "#include \"vm/launch_plan.h\"");
        row("core/vm/qemu/command.cpp", "#include \"vm/qemu/qmp.h\"");
        row("core/cri/convert.cpp", "#include <cri.pb.h>");
        row("core/job/job.cpp", "#include \"moc_job.cpp\"");
        row("core/base/log.cpp", "// #include \"lab/lab.h\"");
        row("ui/main_window.cpp", "#include <QtWidgets/QMainWindow>");
        row("ui/models/lab_model.h", "#include \"lab/lab.h\"");
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
