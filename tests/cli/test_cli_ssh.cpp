// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/world.h"
#include "tests/support/test_main.h"

#include <QStandardPaths>

using namespace hydra;
using namespace hydra::test;

namespace {

QString words(const char *line)
{
    return QString::fromLatin1(line);
}

} // namespace

/// What other programs make of `hydractl ssh-config`.
class TestCliSsh : public QObject
{
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_config;
    QString m_ssh; ///< writes its arguments down instead of connecting

    /// The arguments that TOOL gives to its ssh, or nothing when it uses none.
    [[nodiscard]] QByteArray sshOf(const QString &tool, const QStringList &args) const
    {
        QFile::remove(m_world->path(words("asked")));
        const Command command{
            .program = tool,
            .args = args,
            .env = {{words("GIT_SSH"), m_ssh}, {words("GIT_SSH_VARIANT"), words("ssh")}},
            .cwd = m_world->path(words("."))};
        (void)Child(command).finish();
        return m_world->read(words("asked"));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        HYDRA_EXITS(m_world->hydractl({words("up"), m_world->writeLab(words("home"))}), 0);
        const Outcome config = m_world->hydractl({words("ssh-config"), words("home")});
        HYDRA_EXITS(config, 0);
        m_config = m_world->write(words("ssh.conf"), config.output);
        m_ssh = m_world->write(words("ssh"), "#!/bin/sh\nprintf '%s\\n' \"$@\" >>'" +
                                                 m_world->path(words("asked")).toUtf8() +
                                                 "'\nexit 1\n");
        QVERIFY(
            QFile::setPermissions(m_ssh, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        m_world->write(words("file"), "x");
    }

    void filesAreCopiedFromAndToAVm_data()
    {
        QTest::addColumn<QString>("tool");
        QTest::addColumn<QString>("line"); // HOST: the VM, CONF and SSH: the files
        for (const char *line :
             {"scp -S SSH -F CONF HOST:/etc/hostname .",
              "scp -S SSH -F CONF file HOST:", "scp -O -S SSH -F CONF -r HOST:/etc .",
              "sftp -S SSH -F CONF HOST:/etc/hostname", "rsync -e SSH -a HOST:/etc/ copy/",
              "rsync -e SSH file HOST:", "git ls-remote HOST:work.git",
              "git clone -q HOST:work.git copy"})
            QTest::newRow(line) << words(line).section(u' ', 0, 0) << words(line).section(u' ', 1);
    }

    void filesAreCopiedFromAndToAVm()
    {
        QFETCH(QString, tool);
        QFETCH(QString, line);
        if (QStandardPaths::findExecutable(tool).isEmpty())
            QSKIP("this program is not here");
        QStringList args = line.split(u' ');
        args.replaceInStrings(words("HOST"), words("home.hub"));
        args.replaceInStrings(words("CONF"), m_config);
        args.replaceInStrings(words("SSH"), m_ssh);
        const QByteArray asked = sshOf(tool, args);
        QVERIFY2(('\n' + asked).contains("\nhome.hub\n"), asked.constData());
    }

    void bothNamesAreTheSameVm()
    {
        const auto settings = [this](const char *host) {
            return Child({.program = words("ssh"),
                          .args = {words("-G"), words("-F"), m_config, words(host)}})
                .finish()
                .output.split('\n')
                .mid(1); // the first one is the name
        };
        QList<QByteArray> slash = settings("home/hub");
        QList<QByteArray> dot = settings("home.hub");
        for (auto *all : {&slash, &dot})
            all->removeIf([](const QByteArray &line) { return line.startsWith("host "); });
        QCOMPARE(dot, slash);
        QVERIFY(dot.contains("user hydra"));
        QVERIFY(
            m_world->hydractl({words("ssh-config"), words("--help")}).output.contains("LAB.VM"));
    }
};

HYDRA_TEST_MAIN(TestCliSsh)
#include "test_cli_ssh.moc"
