// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/load_module.h"
#include "tests/support/test_main.h"

using namespace hydra;

class TestLoadModule : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsLinkedIntoTheProgramNeedsNoFile()
    {
        const auto function = moduleFunction(QStringLiteral("hydra_none.so"), "malloc");
        QVERIFY(function);
        QVERIFY(*function == reinterpret_cast<QFunctionPointer>(&std::malloc));
    }

    void aModuleThatIsNotThereIsNamed()
    {
        const auto function = moduleFunction(QStringLiteral("hydra_none.so"), "hydraNone");
        QVERIFY(!function);
        QVERIFY2(function.error().what.contains(QStringLiteral("hydra_none.so")),
                 qPrintable(function.error().what));
    }
};

HYDRA_TEST_MAIN(TestLoadModule)
#include "test_load_module.moc"
