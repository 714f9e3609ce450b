// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/containers/inspect_view.h"

#include "core/cri/crictl_lists.h"
#include "core/cri/crictl_text.h"
#include "core/cri/crictl_verbs.h"
#include "core/yaml/emit.h"
#include "ui/widgets/elided_label.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHBoxLayout>
#include <QJsonDocument>

namespace hydra::ui {
namespace {

constexpr qsizetype kLongestShown = 2 << 20; ///< characters; more than anybody reads

struct Question {
    const char *method;
    QJsonObject request;
};

Question questionOf(RuntimeList list, const QString &id)
{
    Question question = list == RuntimeList::Containers
                            ? Question{"ContainerStatus", {{QStringLiteral("containerId"), id}}}
                        : list == RuntimeList::Pods
                            ? Question{"PodSandboxStatus", {{QStringLiteral("podSandboxId"), id}}}
                            : Question{"ImageStatus", imageRequest(id)};
    question.request[QStringLiteral("verbose")] = true;
    return question;
}

// Keeps line breaks and removes all other control characters.
QString shownLines(const QString &text)
{
    QStringList lines = text.left(kLongestShown).split(u'\n');
    for (QString &line : lines)
        line = withoutControls(line);
    return lines.join(u'\n');
}

} // namespace

InspectView::InspectView(Context &context, VmRuntime &runtime, RuntimeList list, QString id,
                         QWidget *parent)
    : QWidget(parent), m_runtime(&runtime), m_list(list), m_id(std::move(id)),
      m_json(makeButton(QStringLiteral("JSON"), QStringLiteral("segment"))),
      m_yaml(makeButton(QStringLiteral("YAML"), QStringLiteral("segment"))),
      m_words(new ElidedLabel({}, Qt::ElideRight)), m_text(new QPlainTextEdit)
{
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(10, 4, 10, 10);
    all->setSpacing(8);
    auto *line = new QHBoxLayout;
    auto *group = new QButtonGroup(this);
    for (QPushButton *button : {m_json, m_yaml}) {
        button->setCheckable(true);
        group->addButton(button);
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, &InspectView::showValue);
    }
    m_json->setChecked(true);
    m_words->setObjectName(QStringLiteral("dim"));
    m_words->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    line->addWidget(m_words, 1);
    QPushButton *again = makeButton(tr("Ask again"));
    QPushButton *copy = makeButton(tr("Copy"), {}, tr("Copy all of it"));
    line->addWidget(again);
    line->addWidget(copy);
    all->addLayout(line);
    m_text->setObjectName(QStringLiteral("terminalText"));
    m_text->setReadOnly(true);
    m_text->setFont(context.theme.monospace());
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text->setAccessibleName(tr("All that is known of it"));
    all->addWidget(m_text, 1);
    setFocusProxy(m_text);
    connect(again, &QPushButton::clicked, this, &InspectView::ask);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
}

void InspectView::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_value.isEmpty())
        ask();
}

void InspectView::ask()
{
    if (!m_runtime || !m_runtime->obstacle().isEmpty())
        return m_words->setAll(m_runtime ? m_runtime->obstacle() : QString());
    auto client = makeCriClient(m_runtime->watch().endpoint());
    if (!client)
        return m_words->setAll(shownText(formatError(client.error())));
    m_client = std::move(*client);
    const Question question = questionOf(m_list, m_id);
    m_client->call(QLatin1String(question.method), question.request,
                   [this](const Result<QJsonObject> &reply) {
                       m_words->setAll(reply ? QString() : shownText(formatError(reply.error())));
                       if (!reply)
                           return;
                       m_value = inspectValue(*reply, true);
                       showValue();
                   });
}

void InspectView::showValue()
{
    if (m_value.isEmpty())
        return;
    m_text->setPlainText(shownLines(m_yaml->isChecked()
                                        ? emitYaml(m_value)
                                        : QString::fromUtf8(QJsonDocument(m_value).toJson())));
}

} // namespace hydra::ui
