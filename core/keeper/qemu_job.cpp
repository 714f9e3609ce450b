// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "keeper/qemu_job.h"

#include <QJsonArray>
#include <QPointer>
#include <QTimer>

namespace hydra {
namespace {

constexpr auto kLook = std::chrono::milliseconds(10);

/// One job on its way; lives until it is over, at most as long as its owner.
class Follower : public QObject
{
public:
    Follower(QmpClient *qmp, QObject *owner, QString id, JobDone done)
        : QObject(owner), m_qmp(qmp), m_id(std::move(id)), m_done(std::move(done))
    {
    }

    void begin(const QString &command, QJsonObject arguments)
    {
        arguments[u"job-id"] = m_id;
        execute(command, arguments, [this](const QJsonValue &) { look(); });
    }

    void look()
    {
        execute(QStringLiteral("query-jobs"), {}, [this](const QJsonValue &jobs) {
            for (const QJsonValue &job : jobs.toArray()) {
                if (job[QStringLiteral("id")].toString() == m_id)
                    return judge(job.toObject());
            }
            end(fail(ErrorCode::NotFound, QStringLiteral("QEMU has no such job"), m_id));
        });
    }

private:
    void execute(const QString &command, const QJsonObject &arguments, std::function<void(const QJsonValue &)> next)
    {
        if (!m_qmp || !m_qmp->isReady())
            return end(lost());
        m_qmp->execute(command, arguments, [self = QPointer<Follower>(this), next = std::move(next)](const Result<QJsonValue> &reply) {
            if (!self)
                return;
            if (reply)
                return next(*reply);
            // An error with QEMU's class comes from QEMU; else the connection is gone.
            self->end(reply.error().details.isEmpty() ? lost() : fail(reply.error()));
        });
    }

    void judge(const QJsonObject &job)
    {
        if (job[u"status"].toString() != u"concluded") {
            QTimer::singleShot(kLook, this, &Follower::look);
            return;
        }
        const QString error = job[u"error"].toString();
        const QPointer<QmpClient> qmp = m_qmp;
        const QString id = m_id;
        end(error.isEmpty() ? Result<void>() : Result<void>(fail(ErrorCode::Failed, error)));
        if (qmp)
            qmp->execute(QStringLiteral("job-dismiss"), {{QStringLiteral("id"), id}});
    }

    static tl::unexpected<Error> lost()
    {
        return fail(ErrorCode::Cancelled, QStringLiteral("QEMU's control connection ended"));
    }

    void end(const Result<void> &result)
    {
        const JobDone done = std::exchange(m_done, nullptr);
        deleteLater();
        if (done)
            done(result);
    }

    QPointer<QmpClient> m_qmp;
    QString m_id;
    JobDone m_done;
};

} // namespace

void runQemuJob(QmpClient *qmp, QObject *owner, const QString &id, const QString &command, QJsonObject arguments, JobDone done)
{
    (new Follower(qmp, owner, id, std::move(done)))->begin(command, std::move(arguments));
}

void followQemuJob(QmpClient *qmp, QObject *owner, const QString &id, JobDone done)
{
    (new Follower(qmp, owner, id, std::move(done)))->look();
}

} // namespace hydra
