// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/image/store.h"
#include "tests/support/test_main.h"
#include "tests/ui/settings_form/form_house.h"
#include "ui/settings_form/field_words.h"
#include "ui/widgets/diff_view.h"

#include <QPlainTextEdit>
#include <QTcpServer>

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray problemsLab =
    "name: home\nvms:\n  - name: hub\n    ports: {ssh: auto}\n  - name: lamp\n  "
    "  ports: {ssh: 5555}\n";

QLineEdit &lineOf(FormHouse &house, const QString &path)
{
    QWidget *control = house.control(path);
    auto *edit = qobject_cast<QLineEdit *>(control);
    return edit ? *edit : *control->findChild<QLineEdit *>();
}

} // namespace

class TestFormProblems : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aProblemIsSaidBesideItsFieldInTheWordsOfTheCommandLine()
    {
        FormHouse house(problemsLab);
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("many"));
        const Diagnostics judged = readLab(house.draft().text(), house.file()).error();
        QCOMPARE(house.words(QStringLiteral("cpu")),
                 QStringList{judged.front().what + QStringLiteral("; ") + judged.front().hint});
        QVERIFY(house.control(QStringLiteral("cpu"))->property("wrong").toBool());
        QVERIFY(!house.button(QStringLiteral("Save the lab file"))->isEnabled());
        QVERIFY(house.button(QStringLiteral("1 problem to solve")));
        QCOMPARE(house.button(QStringLiteral("Resources"))->accessibleDescription(),
                 QStringLiteral("1 problem"));
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("4"));
        QCOMPARE(house.words(QStringLiteral("cpu")), QStringList());
        QVERIFY(house.button(QStringLiteral("Save the lab file"))->isEnabled());
    }

    void theCountLeadsToTheProblem()
    {
        FormHouse house(problemsLab);
        typeOver(lineOf(house, QStringLiteral("mac")), QStringLiteral("nonsense"));
        house.form().showSection(FieldSection::General);
        house.press(QStringLiteral("1 problem to solve"));
        QVERIFY(house.window()
                    .findChild<FieldRow *>(QStringLiteral("mac"))
                    ->isVisibleTo(&house.window()));
    }

    void aPortOfAnotherVmIsCuredByAClick()
    {
        FormHouse house(problemsLab);
        typeOver(lineOf(house, QStringLiteral("ports.ssh")), QStringLiteral("5555"));
        QCOMPARE(house.draft().problems().front().key,
                 QStringLiteral("vms[1].ports.ssh")); // and yet:
        QCOMPARE(house.words(QStringLiteral("ports.ssh")).size(), 1);
        FormHouse other("name: home\nvms:\n  - name: lamp\n    ports: {ssh: 5555}\n  - name: hub\n "
                        "   ports: {ssh: auto}\n");
        typeOver(lineOf(other, QStringLiteral("ports.ssh")), QStringLiteral("5555"));
        const QStringList words = other.words(QStringLiteral("ports.ssh"));
        QVERIFY2(words.size() >= 1 && words.front().startsWith(QStringLiteral(
                                          "host port 5555/tcp is used by VM 'lamp'")),
                 qPrintable(words.join(u'\n')));
        QPushButton *cure = nullptr;
        for (QPushButton *button :
             other.row(QStringLiteral("ports.ssh"))->findChildren<QPushButton *>()) {
            if (button->text().startsWith(QStringLiteral("Use ")))
                cure = button;
        }
        QVERIFY(cure);
        const QString port = cure->text().mid(4);
        cure->click();
        QVERIFY(other.draft().problems().empty());
        QVERIFY(
            other.draft().text().contains("- name: hub\n    ports: {ssh: " + port.toUtf8() + "}"));
    }

    void whatIsNotOfThisVmIsSaidAbove()
    {
        FormHouse house(problemsLab);
        house.draft().setText(
            "name: home\nvms:\n  - name: hub\n    colour: red\n  - name: lamp\n    cpu: many\n");
        QVERIFY(says(house.form(), QStringLiteral("vms[0].colour: is no known key")));
        QVERIFY(says(house.form(), QStringLiteral("vms[1].cpu: 'many' is no number")));
        QVERIFY(house.button(QStringLiteral("2 problems to solve")));
    }

    void aMistakeInCommonIsShownWhereItIsInherited()
    {
        FormHouse house(problemsLab);
        house.draft().setText(
            "name: home\ncommon: {cpu: many}\nvms:\n  - name: hub\n  - name: lamp\n");
        QCOMPARE(house.words(QStringLiteral("cpu")).size(), 1);
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("2"));
        QCOMPARE(house.words(QStringLiteral("cpu")).size(), 0);
        QVERIFY(says(house.form(), QStringLiteral("common.cpu")));
    }

    void whatTheHostLacksIsAWarningAndCanBeSaved()
    {
        QTcpServer busy;
        QVERIFY(busy.listen(QHostAddress::LocalHost, 0));
        const QByteArray port = QByteArray::number(busy.serverPort());
        FormHouse house("name: home\nvms:\n  - name: hub\n    ports: {ssh: " + port + "}\n");
        QTRY_VERIFY_WITH_TIMEOUT(!house.words(QStringLiteral("ports.ssh")).isEmpty(), 60000);
        QVERIFY(house.words(QStringLiteral("ports.ssh"))
                    .front()
                    .contains(QStringLiteral("port %1 on 127.0.0.1 is taken")
                                  .arg(QString::fromLatin1(port))));
        QVERIFY(house.draft().problems().empty());
        QPushButton *cure = nullptr;
        for (QPushButton *button :
             house.row(QStringLiteral("ports.ssh"))->findChildren<QPushButton *>()) {
            if (button->text().startsWith(QStringLiteral("Use ")))
                cure = button;
        }
        QVERIFY(cure);
        cure->click();
        QVERIFY(!house.draft().text().contains("ssh: " + port + "}"));
        QVERIFY(house.button(QStringLiteral("Save the lab file"))->isEnabled());
    }

    void whatIsOpenToTheNetworkIsShownAndCanBeRestricted()
    {
        FormHouse house(problemsLab);
        typeOver(lineOf(house, QStringLiteral("bind")), QStringLiteral("0.0.0.0"));
        QVERIFY(says(*house.row(QStringLiteral("bind")), QStringLiteral("open to the network")));
        QVERIFY(
            says(*house.row(QStringLiteral("ports.ssh")), QStringLiteral("open to the network")));
        house.press(QStringLiteral("Restrict to this machine"));
        QVERIFY(
            !says(*house.row(QStringLiteral("ports.ssh")), QStringLiteral("open to the network")));
    }

    void whatWouldTouchMoreThanItselfIsRefusedWithTheDifference()
    {
        FormHouse house(
            "name: home\ncommon: {ports: &p {ssh: 5555}}\nvms:\n  - {name: hub, ports: *p}\n");
        const QByteArray before = house.draft().text();
        typeOver(lineOf(house, QStringLiteral("ports.ssh")), QStringLiteral("5"));
        QCOMPARE(house.draft().text(), before);
        QVERIFY(says(
            house.form(),
            QStringLiteral("cannot be changed here without touching other parts of the file")));
        house.press(QStringLiteral("Details"));
        QVERIFY(says(house.form(), QStringLiteral("+   - {name: hub, ports: {ssh: 5}}")));
    }

    void aRefusalTellsNoSecretAndGoesWithTheNextEdit()
    {
        FormHouse house("name: home\ncommon: {ports: &p {ssh: 5555}}\nvms:\n  - {name: hub, "
                        "password: hunter22, ports: *p}\n");
        typeOver(lineOf(house, QStringLiteral("ports.ssh")), QStringLiteral("5"));
        house.press(QStringLiteral("Details"));
        QVERIFY(says(house.form(), QStringLiteral("ports: {ssh: 5}")));
        QVERIFY(!says(house.form(), QStringLiteral("hunter22")));
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("3"));
        QVERIFY(!says(house.form(), QStringLiteral("cannot be changed here")));
    }

    void userDataThatIsNoYamlYetStaysWhileItIsWritten()
    {
        FormHouse house(problemsLab);
        auto *edit = qobject_cast<QPlainTextEdit *>(house.control(QStringLiteral("user_data")));
        edit->setFocus();
        QTest::keyClicks(edit, QStringLiteral("runcmd: [ls"));
        const QByteArray before = house.draft().text();
        QVERIFY(says(house.form(), QStringLiteral("user_data")));
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("3"));
        QVERIFY(house.draft().text() != before);
        house.form().showSection(findFieldHelp(QStringLiteral("user_data"))->section);
        QCOMPARE(edit->toPlainText(), QStringLiteral("runcmd: [ls"));
        edit->setFocus();
        edit->moveCursor(QTextCursor::End);
        QTest::keyClicks(edit, QStringLiteral("]"));
        QVERIFY2(house.draft().text().contains("runcmd: [ls]"), house.draft().text().constData());
        QTest::keyClicks(edit, QStringLiteral("["));
        house.press(QStringLiteral("Revert to the saved file"));
        QCOMPARE(house.draft().text(), problemsLab);
        house.form().setFocus();
        QVERIFY(house.row(QStringLiteral("user_data")));
        QCOMPARE(edit->toPlainText(), QString());
    }

    void aScriptIsUserDataToo()
    {
        FormHouse house(problemsLab);
        auto *edit = qobject_cast<QPlainTextEdit *>(house.control(QStringLiteral("user_data")));
        const QString script = QStringLiteral("#!/bin/sh\necho 'a: b' # c");
        edit->setFocus();
        edit->insertPlainText(script);
        QVERIFY(house.draft().problems().empty());
        QCOMPARE(house.draft().lab()->vms.front().userData, script + u'\n');
        house.form().setFocus();
        typeOver(lineOf(house, QStringLiteral("cpu")), QStringLiteral("3"));
        QVERIFY(house.row(QStringLiteral("user_data")));
        QCOMPARE(edit->toPlainText(), script);
        edit->setPlainText(QStringLiteral("#cloud-config\ntimezone: UTC\n"));
        QCOMPARE(house.draft().lab()->vms.front().userData, QStringLiteral("timezone: UTC\n"));
    }

    void secretsAreDotsAndNotInThePreview()
    {
        FormHouse house("name: home\nvms:\n  - name: hub\n    password: hunter22   # mine\n");
        QVERIFY(lineOf(house, QStringLiteral("password")).echoMode() == QLineEdit::Password);
        typeOver(lineOf(house, QStringLiteral("password")), QStringLiteral("swordfish"));
        auto *view = house.form().findChild<DiffView *>();
        QVERIFY(view->toPlainText().contains(QStringLiteral("password:")));
        for (const char *tab : {"Preview Changes", "Preview YAML", "Preview user-data",
                                "Preview QEMU", "Preview network"}) {
            house.press(QLatin1String(tab));
            QTest::qWait(50);
            QVERIFY2(!view->toPlainText().contains(QStringLiteral("swordfish")) &&
                         !view->toPlainText().contains(QStringLiteral("hunter22")),
                     tab);
        }
    }

    void aChangedGuestSetUpSaysWhatTheNextStartDoesWithTheDisk()
    {
        FormHouse house(problemsLab);
        const QString state =
            house.paths().vmState({QStringLiteral("home"), QStringLiteral("hub")});
        QVERIFY(QDir().mkpath(state));
        QVERIFY(createDisk(state + QStringLiteral("/disk.qcow2"), MemorySize::gib(4)));
        QVERIFY(createDisk(state + QStringLiteral("/disk-old.qcow2"), MemorySize::gib(1)));
        QVERIFY(writeFileAtomically(state + QStringLiteral("/disk.setup"),
                                    R"({"kernel_version": "6.12"})"));
        typeOver(lineOf(house, QStringLiteral("kernel_version")), QStringLiteral("6.16"));
        QTRY_VERIFY_WITH_TIMEOUT(
            says(house.form(), QStringLiteral("set up with another value of kernel_version")),
            60000);
        QVERIFY(!house.button(QStringLiteral("Start, keep the disk"))); // only after saving
        house.press(QStringLiteral("Save the lab file"));
        QTRY_VERIFY(house.button(QStringLiteral("Start, keep the disk")));
        QVERIFY(house.button(QStringLiteral("Start with a fresh disk")));
        QVERIFY(says(*house.row(QStringLiteral("disks")),
                     QStringLiteral("Detached, their files are kept: old.")));
        QVERIFY(says(*house.row(QStringLiteral("disk_size")), QStringLiteral("Has 4 GiB now")));
        typeOver(lineOf(house, QStringLiteral("disk_size")), QStringLiteral("3"));
        QTRY_VERIFY_WITH_TIMEOUT(!house.words(QStringLiteral("disk_size")).isEmpty(), 60000);
        QVERIFY(house.words(QStringLiteral("disk_size"))
                    .front()
                    .startsWith(QStringLiteral("the disk has 4 GiB and cannot shrink to 3 GiB")));
    }

    void whatNeedsARestartIsSaidOfAVmThatRuns()
    {
        const auto words = [](const char *path, bool runs) {
            return helpWords(*findFieldHelp(QString::fromUtf8(path)), {}, {}, runs);
        };
        QVERIFY(words("memory", true).endsWith(QStringLiteral("Takes effect at the next start.")));
        QVERIFY(words("packages", true).endsWith(QStringLiteral("when cloud-init runs again.")));
        QVERIFY(words("image", true).endsWith(QStringLiteral("Takes effect with a fresh disk.")));
        QVERIFY(!words("protect", true).contains(QStringLiteral("Takes effect")));
        QVERIFY(!words("memory", false).contains(QStringLiteral("Takes effect")));
    }

    void aFileThatIsNoYamlDisablesTheFieldsAndSaysWhere()
    {
        FormHouse house(problemsLab);
        house.draft().setText("name: home\nvms: [\n");
        QVERIFY(!house.control(QStringLiteral("cpu"))->isEnabled());
        QVERIFY(says(house.form(), QStringLiteral("home.yaml:")));
        house.draft().revert();
        QVERIFY(house.control(QStringLiteral("cpu"))->isEnabled());
    }
};

HYDRA_TEST_MAIN(TestFormProblems)
#include "test_form_problems.moc"
