// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/vm/qemu/qemu_job.h"

#include <QJsonArray>
#include <QPointer>
#include <QTimer>

namespace hydra {
namespace {

constexpr auto kLook = std::chrono::milliseconds(10);

/// Follows one job; lives until it is over, and no longer than its owner.
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
        m_isBegun = false;
        execute(command, arguments, [this](const QJsonValue &) {
            m_isBegun = true;
            look();
        });
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
    void execute(const QString &command, const QJsonObject &arguments,
                 std::function<void(const QJsonValue &)> next)
    {
        if (!m_qmp || !m_qmp->isReady())
            return end(lost());
        m_qmp->execute(command, arguments,
                       [self = QPointer<Follower>(this),
                        next = std::move(next)](const Result<QJsonValue> &reply) {
                           if (!self)
                               return;
                           if (reply)
                               return next(*reply);
                           self->end(self->refused(reply.error()));
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
        end(error.isEmpty() ? Result<void>()
                            : Result<void>(fail(ErrorCode::Failed, error, QStringLiteral("QEMU"))));
        if (qmp)
            qmp->execute(QStringLiteral("job-dismiss"), {{QStringLiteral("id"), id}});
    }

    [[nodiscard]] tl::unexpected<Error> refused(Error why) const
    {
        if (why.code == ErrorCode::Unavailable)
            return lost();
        if (!m_isBegun)
            why.code = ErrorCode::Conflict;
        return fail(std::move(why));
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
    bool m_isBegun = true;
};

} // namespace

void runQemuJob(QmpClient *qmp, QObject *owner, const QString &id, const QString &command,
                QJsonObject arguments, JobDone done)
{
    (new Follower(qmp, owner, id, std::move(done)))->begin(command, std::move(arguments));
}

void followQemuJob(QmpClient *qmp, QObject *owner, const QString &id, JobDone done)
{
    (new Follower(qmp, owner, id, std::move(done)))->look();
}

} // namespace hydra
