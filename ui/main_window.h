// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "context.h"
#include "widgets/basics.h"

#include <QMainWindow>
#include <QSettings>
#include <QStackedWidget>

namespace hydra::ui {

class Palette;
class Sidebar;
class VmPage;
class LabPage;
class WelcomePage;

/// The one window: sidebar, page, status bar; knows where it is and what was opened.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// SETTINGS: the window's own memory (size, place), not the user's preferences.
    MainWindow(Context &context, QSettings &memory, QWidget *parent = nullptr);
    ~MainWindow() override;

    void go(const Place &place);
    [[nodiscard]] const Place &place() const { return m_place; }
    /// Opens lab files (double-click, drop, command line).
    void openFiles(const QStringList &files);
    void showUp(); ///< from behind other windows, the tray or the dock

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void makeShortcuts();
    void turnTab(int by);
    void connectActions();
    void askPrepare(const VmRef &vm);
    void askReset(const VmRef &vm);
    void showExport(const LoadedTarget &target);
    void showImport(const QString &file); ///< empty: nothing was chosen yet
    void takeFiles(const QStringList &files);
    void labsChanged();
    void showError(const Error &error);
    void chooseFile();
    void showWizard();
    void offerUndo(const QString &lab);
    [[nodiscard]] QWidget *pageFor(const Place &place);
    template <typename Key, typename Page, typename Make>
    [[nodiscard]] Page *pageIn(std::map<Key, Page *> &pages, const Key &key, const Make &make);
    [[nodiscard]] bool isThere(const Place &place) const;
    void goWhenThere(const Place &place);
    [[nodiscard]] VmPage *currentVmPage() const;
    [[nodiscard]] QWidget *vmPage(const Place &place);
    [[nodiscard]] QWidget *labPage(const QString &name);
    [[nodiscard]] QWidget *makeProgramPage(Place::Kind kind);
    [[nodiscard]] QWidget *programPage(Place::Kind kind);
    void showDoctor();
    void forget(QWidget *page);
    void dropStalePages();
    [[nodiscard]] bool mayClose();

    Context &m_context;
    QSettings &m_memory;
    Sidebar *m_sidebar;
    QStackedWidget *m_stack;
    Banner *m_banner;
    Banner *m_undo;
    Palette *m_palette;
    WelcomePage *m_welcome = nullptr;
    std::map<QString, VmPage *> m_vmPages;
    std::map<QString, LabPage *> m_labPages;
    std::map<Place::Kind, QWidget *> m_programPages;
    Place m_place;
    std::optional<Place> m_wanted; ///< where to go once it is there: a lab that was just made
    bool m_closing = false; ///< asked and answered
    std::unique_ptr<JobBase> m_dropped; ///< looks at files that were dropped
};

} // namespace hydra::ui
