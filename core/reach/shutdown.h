// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/reach/vm_link.h"

#include <QPointer>
#include <QTimer>

namespace hydra {

/// Stops one VM. Presses its power button (ACPI) and waits PATIENCE; a guest that does not react is
/// TimedOut, or is killed if FORCE is set. Without patience it is killed at once. DONE is called
/// once, possibly from the event loop; the link must live until then. Event-loop thread.
class Shutdown : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;
    struct Options {
        std::chrono::seconds patience{60};
        bool force = false;
    };

    Shutdown(VmLink &link, Options options, Done done, QObject *parent = nullptr);

private:
    void pressPowerButton();
    void lostPatience();
    void kill();
    void finish(Result<void> result);

    VmLink &m_link;
    Options m_options;
    Done m_done;
    QTimer m_patience;
};

} // namespace hydra
