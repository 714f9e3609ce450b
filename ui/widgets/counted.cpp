// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/counted.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace hydra::ui {
namespace {

/// English's forms; MANY is also the key of the translations.
struct CountedForms {
    const char *one;
    const char *many;
};

CountedForms formsOf(Counted what)
{
    switch (what) {
    case Counted::Conflict:
        return {"%n conflict", QT_TRANSLATE_N_NOOP("Counted", "%n conflicts")};
    case Counted::Container:
        return {"%n container", QT_TRANSLATE_N_NOOP("Counted", "%n containers")};
    case Counted::Core:
        return {"%n core", QT_TRANSLATE_N_NOOP("Counted", "%n cores")};
    case Counted::Entry:
        return {"%n entry", QT_TRANSLATE_N_NOOP("Counted", "%n entries")};
    case Counted::Environment:
        return {"%n environment", QT_TRANSLATE_N_NOOP("Counted", "%n environments")};
    case Counted::File:
        return {"%n file", QT_TRANSLATE_N_NOOP("Counted", "%n files")};
    case Counted::Finding:
        return {"%n finding", QT_TRANSLATE_N_NOOP("Counted", "%n findings")};
    case Counted::LabFile:
        return {"%n lab file", QT_TRANSLATE_N_NOOP("Counted", "%n lab files")};
    case Counted::Line:
        return {"%n line", QT_TRANSLATE_N_NOOP("Counted", "%n lines")};
    case Counted::Note:
        return {"%n note", QT_TRANSLATE_N_NOOP("Counted", "%n notes")};
    case Counted::Peer:
        return {"%n peer", QT_TRANSLATE_N_NOOP("Counted", "%n peers")};
    case Counted::Pod:
        return {"%n pod", QT_TRANSLATE_N_NOOP("Counted", "%n pods")};
    case Counted::Port:
        return {"%n port", QT_TRANSLATE_N_NOOP("Counted", "%n ports")};
    case Counted::Problem:
        return {"%n problem", QT_TRANSLATE_N_NOOP("Counted", "%n problems")};
    case Counted::RunningEnvironment:
        return {"%n environment is running",
                QT_TRANSLATE_N_NOOP("Counted", "%n environments are running")};
    case Counted::Share:
        return {"%n share", QT_TRANSLATE_N_NOOP("Counted", "%n shares")};
    case Counted::Snapshot:
        return {"%n snapshot", QT_TRANSLATE_N_NOOP("Counted", "%n snapshots")};
    }
    return {"%n", "%n"};
}

QString withNumber(const char *form, int number)
{
    return QString::fromLatin1(form).replace(QStringLiteral("%n"), QString::number(number));
}

} // namespace

// Qt takes plural forms from translation files alone, and English has none here.
QString counted(qint64 count, Counted what)
{
    const CountedForms forms = formsOf(what);
    const int number = int(std::min<qint64>(count, std::numeric_limits<int>::max()));
    const QString text = QCoreApplication::translate("Counted", forms.many, nullptr, number);
    const bool isEnglish = text == withNumber(forms.many, number);
    return isEnglish && number == 1 ? withNumber(forms.one, number) : text;
}

} // namespace hydra::ui
