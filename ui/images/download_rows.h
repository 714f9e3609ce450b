// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/shared_build.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

#include <QTimer>

namespace hydra::ui {

/// What arrives in the image store: downloads and builds of this window, with their progress and a
/// way to cancel them, those of other programs, and downloads that failed, with a way to try again.
/// Hidden while there are none. Looks for other programs' once a second while the page is visible.
class DownloadRows : public Card
{
    Q_OBJECT

public:
    explicit DownloadRows(Context &context, QWidget *parent = nullptr);

    void setWatching(bool watching); ///< whether the page is visible
    /// Whether NAME is being made by this window or another program.
    [[nodiscard]] bool isRunning(const QString &name) const;

Q_SIGNALS:
    void changed(); ///< another set of them

private:
    struct Row {
        enum class Kind { Ours, Theirs, Failed };
        QString name;
        Kind kind = Kind::Ours;
        int job = 0;
        Progress progress;
        QString words; ///< of a failure
        [[nodiscard]] bool isLike(const Row &other) const
        {
            return name == other.name && kind == other.kind && job == other.job &&
                   words == other.words;
        }
    };
    struct Shown {
        QLabel *words;
        QLabel *detail;
        QProgressBar *bar;
    };
    void look();
    void refresh();
    [[nodiscard]] std::vector<Row> gather() const;
    void addRow(const Row &row);
    void addButtons(QHBoxLayout &line, const Row &row);
    void showProgressOf(const Row &row, const Shown &shown) const;

    Context &m_context;
    QTimer m_look;
    std::vector<RunningBuild> m_running; ///< of all programs, as seen last
    std::vector<Row> m_rows;
    std::vector<Shown> m_shown;
    QVBoxLayout *m_lines;
};

} // namespace hydra::ui
