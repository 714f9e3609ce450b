// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/atomic_file.h"
#include "core/fetch/fetch.h"
#include "tests/support/test_main.h"
#include "tests/support/web_server.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace hydra::test {

inline const QByteArray kEtag = "\"first\"";
inline constexpr qint64 kSize = 1 << 20;

inline QByteArray madeContent(char seed)
{
    QByteArray content(kSize, Qt::Uninitialized);
    quint32 state = quint32(seed) + 1;
    for (char &c : content) {
        state = state * 1664525 + 1013904223;
        c = char(state >> 24);
    }
    return content;
}

inline QString digestOf(const QByteArray &bytes, QCryptographicHash::Algorithm kind)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, kind).toHex());
}

/// A download into a directory of its own, which `renew` makes: each test function begins with it.
class FetchFixture : public QObject
{
protected:
    void renew() { m_dir = std::make_unique<QTemporaryDir>(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    QByteArray m_content = madeContent('a');
    QString m_sha512 = digestOf(m_content, QCryptographicHash::Sha512);

    [[nodiscard]] QString file() const { return m_dir->filePath(QStringLiteral("image")); }
    [[nodiscard]] static FetchSettings quick()
    {
        FetchSettings settings;
        settings.stallPatience = std::chrono::seconds(1);
        settings.tries = 3;
        settings.firstPause = std::chrono::milliseconds(1);
        return settings;
    }
    [[nodiscard]] FetchRequest request(const QString &url) const
    {
        FetchRequest request;
        request.url = url;
        request.file = file();
        request.words = QStringLiteral("Downloading");
        return request;
    }
    [[nodiscard]] Result<FetchedFile> fetched(const WebServer &server) const
    {
        return fetchFile(request(server.url(QStringLiteral("/image"))), quick(), {});
    }
    [[nodiscard]] QByteArray bytes() const
    {
        return readFile(file()).value_or(QByteArray("no such file"));
    }
    [[nodiscard]] bool hasPart() const { return QFile::exists(file() + QStringLiteral(".part")); }
    [[nodiscard]] static QByteArray wordsOf(const Result<FetchedFile> &result)
    {
        return result ? QByteArray("it succeeded") : formatError(result.error()).toUtf8();
    }

    /// Answers with the content; the first answer is harmed by HARM.
    [[nodiscard]] WebServer::Handler firstHarmed(std::function<void(WebAnswer &)> harm) const
    {
        return [this, harm, asked = 0](const WebRequest &request) mutable {
            WebAnswer answer = contentAnswer(request, m_content, kEtag);
            if (++asked == 1)
                harm(answer);
            return answer;
        };
    }
};

} // namespace hydra::test
