// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/image/pull/pull_image.h"
#include "core/process/find_program.h"
#include "core/process/run.h"
#include "tests/support/test_main.h"
#include "tests/support/web_server.h"

#include <QCryptographicHash>
#include <QDir>
#include <QMap>
#include <QTemporaryDir>

#include <memory>

namespace hydra::test {

inline const QString kName = QStringLiteral("mine");

inline QString text(const char *words)
{
    return QString::fromLatin1(words);
}

inline QByteArray sha512(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha512).toHex();
}

/// A raw disk of SIZE bytes with a boot sector, of which nothing can be compressed.
inline QByteArray rawDisk(qsizetype size)
{
    QByteArray disk(size, Qt::Uninitialized);
    quint32 state = 7;
    for (char &c : disk) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    disk.replace(510, 2, "\x55\xaa");
    return disk;
}

/// A store, a server and a directory of downloads, which `renew` makes: each test function begins
/// with it.
class PullFixture : public QObject
{
protected:
    void renew()
    {
        m_files.clear();
        m_dir = std::make_unique<QTemporaryDir>();
        QDir(m_dir->path()).mkpath(text("data"));
        QDir(m_dir->path()).mkpath(text("cache"));
        m_server = std::make_unique<WebServer>([this](const WebRequest &r) {
            const auto file = m_files.constFind(r.target);
            return file == m_files.constEnd() ? test::notFound()
                                              : test::contentAnswer(r, *file, "\"1\"");
        });
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    QMap<QByteArray, QByteArray> m_files; ///< what the server has, by path
    std::unique_ptr<WebServer> m_server;

    [[nodiscard]] QString at(const char *name) const { return m_dir->filePath(text(name)); }
    [[nodiscard]] ImageStore store() const { return ImageStore(at("data/images")); }
    [[nodiscard]] QString url(const char *path) const { return m_server->url(text(path)); }
    [[nodiscard]] PullSettings settings() const
    {
        PullSettings settings;
        settings.downloads = at("cache/downloads");
        settings.fetch.tries = 1;
        return settings;
    }
    [[nodiscard]] ImageSource source(const char *path) const
    {
        ImageSource source;
        source.name = kName;
        source.url = url(path);
        return source;
    }
    [[nodiscard]] Result<StoredImage> pulled(const ImageSource &source,
                                             const JobContext &job = {}) const
    {
        return pullImage(store(), source, job, settings());
    }
    [[nodiscard]] static QByteArray wordsOf(const Result<StoredImage> &result)
    {
        return result ? QByteArray("it succeeded")
                      : (formatError(result.error()) + result.error().details).toUtf8();
    }
    void haveDisk(const char *path, const QByteArray &disk)
    {
        m_files[path] = disk;
        const QByteArray name = QByteArray(path).mid(1);
        m_files["/SHA512SUMS"] = sha512("other") + "  other\n" + sha512(disk) + "  " + name + "\n";
    }
    [[nodiscard]] bool runs(const QString &program, const QStringList &args) const
    {
        const auto ran = run({.program = program, .args = args, .cwd = m_dir->path()});
        if (!ran)
            qWarning().noquote() << formatError(ran.error()) << ran.error().details;
        return ran.has_value();
    }
};

} // namespace hydra::test
