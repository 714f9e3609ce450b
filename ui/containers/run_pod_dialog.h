// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/containers/image_form.h"
#include "ui/context.h"

#include <QDialog>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QStackedWidget>

namespace hydra {
class CriClient;
}

namespace hydra::ui {

/// Runs a pod in a VM: a workload of the library, an image with a form, or crictl's configurations.
/// Shows the equivalent command. Stays open until the pod runs; on failure it shows the error and
/// keeps all input.
class RunPodDialog : public QDialog
{
    Q_OBJECT

public:
    RunPodDialog(Context &context, VmRef vm, QWidget *parent = nullptr);
    ~RunPodDialog() override;

    enum Way { Library, Image, Configs };
    void choose(Way way);
    /// Opens the form with this image.
    void chooseImage(const QString &tag);
    [[nodiscard]] QString command() const;

Q_SIGNALS:
    /// The dialog closes after this.
    void started(const hydra::VmRef &vm, const hydra::StartedPod &pod);

protected:
    void done(int result) override; ///< closing cancels the work

private:
    void addWay(QHBoxLayout &tabs, const QString &title, PodSource *source);
    [[nodiscard]] QWidget *makeBottom();
    [[nodiscard]] PodSource &source() const;
    void askForImages();
    void check();
    void run();
    void ended(const Result<StartedPod> &result);
    void showWork(bool works);

    Context &m_context;
    VmRef m_vm;
    Banner *m_banner;
    ImageForm *m_form;
    QStackedWidget *m_stack;
    std::vector<QPushButton *> m_tabs;
    QPlainTextEdit *m_command;
    QLabel *m_words; ///< the progress
    QProgressBar *m_bar;
    QPushButton *m_copy;
    QPushButton *m_cancel;
    QPushButton *m_run;
    std::unique_ptr<CriClient> m_cri;
    std::unique_ptr<JobBase> m_job;
};

} // namespace hydra::ui
