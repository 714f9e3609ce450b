// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/field_row.h"

#include "ui/settings_form/field_words.h"

#include <QComboBox>
#include <QLineEdit>

namespace hydra::ui {
namespace {

constexpr int kLabelWidth = 128;
constexpr int kGap = 12;
// In a narrower row the help has all its width, instead of the control's.
constexpr int kWideRow = 480;
constexpr int kInnerLabelWidth = 108;

bool isInItem(const QString &path)
{
    return path.contains(u'[');
}

} // namespace

FieldRow::FieldRow(Context &context, VmForm &form, const QString &path, QWidget *parent)
    : QWidget(parent), m_form(form), m_path(path), m_editor(makeEditor(context, form, path)),
      m_help(makeParagraph({}, QStringLiteral("fieldHelp"))),
      m_reset(makeButton(tr("Reset"), QStringLiteral("quietLink"))),
      m_pill(makeLabel(tr("open to the network"), QStringLiteral("openPill"))),
      m_restrict(
          makeButton(tr("Restrict"), QStringLiteral("link"), tr("Restrict to this machine"))),
      m_remarks(new QVBoxLayout), m_under(new QHBoxLayout)
{
    const FieldHelp &field = m_editor->field();
    setObjectName(path);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->setSpacing(kGap);
    all->addLayout(line);
    QLabel *label = makeParagraph(QString::fromUtf8(field.label));
    label->setTextInteractionFlags(Qt::NoTextInteraction);
    label->setMinimumHeight(30);
    label->setFixedWidth(isInItem(path) ? kInnerLabelWidth : kLabelWidth);
    label->setObjectName(field.look & dangerLook ? QStringLiteral("error") : QString());
    label->setVisible(field.kind != FieldKind::Items); // its card shows the title
    line->addWidget(label, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout;
    column->setSpacing(4);
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_editor, 1);
    top->addWidget(m_pill, 0, Qt::AlignVCenter);
    top->addWidget(m_restrict, 0, Qt::AlignVCenter);
    column->addLayout(top);
    m_remarks->setSpacing(4);
    column->addLayout(m_remarks);
    line->addLayout(column, 1);
    m_under->setSpacing(8);
    m_under->addWidget(m_help, 1, Qt::AlignTop);
    m_under->addWidget(m_reset, 0, Qt::AlignTop);
    all->addLayout(m_under);
    m_reset->setAccessibleName(tr("Reset %1").arg(accessibleNameOf(path)));
    connect(m_reset, &QPushButton::clicked, this, [this] { m_form.reset(m_path); });
    connect(m_restrict, &QPushButton::clicked, this, [this] {
        const bool extra = isInItem(m_path);
        m_form.set(extra ? m_path : QStringLiteral("bind"), QStringLiteral("127.0.0.1"));
    });
}

void FieldRow::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    const bool beside = width() >= kWideRow && m_editor->field().kind != FieldKind::Items;
    const int label = isInItem(m_path) ? kInnerLabelWidth : kLabelWidth;
    m_under->setContentsMargins(beside ? label + kGap : 0, 0, 0, 0);
}

bool FieldRow::isWanted() const
{
    const FieldHelp *map = findFieldHelp(m_path.section(u'.', 0, 0));
    return isInItem(m_path) || !map || map == &m_editor->field() ||
           map->kind != FieldKind::WordOrMap ||
           m_form.value(m_path.section(u'.', 0, 0)).node.kind == YamlNode::Kind::Map;
}

void FieldRow::refresh()
{
    setVisible(isWanted());
    m_editor->showValue();
    showHelp();
    showPill();
    showRemarks();
}

void FieldRow::showHelp()
{
    const WrittenValue value = m_form.value(m_path);
    m_help->setText(helpWords(m_editor->field(), value, m_form.surroundings().notes.value(m_path),
                              m_form.surroundings().runs));
    m_help->setVisible(!m_help->text().isEmpty());
    const bool own = value.origin == WrittenValue::Origin::Own;
    const bool needed =
        isInItem(m_path) || m_path == u"name" || m_editor->field().kind == FieldKind::Items;
    m_reset->setVisible(own && !needed);
    m_reset->setToolTip(resetWords(m_editor->field(), value));
    const FieldKind kind = m_editor->field().kind;
    if (kind != FieldKind::Lines &&
        kind != FieldKind::Items) // their controls have accessible names of their own
        m_editor->control()->setAccessibleName(accessibleNameOf(m_path));
    if (auto *box = qobject_cast<QComboBox *>(m_editor->control()); box && box->isEditable())
        box->lineEdit()->setAccessibleName(accessibleNameOf(m_path));
}

// Marks a port that the network can reach; one that is off or unused has no listener.
void FieldRow::showPill()
{
    const QString any = QStringLiteral("0.0.0.0");
    const QString text = m_form.value(m_path).node.text;
    const bool bound = m_form.value(QStringLiteral("bind")).node.text == any;
    const bool named = m_path.startsWith(u"ports.") && !isInItem(m_path) &&
                       m_editor->field().kind == FieldKind::WordOrText;
    const bool extra = m_path.startsWith(u"ports.extra[") && m_path.endsWith(u".bind");
    const bool used =
        (m_path != u"ports.rimd" || m_form.value(QStringLiteral("boot")).node.text == u"kernel") &&
        (m_path != u"ports.diod" || m_form.value(QStringLiteral("diod")).node.text == u"true");
    const bool open = (m_path == u"bind" && bound) || (named && bound && used && text != u"off") ||
                      (extra && (text == any || (text.isEmpty() && bound)));
    m_pill->setVisible(open);
    m_restrict->setVisible(open && !named);
}

void FieldRow::showRemarks()
{
    const std::vector<Remark> problems = m_form.problems(m_path);
    const std::vector<Remark> warnings = m_form.warnings(m_path);
    QString print;
    for (const auto *remarks : {&problems, &warnings}) {
        for (const Remark &remark : *remarks)
            print += remark.words + (remark.cure ? remark.cure->label : QString()) + u'\n';
        print += u'|';
    }
    QWidget *control = m_editor->control();
    setLook(*control, "wrong", !problems.empty());
    control->setAccessibleDescription(problems.empty() ? m_help->text() : problems.front().words);
    if (print == m_shownRemarks)
        return;
    m_shownRemarks = print;
    clearLayout(*m_remarks);
    for (const Remark &remark : problems)
        addRemark(remark, QStringLiteral("error"));
    for (const Remark &remark : warnings)
        addRemark(remark, QStringLiteral("attention"));
}

void FieldRow::addRemark(const Remark &remark, const QString &look)
{
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(makeParagraph(remark.words, look), 1);
    if (remark.cure) {
        QPushButton *cure =
            makeButton(remark.cure->label, QStringLiteral("quietLink"),
                       QStringLiteral("%1: %2").arg(accessibleNameOf(m_path), remark.cure->label));
        line->addWidget(cure, 0, Qt::AlignTop);
        connect(cure, &QPushButton::clicked, this,
                [this, cure = *remark.cure] { m_form.apply(cure); });
    }
    m_remarks->addWidget(row);
    row->show();
}

} // namespace hydra::ui
