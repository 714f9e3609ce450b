// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/lab/edit_file.h"
#include "core/start/preview.h"
#include "tests/support/test_main.h"

#include <QTemporaryDir>

using namespace hydra;

namespace {

const QByteArray good = "name: home\nvms:\n  - name: hub   # mine\n";

} // namespace

class TestEditFile : public QObject
{
    Q_OBJECT

    QTemporaryDir m_dir;
    Paths m_paths;
    QString m_file;

    [[nodiscard]] QByteArray content() const
    {
        return readFile(m_file).value_or(QByteArray("none"));
    }

private Q_SLOTS:
    void init()
    {
        m_paths = {m_dir.filePath(QStringLiteral("config")), m_dir.filePath(QStringLiteral("data")),
                   m_dir.filePath(QStringLiteral("cache")), m_dir.filePath(QStringLiteral("state")),
                   m_dir.filePath(QStringLiteral("run"))};
        m_file = m_dir.filePath(QStringLiteral("home.yaml"));
        QVERIFY(writeFileAtomically(m_file, good));
    }

    void aFileThatIsAsItWasIsReplaced()
    {
        const QByteArray text = good + "    cpu: 3\n";
        QVERIFY(saveLabFile(m_paths, m_file, good, text));
        QCOMPARE(content(), text);
    }

    void aFileThatSomebodyElseChangedIsLeftAlone()
    {
        QVERIFY(writeFileAtomically(m_file, good + "    cpu: 4\n"));
        const auto saved = saveLabFile(m_paths, m_file, good, good + "    cpu: 3\n");
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Conflict);
        QCOMPARE(content(), good + "    cpu: 4\n");
        QVERIFY(saveLabFile(m_paths, m_file, std::nullopt, good + "    cpu: 3\n"));
        QCOMPARE(content(), good + "    cpu: 3\n");
    }

    void whatIsNoLabIsNotWritten()
    {
        const auto saved = saveLabFile(m_paths, m_file, good, good + "    cpu: many\n");
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::Invalid);
        QCOMPARE(content(), good);
    }

    void aFileThatIsGoneIsOnlyMadeAnewWhenAsked()
    {
        QVERIFY(QFile::remove(m_file));
        const auto saved = saveLabFile(m_paths, m_file, good, good);
        QVERIFY(!saved);
        QCOMPARE(saved.error().code, ErrorCode::NotFound);
        QVERIFY(saveLabFile(m_paths, m_file, std::nullopt, good));
        QCOMPARE(content(), good);
    }

    void aPreviewTellsWhatWouldRunAndKeepsSecrets()
    {
        const QByteArray text =
            "name: home\nvms:\n  - name: hub\n    cpu: 3\n    password: hunter22\n    packages: "
            "[htop]\n"
            "    registries: [{host: docker.io, username: me, password: token4711}]\n";
        const auto preview = previewVm({.paths = m_paths}, {m_file, text, *readLab(text, m_file)},
                                       QStringLiteral("hub"));
        QVERIFY(preview);
        QVERIFY2(preview->userData.contains(QStringLiteral("htop")), qPrintable(preview->userData));
        QVERIFY(preview->networkConfig.contains(QStringLiteral("10.0.2.15")));
        for (const QString &secret : {QStringLiteral("hunter22"), QStringLiteral("token4711"),
                                      QString::fromLatin1(QByteArray("me:token4711").toBase64())})
            QVERIFY2(!(preview->userData + preview->command).contains(secret),
                     qPrintable(preview->userData));
        QVERIFY(std::any_of(preview->warnings.begin(), preview->warnings.end(),
                            [](const PreviewWarning &warning) { return warning.key == u"image"; }));
        QVERIFY(!QFile::exists(m_paths.stateDir));
    }
};

HYDRA_TEST_MAIN(TestEditFile)
#include "test_edit_file.moc"
