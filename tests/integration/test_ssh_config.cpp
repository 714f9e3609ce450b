// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/guest_programs.h"
#include "tests/integration/support/integration_test.h"

#include <QDir>

using namespace hydra::test;
using std::chrono::seconds;

/// The programs that people use over ssh reach a guest by its name in what `hydractl ssh-config`
/// prints: scp, sftp, rsync and git. (A name with a slash would be a local path to all but ssh.)
class TestSshConfig : public IntegrationTest
{
    Q_OBJECT

    static inline const QString vm = QStringLiteral("lab1/vm");

    [[nodiscard]] QString at(const char *name) { return box().root() + u'/' + QLatin1String(name); }

    /// A shell's script in the sandbox's directory. CONFIG: the file that ssh-config printed.
    [[nodiscard]] Outcome sh(const char *script)
    {
        return box().run(
            QStringLiteral("sh"),
            {QStringLiteral("-ec"),
             QStringLiteral("cd \"$0\"; CONFIG=\"$0\"/ssh_config; "
                            "export GIT_SSH_COMMAND=\"ssh -F $CONFIG\" "
                            "GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null; ") +
                 QLatin1String(script),
             box().root()},
            seconds(120));
    }

    /// Runs a guest that has rsync and git.
    void startGuest()
    {
        const Outcome fetched =
            fetchPackages(box(), {QStringLiteral("rsync"), QStringLiteral("libpopt0"),
                                  QStringLiteral("libxxhash0"), QStringLiteral("git")});
        if (!fetched.ok())
            QSKIP(qPrintable(QStringLiteral("needs packages from a mirror: ") + fetched.say()));
        VERIFY_EXIT(warm().fork(box(), QStringLiteral("lab1")), 0);
        VERIFY_EXIT(unpackInGuest(box(), vm), 0);
    }

private Q_SLOTS:
    void filesAndTreesAndRepositoriesGoBothWays()
    {
        startGuest();
        if (QTest::currentTestFailed() || !QDir(at("packages")).exists())
            return;
        VERIFY_EXIT(sh("head -c 3000000 /dev/urandom >'a file'; "
                       "mkdir -p tree/deep/empty; seq 5000 >tree/deep/numbers; "
                       "printf '#!/bin/sh\\n' >tree/run; chmod 755 tree/run; ln -s run tree/link"),
                    0);

        VERIFY_EXIT(sh("scp -q -F $CONFIG 'a file' lab1.vm:sent; "
                       "scp -q -F $CONFIG lab1.vm:sent got; cmp 'a file' got"),
                    0);
        VERIFY_EXIT(sh("scp -q -r -F $CONFIG tree lab1.vm:copied; "
                       "scp -q -r -F $CONFIG lab1.vm:copied back; diff -r tree back"),
                    0);

        VERIFY_EXIT(sh("printf 'put \"a file\" by-sftp\\nrename by-sftp renamed\\n"
                       "get renamed got-by-sftp\\nrm renamed\\n' >batch; "
                       "sftp -q -F $CONFIG -b batch lab1.vm; cmp 'a file' got-by-sftp"),
                    0);
        VERIFY_EXIT(box().guest(vm, QStringLiteral("test ! -e renamed")), 0);

        VERIFY_EXIT(sh("rsync -a -e \"ssh -F $CONFIG\" tree/ lab1.vm:tree/; "
                       "rsync -a -e \"ssh -F $CONFIG\" lab1.vm:tree/ again/; "
                       "diff -r --no-dereference tree again; "
                       "test -x again/run -a -L again/link -a -d again/deep/empty; "
                       "rm tree/run; rsync -a --delete -e \"ssh -F $CONFIG\" tree/ lab1.vm:tree/"),
                    0);
        VERIFY_EXIT(box().guest(vm, QStringLiteral("test ! -e tree/run -a -e tree/deep/numbers")),
                    0);

        VERIFY_EXIT(box().guest(vm, QStringLiteral("git init -q --bare -b main notes.git")), 0);
        VERIFY_EXIT(
            sh("git clone -q lab1.vm:notes.git mine; cd mine; git checkout -q -b main; "
               "seq 2000 >numbers; git add numbers; "
               "git -c user.name=me -c user.email=me@example.org commit -qm 'Count'; "
               "git push -q origin main; cd ..; "
               "git clone -q lab1.vm:notes.git theirs; cmp mine/numbers theirs/numbers; "
               "test \"$(git -C mine rev-parse HEAD)\" = \"$(git -C theirs rev-parse HEAD)\""),
            0);
        const Outcome log =
            box().guest(vm, QStringLiteral("git -C notes.git log --format=%s main"));
        VERIFY_EXIT(log, 0);
        QCOMPARE(log.out, QByteArray("Count\n"));
    }
};

HYDRA_TEST_MAIN(TestSshConfig)
#include "test_ssh_config.moc"
