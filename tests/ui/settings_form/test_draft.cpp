// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/settings_form/form_house.h"
#include "ui/lab/lab_page.h"
#include "ui/quit/unsaved_dialog.h"
#include "ui/widgets/code_edit.h"

#include <QListWidget>

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray draftLab =
    "# my home\nname: home\nvms:\n  - name: hub   # busy\n    cpu: 2   # two\n  - name: lamp\n";

QByteArray with(const QByteArray &cpu)
{
    return QByteArray(draftLab).replace("cpu: 2", "cpu: " + cpu);
}

QLineEdit &cpuLine(FormHouse &house)
{
    return *house.control(QStringLiteral("cpu"))->findChild<QLineEdit *>();
}

CodeEdit &showYaml(FormHouse &house)
{
    house.window().go({Place::Kind::Lab, QStringLiteral("home"), {}});
    house.press(QStringLiteral("Tab YAML"));
    return *house.window().findChild<CodeEdit *>();
}

QLabel *dotOf(QWidget &page)
{
    for (QLabel *dot : page.findChildren<QLabel *>(QStringLiteral("tabDot"))) {
        if (dot->isVisibleTo(&page))
            return dot;
    }
    return nullptr;
}

} // namespace

class TestDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aChangeStaysWhenThePageIsLeftAndIsSavedWhenAsked()
    {
        FormHouse house(draftLab);
        QVERIFY(!dotOf(house.page()));
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(dotOf(house.page()));
        house.page().showTab(VmPage::Overview);
        house.window().go({});
        house.showForm();
        QCOMPARE(cpuLine(house).text(), QStringLiteral("4"));
        QCOMPARE(house.onDisk(), draftLab);
        house.press(QStringLiteral("Save the lab file"));
        QCOMPARE(house.onDisk(), with("4"));
        QVERIFY(!dotOf(house.page()));
        QVERIFY(!house.button(QStringLiteral("Save the lab file"))->isEnabled());
    }

    void theKeysForSavingSave()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QTest::keySequence(&house.window(), QKeySequence::Save);
        QCOMPARE(house.onDisk(), with("4"));
    }

    void aNameThatAnotherHasStaysAtItsPlace()
    {
        FormHouse house(QByteArray("name: home\nvms:\n  - name: lamp\n  - name: hub\n"));
        auto *name = qobject_cast<QLineEdit *>(house.control(QStringLiteral("name")));
        typeOver(*name, QStringLiteral("lamp"));
        typeOver(*name, QStringLiteral("lamp2"));
        QCOMPARE(house.draft().text(),
                 QByteArray("name: home\nvms:\n  - name: lamp\n  - name: lamp2\n"));
    }

    void afterRevertAPageIsOfItsVmAgain()
    {
        const QByteArray text = "name: home\nvms:\n  - name: hub\n  - name: lamp\n";
        FormHouse house(text);
        typeOver(*qobject_cast<QLineEdit *>(house.control(QStringLiteral("name"))),
                 QStringLiteral("lamp"));
        house.press(QStringLiteral("Revert to the saved file"));
        typeOver(cpuLine(house), QStringLiteral("4"));
        QCOMPARE(house.draft().text(),
                 QByteArray("name: home\nvms:\n  - name: hub\n    cpu: 4\n  - name: lamp\n"));
    }

    void aPageThatIsOpenedLaterKnowsItsVmByTheFilesName()
    {
        FormHouse house(QByteArray("name: home\nvms:\n  - name: lamp\n  - name: hub\n"),
                        QStringLiteral("lamp"));
        house.draft().setText("name: home\nvms:\n  - name: lamp\n  - name: hub2\n");
        VmForm form(house.draft(), QStringLiteral("hub"));
        QCOMPARE(form.vm(), QStringLiteral("hub2"));
    }

    void revertGoesBackToTheFile()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        house.press(QStringLiteral("Revert to the saved file"));
        QCOMPARE(house.draft().text(), draftLab);
    }

    void theFormAndTheTextAreOneDraft()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        CodeEdit &edit = showYaml(house);
        QCOMPARE(edit.toPlainText(), QString::fromUtf8(with("4")));
        QTextCursor cursor = edit.document()->find(QStringLiteral("cpu: 4"));
        cursor.insertText(QStringLiteral("cpu: 7"));
        QCOMPARE(house.draft().text(), with("7"));
        house.showForm();
        QCOMPARE(cpuLine(house).text(), QStringLiteral("7"));
    }

    void problemsAreListedBelowTheTextWithTheirPlaces()
    {
        FormHouse house(draftLab);
        CodeEdit &edit = showYaml(house);
        edit.setPlainText(QString::fromUtf8(with("many")));
        auto *list = house.window().findChild<QListWidget *>(QStringLiteral("choices"));
        QCOMPARE(list->count(), 1);
        QVERIFY2(list->item(0)->text().startsWith(
                     QStringLiteral("Line 5:10: vms[0].cpu: 'many' is no number")),
                 qPrintable(list->item(0)->text()));
        Q_EMIT list->itemClicked(list->item(0));
        QCOMPARE(edit.textCursor().blockNumber(), 4);
        QCOMPARE(edit.textCursor().positionInBlock(), 9);
        edit.setPlainText(QStringLiteral("name: [\n"));
        QCOMPARE(list->count(), 1);
        QVERIFY(!house.button(QStringLiteral("Save the lab file"))->isEnabled());
    }

    void windowsLineBreaksAreKeptByTheEditor()
    {
        FormHouse house(QByteArray(draftLab).replace("\n", "\r\n"));
        CodeEdit &edit = showYaml(house);
        edit.document()->find(QStringLiteral("cpu: 2")).insertText(QStringLiteral("cpu: 3"));
        QCOMPARE(house.draft().text(), with("3").replace("\n", "\r\n"));
    }

    void whatIsNotTypedStaysByteByByte()
    {
        const QByteArray odd = "\xEF\xBB\xBF# a\xC2\xA0"
                               "b \xF0\x9F\x98\x80\r\n" +
                               draftLab + "# \xC3\xA9\xE2\x80\xA8\xC2\xA0\r\n";
        FormHouse house(draftLab);
        CodeEdit &edit = showYaml(house);
        house.draft().setText(odd);
        edit.document()
            ->find(QStringLiteral("cpu: 2"))
            .insertText(QStringLiteral("cpu: 2\n    memory: 3"));
        QCOMPARE(house.draft().text(), QByteArray(odd).replace("cpu: 2", "cpu: 2\n    memory: 3"));
        edit.document()
            ->find(QStringLiteral("\U0001F600"))
            .insertText(QStringLiteral("\U0001F601\n#"));
        QCOMPARE(house.draft().text(), QByteArray(odd)
                                           .replace("cpu: 2", "cpu: 2\n    memory: 3")
                                           .replace("\x98\x80\r\n", "\x98\x81\r\n#\r\n"));
    }

    void whatIsNoUtf8IsOnlyShown()
    {
        FormHouse house(draftLab);
        CodeEdit &edit = showYaml(house);
        const QByteArray latin = draftLab + "# caf\xE9\n";
        house.draft().setText(latin);
        QVERIFY(edit.isReadOnly());
        QVERIFY(says(house.window(), QStringLiteral("is not UTF-8")));
        edit.setFocus();
        QTest::keyClicks(&edit, QStringLiteral("x\t"));
        QCOMPARE(house.draft().text(), latin);
        house.draft().setText(draftLab);
        QVERIFY(!edit.isReadOnly());
        QVERIFY(!says(house.window(), QStringLiteral("is not UTF-8")));
    }

    void aFileThatIsChangedMeanwhileIsNotOverwritten()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        const QByteArray theirs = draftLab + "    memory: 3\n";
        QVERIFY(writeFileAtomically(house.file(), theirs));
        house.press(QStringLiteral("Save the lab file"));
        QCOMPARE(house.onDisk(), theirs);
        QCOMPARE(house.draft().text(), with("4"));
        QVERIFY(says(house.form(), QStringLiteral("Another program changed the file")));
        house.press(QStringLiteral("Take the file's changes in"));
        QCOMPARE(house.draft().text(), with("4") + "    memory: 3\n");
        house.press(QStringLiteral("Save the lab file"));
        QCOMPARE(house.onDisk(), with("4") + "    memory: 3\n");
    }

    void changesOfTheSameLineAreOverwrittenOnlyWhenAsked()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(writeFileAtomically(house.file(), with("8")));
        QTRY_VERIFY_WITH_TIMEOUT(house.draft().isOvertaken(), 30000); // noticed without a request
        house.press(QStringLiteral("Take the file's changes in"));
        QVERIFY(says(house.form(), QStringLiteral("Both changed the same lines")));
        QCOMPARE(house.draft().text(), with("4"));
        house.press(QStringLiteral("Overwrite the file"));
        QCOMPARE(house.onDisk(), with("4"));
    }

    void whatWasDismissedIsSaidAgainByTheNextSave()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(writeFileAtomically(house.file(), with("8")));
        house.press(QStringLiteral("Save the lab file"));
        QVERIFY(says(house.form(), QStringLiteral("Another program changed the file")));
        for (Banner *banner : house.form().findChildren<Banner *>())
            banner->dismiss();
        house.press(QStringLiteral("Save the lab file"));
        QVERIFY(says(house.form(), QStringLiteral("Another program changed the file")));
        QCOMPARE(house.onDisk(), with("8"));
    }

    void anOverwritingThatFailsSaysWhy()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(writeFileAtomically(house.file(), with("8")));
        house.press(QStringLiteral("Save the lab file"));
        QVERIFY(QFile::remove(house.file()) && QDir().mkdir(house.file()));
        house.press(QStringLiteral("Overwrite the file"));
        QVERIFY(!says(house.form(), QStringLiteral("Another program changed the file")));
        QVERIFY(says(house.form(), house.file()));
    }

    void aLabThatIsRemovedKeepsItsChangesUntilTheyAreSaved()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(QFile::remove(house.file()));
        QTRY_VERIFY_WITH_TIMEOUT(house.store().lab(QStringLiteral("home"))->error, 30000);
        QCOMPARE(house.draft().text(), with("4"));
        QCOMPARE(house.store().unsavedDrafts().size(), std::size_t(1));
        house.press(QStringLiteral("Save the lab file"));
        house.press(QStringLiteral("Write it anew"));
        QCOMPARE(house.onDisk(), with("4"));
        QTRY_VERIFY_WITH_TIMEOUT(!house.store().lab(QStringLiteral("home"))->error, 30000);
    }

    void aLabThatIsRemovedGoesWhenItsChangesAreReverted()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(QFile::remove(house.file()));
        QTRY_VERIFY_WITH_TIMEOUT(house.store().lab(QStringLiteral("home"))->error, 30000);
        house.press(QStringLiteral("Revert to the saved file"));
        QTRY_VERIFY_WITH_TIMEOUT(!house.store().lab(QStringLiteral("home")), 30000);
    }

    void aDraftFollowsItsLabToAnotherFile()
    {
        FormHouse house(draftLab);
        const QString other = QFileInfo(house.file()).path() + QStringLiteral("/../moved.yaml");
        QVERIFY(writeFileAtomically(other, draftLab));
        const QString state = house.paths().labState(QStringLiteral("home"));
        QVERIFY(QDir().mkpath(state));
        QVERIFY(writeFileAtomically(state + QStringLiteral("/lab.json"),
                                    "{\"file\": \"" + other.toUtf8() + "\"}"));
        typeOver(cpuLine(house), QStringLiteral("4"));
        QVERIFY(QFile::remove(house.file()));
        QTRY_COMPARE_WITH_TIMEOUT(house.draft().file(), other, 30000);
        QCOMPARE(house.draft().text(), with("4"));
        house.press(QStringLiteral("Save the lab file"));
        QCOMPARE(readFile(other).value_or(QByteArray()), with("4"));
    }

    void aFileThatChangesUnderAnUnchangedDraftIsFollowed()
    {
        FormHouse house(draftLab);
        QVERIFY(house.row(QStringLiteral("cpu")));
        QVERIFY(writeFileAtomically(house.file(), with("8")));
        QTRY_COMPARE_WITH_TIMEOUT(cpuLine(house).text(), QStringLiteral("8"), 30000);
    }

    void closingAsksForWhatIsNotSaved()
    {
        FormHouse house(draftLab);
        typeOver(cpuLine(house), QStringLiteral("4"));
        house.window().close();
        QVERIFY(house.window().isVisible());
        auto *dialog = house.window().findChild<UnsavedDialog *>();
        QVERIFY(dialog);
        house.press(QStringLiteral("Cancel"));
        QVERIFY(house.window().isVisible());
        QCOMPARE(house.onDisk(), draftLab);
        QTest::qWait(10);
        house.window().close();
        house.press(QStringLiteral("Save all of them"));
        QCOMPARE(house.onDisk(), with("4"));
        QTRY_VERIFY(!house.window().isVisible());
    }
};

HYDRA_TEST_MAIN(TestDraft)
#include "test_draft.moc"
