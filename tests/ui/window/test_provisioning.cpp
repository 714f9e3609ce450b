// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "tests/support/test_main.h"
#include "tests/ui/window/house.h"
#include "ui/vm/boot_times.h"
#include "ui/vm/overview_page.h"
#include "ui/vm/provisioning_card.h"
#include "ui/vm/vm_page.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QPushButton>

using namespace hydra;
using namespace hydra::ui;

namespace {

constexpr qint64 kStart = 1'700'000'000'000;

ProvisioningModule moduleOf(const char *name, qint64 began, qint64 ended,
                            ModuleResult result = ModuleResult::Done)
{
    return {.name = QLatin1String(name),
            .beganMs = kStart + began,
            .endedMs = ended == 0 ? 0 : kStart + ended,
            .result = result};
}

/// A guest that waits for its command, after a package was not to be had.
VmStatus troubled()
{
    VmStatus status;
    status.vm = {QStringLiteral("kitchen"), QStringLiteral("hub")};
    status.state = VmState::Running;
    status.start = QStringLiteral("cold");
    status.phase = Phase::CloudInit;
    status.startedAtMs = kStart - 60'000;
    status.accelerator = QStringLiteral("tcg");
    status.image = QStringLiteral("debian-13");
    Provisioning &now = status.provisioning;
    now.stages = {{.name = QStringLiteral("init-network"),
                   .beganMs = kStart,
                   .endedMs = kStart + 9000,
                   .result = ModuleResult::Done,
                   .modules = {moduleOf("bootcmd", 0, 300), moduleOf("growpart", 300, 4100),
                               moduleOf("users-groups", 5000, 6300)}},
                  {.name = QStringLiteral("modules-config"),
                   .beganMs = kStart + 12'000,
                   .endedMs = kStart + 16'000,
                   .result = ModuleResult::Done,
                   .modules = {moduleOf("apt-configure", 12'000, 15'100),
                               moduleOf("runcmd", 15'200, 15'210)}},
                  {.name = QStringLiteral("modules-final"),
                   .beganMs = kStart + 20'000,
                   .result = ModuleResult::Failed,
                   .modules = {moduleOf("package-update-upgrade-install", 20'000, 74'000,
                                        ModuleResult::Failed),
                               moduleOf("scripts-user", 75'000, 0, ModuleResult::Running)},
                   .ahead = {QStringLiteral("phone-home"), QStringLiteral("final-message")}}};
    now.troubles = {
        {.stage = QStringLiteral("modules-final"),
         .module = QStringLiteral("package-update-upgrade-install"),
         .atMs = kStart + 74'000,
         .words = QStringLiteral("E: Unable to locate package nosuchpackage"),
         .traceback = QStringLiteral("Last output:\nE: Unable to locate package nosuchpackage\n\n"
                                     "Traceback (most recent call last):\n  File \"modules.py\", "
                                     "line 297, in _run_modules\nProcessExecutionError: failed"),
         .source = QStringLiteral("/home/kim/.config/hydra/labs/kitchen.yaml:9: packages")}};
    now.waiting = QStringLiteral("scripts-user, no news for 45 s: the command `sleep 1000` runs");
    now.advice = QStringLiteral("if it hangs, end it, and the next one follows: `hydractl shell "
                                "kitchen/hub -- sudo kill 812`");
    now.rebootsToCome = 1;
    return status;
}

VmStatus withLongNames()
{
    VmStatus status = troubled();
    Provisioning &now = status.provisioning;
    const QString endless(64, u'x');
    now.stages.back().modules[0].name = endless;
    now.troubles[0].module = endless;
    now.troubles[0].words = QString(300, u'w');
    now.troubles[0].source = QStringLiteral("/home/kim/") + QString(200, u'd') +
                             QStringLiteral("/kitchen.yaml:9: packages");
    return status;
}

void writeBoots(const QString &file, qint64 lastMs)
{
    for (int i = 0; i < 7; ++i) {
        const qint64 cri = i == 6 ? lastMs : 40'000 + i * 700;
        QVERIFY(addToBootHistory(
            file, {.atMs = kStart - (7 - i) * 3'600'000,
                   .vm = {QStringLiteral("kitchen"),
                          i % 2 != 0 ? QStringLiteral("hub")
                                     : QStringLiteral("the-refrigerator-beside-the-door")},
                   .accelerator = QStringLiteral("tcg"),
                   .kind = QStringLiteral("first"),
                   .phases = {{Phase::Firmware, 0},
                              {Phase::Kernel, 3000},
                              {Phase::CloudInit, 24'000},
                              {Phase::Ssh, 31'000},
                              {Phase::Containerd, cri - 1000},
                              {Phase::Cri, cri}}}));
    }
}

/// The card alone, as wide as in a window of WIDTH.
struct Shown {
    explicit Shown(const VmStatus &status, hydra::ui::ThemeChoice choice = ThemeChoice::Light)
        : theme(choice), card(theme)
    {
        card.resize(700, 400);
        card.show();
        card.showStatus(status, kStart + 120'000);
    }
    hydra::ui::Theme theme;
    ProvisioningCard card;
};

QPushButton *detailsButton(const QWidget &card)
{
    for (QPushButton *button : card.findChildren<QPushButton *>()) {
        if (button->text() == u"Details" && !button->isHidden())
            return button;
    }
    return nullptr;
}

} // namespace

class TestProvisioning : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stagesModulesAndFailuresAreShown()
    {
        const Shown shown(troubled());
        QTRY_VERIFY(says(shown.card, QStringLiteral("Packages and commands (modules-final)")));
        QVERIFY(says(shown.card, QStringLiteral("6 of 9 modules")));
        QVERIFY(says(shown.card, QStringLiteral("now, 45 s")));
        QVERIFY(says(shown.card, QStringLiteral("Unable to locate package nosuchpackage")));
        QVERIFY(says(shown.card, QStringLiteral("the command `sleep 1000` runs")));
        QVERIFY(says(shown.card, QStringLiteral("reboots: 0 done, 1 to come")));
        QVERIFY(!says(shown.card, QStringLiteral("bootcmd"))); // done at once
        VmStatus ended = troubled();
        ended.state = VmState::Stopped;
        const Shown last(ended);
        QTRY_VERIFY(says(last.card, QStringLiteral("unfinished")));
        QVERIFY(!says(last.card, QStringLiteral("sleep 1000"))); // nothing waits
    }

    void aTracebackOpensAndRemainsOpen()
    {
        Shown shown(troubled());
        QVERIFY(!says(shown.card, QStringLiteral("Traceback (most recent call last)")));
        QTRY_VERIFY(detailsButton(shown.card));
        detailsButton(shown.card)->click();
        QVERIFY(says(shown.card, QStringLiteral("Traceback (most recent call last)")));
        VmStatus next = troubled();
        next.provisioning.troubles.push_back({.words = QStringLiteral("another")});
        shown.card.showStatus(next, kStart + 121'000);
        QVERIFY(says(shown.card, QStringLiteral("Traceback (most recent call last)")));
        QTRY_VERIFY(detailsButton(shown.card));
        detailsButton(shown.card)->click();
        QVERIFY(!says(shown.card, QStringLiteral("Traceback (most recent call last)")));
    }

    void aGuestThatMayStillReportSaysSo()
    {
        VmStatus status = troubled();
        status.provisioning = {};
        status.phase = Phase::Kernel;
        QVERIFY(says(Shown(status).card, QStringLiteral("cloud-init has not reported yet")));
        status.start = QStringLiteral("instant"); // it goes on and boots nothing
        QVERIFY(Shown(status).card.isHidden());
        status.state = VmState::Stopped;
        status.start = QStringLiteral("cold");
        QVERIFY(Shown(status).card.isHidden());
    }

    void longNamesDoNotWidenIt()
    {
        const Shown shown(withLongNames());
        QVERIFY2(shown.card.minimumSizeHint().width() <= 700,
                 qPrintable(QString::number(shown.card.minimumSizeHint().width())));
    }

    void theHistoryIsShownWithARegression()
    {
        const QTemporaryDir dir;
        const QString file = dir.filePath(QStringLiteral("boots.json"));
        const hydra::ui::Theme theme(ThemeChoice::Light);
        BootTimesCard card(theme);
        card.showHistory(file, QStringLiteral("debian-13"), troubled(), kStart);
        QVERIFY(card.isHidden());
        writeBoots(file, 80'000);
        VmStatus later = troubled();
        later.phase = Phase::Ready;
        card.showHistory(file, QStringLiteral("debian-13"), later, kStart);
        QVERIFY(!card.isHidden());
        QVERIFY(says(card, QStringLiteral("slower than usual: cri after 80 s")));
        const QString words = card.findChild<BootBars *>()->accessibleName();
        QVERIFY2(words.contains(QStringLiteral("kernel 3.0 s, cloud-init 21 s")),
                 qPrintable(words));
    }

    // Pictures to be looked at.
    void theOverviewHoldsThem()
    {
        House house;
        house.writeLab(QStringLiteral("kitchen"),
                       "name: kitchen\nvms:\n  - name: hub\n    image: debian-13\n");
        const QString state = house.paths().vmState(troubled().vm);
        VmStatus status = troubled();
        status.state = VmState::Stopped;
        status.phases = {{Phase::Firmware, kStart - 60'000},
                         {Phase::Kernel, kStart - 55'000},
                         {Phase::CloudInit, kStart},
                         {Phase::Ssh, kStart + 12'000}};
        QVERIFY(QDir().mkpath(state));
        QVERIFY(writeFileAtomically(state + QStringLiteral("/state.json"),
                                    QJsonDocument(toJson(status)).toJson()));
        writeBoots(house.paths().bootHistory(QStringLiteral("debian-13")), 80'000);
        house.open().go(Place::of(status.vm));
        house.window().findChild<VmPage *>()->showTab(VmPage::Overview);
        QTRY_VERIFY(says(house.window(), QStringLiteral("Unable to locate package")));
        QDir().mkpath(hydra::test::shotPath(""));
        for (const auto choice : {ThemeChoice::Light, ThemeChoice::Dark}) {
            house.context().theme.choose(choice);
            const QString theme =
                choice == ThemeChoice::Light ? QStringLiteral("light") : QStringLiteral("dark");
            for (const QSize size : {QSize(1440, 1100), QSize(1024, 640)}) {
                house.window().resize(size);
                QTest::qWait(50);
                const auto take = [&](const char *name) {
                    return house.window().grab().save(hydra::test::shotPath("%1-%2-%3.png")
                                                          .arg(QLatin1String(name), theme)
                                                          .arg(size.width()));
                };
                auto *page = house.window().findChild<OverviewPage *>();
                QVERIFY(take("provisioning"));
                page->ensureWidgetVisible(page->findChild<BootTimesCard *>());
                QVERIFY(take("boot-times"));
                page->ensureVisible(0, 0);
            }
        }
    }
};

HYDRA_TEST_MAIN(TestProvisioning)
#include "test_provisioning.moc"
