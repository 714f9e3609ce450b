// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QMainWindow>
#include <QSettings>

namespace hydra::ui {

class PageStack;
class Palette;
class Sidebar;

/// The only window: sidebar, page, status bar; keeps the location and the opened pages.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    /// MEMORY: the window's own state (size, place), not the user's preferences.
    MainWindow(Context &context, QSettings &memory, QWidget *parent = nullptr);
    ~MainWindow() override;

    void go(const Place &place);
    [[nodiscard]] const Place &place() const { return m_place; }
    /// Opens lab files (double-click, drop, command line).
    void openFiles(const QStringList &files);
    void showUp(); ///< raises it from behind other windows, the tray or the dock

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
    void showImport(const QString &file); ///< empty: the user chooses it there
    void takeFiles(const QStringList &files);
    void labsChanged();
    void showError(const Error &error);
    void chooseFile();
    void showWizard();
    void offerUndo(const QString &lab);
    [[nodiscard]] bool isThere(const Place &place) const;
    void goWhenThere(const Place &place);
    void noteTroubles();
    void noteImages(int count, qint64 bytes);
    [[nodiscard]] QWidget *makeLayout();
    [[nodiscard]] Place rememberedPlace() const;
    [[nodiscard]] bool mayClose();

    Context &m_context;
    QSettings &m_memory;
    Sidebar *m_sidebar;
    PageStack *m_stack;
    Banner *m_banner;
    Banner *m_undo;
    Palette *m_palette;
    Place m_place;
    std::optional<Place> m_wanted;      ///< a new lab or VM to go to as soon as it exists
    bool m_closing = false;             ///< the user has confirmed closing
    std::unique_ptr<JobBase> m_dropped; ///< examines dropped files
};

} // namespace hydra::ui
