// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/source_texts.h"

#include "tests/support/places.h"

#include <QDirIterator>

namespace hydra::test {

std::map<QString, QString> sourceTexts(const QString &part)
{
    std::map<QString, QString> texts;
    const QDir top(sourcePath());
    QDirIterator files(top.filePath(part), {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                       QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QFile::ReadOnly))
            texts[top.relativeFilePath(file.fileName())] = QString::fromUtf8(file.readAll());
    }
    return texts;
}

} // namespace hydra::test
