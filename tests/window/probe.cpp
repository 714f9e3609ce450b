// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/window/probe.h"

#include "core/job/running_jobs.h"
#include "tests/window/seen.h"
#include "ui/vm/vm_page.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QJsonArray>
#include <QJsonDocument>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocalSocket>
#include <QScrollArea>
#include <QScrollBar>
#include <QThread>

#include <cstdlib>
#include <map>
#include <vector>

namespace hydra::test {
namespace {

const QJsonObject kDone{{QStringLiteral("ok"), true}};

QJsonObject refused(const QString &why)
{
    return {{QStringLiteral("error"), why}};
}

/// In the order of Place::Kind.
const QStringList &placeNames()
{
    static const QStringList names =
        QStringLiteral("welcome lab vm images doctor activity settings").split(u' ');
    return names;
}

ui::VmPage *vmPageOf(const ui::MainWindow &window)
{
    for (auto *page : window.findChildren<ui::VmPage *>()) {
        if (page->isVisible())
            return page;
    }
    return nullptr;
}

std::vector<QScrollBar *> scrollBarsOf(const ui::MainWindow &window)
{
    std::vector<QScrollBar *> bars;
    for (const auto *area : window.findChildren<QScrollArea *>()) {
        if (area->isVisible())
            bars.push_back(area->verticalScrollBar());
    }
    return bars;
}

void sendKey(QWidget &widget, QChar character)
{
    const bool enters = character == u'\n';
    const int key = enters ? int(Qt::Key_Return) : int(character.toUpper().unicode());
    const QString text = enters ? QStringLiteral("\r") : QString(character);
    for (const QEvent::Type type : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(type, key, Qt::NoModifier, text);
        QApplication::sendEvent(&widget, &event);
    }
}

} // namespace

Probe::Probe(Desktop &desktop, const QString &socket)
    : QObject(&desktop.window()), m_desktop(desktop)
{
    QLocalServer::removeServer(socket); // a killed program's socket
    connect(&m_server, &QLocalServer::newConnection, this, &Probe::serve);
    m_server.listen(socket);
}

void Probe::serve()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] {
            if (!socket->canReadLine())
                return;
            const QJsonObject reply = answer(QJsonDocument::fromJson(socket->readLine()).object());
            socket->write(QJsonDocument(reply).toJson(QJsonDocument::Compact) + '\n');
            socket->disconnectFromServer();
        });
    }
}

QJsonObject Probe::answer(const QJsonObject &question)
{
    static const std::map<QString, Answer> answers{
        {QStringLiteral("find"), &Probe::find},          {QStringLiteral("seen"), &Probe::seen},
        {QStringLiteral("place"), &Probe::place},        {QStringLiteral("go"), &Probe::go},
        {QStringLiteral("theme"), &Probe::theme},        {QStringLiteral("size"), &Probe::size},
        {QStringLiteral("press"), &Probe::press},        {QStringLiteral("type"), &Probe::type},
        {QStringLiteral("work"), &Probe::work},          {QStringLiteral("close"), &Probe::close},
        {QStringLiteral("grab"), &Probe::grab},          {QStringLiteral("bottom"), &Probe::bottom},
        {QStringLiteral("clipboard"), &Probe::clipboard}};
    const auto known = answers.find(question[QStringLiteral("ask")].toString());
    return known == answers.end() ? refused(QStringLiteral("unknown question"))
                                  : (this->*known->second)(question);
}

QJsonObject Probe::find(const QJsonObject &question)
{
    const auto found = findOnScreen(question[QStringLiteral("name")].toString());
    if (!found)
        return refused(QStringLiteral("not to be seen"));
    return {{QStringLiteral("x"), found->x()},
            {QStringLiteral("y"), found->y()},
            {QStringLiteral("width"), found->width()},
            {QStringLiteral("height"), found->height()}};
}

QJsonObject Probe::seen(const QJsonObject &)
{
    return {{QStringLiteral("words"), QJsonArray::fromStringList(wordsOnScreen())}};
}

QJsonObject Probe::place(const QJsonObject &)
{
    const ui::Place &place = m_desktop.window().place();
    const ui::VmPage *page = vmPageOf(m_desktop.window());
    return {{QStringLiteral("kind"), placeNames()[int(place.kind)]},
            {QStringLiteral("lab"), place.lab},
            {QStringLiteral("vm"), place.vm},
            {QStringLiteral("tab"), page ? int(page->tab()) : -1}};
}

QJsonObject Probe::go(const QJsonObject &question)
{
    const int kind = int(placeNames().indexOf(question[QStringLiteral("kind")].toString()));
    const ui::Place place{static_cast<ui::Place::Kind>(kind),
                          question[QStringLiteral("lab")].toString(),
                          question[QStringLiteral("vm")].toString()};
    m_desktop.window().go(place);
    if (m_desktop.window().place() != place)
        return refused(QStringLiteral("no such place"));
    if (ui::VmPage *page = vmPageOf(m_desktop.window()))
        page->showTab(static_cast<ui::VmPage::Tab>(question[QStringLiteral("tab")].toInt()));
    for (QScrollBar *bar : scrollBarsOf(m_desktop.window()))
        bar->setValue(0);
    return kDone;
}

QJsonObject Probe::theme(const QJsonObject &question)
{
    m_desktop.theme().choose(question[QStringLiteral("dark")].toBool() ? ui::ThemeChoice::Dark
                                                                       : ui::ThemeChoice::Light);
    return kDone;
}

QJsonObject Probe::size(const QJsonObject &question)
{
    m_desktop.window().resize(question[QStringLiteral("width")].toInt(),
                              question[QStringLiteral("height")].toInt());
    return kDone;
}

QJsonObject Probe::press(const QJsonObject &question)
{
    auto *button =
        qobject_cast<QAbstractButton *>(widgetNamed(question[QStringLiteral("name")].toString()));
    if (!button)
        return refused(QStringLiteral("no such button"));
    button->click();
    return kDone;
}

QJsonObject Probe::type(const QJsonObject &question)
{
    const QString name = question[QStringLiteral("name")].toString();
    QWidget *widget = name.isEmpty() ? QApplication::focusWidget() : widgetNamed(name);
    if (!widget)
        return refused(QStringLiteral("nothing to type into"));
    if (auto *line = qobject_cast<QLineEdit *>(widget); line != nullptr && !name.isEmpty())
        line->selectAll(); // what is typed takes its place
    for (const QChar character : question[QStringLiteral("text")].toString())
        sendKey(*widget, character);
    return kDone;
}

QJsonObject Probe::bottom(const QJsonObject &)
{
    for (QScrollBar *bar : scrollBarsOf(m_desktop.window()))
        bar->setValue(bar->maximum());
    return kDone;
}

QJsonObject Probe::clipboard(const QJsonObject &question)
{
    if (question.contains(QStringLiteral("text")))
        QApplication::clipboard()->setText(question[QStringLiteral("text")].toString());
    return {{QStringLiteral("text"), QApplication::clipboard()->text()}};
}

// What the job uses is destroyed when `main` returns, which aborts here, as it would crash there.
QJsonObject Probe::work(const QJsonObject &)
{
    static const struct Used {
        ~Used()
        {
            if (areJobsRunning())
                std::abort();
        }
    } used;
    m_work = std::make_unique<Job<bool>>(
        [](const JobContext &) -> Result<bool> {
            for (;;)
                QThread::msleep(10);
        },
        [](const Result<bool> &) {});
    return kDone;
}

QJsonObject Probe::close(const QJsonObject &)
{
    topWindow(m_desktop.window()).close();
    return kDone;
}

QJsonObject Probe::grab(const QJsonObject &question)
{
    const QString file = question[QStringLiteral("file")].toString();
    return pictureOf(m_desktop.window()).save(file)
               ? kDone
               : refused(QStringLiteral("cannot write the picture"));
}

} // namespace hydra::test
