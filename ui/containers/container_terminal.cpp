// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/container_terminal.h"

#include "ui/containers/runtime_rows.h"

#include <QJsonArray>

namespace hydra::ui {
namespace {

// bash where the container has it, else sh.
const QStringList shell{QStringLiteral("sh"), QStringLiteral("-c"),
                        QStringLiteral("command -v bash >/dev/null 2>&1 && exec bash; exec sh")};

} // namespace

ContainerTerminal::ContainerTerminal(Context &context, VmRuntime &runtime, QString id,
                                     const QString &name, QWidget *parent)
    : TerminalPane(context, tr("Shell in the container %1").arg(name), parent), m_runtime(&runtime),
      m_id(std::move(id)), m_name(name),
      m_again(addButton(tr("Open again"), tr("Open a shell again")))
{
    setObjectName(QString()); // it is on a card, not a page of its own
    setAttribute(Qt::WA_StyledBackground, false);
    layout()->setContentsMargins(10, 4, 10, 10);
    connect(m_again, &QPushButton::clicked, this, &ContainerTerminal::begin);
    const auto write = [this](const QByteArray &bytes) {
        if (m_stream)
            m_stream->write(bytes);
    };
    connect(&view(), &TerminalView::typed, this, write);
    connect(&surface(), &TerminalSurface::reply, this, write);
    connect(&view(), &TerminalView::resized, this, [this](int columns, int rows) {
        if (m_stream)
            m_stream->resize(columns, rows);
    });
    m_again->hide();
}

void ContainerTerminal::showEvent(QShowEvent *event)
{
    TerminalPane::showEvent(event);
    // Queued, because the view gets its size only after this event.
    if (!std::exchange(m_begun, true))
        QMetaObject::invokeMethod(this, &ContainerTerminal::begin, Qt::QueuedConnection);
}

void ContainerTerminal::begin()
{
    if (m_stream || !m_runtime)
        return;
    m_again->show();
    if (!m_runtime->obstacle().isEmpty())
        return say(m_runtime->obstacle());
    auto client = makeCriClient(m_runtime->watch().endpoint());
    if (!client)
        return say(shownText(formatError(client.error())));
    m_client = std::move(*client);
    m_again->hide();
    say(tr("Opening a shell in %1…").arg(m_name));
    const QJsonObject request{{QStringLiteral("containerId"), m_id},
                              {QStringLiteral("cmd"), QJsonArray::fromStringList(shell)},
                              {QStringLiteral("tty"), true},
                              {QStringLiteral("stdin"), true},
                              {QStringLiteral("stdout"), true},
                              {QStringLiteral("stderr"), false}};
    m_client->call(QStringLiteral("Exec"), request, [this](const Result<QJsonObject> &reply) {
        if (!reply)
            return ended(fail(reply.error()));
        if (!m_runtime)
            return;
        if (const auto url = m_runtime->reach((*reply)[u"url"].toString()); url)
            open(*url);
        else
            ended(fail(url.error()));
    });
}

void ContainerTerminal::open(const QUrl &url)
{
    m_stream = std::make_unique<RemoteStream>(url);
    connect(m_stream.get(), &RemoteStream::opened, this, [this] {
        m_stream->resize(surface().columns(), surface().rows());
        say(tr("A shell in %1").arg(m_name));
    });
    connect(m_stream.get(), &RemoteStream::received, this,
            [this](StreamChannel, const QByteArray &bytes) { feed().add(bytes); });
    connect(m_stream.get(), &RemoteStream::ended, this, &ContainerTerminal::ended);
    m_stream->open();
}

void ContainerTerminal::ended(const Result<int> &exit)
{
    // Not deleted here: the stream is emitting the signal that called this.
    if (m_stream)
        m_stream.release()->deleteLater();
    m_again->show();
    say(exit ? tr("The shell ended with %1.").arg(*exit) : shownText(formatError(exit.error())));
}

} // namespace hydra::ui
