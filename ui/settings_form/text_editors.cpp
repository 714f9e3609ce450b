// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/text_editors.h"

#include "ui/theme/icons.h"
#include "ui/widgets/basics.h"

#include <QAction>
#include <QSignalBlocker>

namespace hydra::ui {
namespace {

const QString kMap = QStringLiteral("{}"); // the choice that stands for a map or a list

QHBoxLayout *lineIn(QWidget *editor)
{
    auto *line = new QHBoxLayout(editor);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    return line;
}

/// The label of the map or list among the choices, and its initial value.
std::pair<QString, QString> mapChoice(const QString &path)
{
    if (path == u"egress")
        return {QStringLiteral("only some"), QStringLiteral("{allow: []}")};
    if (path == u"peers")
        return {QStringLiteral("only some"), QStringLiteral("[]")};
    if (path == u"firmware")
        return {QStringLiteral("own files"), QStringLiteral("{code: \"\"}")};
    return {QStringLiteral("on"), path == u"gpu" ? QStringLiteral("{vram: 4}") : kMap};
}

bool hasMore(const FieldHelp &field)
{
    return field.kind == FieldKind::WordOrMap || field.kind == FieldKind::WordOrLines;
}

QString guestPortOf(const QString &path)
{
    if (path == u"ports.ssh")
        return QString::number(guestSshPort);
    if (path == u"ports.containerd")
        return QString::number(guestContainerdPort);
    if (path == u"ports.streaming")
        return QString::number(guestStreamingPort);
    if (path == u"ports.rimd")
        return QString::number(guestRimdPort);
    return path == u"ports.diod" ? QString::number(guestDiodPort) : QString();
}

} // namespace

LineEditor::LineEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_edit(new QLineEdit)
{
    lineIn(this)->addWidget(m_edit);
    if (field().look & monoLook)
        m_edit->setFont(theme.monospace());
    m_edit->setPlaceholderText(QString::fromUtf8(field().unset));
    if (field().look & secretLook) {
        m_edit->setEchoMode(QLineEdit::Password);
        QAction *look = m_edit->addAction(lineIcon(theme, QStringLiteral("eye"), Token::Dim),
                                          QLineEdit::TrailingPosition);
        look->setToolTip(tr("Show or hide it"));
        connect(look, &QAction::triggered, this, [this] {
            m_edit->setEchoMode(m_edit->echoMode() == QLineEdit::Normal ? QLineEdit::Password
                                                                        : QLineEdit::Normal);
        });
    }
    connect(m_edit, &QLineEdit::textEdited, this, &LineEditor::put);
    connect(m_edit, &QLineEdit::editingFinished, this, [this] { m_edit->setText(text()); });
}

void LineEditor::showValue()
{
    if (m_edit->text() != text() && !isBeingTyped())
        m_edit->setText(text());
}

ChoiceEditor::ChoiceEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_box(new ComboBox(theme))
{
    QHBoxLayout *line = lineIn(this);
    m_box->setObjectName(QStringLiteral("wordBox"));
    line->addWidget(m_box);
    line->addStretch();
    for (const QString &word : wordsOf(field()))
        m_box->addItem(word, word);
    if (hasMore(field()))
        m_box->addItem(mapChoice(path).first, kMap);
    connect(m_box, &QComboBox::activated, this, [this] {
        if (m_box->currentData() == kMap)
            this->form().set(this->path(), mapChoice(this->path()).second);
        else
            put(m_box->currentData().toString());
    });
}

// Shows an unknown word as it is; choosing another replaces it.
void ChoiceEditor::showValue()
{
    const YamlNode node = form().value(path()).node;
    const bool isMap = node.kind == YamlNode::Kind::Map || node.kind == YamlNode::Kind::Sequence;
    const QString word = isMap ? kMap : node.text.isEmpty() ? wordsOf(field()).value(0) : node.text;
    const qsizetype known = wordsOf(field()).size() + (hasMore(field()) ? 1 : 0);
    while (m_box->count() > known)
        m_box->removeItem(int(known));
    if (m_box->findData(word) < 0)
        m_box->addItem(word, word);
    m_box->setCurrentIndex(m_box->findData(word));
}

WordEditor::WordEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_box(new ComboBox(theme))
{
    QHBoxLayout *line = lineIn(this);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->setCompleter(nullptr);
    m_box->setObjectName(QStringLiteral("wordBox"));
    m_box->lineEdit()->setFont(theme.monospace());
    m_box->addItems(wordsOf(field()));
    line->addWidget(m_box);
    if (const QString guest = guestPortOf(path); !guest.isEmpty()) {
        QLabel *to = makeLabel(QStringLiteral("→ ") + guest, QStringLiteral("dim"));
        to->setToolTip(tr("The guest's port"));
        line->addWidget(to);
    }
    line->addStretch();
    connect(m_box->lineEdit(), &QLineEdit::textEdited, this, &WordEditor::put);
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this,
            [this] { m_box->setEditText(text()); });
    connect(m_box, &QComboBox::textActivated, this, &WordEditor::put);
}

void WordEditor::showValue()
{
    if (m_box->currentText() != text() && !isBeingTyped())
        m_box->setEditText(text());
}

SwitchEditor::SwitchEditor(VmForm &form, const QString &path)
    : FieldEditor(form, path), m_box(new QCheckBox(tr("On")))
{
    lineIn(this)->addWidget(m_box);
    m_box->setMinimumHeight(30);
    connect(m_box, &QCheckBox::clicked, this,
            [this](bool on) { put(on ? QStringLiteral("true") : QStringLiteral("false")); });
}

void SwitchEditor::showValue()
{
    m_box->setChecked(text() == u"true");
}

DocumentEditor::DocumentEditor(const Theme &theme, VmForm &form, const QString &path)
    : FieldEditor(form, path), m_edit(new QPlainTextEdit)
{
    lineIn(this)->addWidget(m_edit);
    m_edit->setFont(theme.monospace());
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    m_edit->setMinimumHeight(220);
    m_edit->setPlaceholderText(
        QStringLiteral("timezone: Europe/Berlin\nruncmd:\n  - [touch, /ready]"));
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        const bool done = put(m_edit->toPlainText());
        m_refusedOver = done ? std::nullopt : std::optional(this->form().source(this->path()));
    });
    connect(&form.draft(), &LabDraft::reverted, this, [this] { m_refusedOver.reset(); });
}

void DocumentEditor::showValue()
{
    QString shown = form().source(path());
    if (m_refusedOver == shown)
        return;
    if (const YamlNode node = form().value(path()).node; node.kind == YamlNode::Kind::Scalar)
        shown = node.text; // a script, say, without the quotes or the indentation of the file
    while (shown.endsWith(u'\n'))
        shown.chop(1);
    if (isBeingTyped() || m_edit->toPlainText() == shown)
        return;
    const QSignalBlocker quiet(m_edit);
    m_edit->setPlainText(shown);
}

} // namespace hydra::ui
