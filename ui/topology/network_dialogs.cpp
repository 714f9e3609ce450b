// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/network_dialogs.h"

#include "core/config/network_words.h"
#include "ui/widgets/basics.h"

#include <QFormLayout>
#include <QScrollArea>
#include <QVBoxLayout>

namespace hydra::ui {
namespace {

/// The buttons of a dialog; returns the one that accepts it.
QPushButton *addButtons(QDialog &dialog, QVBoxLayout &column)
{
    auto *line = new QHBoxLayout;
    line->addStretch();
    QPushButton *cancel = makeButton(QDialog::tr("Cancel"));
    QPushButton *apply = makeButton(QDialog::tr("Apply"), QStringLiteral("primary"));
    apply->setDefault(true);
    QObject::connect(cancel, &QPushButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(apply, &QPushButton::clicked, &dialog, &QDialog::accept);
    line->addWidget(cancel);
    line->addWidget(apply);
    column.addLayout(line);
    return apply;
}

QVBoxLayout *columnOf(QDialog &dialog)
{
    auto *column = new QVBoxLayout(&dialog);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    return column;
}

QString textOf(const QLineEdit &edit)
{
    const QString text = edit.text().trimmed();
    return text.isEmpty() ? QStringLiteral("0") : text;
}

} // namespace

AllowDialog::AllowDialog(const QString &vm, const EgressSpec &now, QWidget *parent)
    : QDialog(parent), m_lines(new QPlainTextEdit)
{
    setWindowTitle(tr("What %1 may reach").arg(vm));
    resize(420, 320);
    QVBoxLayout *column = columnOf(*this);
    column->addWidget(
        makeParagraph(tr("One destination a line: a name, or addresses such as 192.0.2.0/24, with "
                         ":443 for one port, :53/udp for one of UDP. Nothing else is let out."),
                      QStringLiteral("dim")));
    m_lines->setAccessibleName(tr("Destinations"));
    m_lines->setPlaceholderText(QStringLiteral("deb.debian.org:80\n192.0.2.0/24\n8.8.8.8:53/udp"));
    m_lines->setPlainText(now.allow.join(u'\n'));
    column->addWidget(m_lines, 1);
    addButtons(*this, *column);
}

EgressSpec AllowDialog::egress() const
{
    EgressSpec egress{.kind = EgressSpec::Kind::Allow, .allow = {}};
    for (const QString &line : m_lines->toPlainText().split(u'\n')) {
        if (!line.trimmed().isEmpty())
            egress.allow << line.trimmed();
    }
    if (egress.allow.isEmpty())
        egress.kind = EgressSpec::Kind::None;
    return egress;
}

PeersDialog::PeersDialog(const QString &vm, const QStringList &others, const PeersSpec &now,
                         QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Peers of %1").arg(vm));
    resize(380, 320);
    QVBoxLayout *column = columnOf(*this);
    column->addWidget(makeParagraph(tr("The environments that it may reach, and that may reach it "
                                       "if they choose it, too."),
                                    QStringLiteral("dim")));
    auto *list = new QWidget;
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(10);
    for (const QString &other : others) {
        auto *box = new QCheckBox(other);
        box->setChecked(now.kind == PeersSpec::Kind::All || now.only.contains(other));
        rows->addWidget(box);
        m_others.push_back(box);
    }
    rows->addStretch();
    auto *scroll = new QScrollArea;
    scroll->setWidget(list);
    scroll->setWidgetResizable(true);
    column->addWidget(scroll, 1);
    addButtons(*this, *column);
}

PeersSpec PeersDialog::peers() const
{
    PeersSpec peers{.kind = PeersSpec::Kind::Only, .only = {}};
    for (const QCheckBox *other : m_others) {
        if (other->isChecked())
            peers.only << other->text();
    }
    if (peers.only.isEmpty())
        return {.kind = PeersSpec::Kind::None, .only = {}};
    if (peers.only.size() == qsizetype(m_others.size()))
        return {.kind = PeersSpec::Kind::All, .only = {}};
    return peers;
}

LinkDialog::LinkDialog(const QString &vm, const LinkSpec &now, QWidget *parent)
    : QDialog(parent), m_delay(new QLineEdit), m_jitter(new QLineEdit), m_loss(new QLineEdit),
      m_rate(new QLineEdit), m_down(new QCheckBox(tr("Cut: nothing goes through"))),
      m_trouble(makeLabel({}, QStringLiteral("error")))
{
    setWindowTitle(tr("The link of %1").arg(vm));
    setMinimumWidth(380);
    QVBoxLayout *column = columnOf(*this);
    column->addWidget(
        makeParagraph(tr("How the link to the lab's network behaves, in each direction."),
                      QStringLiteral("dim")));
    auto *form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    const auto add = [&](QLineEdit *edit, const QString &name, const QString &value,
                         const char *example) {
        edit->setAccessibleName(name);
        edit->setText(value == u"0" ? QString() : value);
        edit->setPlaceholderText(QLatin1String(example));
        connect(edit, &QLineEdit::textChanged, this, &LinkDialog::judge);
        form->addRow(name, edit);
    };
    add(m_delay, tr("Delay"), delayText(now.delay), "50ms");
    add(m_jitter, tr("Jitter"), delayText(now.jitter), "5ms");
    add(m_loss, tr("Loss"), now.loss == 0 ? QString() : lossText(now.loss), "1%");
    add(m_rate, tr("Rate"), rateText(now.rate), "10Mbit");
    m_down->setChecked(now.down);
    form->addRow(QString(), m_down);
    column->addLayout(form);
    column->addWidget(m_trouble);
    m_apply = addButtons(*this, *column);
    judge();
}

std::optional<LinkSpec> LinkDialog::link() const
{
    const auto delay = parseDelay(textOf(*m_delay));
    const auto jitter = parseDelay(textOf(*m_jitter));
    const auto loss =
        m_loss->text().trimmed().isEmpty() ? std::optional(0.0) : parseLoss(textOf(*m_loss));
    const auto rate = parseRate(textOf(*m_rate));
    if (!delay || !jitter || !loss || !rate)
        return std::nullopt;
    return LinkSpec{.delay = *delay,
                    .jitter = *jitter,
                    .loss = *loss,
                    .rate = *rate,
                    .down = m_down->isChecked()};
}

void LinkDialog::judge()
{
    const auto wrong = [](QLineEdit *edit, bool good) { setLook(*edit, "wrong", !good); };
    wrong(m_delay, parseDelay(textOf(*m_delay)).has_value());
    wrong(m_jitter, parseDelay(textOf(*m_jitter)).has_value());
    wrong(m_loss, m_loss->text().trimmed().isEmpty() || parseLoss(textOf(*m_loss)).has_value());
    wrong(m_rate, parseRate(textOf(*m_rate)).has_value());
    const bool good = link().has_value();
    m_trouble->setText(good ? QString()
                            : tr("Write figures with their units, such as 50ms, 1% and 10Mbit."));
    m_apply->setEnabled(good);
}

} // namespace hydra::ui
