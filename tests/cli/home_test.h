// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/world.h"

#include <memory>

namespace hydra::test {

/// What `list` and `status` say, as JSON.
inline const char *const vmsShape = R"({"vms": [{
    "lab": "text", "name": "text",
    "state": "stopped|starting|running|paused|stopping|crashed|waiting|unknown", "reason": "text",
    "phase": "text", "backend": "text", "accelerator": "text", "uptime_s": "number",
    "pids": {"keeper": "number?", "vm": "number?"},
    "ports": [{"role": "text", "protocol": "tcp|udp", "host_address": "text", "host_port": "number", "guest_port": "number"}],
    "image": "text", "boot_id": "text"}]})";

inline QString words(const char *line)
{
    return QString::fromLatin1(line);
}

/// Common to tests of one VM's life: a world with a lab named home of one VM, hub.
class HomeTest : public QObject
{
protected:
    void makeHome()
    {
        m_world = std::make_unique<World>();
        m_world->setFake(bootingFake());
        m_lab = m_world->writeLab(QStringLiteral("home"));
    }

    /// Runs hydractl with the words of LINE, where LAB.yaml stands for home's file.
    [[nodiscard]] Outcome hydractl(const QString &line) const
    {
        QStringList args = line.split(u' ');
        args.replaceInStrings(QStringLiteral("LAB.yaml"), m_lab);
        return m_world->hydractl(args);
    }

    [[nodiscard]] QJsonValue vm() const { return m_world->status(QStringLiteral("home"))[0]; }

    std::unique_ptr<World> m_world;
    QString m_lab;
};

} // namespace hydra::test
