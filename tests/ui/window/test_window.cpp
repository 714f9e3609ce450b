// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/read_lab.h"
#include "core/lab/templates.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/exchange/export_dialog.h"
#include "ui/exchange/import_dialog.h"
#include "ui/models/lab_tree_model.h"
#include "ui/palette/palette.h"
#include "ui/quit/quit_dialog.h"
#include "ui/topology/network_dialogs.h"
#include "ui/vm/vm_page.h"
#include "ui/wizard/new_environment.h"

#include <QAbstractItemModelTester>
#include <QAbstractSlider>
#include <QAccessible>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSpinBox>
#include <QTcpServer>
#include <QTreeView>

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray oneVm = "name: home\nvms:\n  - name: hub\n";

bool isControl(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) ||
           qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QAbstractSpinBox *>(widget) ||
           qobject_cast<const QPlainTextEdit *>(widget) ||
           qobject_cast<const QAbstractItemView *>(widget) ||
           (qobject_cast<const QSlider *>(widget) != nullptr);
}

// A line edit inside a spin box belongs to that.
bool isInner(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return widget->objectName().startsWith(u"qt_") ||
           (parent && (qobject_cast<const QAbstractSpinBox *>(parent) ||
                       qobject_cast<const QLineEdit *>(parent)));
}

QStringList nameless(const QWidget &top)
{
    QStringList found;
    for (const QWidget *widget : top.findChildren<QWidget *>()) {
        if (!widget->isVisibleTo(&top) || !isControl(widget) || isInner(widget))
            continue;
        QAccessibleInterface *accessible =
            QAccessible::queryAccessibleInterface(const_cast<QWidget *>(widget));
        const bool named = accessible && !accessible->text(QAccessible::Name).isEmpty();
        const bool reached = widget->focusPolicy() & Qt::TabFocus;
        // Reached through its line edit.
        const bool inList =
            qobject_cast<const QAbstractItemView *>(widget) && widget->focusPolicy() == Qt::NoFocus;
        if (!named || (!reached && !inList))
            found << QStringLiteral("%1 '%2'%3%4")
                         .arg(QString::fromLatin1(widget->metaObject()->className()),
                              widget->objectName(),
                              named ? QString() : QStringLiteral(" has no name"),
                              reached ? QString()
                                      : QStringLiteral(" cannot be reached by keyboard"));
    }
    return found;
}

QPushButton *buttonCalled(const QWidget &top, const QString &name)
{
    for (QPushButton *button : top.findChildren<QPushButton *>()) {
        if (button->accessibleName() == name && button->isVisibleTo(&top))
            return button;
    }
    return nullptr;
}

} // namespace

class TestWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFirstStartWelcomesAndSaysWhatToDo()
    {
        House house;
        MainWindow &window = house.open();
        QVERIFY(window.place().kind == Place::Kind::Welcome);
        QVERIFY(buttonCalled(window, QStringLiteral("Start the demo")));
        QVERIFY(says(window, QStringLiteral("No labs yet")));
    }

    void everyControlOfEveryPageHasANameAndIsReachedByKeyboard_data()
    {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("tab");
        for (int kind = 0; kind <= int(Place::Kind::Settings); ++kind) {
            const bool vm = Place::Kind(kind) == Place::Kind::Vm;
            for (int tab = 0; tab < (vm ? int(VmPage::TabCount) : 1); ++tab)
                QTest::addRow("page %d, tab %d", kind, tab) << kind << tab;
        }
    }

    void everyControlOfEveryPageHasANameAndIsReachedByKeyboard()
    {
        QFETCH(int, kind);
        QFETCH(int, tab);
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        window.go({Place::Kind(kind), QStringLiteral("home"), QStringLiteral("hub")});
        QVERIFY(int(window.place().kind) == kind);
        if (auto *page = window.findChild<VmPage *>())
            page->showTab(VmPage::Tab(tab));
        QTest::qWait(20);
        QCOMPARE(nameless(window), QStringList());
    }

    void everyControlOfALabsTabsHasANameAndIsReachedByKeyboard_data()
    {
        QTest::addColumn<QString>("tab");
        for (const char *tab : {"Overview", "Containers", "Topology", "Ports", "YAML"})
            QTest::newRow(tab) << QString::fromLatin1(tab);
    }

    void everyControlOfALabsTabsHasANameAndIsReachedByKeyboard()
    {
        QFETCH(QString, tab);
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        window.go({Place::Kind::Lab, QStringLiteral("home"), {}});
        QPushButton *button = buttonCalled(window, QStringLiteral("Tab ") + tab);
        QVERIFY(button);
        button->click();
        QTest::qWait(20);
        QCOMPARE(nameless(window), QStringList());
    }

    void everyControlOfEveryDialogHasANameAndIsReachedByKeyboard()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        NewEnvironment wizard(house.context(), &window);
        wizard.show();
        QCOMPARE(nameless(wizard), QStringList());
        QuitDialog quit(house.context(), &window);
        quit.show();
        QCOMPARE(nameless(quit), QStringList());
        ExportDialog exporting(
            house.context(),
            {*house.store().lab(QStringLiteral("home"))->lab, {QStringLiteral("hub")}}, &window);
        exporting.show();
        QCOMPARE(nameless(exporting), QStringList());
        ImportDialog importing(house.context(), &window);
        importing.show();
        QCOMPARE(nameless(importing), QStringList());
        AllowDialog allowing(QStringLiteral("hub"), {}, &window);
        allowing.show();
        QCOMPARE(nameless(allowing), QStringList());
        PeersDialog choosing(QStringLiteral("hub"), {QStringLiteral("oven")}, {}, &window);
        choosing.show();
        QCOMPARE(nameless(choosing), QStringList());
        LinkDialog linking(QStringLiteral("hub"), {}, &window);
        linking.show();
        QCOMPARE(nameless(linking), QStringList());
        Palette palette(house.context(), &window);
        palette.popUp({});
        QCOMPARE(nameless(palette), QStringList());
    }

    void theTreeIsASoundModelWhateverComesAndGoes()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        house.open();
        LabTreeModel model(house.store());
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.indexOf(QStringLiteral("home"), QStringLiteral("hub")).isValid());
        house.writeLab(QStringLiteral("other"), "name: other\nvms:\n  - name: a\n  - name: b\n");
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.rowCount(model.indexOf(QStringLiteral("other"), {})), 2);
        QVERIFY(QFile::remove(house.paths().labsDir() + QStringLiteral("/home.yaml")));
        QTRY_COMPARE(model.rowCount(), 1);
        QVERIFY(!model.indexOf(QStringLiteral("home"), {}).isValid());
    }

    void aHundredVmsAreFilteredAsOneTypes()
    {
        House house;
        QByteArray text = "name: many\nvms:\n";
        for (int i = 0; i < 100; ++i)
            text += "  - name: vm-" + QByteArray::number(i) + '\n';
        house.writeLab(QStringLiteral("many"), text);
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        auto *tree = window.findChild<QTreeView *>(QStringLiteral("labs"));
        QTRY_COMPARE(tree->model()->rowCount(), 2);
        QTest::keyClick(&window, Qt::Key_L, Qt::ControlModifier);
        QTest::keyClicks(window.focusWidget(), QStringLiteral("vm-77"));
        QCOMPARE(tree->model()->rowCount(), 1);
        QCOMPARE(tree->model()->rowCount(tree->model()->index(0, 0)), 1);
        QTest::keyClick(window.focusWidget(), Qt::Key_Escape);
        QCOMPARE(tree->model()->rowCount(), 2);
    }

    void aLabFileThatBreaksUnderTheWindowIsSaidAndComesBack()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        window.go({Place::Kind::Lab, QStringLiteral("home"), {}});
        house.writeLab(QStringLiteral("home"), "name: home\nvms:\n  - name: hub\n    memroy: 2\n");
        QTRY_VERIFY(says(window, QStringLiteral("The lab file cannot be used")));
        QVERIFY(window.place() == (Place{Place::Kind::Lab, QStringLiteral("home"), {}}));
        house.writeLab(QStringLiteral("home"), oneVm);
        QTRY_VERIFY(!says(window, QStringLiteral("The lab file cannot be used")));
        QVERIFY(house.store().vm({QStringLiteral("home"), QStringLiteral("hub")}));
    }

    void aLabFileThatIsDeletedUnderTheWindowLeavesNoEmptyPage()
    {
        House house;
        const QString file = house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        window.go({Place::Kind::Vm, QStringLiteral("home"), QStringLiteral("hub")});
        QVERIFY(window.place().kind == Place::Kind::Vm);
        QVERIFY(QFile::remove(file));
        QTRY_VERIFY(window.place().kind == Place::Kind::Welcome);
        QVERIFY(buttonCalled(window, QStringLiteral("Start the demo")));
    }

    void theWizardSaysWhatIsWrongAndMakesWhatItsCommandMakes()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        NewEnvironment wizard(house.context(), &window);
        wizard.show();
        auto *name = wizard.findChild<QLineEdit *>();
        for (QLineEdit *edit : wizard.findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Name")
                name = edit;
        }
        name->setText(QStringLiteral("Not A Name"));
        QVERIFY(says(wizard, QStringLiteral("lower-case letters")));
        QVERIFY(!buttonCalled(wizard, QStringLiteral("Create"))->isEnabled());
        name->setText(QStringLiteral("home"));
        QVERIFY(says(wizard, QStringLiteral("is there already")));
        name->setText(QStringLiteral("mine"));
        for (QSpinBox *box : wizard.findChildren<QSpinBox *>()) {
            if (box->accessibleName() == u"CPU cores")
                box->setValue(1);
        }
        QCOMPARE(wizard.command(),
                 QStringLiteral("hydractl create mine --preset isolated --set cpu=1"));
        QString created;
        connect(&wizard, &NewEnvironment::created, this,
                [&](const QString &lab) { created = lab; });
        buttonCalled(wizard, QStringLiteral("Create"))->click();
        QCOMPARE(created, QStringLiteral("mine"));
        QTRY_VERIFY(house.store().lab(QStringLiteral("mine")));
        QCOMPARE(house.store().lab(QStringLiteral("mine"))->lab->spec.vms.front().cpu, 1);
    }

    void theWizardTakesAPresetsPortsAndTheUsersTemplates()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        const LabSpec lab =
            *readLab("vms: [{name: a, cpu: 1, memory: 1}]", QStringLiteral("other.yaml"));
        QVERIFY(saveTemplate(house.context().paths(), QStringLiteral("of-mine"), lab, {},
                             QStringLiteral("a")));
        NewEnvironment wizard(house.context(), &window);
        const auto boxes = wizard.findChildren<QComboBox *>();
        const auto preset = std::find_if(boxes.begin(), boxes.end(), [](QComboBox *box) {
            return box->accessibleName() == u"Preset";
        });
        QVERIFY(preset != boxes.end());
        const auto spins = wizard.findChildren<QSpinBox *>();
        const auto port = std::find_if(spins.begin(), spins.end(), [](QSpinBox *box) {
            return box->accessibleName() == u"SSH port";
        });
        QVERIFY(port != spins.end());
        (*preset)->setCurrentText(QStringLiteral("run-isolated"));
        QCOMPARE((*port)->value(), 5556);
        QVERIFY(!wizard.command().contains(QStringLiteral("ports")));
        (*port)->setValue(0);
        QVERIFY(wizard.command().contains(QStringLiteral("--set ports.ssh=auto")));
        (*preset)->setCurrentText(QStringLiteral("of-mine"));
        QCOMPARE((*port)->value(), 0);
        QVERIFY(wizard.command().contains(QStringLiteral("--preset of-mine")) &&
                !wizard.command().contains(QStringLiteral("ports")));
    }

    void aBusyPortIsSaidInTheWizardWithAFreeOne()
    {
        House house;
        MainWindow &window = house.open();
        QTcpServer busy;
        QVERIFY(busy.listen(QHostAddress::LocalHost));
        NewEnvironment wizard(house.context(), &window);
        wizard.show();
        for (QSpinBox *box : wizard.findChildren<QSpinBox *>()) {
            if (box->accessibleName() == u"SSH port")
                box->setValue(busy.serverPort());
        }
        QVERIFY(says(wizard, QString::number(busy.serverPort())));
        const auto buttons = wizard.findChildren<QPushButton *>();
        QPushButton *use = nullptr;
        for (QPushButton *button : buttons) {
            if (button->text().startsWith(u"Use ") && button->isVisibleTo(&wizard))
                use = button;
        }
        QVERIFY(use);
        use->click();
        QVERIFY(!wizard.command().contains(QString::number(busy.serverPort())));
        QVERIFY(wizard.command().contains(QStringLiteral("ports.ssh=")));
    }

    void aDeletedLabComesBackWhenUndone()
    {
        House house;
        const QString file = house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        house.actions().deleteLab(QStringLiteral("home"));
        QVERIFY(says(window, QStringLiteral("home will be deleted in a minute")));
        QVERIFY(QFile::exists(file));
        QTRY_VERIFY(buttonCalled(window, QStringLiteral("Undo")));
        buttonCalled(window, QStringLiteral("Undo"))->click();
        QVERIFY(!house.actions().isDeleted(QStringLiteral("home")));
        house.close();
        QVERIFY(QFile::exists(file));
    }

    void whatWasDeletedIsGoneWhenTheWindowCloses()
    {
        House house;
        const QString file = house.writeLab(QStringLiteral("home"), oneVm);
        house.open();
        house.actions().deleteLab(QStringLiteral("home"));
        house.close();
        QVERIFY(!QFile::exists(file));
    }

    void thePaletteFindsAndGoes()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        MainWindow &window = house.open();
        QTest::keyClick(&window, Qt::Key_K, Qt::ControlModifier);
        auto *palette = window.findChild<Palette *>();
        QTRY_VERIFY(palette->isVisible());
        auto *input = palette->findChild<QLineEdit *>();
        QTest::keyClicks(input, QStringLiteral("gohub"));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(window.place() == Place::of({QStringLiteral("home"), QStringLiteral("hub")}));
        QVERIFY(!palette->isVisible());
    }

    void theWindowRemembersWhereItWas()
    {
        House house;
        house.writeLab(QStringLiteral("home"), oneVm);
        house.open().go({Place::Kind::Vm, QStringLiteral("home"), QStringLiteral("hub")});
        house.close();
        MainWindow &window = house.open();
        QTRY_VERIFY(window.place() == Place::of({QStringLiteral("home"), QStringLiteral("hub")}));
    }

    void aFileThatIsNoLabIsRefusedWithWords()
    {
        House house;
        MainWindow &window = house.open();
        QTemporaryDir dir;
        const QString file = written(dir, QStringLiteral("x.yaml"), "vms: 7\n");
        window.openFiles({file, dir.filePath(QStringLiteral("absent.yaml"))});
        QTRY_VERIFY(says(window, QStringLiteral("absent.yaml")) ||
                    says(window, QStringLiteral("x.yaml")));
    }

    void labFilesFromElsewhereAreOpened()
    {
        House house;
        MainWindow &window = house.open();
        QTemporaryDir dir;
        window.openFiles(
            {written(dir, QStringLiteral("mill.hydra.yaml"), "name: mill\nvms:\n  - name: wheel\n"),
             written(dir, QStringLiteral("farm.hydra.yaml"),
                     "name: farm\nvms:\n  - name: barn\n")});
        QTRY_VERIFY(house.store().lab(QStringLiteral("farm")) &&
                    house.store().lab(QStringLiteral("mill")));
        QTRY_VERIFY(window.place().kind == Place::Kind::Lab);
    }

    void longNamesDoNotWidenTheWindow()
    {
        House house;
        const QByteArray longName(40, 'w');
        house.writeLab(QString::fromLatin1(longName),
                       "name: " + longName + "\nvms:\n  - name: " + longName + '\n');
        MainWindow &window = house.open();
        window.resize(1024, 640);
        window.go({Place::Kind::Vm, QString::fromLatin1(longName), QString::fromLatin1(longName)});
        QTest::qWait(20);
        QCOMPARE(window.size(), QSize(1024, 640));
        QVERIFY(window.minimumSizeHint().width() <= 1024);
    }
};

HYDRA_TEST_MAIN(TestWindow)
#include "test_window.moc"
