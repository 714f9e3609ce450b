// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/paths.h"

#include <QCryptographicHash>
#include <QDir>
#include <QRegularExpression>

#include <unistd.h>

namespace hydra {
namespace {

// Not QStandardPaths: the XDG variables must count on macOS as well, for tests and for users who
// set them.
QString fromVariable(const char *variable, const QString &fallback)
{
    const QString value = qEnvironmentVariable(variable);
    return (QDir::isAbsolutePath(value) ? value : QDir::homePath() + u'/' + fallback) +
           QStringLiteral("/hydra");
}

} // namespace

Paths Paths::fromEnvironment()
{
#ifdef Q_OS_MACOS
    const QString support = QStringLiteral("Library/Application Support");
    const QString config = support, data = support,
                  state = support + QStringLiteral("/hydra/state");
    const QString cache = QStringLiteral("Library/Caches");
#else
    const QString config = QStringLiteral(".config"), data = QStringLiteral(".local/share");
    const QString state = QStringLiteral(".local/state"), cache = QStringLiteral(".cache");
#endif
    Paths paths;
    paths.configDir = fromVariable("XDG_CONFIG_HOME", config);
    paths.dataDir = fromVariable("XDG_DATA_HOME", data);
    paths.cacheDir = fromVariable("XDG_CACHE_HOME", cache);
    paths.stateDir = fromVariable("XDG_STATE_HOME", state);
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    paths.runtimeDir = QDir::isAbsolutePath(runtime) && QDir(runtime).exists()
                           ? runtime + QStringLiteral("/hydra")
                           : QStringLiteral("/tmp/hydra-%1").arg(::geteuid());
    return paths;
}

// Names that only differ in what a file's name may not have get different files.
QString Paths::bootHistory(const QString &image) const
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z0-9_-]"));
    const QByteArray hash = QCryptographicHash::hash(image.toUtf8(), QCryptographicHash::Sha256);
    return QStringLiteral("%1/boots.d/%2-%3.json")
        .arg(stateDir, QString(image).replace(others, QStringLiteral("_")).right(60),
             QString::fromLatin1(hash.toHex().left(8)));
}

QString Paths::runtimeOf(const QString &statePath) const
{
    const QByteArray hash =
        QCryptographicHash::hash(statePath.toUtf8(), QCryptographicHash::Sha256);
    return runtimeDir + u'/' + QString::fromLatin1(hash.toHex().left(10));
}

} // namespace hydra
