// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/main_window.h"

#include "core/base/atomic_file.h"
#include "core/formats/detect_format.h"
#include "core/lab/settings_file.h"
#include "ui/exchange/export_dialog.h"
#include "ui/exchange/import_dialog.h"
#include "ui/images/image_offer.h"
#include "ui/images/prepare_dialog.h"
#include "ui/page_stack.h"
#include "ui/palette/palette.h"
#include "ui/quit/quit_dialog.h"
#include "ui/quit/unsaved_dialog.h"
#include "ui/sidebar.h"
#include "ui/status_bar.h"
#include "ui/vm/vm_page.h"
#include "ui/wizard/new_environment.h"

#include <QApplication>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QShortcut>

namespace hydra::ui {

MainWindow::MainWindow(Context &context, QSettings &memory, QWidget *parent)
    : QMainWindow(parent), m_context(context), m_memory(memory), m_sidebar(new Sidebar(context)),
      m_stack(new PageStack(context)), m_banner(new Banner), m_undo(new Banner),
      m_palette(new Palette(context, this))
{
    setWindowTitle(tr("Hydra Desktop"));
    setAcceptDrops(true);
    setMinimumSize(860, 540);
    setCentralWidget(makeLayout());
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::go);
    connect(m_sidebar, &Sidebar::paletteWanted, m_palette, &Palette::popUp);
    connect(m_stack, &PageStack::imagesCounted, this, &MainWindow::noteImages);
    connect(&context.store, &LabStore::structureChanged, this, &MainWindow::labsChanged);
    connect(&context.jobs, &JobList::changed, this, [this] {
        const size_t running = m_context.jobs.running().size();
        m_sidebar->setNote(Place::Kind::Activity,
                           running == 0 ? QString() : QString::number(running));
    });
    connect(&context.doctor, &DoctorModel::changed, this, &MainWindow::noteTroubles);
    // Delayed until the window is visible.
    QTimer::singleShot(std::chrono::milliseconds(300), &context.doctor, &DoctorModel::examine);
    makeShortcuts();
    connectActions();
    resize(1180, 760);
    restoreGeometry(m_memory.value(QStringLiteral("geometry")).toByteArray());
    m_wanted = rememberedPlace();
    go({});
    if (context.store.environment().settingsProblem)
        showError(*context.store.environment().settingsProblem);
}

QWidget *MainWindow::makeLayout()
{
    auto *central = new QWidget;
    auto *rows = new QVBoxLayout(central);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    auto *columns = new QHBoxLayout;
    columns->setSpacing(0);
    columns->addWidget(m_sidebar);
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_stack, 1);
    auto *banners = new QVBoxLayout;
    banners->setContentsMargins(20, 0, 20, 0);
    banners->addWidget(m_banner);
    banners->addWidget(m_undo);
    right->addLayout(banners);
    columns->addLayout(right, 1);
    rows->addLayout(columns, 1);
    rows->addWidget(new StatusBar(m_context));
    return central;
}

Place MainWindow::rememberedPlace() const
{
    const int kind = m_memory.value(QStringLiteral("place/kind"), 0).toInt();
    return {.kind = static_cast<Place::Kind>(kind),
            .lab = m_memory.value(QStringLiteral("place/lab")).toString(),
            .vm = m_memory.value(QStringLiteral("place/vm")).toString()};
}

MainWindow::~MainWindow() = default;

void MainWindow::makeShortcuts()
{
    const auto add = [this](const QKeySequence &keys, auto run) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, run);
    };
    add(QKeySequence(Qt::CTRL | Qt::Key_K), [this] { m_palette->popUp({}); });
    // Shortcuts that a terminal leaves to the window; all other keys belong to the program in it.
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), [this] { m_palette->popUp({}); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Tab), [this] { turnTab(1); });
    add(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Backtab), [this] { turnTab(-1); });
    add(QKeySequence(Qt::CTRL | Qt::Key_L), [this] { m_sidebar->focusFind(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_N), [this] { showWizard(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_O), [this] { chooseFile(); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Comma), [this] { go({.kind = Place::Kind::Settings}); });
    add(QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { close(); });
    for (int tab = 0; tab < VmPage::TabCount; ++tab)
        add(QKeySequence(Qt::ALT | Qt::Key(Qt::Key_1 + tab)), [this, tab] {
            if (VmPage *page = m_stack->currentVmPage())
                page->showTab(static_cast<VmPage::Tab>(tab));
        });
}

void MainWindow::turnTab(int by)
{
    if (VmPage *page = m_stack->currentVmPage())
        page->showTab(
            static_cast<VmPage::Tab>((page->tab() + by + VmPage::TabCount) % VmPage::TabCount));
}

void MainWindow::connectActions()
{
    Actions &actions = m_context.actions;
    connect(&actions, &Actions::goTo, this, &MainWindow::go);
    connect(&actions, &Actions::failed, this, &MainWindow::showError);
    connect(&actions, &Actions::wizardWanted, this, &MainWindow::showWizard);
    connect(&actions, &Actions::openFileWanted, this, &MainWindow::chooseFile);
    connect(&actions, &Actions::aboutToDelete, this, &MainWindow::offerUndo);
    connect(&actions, &Actions::deletionSettled, m_undo, &Banner::dismiss);
    connect(&actions, &Actions::started, this, [this](const VmRef &vm) {
        m_banner->dismiss();
        goWhenThere(Place::of(vm));
    });
    connect(&actions, &Actions::prepareWanted, this, &MainWindow::askPrepare);
    connect(&actions, &Actions::resetWanted, this, &MainWindow::askReset);
    connect(&actions, &Actions::exportWanted, this, &MainWindow::showExport);
    connect(&actions, &Actions::importWanted, this, [this] { showImport({}); });
    connect(&actions, &Actions::shellWanted, this, [this](const VmRef &vm) {
        go(Place::of(vm));
        if (VmPage *page = m_stack->currentVmPage())
            page->showTab(VmPage::Shell);
    });
}

void MainWindow::askPrepare(const VmRef &vm)
{
    VmEntry *entry = m_context.store.vm(vm);
    if (!entry)
        return;
    auto *dialog = new PrepareDialog(m_context, *entry, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, vm] {
        m_context.actions.prepareImage(vm, dialog->name(), dialog->freeze());
    });
    dialog->open();
}

void MainWindow::askReset(const VmRef &vm)
{
    m_banner->showWords(tr("Reset %1 to clean? Its disk is made from the image again; all that was "
                           "done in it is lost, its snapshots too.")
                            .arg(vm.toString()),
                        {}, false);
    connect(m_banner->addButton(tr("Reset to clean")), &QPushButton::clicked, this, [this, vm] {
        m_banner->dismiss();
        m_context.actions.reset(vm);
    });
}

void MainWindow::showExport(const LoadedTarget &target)
{
    auto *dialog = new ExportDialog(m_context, target, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MainWindow::showImport(const QString &file)
{
    auto *dialog = new ImportDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ImportDialog::created, this,
            [this](const QString &lab) { goWhenThere({Place::Kind::Lab, lab, {}}); });
    dialog->open();
    if (!file.isEmpty())
        dialog->openFile(file);
}

// Opens lab files in place; for other formats it shows the import dialog.
void MainWindow::takeFiles(const QStringList &files)
{
    auto work = [files](const JobContext &) -> Result<QStringList> {
        QStringList foreign;
        for (const QString &file : files) {
            if (const auto text = readFile(file, 1 << 20);
                text && !isImageFile(file) && detectImportFormat(*text, file) != u"lab")
                foreign << file;
        }
        return foreign;
    };
    m_dropped =
        std::make_unique<Job<QStringList>>(work, [this, files](const Result<QStringList> &foreign) {
            m_dropped.reset();
            QStringList labs = files;
            labs.removeIf([&foreign](const QString &file) { return foreign->contains(file); });
            openFiles(labs);
            for (const QString &file : *foreign)
                showImport(file);
        });
}

bool MainWindow::isThere(const Place &place) const
{
    return place.kind == Place::Kind::Vm    ? m_context.store.vm({place.lab, place.vm}) != nullptr
           : place.kind == Place::Kind::Lab ? m_context.store.lab(place.lab) != nullptr
                                            : true;
}

void MainWindow::goWhenThere(const Place &place)
{
    m_wanted = place;
    labsChanged();
}

void MainWindow::labsChanged()
{
    m_stack->dropStalePages();
    if (m_wanted && m_context.store.isLoaded() && isThere(*m_wanted))
        return go(*std::exchange(m_wanted, std::nullopt));
    if (!isThere(m_place))
        go(m_context.store.lab(m_place.lab) ? Place{Place::Kind::Lab, m_place.lab, {}} : Place{});
}

void MainWindow::go(const Place &place)
{
    if (!m_stack->show(place))
        return;
    m_place = place;
    m_sidebar->setPlace(place);
    m_memory.setValue(QStringLiteral("place/kind"), int(place.kind));
    m_memory.setValue(QStringLiteral("place/lab"), place.lab);
    m_memory.setValue(QStringLiteral("place/vm"), place.vm);
    const QString name = place.vm.isEmpty() ? place.lab : place.lab + u'/' + place.vm;
    setWindowTitle(name.isEmpty() ? tr("Hydra Desktop") : tr("%1 – Hydra Desktop").arg(name));
}

void MainWindow::noteTroubles()
{
    const DoctorModel &doctor = m_context.doctor;
    const int troubles =
        doctor.count(Finding::State::Problem) + doctor.count(Finding::State::Attention);
    m_sidebar->setNote(Place::Kind::Doctor, troubles == 0 ? QString() : QString::number(troubles),
                       true);
}

void MainWindow::noteImages(int count, qint64 bytes)
{
    const QString size = MemorySize::mib(std::uint64_t(bytes) >> 20).toDisplay();
    m_sidebar->setNote(Place::Kind::Images, count == 0
                                                ? QStringLiteral("0")
                                                : QStringLiteral("%1 · %2").arg(count).arg(size));
}

void MainWindow::showError(const Error &error)
{
    m_banner->showWords(formatError(error), error.details);
    const DoctorModel &doctor = m_context.doctor;
    if (!doctor.findings().empty() && doctor.count(Finding::State::Problem) == 0)
        return; // Doctor has no explanation to offer
    connect(m_banner->addButton(tr("Open Doctor")), &QPushButton::clicked, this, [this] {
        m_banner->dismiss();
        go({.kind = Place::Kind::Doctor});
    });
}

void MainWindow::offerUndo(const QString &lab)
{
    m_undo->showWords(tr("%1 will be deleted in a minute.").arg(lab), {}, false);
    connect(m_undo->addButton(tr("Undo")), &QPushButton::clicked, this,
            [this, lab] { m_context.actions.undoDelete(lab); });
}

void MainWindow::chooseFile()
{
    openFiles(QFileDialog::getOpenFileNames(this, tr("Open a lab file"), {},
                                            tr("Lab files (*.yaml *.yml);;All files (*)")));
}

void MainWindow::openFiles(const QStringList &files)
{
    for (const QString &file : files) {
        if (isImageFile(file)) {
            offerImage(*m_banner, m_context.actions, file);
            continue;
        }
        m_context.store.openFile(file, [this](const Result<QString> &name) {
            if (!name)
                return showError(name.error());
            goWhenThere({Place::Kind::Lab, *name, {}});
        });
    }
}

void MainWindow::showWizard()
{
    auto *wizard = new NewEnvironment(m_context, this);
    wizard->setAttribute(Qt::WA_DeleteOnClose);
    connect(wizard, &NewEnvironment::created, this,
            [this](const QString &name, const QString &vm, bool start) {
                if (start)
                    m_context.actions.startFile(m_context.paths().labFile(name));
                goWhenThere(vm.isEmpty() ? Place{Place::Kind::Lab, name, {}}
                                         : Place{Place::Kind::Vm, name, vm});
            });
    wizard->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent *event)
{
    QStringList files;
    for (const QUrl &url : event->mimeData()->urls()) {
        if (url.isLocalFile())
            files << url.toLocalFile();
    }
    takeFiles(files);
}

void MainWindow::changeEvent(QEvent *event)
{
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange || event->type() == QEvent::ActivationChange)
        m_context.store.setWatched(isVisible() && !isMinimized());
}

void MainWindow::showUp()
{
    show();
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
}

// False while a dialog asks the user; the dialog then closes the window itself.
bool MainWindow::mayClose()
{
    if (!m_context.store.unsavedDrafts().empty()) {
        auto *dialog = new UnsavedDialog(m_context, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QDialog::accepted, this, &QWidget::close);
        dialog->open();
        return false;
    }
    if (m_closing || m_context.store.liveVms().empty())
        return true;
    const OnClose setting = m_context.store.environment().settings.onClose;
    if (setting == OnClose::Leave)
        return true;
    auto *dialog = new QuitDialog(m_context, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QuitDialog::remembered, this, [this](QuitDialog::Choice choice) {
        const QString value =
            choice == QuitDialog::Choice::Leave ? QStringLiteral("leave") : QStringLiteral("stop");
        if (const auto changed =
                changeSettings(m_context.paths(), {{QStringLiteral("on_close"), value}}))
            m_context.store.setSettings(*changed);
    });
    connect(dialog, &QDialog::accepted, this, [this] {
        m_closing = true;
        close();
    });
    dialog->open();
    if (setting == OnClose::Stop)
        dialog->stopAll();
    return false;
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    m_memory.setValue(QStringLiteral("geometry"), saveGeometry());
    if (!mayClose())
        return event->ignore();
    QMainWindow::closeEvent(event);
    QApplication::quit(); // otherwise the tray icon would keep the program running
}

} // namespace hydra::ui
