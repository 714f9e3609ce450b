// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/settings_form/number_editor.h"

#include "core/host/facts.h"
#include "ui/settings_form/yaml_values.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QWheelEvent>

namespace hydra::ui {
namespace {

constexpr std::uint64_t kSliderMib = 256; // step of the memory slider
constexpr std::uint64_t kGib = 1024;      // MiB
constexpr int kLeastDiskGib = 64;

std::uint64_t mibOf(const QString &text)
{
    return MemorySize::parse(text).value_or(MemorySize()).inMib();
}

/// A step is larger for larger sizes.
QString stepped(const QString &text, int steps)
{
    const std::uint64_t now = mibOf(text);
    const std::uint64_t step = now < kGib || (now == kGib && steps < 0) ? kSliderMib : kGib;
    const auto next = std::int64_t(now) + std::int64_t(step) * steps;
    return MemorySize::mib(std::uint64_t(std::max<std::int64_t>(next, std::int64_t(kSliderMib))))
        .toDisplay();
}

} // namespace

ValueSpin::ValueSpin(bool isSize, QWidget *parent) : QAbstractSpinBox(parent), m_isSize(isSize)
{
    setButtonSymbols(QAbstractSpinBox::NoButtons); // arrow keys and the slider replace them
    setFocusPolicy(Qt::StrongFocus);
    setObjectName(QStringLiteral("valueSpin"));
    connect(lineEdit(), &QLineEdit::textEdited, this, &ValueSpin::typed);
}

void ValueSpin::stepBy(int steps)
{
    const QString next = m_isSize
                             ? stepped(line()->text(), steps)
                             : QString::number(std::max(0LL, line()->text().toLongLong() + steps));
    line()->setText(next);
    Q_EMIT typed(next);
}

void ValueSpin::wheelEvent(QWheelEvent *event)
{
    if (hasFocus())
        QAbstractSpinBox::wheelEvent(event);
    else
        event->ignore();
}

NumberEditor::NumberEditor(VmForm &form, const QString &path)
    : FieldEditor(form, path), m_spin(new ValueSpin(isSize()))
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(12);
    if (field().look & sliderLook) {
        m_slider = new QSlider(Qt::Horizontal);
        m_slider->setAccessibleName(tr("%1, slider").arg(QString::fromUtf8(field().label)));
        line->addWidget(m_slider, 1);
        connect(m_slider, &QSlider::valueChanged, this, &NumberEditor::slid);
    }
    line->addWidget(m_spin);
    if (!m_slider)
        line->addStretch();
    m_spin->line()->setPlaceholderText(QString::fromUtf8(field().unset).isEmpty() ? QString()
                                                                                  : tr("not set"));
    connect(m_spin, &ValueSpin::typed, this, [this](const QString &text) {
        put(text);
        moveSlider();
    });
    connect(m_spin, &QAbstractSpinBox::editingFinished, this,
            [this] { m_spin->line()->setText(shown()); });
}

QString NumberEditor::shown() const
{
    return isSize() ? sizeForPeople(text()) : text();
}

void NumberEditor::showValue()
{
    if (m_spin->line()->text() != shown() && !isBeingTyped())
        m_spin->line()->setText(shown());
    moveSlider();
}

void NumberEditor::moveSlider()
{
    if (!m_slider)
        return;
    const QSignalBlocker quiet(m_slider);
    const MachineFacts machine = machineFacts();
    const std::uint64_t now = isSize() ? mibOf(text()) : text().toULongLong();
    if (!isSize()) {
        m_slider->setRange(1, std::max(machine.cpus, int(std::min<std::uint64_t>(now, 512))));
        m_slider->setValue(int(now));
    } else if (path() == u"memory") {
        m_slider->setRange(1, int(std::max(machine.memory.inMib(), now) / kSliderMib));
        m_slider->setValue(int(now / kSliderMib));
    } else {
        m_slider->setRange(0, std::max(kLeastDiskGib, int(now / kGib)));
        m_slider->setValue(int(now / kGib));
    }
}

void NumberEditor::slid(int value)
{
    const std::uint64_t notch = path() == u"memory" ? kSliderMib : kGib;
    const QString text = isSize() ? MemorySize::mib(std::uint64_t(value) * notch).toString()
                                  : QString::number(value);
    put(isSize() && value == 0 ? QString() : text);
    m_spin->line()->setText(shown());
}

} // namespace hydra::ui
