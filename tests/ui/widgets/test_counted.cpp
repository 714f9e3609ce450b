// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "ui/widgets/counted.h"

#include <QCoreApplication>
#include <QTranslator>

using namespace hydra::ui;

namespace {

/// Polish: one form for 1, one for 2 to 4, one for the others (simplified).
class Polish : public QTranslator
{
public:
    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(const char *context, const char *text, const char *,
                                    int count) const override
    {
        if (QByteArrayView(context) != "Counted" || QByteArrayView(text) != "%n problems")
            return {};
        return count == 1  ? QStringLiteral("%n problem")
               : count < 5 ? QStringLiteral("%n problemy")
                           : QString::fromUtf8("%n problemów");
    }
};

} // namespace

class TestCounted : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void englishHasTwoForms()
    {
        QCOMPARE(counted(0, Counted::Core), QStringLiteral("0 cores"));
        QCOMPARE(counted(1, Counted::Core), QStringLiteral("1 core"));
        QCOMPARE(counted(2, Counted::Entry), QStringLiteral("2 entries"));
    }

    void aTranslationHasAsManyFormsAsItsLanguage()
    {
        Polish polish;
        QVERIFY(QCoreApplication::installTranslator(&polish));
        QCOMPARE(counted(1, Counted::Problem), QStringLiteral("1 problem"));
        QCOMPARE(counted(3, Counted::Problem), QStringLiteral("3 problemy"));
        QCOMPARE(counted(5, Counted::Problem), QString::fromUtf8("5 problemów"));
        QCOMPARE(counted(1, Counted::Core), QStringLiteral("1 core")); // not translated yet
        QCoreApplication::removeTranslator(&polish);
    }
};

HYDRA_TEST_MAIN(TestCounted)
#include "test_counted.moc"
