// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/process/cancel.h"

#include <QEventLoop>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace hydra {

/// What starts something that ends with a T: it is given the callback to end with.
template <typename T> using Begin = std::function<void(std::function<void(Result<T>)>)>;

/// Waits for what BEGIN starts, whose callback may be called at once or later, in this thread. Runs
/// an event loop for it, so it is for threads in which nothing else runs: that of a Job, or a
/// command's that does one thing at a time. Nothing when CANCEL was cancelled before; a callback
/// that comes later does nothing.
template <typename T>
[[nodiscard]] std::optional<Result<T>> awaitUnlessCancelled(const Begin<T> &begin,
                                                            const CancelToken &cancel)
{
    constexpr std::chrono::milliseconds betweenLooks(50);
    const auto result = std::make_shared<std::optional<Result<T>>>();
    QEventLoop loop;
    begin([result, loop = QPointer<QEventLoop>(&loop)](Result<T> value) {
        if (!loop)
            return;
        *result = std::move(value);
        loop->quit();
    });
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (cancel.cancelled())
            loop.quit();
    });
    look.start(betweenLooks);
    while (!*result && !cancel.cancelled())
        loop.exec();
    return std::move(*result);
}

/// The same for what is not to be cancelled.
template <typename T> [[nodiscard]] Result<T> await(const Begin<T> &begin)
{
    return std::move(*awaitUnlessCancelled<T>(begin, CancelToken()));
}

} // namespace hydra
