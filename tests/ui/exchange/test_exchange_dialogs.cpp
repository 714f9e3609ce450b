// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/formats/export_lab.h"
#include "core/lab/create.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/exchange/export_dialog.h"
#include "ui/exchange/import_dialog.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDropEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray twoVms = R"(name: home
vms:
  - name: hub
    role: isolated
    password: letmein
    ports: {ssh: 5555}
  - name: lamp
    ports: {ssh: 5556}
)";

template <typename T> T *called(const QWidget &top, const QString &name)
{
    for (T *widget : top.findChildren<T *>()) {
        if (widget->accessibleName() == name ||
            (widget->accessibleName().isEmpty() && widget->property("text").toString() == name))
            return widget;
    }
    return nullptr;
}

QString preview(const QWidget &dialog)
{
    return called<QPlainTextEdit>(dialog, QStringLiteral("Preview"))->toPlainText();
}

QStringList labelsOf(const QWidget &top)
{
    QStringList texts;
    for (const QLabel *label : top.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&top) && !label->text().isEmpty())
            texts << label->text();
    }
    return texts;
}

} // namespace

/// What the window shows before it writes an export or an import.
class TestExchangeDialogs : public QObject
{
    Q_OBJECT

    std::unique_ptr<House> m_house;

    [[nodiscard]] LoadedTarget target(const QStringList &vms) const
    {
        return {*m_house->store().lab(QStringLiteral("home"))->lab, vms};
    }
    [[nodiscard]] std::unique_ptr<ExportDialog>
    exporting(const QStringList &vms = {QStringLiteral("hub"), QStringLiteral("lamp")})
    {
        auto dialog = std::make_unique<ExportDialog>(m_house->context(), target(vms), nullptr);
        dialog->show();
        return dialog;
    }
    [[nodiscard]] std::unique_ptr<ImportDialog> importing()
    {
        auto dialog = std::make_unique<ImportDialog>(m_house->context(), nullptr);
        dialog->show();
        return dialog;
    }
    QString written(const QString &name, const QByteArray &text) const
    {
        const QString path = m_dir.filePath(name);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(path));
        return path;
    }
    void drop(const QString &file)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(file)});
        QDragEnterEvent enter(QPoint(400, 400), Qt::CopyAction, &data, Qt::LeftButton,
                              Qt::NoModifier);
        QApplication::sendEvent(&m_house->window(), &enter);
        QDropEvent event(QPointF(400, 400), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(&m_house->window(), &event);
    }
    QTemporaryDir m_dir;

private Q_SLOTS:
    void init()
    {
        m_house = std::make_unique<House>();
        m_house->writeLab(QStringLiteral("home"), twoVms);
        m_house->open();
    }
    void cleanup() { m_house.reset(); }

    void everyFormatIsShownAsItIsExported()
    {
        const auto dialog = exporting({QStringLiteral("hub")});
        for (const ExportFormat &format : exportFormats()) {
            dialog->chooseFormat(QLatin1String(format.name));
            const auto exported =
                exportLab(m_house->store().environment(), target({QStringLiteral("hub")}),
                          QLatin1String(format.name), false);
            QVERIFY2(exported, format.name);
            QTRY_COMPARE(preview(*dialog), QString::fromUtf8(exported->files.front().text));
            for (const QString &note : exported->notes)
                QTRY_VERIFY2(labelsOf(*dialog).contains(note), qPrintable(note));
        }
    }

    void whatAFormatCannotHoldIsToldAndNothingCanBeSaved()
    {
        const auto dialog = exporting();
        dialog->chooseFormat(QStringLiteral("env")); // a format for a single VM
        QTRY_VERIFY(labelsOf(*dialog).join(u' ').contains(QStringLiteral("has 2 VMs")));
        QVERIFY(!called<QPushButton>(*dialog, QStringLiteral("Save as…"))->isEnabled());
        QCOMPARE(preview(*dialog), QString());
        called<QPushButton>(*dialog, QStringLiteral("Export lamp"))->click();
        QTRY_VERIFY(preview(*dialog).contains(QStringLiteral("lamp")));
        QVERIFY(called<QPushButton>(*dialog, QStringLiteral("Save as…"))->isEnabled());
    }

    void secretsShowUpWhenTheyAreWantedAndAreSavedForTheOwnerAlone()
    {
        const auto dialog = exporting();
        dialog->chooseFormat(QStringLiteral("docker"));
        QTRY_VERIFY(preview(*dialog).contains(QStringLiteral("hydra-home-hub")));
        auto *files = called<QComboBox>(*dialog, QStringLiteral("File"));
        QCOMPARE(files->count(), 1);
        called<QCheckBox>(*dialog, QStringLiteral("With secrets"))->click();
        QTRY_COMPARE(files->count(), 2);
        QVERIFY(!preview(*dialog).contains(QStringLiteral("letmein")));
        QCOMPARE(files->itemText(1), QStringLiteral("home-hub.secrets.env (holds secrets)"));
        files->setCurrentIndex(1);
        QVERIFY(preview(*dialog).contains(QStringLiteral("letmein")));
        dialog->saveAs(m_dir.filePath(QStringLiteral("home.docker.sh")));
        const QFileInfo secrets(m_dir.filePath(QStringLiteral("home-hub.secrets.env")));
        QTRY_VERIFY(labelsOf(*dialog).join(u' ').contains(QStringLiteral("Saved 2 files")));
        QVERIFY(secrets.exists() && !secrets.permission(QFileDevice::ReadGroup) &&
                !secrets.permission(QFileDevice::ReadOther));
        QVERIFY(QFileInfo(m_dir.filePath(QStringLiteral("home.docker.sh"))).isExecutable());
    }

    void theShownFileAndTheCommandCanBeCopied()
    {
        const auto dialog = exporting({QStringLiteral("hub")});
        dialog->chooseFormat(QStringLiteral("kubernetes"));
        QTRY_VERIFY(preview(*dialog).contains(QStringLiteral("DaemonSet")));
        called<QPushButton>(*dialog, QStringLiteral("Copy the shown file"))->click();
        QCOMPARE(QApplication::clipboard()->text(), preview(*dialog));
        called<QPushButton>(*dialog, QStringLiteral("Copy as command"))->click();
        QCOMPARE(
            QApplication::clipboard()->text(),
            QStringLiteral("hydractl export home/hub --to kubernetes -o home.kubernetes.yaml"));
    }

    void anEnvFileBecomesALab()
    {
        const auto dialog = importing();
        dialog->openFile(
            written(QStringLiteral("attic.env"),
                    "export KVM_CPU=4 # more\nNO_SUCH_THING=1\nKVM_MEMORY=$(nproc)\n"));
        QPlainTextEdit *result =
            called<QPlainTextEdit>(*dialog, QStringLiteral("The new lab file"));
        QTRY_VERIFY(result->toPlainText().contains(QStringLiteral("cpu: 4")));
        QCOMPARE(called<QLineEdit>(*dialog, QStringLiteral("Name of the new lab"))->text(),
                 QStringLiteral("attic"));
        QTRY_VERIFY(labelsOf(*dialog).join(u'\n').contains(QStringLiteral("NO_SUCH_THING")));
        QTRY_VERIFY(labelsOf(*dialog).join(u'\n').contains(QStringLiteral("KVM_MEMORY")));
        QVERIFY(!QFileInfo::exists(m_house->paths().labFile(QStringLiteral("attic"))));
        QTRY_VERIFY(called<QPushButton>(*dialog, QStringLiteral("Create lab"))->isEnabled());
        called<QPushButton>(*dialog, QStringLiteral("Create lab"))->click();
        QTRY_VERIFY(m_house->store().lab(QStringLiteral("attic")));
        QCOMPARE(m_house->store().lab(QStringLiteral("attic"))->lab->spec.vms.front().cpu, 4);
        QVERIFY(!QFileInfo(m_house->paths().labFile(QStringLiteral("attic")))
                     .permission(QFileDevice::ReadOther));
    }

    void aNameThatIsTakenGivesWayToAFreeOne()
    {
        const auto dialog = importing();
        dialog->openFile(written(QStringLiteral("copy.yaml"), twoVms));
        QTRY_COMPARE(called<QLineEdit>(*dialog, QStringLiteral("Name of the new lab"))->text(),
                     QStringLiteral("home-2"));
        QPlainTextEdit *result =
            called<QPlainTextEdit>(*dialog, QStringLiteral("The new lab file"));
        QTRY_VERIFY(result->toPlainText().contains(QStringLiteral("name: home-2")));
        QTRY_VERIFY(called<QPushButton>(*dialog, QStringLiteral("Create lab"))->isEnabled());
        called<QLineEdit>(*dialog, QStringLiteral("Name of the new lab"))
            ->setText(QStringLiteral("home"));
        QTRY_VERIFY(!called<QPushButton>(*dialog, QStringLiteral("Create lab"))->isEnabled());
    }

    void whatAFileHasBesideItIsStillFound()
    {
        const auto dialog = importing();
        dialog->openFile(
            written(QStringLiteral("beside.yaml"), "vms:\n  - name: a\n    image: ./a.qcow2\n"));
        QPlainTextEdit *result =
            called<QPlainTextEdit>(*dialog, QStringLiteral("The new lab file"));
        QTRY_VERIFY(result->toPlainText().contains(m_dir.filePath(QStringLiteral("a.qcow2"))));
        QTRY_VERIFY(
            labelsOf(*dialog).join(u'\n').contains(QStringLiteral("a: image: ./a.qcow2 becomes")));
    }

    void pastedTextIsReadInTheFormatThatIsChosen()
    {
        const auto dialog = importing();
        dialog->setText(QStringLiteral("configuration:\n  kvm_cpu: 3\n"));
        QComboBox *format = called<QComboBox>(*dialog, QStringLiteral("Format"));
        QTRY_COMPARE(format->itemText(0), QStringLiteral("Detected: Helm values"));
        QTRY_VERIFY(called<QPlainTextEdit>(*dialog, QStringLiteral("The new lab file"))
                        ->toPlainText()
                        .contains(QStringLiteral("cpu: 3")));
        format->setCurrentIndex(format->findData(QStringLiteral("lab")));
        QTRY_VERIFY(labelsOf(*dialog).join(u' ').contains(QStringLiteral("configuration")));
        QVERIFY(!called<QPushButton>(*dialog, QStringLiteral("Create lab"))->isEnabled());
    }

    void aDroppedScriptOpensTheImportAndADroppedLabIsOpened()
    {
        drop(written(QStringLiteral("run-host.sh"), "KVM_CPU=4 ./start-vm.sh\n"));
        QTRY_VERIFY(m_house->window().findChild<ImportDialog *>());
        auto *dialog = m_house->window().findChild<ImportDialog *>();
        QTRY_VERIFY(called<QPlainTextEdit>(*dialog, QStringLiteral("The new lab file"))
                        ->toPlainText()
                        .contains(QStringLiteral("cpu: 4")));
        dialog->reject();
        drop(written(QStringLiteral("shed.yaml"), "name: shed\nvms: [{name: saw}]\n"));
        QTRY_COMPARE(m_house->window().place(),
                     (Place{Place::Kind::Lab, QStringLiteral("shed"), {}}));
    }

    void bothAreReachedByActionsAndTheirCommandsSayTheSame()
    {
        const auto find = [](const std::vector<ActionSpec> &actions, const char *id) {
            return *std::find_if(actions.begin(), actions.end(), [id](const ActionSpec &action) {
                return action.id == QLatin1String(id);
            });
        };
        const ActionSpec whole =
            find(m_house->actions().ofLab(*m_house->store().lab(QStringLiteral("home"))), "export");
        QCOMPARE(whole.command, QStringLiteral("hydractl export home --to FORMAT -o FILE"));
        const ActionSpec one = find(m_house->actions().ofVm(*m_house->store().vm(
                                        {QStringLiteral("home"), QStringLiteral("hub")})),
                                    "export");
        one.run();
        QTRY_VERIFY(m_house->window().findChild<ExportDialog *>());
        QCOMPARE(called<QComboBox>(*m_house->window().findChild<ExportDialog *>(),
                                   QStringLiteral("What is exported"))
                     ->currentText(),
                 QStringLiteral("home/hub"));
        find(m_house->actions().ofProgram(), "import").run();
        QTRY_VERIFY(m_house->window().findChild<ImportDialog *>());
    }

    void theLabsHeaderOffersTheExport()
    {
        m_house->window().resize(1440, 900);
        m_house->window().go({Place::Kind::Lab, QStringLiteral("home"), {}});
        QTRY_VERIFY(called<QToolButton>(m_house->window(), QStringLiteral("Export…")));
    }
};

HYDRA_TEST_MAIN(TestExchangeDialogs)
#include "test_exchange_dialogs.moc"
