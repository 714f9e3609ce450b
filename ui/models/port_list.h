// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lab/ports/port_overview.h"
#include "ui/models/lab_store.h"

namespace hydra::ui {

/// Every port of every lab of this machine, with one lab's first. Looks every few seconds, and when
/// a lab or VM changes, but only while it is watched. GUI thread; the looking is a job.
class PortList : public QObject
{
    Q_OBJECT

public:
    PortList(LabStore &store, QString first, QObject *parent = nullptr);

    void setWatched(bool watched);
    void refresh(); ///< looks soon
    [[nodiscard]] const std::vector<PortRow> &rows() const { return m_rows; }
    [[nodiscard]] bool hasLooked() const { return m_hasLooked; }

    /// Gives ROW, or the range it is part of, another host port in its lab file.
    [[nodiscard]] Result<void> move(const PortRow &row, std::uint16_t port);
    /// Lets only this machine reach ROW, and what shares its address in the lab file.
    [[nodiscard]] Result<void> restrict(const PortRow &row);
    void solveAll(); ///< reports a failure by `failed`

Q_SIGNALS:
    void changed(); ///< the rows, or that it has looked
    void failed(const hydra::Error &error);

private:
    [[nodiscard]] Result<void> edited(Result<void> done);
    void look();
    void take(std::vector<PortRow> rows);

    LabStore &m_store;
    QString m_first;
    std::vector<PortRow> m_rows;
    bool m_hasLooked = false;
    bool m_watched = false;
    bool m_again = false;
    QTimer m_soon;
    QTimer m_clock;
    std::unique_ptr<JobBase> m_looking;
    std::unique_ptr<JobBase> m_solving;
};

} // namespace hydra::ui
