// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/pull/image_source.h"
#include "core/image/store.h"
#include "ui/models/job_list.h"
#include "ui/models/lab_store.h"

#include <map>
#include <optional>

namespace hydra::ui {

/// The downloads of images that this window started: those that run, and those that failed, until
/// they are tried again or dismissed. GUI thread.
class ImagePulls : public QObject
{
    Q_OBJECT

public:
    struct Pull {
        ImageSource source;
        int job = 0;                ///< in the JobList; 0: it does not run
        std::optional<Error> error; ///< why it failed
    };
    ImagePulls(LabStore &store, JobList &jobs, QObject *parent = nullptr);

    /// Downloads it, or follows the download that another program does. Nothing happens while it
    /// runs here.
    void start(const ImageSource &source);
    /// The same for a name of the catalogue or an address, as `hydractl image pull` takes it; the
    /// error of what is neither.
    [[nodiscard]] Result<void> startAsked(const QString &asked);
    /// Cancels it; what has arrived is kept for the next try.
    void cancel(const QString &name);
    void dismiss(const QString &name); ///< forgets a failure
    /// By the images' names.
    [[nodiscard]] const std::map<QString, Pull> &all() const { return m_pulls; }

Q_SIGNALS:
    void changed(); ///< one began, ended or was dismissed
    void arrived(const QString &name);

private:
    void ended(const QString &name, const Result<StoredImage> &image);

    LabStore &m_store;
    JobList &m_jobs;
    std::map<QString, Pull> m_pulls;
};

/// The hydractl command that downloads ASKED, a name of the catalogue or an address.
[[nodiscard]] QString pullCommand(const QString &asked);

} // namespace hydra::ui
