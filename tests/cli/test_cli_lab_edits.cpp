// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/cli/lab_world.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QRandomGenerator>

#include <csignal>
#include <memory>
#include <thread>

using namespace hydra;
using namespace hydra::test;

namespace {

const QByteArray commented = "# My home\n"
                             "name: home   # short\n"
                             "\n"
                             "common:\n"
                             "  memory: 1 # plenty\n"
                             "vms:\n"
                             "  # the brain\n"
                             "  - name: hub\n"
                             "    cpu: 2      # cores\n"
                             "    packages: [htop, 'vim'] # tools\n"
                             "  - {name: lamp, cpu: 1} # in one line\n"
                             "# the end\n";

} // namespace

/// `hydractl get` and `set`: an edit changes its value and keeps the rest of the file.
class TestCliLabEdits : public QObject
{
    Q_OBJECT

    std::unique_ptr<LabWorld> m_world;

private Q_SLOTS:
    void init() { m_world = std::make_unique<LabWorld>(); }

    void getShowsValuesAndDefaults()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        QCOMPARE(m_world->get(file, QStringLiteral("hub"), QStringLiteral("cpu")), QByteArray("2"));
        QCOMPARE(m_world->get(file, QStringLiteral("lamp"), QStringLiteral("memory")),
                 QByteArray("1"));
        QCOMPARE(m_world->get(file, QStringLiteral("lamp"), QStringLiteral("bind")),
                 QByteArray("127.0.0.1"));
        QCOMPARE(m_world->get(file, QStringLiteral("lamp"), QStringLiteral("username")),
                 QByteArray("hydra"));
        QCOMPARE(m_world->get(file, QStringLiteral("lamp"), QStringLiteral("ports.ssh")),
                 QByteArray("auto"));
        QCOMPARE(m_world->get(file, QStringLiteral("-"), QStringLiteral("name")),
                 QByteArray("home"));
        HYDRA_REFUSES(m_world->hydractl({QStringLiteral("get"), file, QStringLiteral("hub"),
                                         QStringLiteral("cpus")}),
                      2, "cpus");
        const Outcome stranger = m_world->hydractl(
            {QStringLiteral("get"), file, QStringLiteral("oven"), QStringLiteral("cpu")});
        QVERIFY2(stranger.exitCode == 2 || stranger.exitCode == 3, stranger.words().constData());
        QVERIFY(stranger.errorOutput.contains("oven"));
    }

    void setChangesOneValueAndNotOneByteElse()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        const Outcome outcome =
            m_world->set(file, QStringLiteral("hub"), {QStringLiteral("cpu=4")});
        HYDRA_EXITS(outcome, 0);
        QCOMPARE(outcome.output + outcome.errorOutput, QByteArray());
        QCOMPARE(m_world->read(file), QByteArray(commented).replace("cpu: 2  ", "cpu: 4  "));
        QCOMPARE(QDir(m_world->path({}))
                     .entryList({QStringLiteral("*home.yaml*")}, QDir::Files | QDir::Hidden),
                 QStringList{QStringLiteral("home.yaml")}); // no temporary file is left
    }

    void setKeepsEveryCommentWhateverItAdds()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        HYDRA_EXITS(
            m_world->set(file, QStringLiteral("hub"),
                         {QStringLiteral("ports.ssh=2201"), QStringLiteral("packages=[curl]"),
                          QStringLiteral("memory=768MiB")}),
            0);
        HYDRA_EXITS(m_world->set(file, QStringLiteral("lamp"), {QStringLiteral("memory=2")}), 0);
        HYDRA_EXITS(m_world->set(file, QStringLiteral("-"), {QStringLiteral("common.cpu=3")}), 0);
        const QByteArray text = m_world->read(file);
        for (const char *comment : {"# My home", "# short", "# plenty", "# the brain", "# cores",
                                    "# tools", "# in one line", "# the end"})
            QVERIFY2(text.contains(comment), text.constData());
        QCOMPARE(m_world->get(file, QStringLiteral("hub"), QStringLiteral("ports.ssh")),
                 QByteArray("2201"));
        QCOMPARE(m_world->get(file, QStringLiteral("hub"), QStringLiteral("memory")),
                 QByteArray("768MiB"));
        QCOMPARE(m_world->get(file, QStringLiteral("lamp"), QStringLiteral("memory")),
                 QByteArray("2"));
        HYDRA_EXITS(m_world->hydractl({QStringLiteral("validate"), file}), 0);
    }

    void setAddsItemsAndTakesThemOut()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        HYDRA_EXITS(m_world->set(file, QStringLiteral("hub"), {QStringLiteral("packages[2]=curl")}),
                    0);
        QCOMPARE(m_world->read(file),
                 QByteArray(commented).replace("'vim'] # tools", "'vim', curl] # tools"));
        HYDRA_EXITS(m_world->set(file, QStringLiteral("hub"), {QStringLiteral("packages[0]=")}), 0);
        QCOMPARE(m_world->read(file),
                 QByteArray(commented).replace("[htop, 'vim'] # tools", "['vim', curl] # tools"));
    }

    void setShowsTheDifferenceOfWhatItCannotDoAlone()
    {
        const QByteArray text =
            "name: home\ncommon: {ports: &p {ssh: 2201}}\nvms:\n  - {name: hub, ports: *p}\n";
        const QString file = m_world->write(QStringLiteral("home.yaml"), text);
        HYDRA_REFUSES(m_world->set(file, QStringLiteral("hub"), {QStringLiteral("ports.ssh=2202")}),
                      2, "cannot be changed here without touching other parts",
                      "-   - {name: hub, ports: *p}", "+   - {name: hub, ports: {ssh: 2202}}");
        QCOMPARE(m_world->read(file), text);
    }

    void aSetThatIsWrongChangesNothing()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        for (const char *edit :
             {"cpu=none", "cpus=2", "memory=-1", "ports.ssh=70000", "name=Bad", "cpu", "=1"}) {
            const Outcome outcome = m_world->set(file, QStringLiteral("hub"),
                                                 {QStringLiteral("memory=2"), QLatin1String(edit)});
            QVERIFY2(outcome.exitCode == 2 && !outcome.errorOutput.isEmpty(),
                     (QByteArray(edit) + ": " + outcome.words()).constData());
            QCOMPARE(m_world->read(file), commented);
        }
    }

    void aSetThatIsKilledLeavesTheOldOrTheNewFile()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        const auto whole =
            m_world->set(file, QStringLiteral("hub"), {QStringLiteral("cpu=2")}).wall;
        QRandomGenerator random(7);
        const auto textWith = [](int cpu) {
            return QByteArray(commented).replace("cpu: 2  ",
                                                 "cpu: " + QByteArray::number(cpu) + "  ");
        };
        int now = 2, changed = 0;
        for (int i = 0; i < 40; ++i) {
            const int next = now == 3 ? 5 : 3;
            {
                Child child(m_world->command({QStringLiteral("set"), file, QStringLiteral("hub"),
                                              QStringLiteral("cpu=%1").arg(next)}));
                std::this_thread::sleep_for(whole * random.bounded(130) / 100);
                child.signal(SIGKILL);
                child.finish();
            }
            const QByteArray text = m_world->read(file);
            QVERIFY2(text == textWith(now) || text == textWith(next), text.constData());
            changed += text == textWith(next) && next != now ? 1 : 0;
            now = text == textWith(next) ? next : now;
        }
        qInfo("%d of 40 killed sets had come through", changed);
        HYDRA_EXITS(m_world->set(file, QStringLiteral("hub"), {QStringLiteral("cpu=9")}),
                    0); // no lock is left
        QCOMPARE(m_world->read(file), textWith(9));
    }

    void setsAtTheSameTimeAllHold()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        std::vector<std::unique_ptr<Child>> children;
        const QStringList edits{QStringLiteral("cpu=7"),          QStringLiteral("memory=3"),
                                QStringLiteral("username=alice"), QStringLiteral("disk_size=9"),
                                QStringLiteral("protect=true"),   QStringLiteral("bind=127.0.0.2")};
        for (const QString &edit : edits)
            children.push_back(std::make_unique<Child>(
                m_world->command({QStringLiteral("set"), file, QStringLiteral("hub"), edit})));
        for (const auto &child : children)
            HYDRA_EXITS(child->finish(), 0);
        for (const QString &edit : edits)
            QCOMPARE(m_world->get(file, QStringLiteral("hub"), edit.section(u'=', 0, 0)),
                     edit.section(u'=', 1).toUtf8());
    }

    void setKeepsTheFilesModeAndFollowsALink()
    {
        const QString file = m_world->write(QStringLiteral("home.yaml"), commented);
        QFile::setPermissions(file, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const QString link = m_world->path(QStringLiteral("link.yaml"));
        QVERIFY(QFile::link(file, link));
        HYDRA_EXITS(m_world->set(link, QStringLiteral("hub"), {QStringLiteral("cpu=4")}), 0);
        QVERIFY(QFileInfo(link).isSymLink());
        QVERIFY(m_world->read(file).contains("cpu: 4"));
        const auto bits =
            QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup);
        QCOMPARE(bits, QFile::Permissions(QFile::ReadGroup));
    }
};

HYDRA_TEST_MAIN(TestCliLabEdits)
#include "test_cli_lab_edits.moc"
