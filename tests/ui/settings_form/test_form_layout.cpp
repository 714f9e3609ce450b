// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/ui/settings_form/form_house.h"
#include "ui/settings_form/preview_pane.h"
#include "ui/widgets/elided_label.h"

using namespace hydra;
using namespace hydra::ui;

namespace {

const QByteArray layoutLab = "name: home\nvms:\n  - name: hub\n";

bool hasPreview(FormHouse &house)
{
    return house.form().findChild<PreviewPane *>()->isVisible();
}

} // namespace

class TestFormLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSmallWindowGivesTheFormItsWidth()
    {
        FormHouse house(layoutLab);
        house.window().resize(1180, 760);
        QTRY_VERIFY(!hasPreview(house));
        QTRY_VERIFY(house.control(QStringLiteral("name"))->width() >= 400);
        house.press(QStringLiteral("Preview"));
        QVERIFY(hasPreview(house));
        (void)house.row(QStringLiteral("ports.ssh")); // another section ends the look
        QVERIFY(!hasPreview(house));
    }

    void aPreviewThatWasFoldedAwayStaysSo()
    {
        FormHouse house(layoutLab);
        QVERIFY(hasPreview(house));
        house.press(QStringLiteral("Preview"));
        QVERIFY(!hasPreview(house));
        house.close();
        house.open().resize(1440, 900);
        house.showForm();
        QVERIFY(!hasPreview(house));
        house.press(QStringLiteral("Preview"));
        QVERIFY(hasPreview(house));
    }

    void theLabBesideTheTitleIsReadableBeforeButtonsHaveWords()
    {
        FormHouse house(layoutLab);
        for (int width = 1000; width <= 1400; width += 8) {
            house.window().resize(width, 760);
            const auto labels = house.window().findChildren<ElidedLabel *>();
            const bool readable = QTest::qWaitFor(
                [&] {
                    return std::any_of(labels.begin(), labels.end(), [](const ElidedLabel *label) {
                        return label->isVisible() && label->text() == u"home";
                    });
                },
                500);
            QVERIFY2(readable, qPrintable(QString::number(width)));
        }
    }
};

HYDRA_TEST_MAIN(TestFormLayout)
#include "test_form_layout.moc"
