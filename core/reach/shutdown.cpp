// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/reach/shutdown.h"

#include <QJsonObject>

namespace hydra {

Shutdown::Shutdown(VmLink &link, Options options, Done done, QObject *parent)
    : QObject(parent), m_link(link), m_options(options), m_done(std::move(done))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &Shutdown::lostPatience);
    connect(&link, &VmLink::statusChanged, this, [this](const VmStatus &status) {
        if (hasEnded(status))
            finish({});
    });
    if (hasEnded(link.status()))
        QMetaObject::invokeMethod(this, [this] { finish({}); }, Qt::QueuedConnection);
    else if (options.patience.count() > 0)
        pressPowerButton();
    else
        kill();
}

void Shutdown::pressPowerButton()
{
    m_patience.start(m_options.patience);
    const QJsonObject params{
        {QStringLiteral("timeout_s"), static_cast<qint64>(m_options.patience.count())}};
    m_link.request(QStringLiteral("powerdown"), params,
                   [this, alive = QPointer(this)](const Result<QJsonObject> &reply) {
                       if (alive && !reply)
                           finish(fail(reply.error()));
                   });
}

void Shutdown::lostPatience()
{
    if (m_options.force)
        return kill();
    const QString vm = m_link.vm().toString();
    finish(fail(ErrorCode::TimedOut,
                QStringLiteral("the guest did not shut down within %1 s of its power button")
                    .arg(m_options.patience.count()),
                vm,
                QStringLiteral(
                    "it may be hung; `hydractl down %1 --force` ends it as if its power were cut")
                    .arg(vm)));
}

void Shutdown::kill()
{
    m_link.request(QStringLiteral("kill"), {},
                   [this, alive = QPointer(this)](const Result<QJsonObject> &reply) {
                       if (alive && !reply)
                           finish(fail(reply.error()));
                   });
}

void Shutdown::finish(Result<void> result)
{
    m_patience.stop();
    if (const Done done = std::exchange(m_done, nullptr))
        done(std::move(result));
}

} // namespace hydra
