// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/cri/grpc/calls.h"

#include <QPointer>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

namespace hydra {

struct CriCalls::Shared {
    std::mutex mutex;
    std::condition_variable idle;
    std::map<CriCall *, std::unique_ptr<CriCall>> running;
    std::deque<std::unique_ptr<CriCall>> ended;
};

CriCalls::CriCalls() : m_shared(std::make_shared<Shared>()) {}

CriCalls::~CriCalls()
{
    std::unique_lock lock(m_shared->mutex);
    std::vector<CriCall *> running;
    for (const auto &[call, owner] : m_shared->running)
        running.push_back(call);
    // Cancelling may end a call at once, which needs the lock. No call can vanish meanwhile: ended
    // ones are destroyed in this thread.
    lock.unlock();
    for (CriCall *call : running)
        call->context.TryCancel();
    lock.lock();
    m_shared->idle.wait(lock, [this] { return m_shared->running.empty(); });
    const auto dropped = std::move(m_shared->ended);
}

CriCalls::End CriCalls::add(std::unique_ptr<CriCall> call)
{
    CriCall *raw = call.get();
    const std::lock_guard lock(m_shared->mutex);
    m_shared->running.emplace(raw, std::move(call));
    return [this, raw, shared = m_shared](grpc::Status status) {
        raw->status = std::move(status);
        raw->read();
        const std::lock_guard guard(shared->mutex);
        auto node = shared->running.extract(raw);
        shared->ended.push_back(std::move(node.mapped()));
        // Under the lock: the destructor waits for it, so `this` is alive here.
        QMetaObject::invokeMethod(this, &CriCalls::deliverEnded, Qt::QueuedConnection);
        shared->idle.notify_all();
    };
}

void CriCalls::deliverEnded()
{
    const QPointer<CriCalls> self = this;
    while (self) {
        std::unique_ptr<CriCall> call;
        {
            const std::lock_guard lock(m_shared->mutex);
            if (m_shared->ended.empty())
                return;
            call = std::move(m_shared->ended.front());
            m_shared->ended.pop_front();
        }
        call->deliver(); // may destroy this
    }
}

} // namespace hydra
