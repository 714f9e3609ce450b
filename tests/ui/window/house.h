// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/places.h"
#include "ui/context.h"
#include "ui/main_window.h"

#include <QDir>
#include <QFile>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

namespace hydra::ui {

/// Writes a file into DIR and returns its path.
inline QString written(const QTemporaryDir &dir, const QString &name, const QByteArray &text)
{
    QFile file(dir.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
    return file.fileName();
}

/// Whether TOP shows a label that contains WORDS.
inline bool says(const QWidget &top, const QString &words)
{
    for (const QLabel *label : top.findChildren<QLabel *>()) {
        if (label->isVisibleTo(&top) && label->text().contains(words))
            return true;
    }
    return false;
}

/// A user's empty directories, and the window over them.
class House
{
public:
    House()
    {
        Environment environment;
        environment.paths = {at("config"), at("data"), at("cache"), at("state"), at("run")};
        environment.keeperProgram = test::programPath("hydra-keeper");
        QDir().mkpath(environment.paths.labsDir());
        m_environment = environment;
    }
    ~House() { close(); }

    [[nodiscard]] const Paths &paths() const { return m_environment.paths; }
    QString writeLab(const QString &name, const QByteArray &text) const
    {
        return written(m_dir, QStringLiteral("config/labs/%1.yaml").arg(name), text);
    }

    MainWindow &open()
    {
        m_memory = std::make_unique<QSettings>(at("window.ini"), QSettings::IniFormat);
        m_theme = std::make_unique<Theme>(ThemeChoice::Light);
        m_jobs = std::make_unique<JobList>();
        m_store = std::make_unique<LabStore>(m_environment);
        m_actions = std::make_unique<Actions>(*m_store, *m_jobs);
        m_doctor = std::make_unique<DoctorModel>(m_environment);
        m_context.emplace(Context{*m_theme, *m_store, *m_jobs, *m_actions, *m_doctor});
        m_window = std::make_unique<MainWindow>(*m_context, *m_memory);
        m_window->resize(1180, 760);
        m_window->show();
        if (!QTest::qWaitFor([this] { return m_store->isLoaded(); }))
            qFatal("the labs were not read");
        return *m_window;
    }

    void close()
    {
        m_window.reset();
        m_context.reset();
        m_doctor.reset();
        m_actions.reset();
        m_store.reset();
        m_jobs.reset();
        m_theme.reset();
        m_memory.reset();
    }

    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] LabStore &store() { return *m_store; }
    [[nodiscard]] Actions &actions() { return *m_actions; }
    [[nodiscard]] Context &context() { return *m_context; }

private:
    [[nodiscard]] QString at(const char *name) const
    {
        return m_dir.filePath(QString::fromLatin1(name));
    }

    QTemporaryDir m_dir;
    Environment m_environment;
    std::unique_ptr<QSettings> m_memory;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<JobList> m_jobs;
    std::unique_ptr<LabStore> m_store;
    std::unique_ptr<Actions> m_actions;
    std::unique_ptr<DoctorModel> m_doctor;
    std::optional<Context> m_context;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace hydra::ui
