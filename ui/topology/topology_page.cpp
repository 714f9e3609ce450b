// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/topology/topology_page.h"

#include "core/base/atomic_file.h"
#include "ui/actions/action_menu.h"
#include "ui/models/vm_runtime.h"
#include "ui/topology/network_dialogs.h"
#include "ui/topology/paint_drawing.h"
#include "ui/topology/places_file.h"
#include "ui/topology/topology_view.h"
#include "ui/widgets/counted.h"
#include "ui/widgets/elided_label.h"

#include <QBuffer>
#include <QFileDialog>
#include <QImage>
#include <QMenu>

#include <algorithm>

namespace hydra::ui {
namespace {

/// Each answer has the figures of the whole lab in it, so many VMs are asked less often.
std::chrono::milliseconds paceOf(std::size_t vms)
{
    return std::max(std::chrono::milliseconds(1000), std::chrono::milliseconds(40) * int(vms));
}

void addLive(TopologyVm &shown, VmEntry &vm)
{
    addStatus(shown, vm.status());
    // What is not known of its containers is not asked for because somebody looks at a picture.
    const auto *runtime = vm.findChild<VmRuntime *>(QString(), Qt::FindDirectChildrenOnly);
    if (runtime && !runtime->isStale() && runtime->watch().lastSeenMs() != 0) {
        shown.pods = int(runtime->watch().pods().size());
        shown.containers = int(runtime->watch().containers().size());
    }
    const VmNetwork &network = VmNetwork::of(vm);
    shown.policy = network.policy();
    shown.rates = network.rates();
    shown.capturing = network.isCapturing();
}

} // namespace

TopologyPage::TopologyPage(Context &context, QString lab, QWidget *parent)
    : QWidget(parent), m_context(context), m_name(std::move(lab)), m_actions(context),
      m_banner(new Banner), m_summary(new ElidedLabel({}, Qt::ElideRight)),
      m_arrange(makeButton(tr("Arrange"), {}, tr("Put everything back where it was"))),
      m_view(new TopologyView(context.theme)), m_stack(new QStackedWidget)
{
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 20);
    column->setSpacing(12);
    column->addWidget(makeBar());
    column->addWidget(m_banner);
    auto *card = new QFrame;
    card->setObjectName(QStringLiteral("card"));
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(2, 2, 2, 2);
    m_stack->addWidget(m_view);
    QLabel *empty = makeParagraph(tr("The lab file cannot be read, so there is nothing to draw. "
                                     "Mend the file; this page follows."),
                                  QStringLiteral("dim"));
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(24);
    m_stack->addWidget(empty);
    inside->addWidget(m_stack);
    column->addWidget(card, 1);
    m_view->setAccessibleName(tr("Topology of %1").arg(m_name));
    m_view->setPlaces(readPlaces(context.paths(), m_name));
    m_soon.setSingleShot(true);
    m_soon.setInterval(50);
    setFocusProxy(m_view);
    connectActions();
}

QPushButton *TopologyPage::addSwitch(QHBoxLayout &line, const QString &text, bool on,
                                     const QString &description)
{
    QPushButton *button = makeButton(text, QStringLiteral("segment"), description);
    button->setCheckable(true);
    button->setChecked(on);
    button->setToolTip(description);
    line.addWidget(button);
    return button;
}

QWidget *TopologyPage::makeBar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    QPushButton *fit = addSwitch(*line, tr("Fit"), false, tr("Show all of it at once"));
    connect(fit, &QPushButton::toggled, m_view, &TopologyView::setFitted);
    QPushButton *rates =
        addSwitch(*line, tr("Rates"), true, tr("Show what goes over the links, and what is lost"));
    connect(rates, &QPushButton::toggled, m_view, &TopologyView::setRates);
    m_arrange->setToolTip(tr("Puts everything back where it was"));
    connect(m_arrange, &QPushButton::clicked, this, [this] {
        m_view->setPlaces({});
        keepPlaces();
    });
    line->addWidget(m_arrange);
    m_summary->setObjectName(QStringLiteral("dim"));
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_summary->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    line->addWidget(m_summary, 1);
    QPushButton *save =
        makeButton(tr("Save picture") + QStringLiteral("  ▾"), {}, tr("Save picture"));
    auto *menu = new QMenu(save);
    for (const char *ending : {"svg", "png"})
        menu->addAction(tr("As %1…").arg(QString::fromLatin1(ending).toUpper()), this,
                        [this, ending] { askToSave(QLatin1String(ending)); });
    save->setMenu(menu);
    line->addWidget(save);
    return bar;
}

void TopologyPage::connectActions()
{
    connect(m_view, &TopologyView::opened, this, &TopologyPage::open);
    connect(m_view, &TopologyView::menuWanted, this, &TopologyPage::showMenu);
    connect(m_view, &TopologyView::placesChanged, this, &TopologyPage::keepPlaces);
    connect(&m_actions, &NetworkActions::failed, this,
            [this](const Error &error) { m_banner->showWords(formatError(error), error.details); });
    connect(&m_actions, &NetworkActions::said, this,
            [this](const QString &words) { m_banner->showWords(words, {}, false); });
    connect(&m_actions, &NetworkActions::changed, this, &TopologyPage::offerToKeep);
    connect(&m_actions, &NetworkActions::allowListWanted, this,
            [this](VmEntry *vm) { askForList(*vm); });
    connect(&m_actions, &NetworkActions::peersWanted, this,
            [this](VmEntry *vm) { askForPeers(*vm); });
    connect(&m_actions, &NetworkActions::linkWanted, this,
            [this](VmEntry *vm) { askForLink(*vm); });
    connect(&m_actions, &NetworkActions::captureWanted, this,
            [this](VmEntry *vm) { askForFile(*vm); });
    const auto soon = [this] {
        if (isVisible() && !m_soon.isActive())
            m_soon.start();
    };
    connect(&m_soon, &QTimer::timeout, this, &TopologyPage::refresh);
    connect(&m_context.store, &LabStore::structureChanged, this, soon);
    connect(&m_context.store, &LabStore::vmChanged, this, [this, soon](VmEntry *vm) {
        if (vm->ref().lab == m_name)
            soon();
    });
    connect(&m_clock, &QTimer::timeout, this, [this] {
        refresh(); // with what the last questions brought
        ask();
    });
}

void TopologyPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
    ask();
    m_clock.start();
}

void TopologyPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    m_clock.stop();
    m_soon.stop();
}

void TopologyPage::ask()
{
    const LabEntry *lab = m_context.store.lab(m_name);
    if (!lab || !lab->lab || lab->lab->spec.network.mode != NetworkMode::Lab)
        return m_clock.setInterval(1000);
    m_clock.setInterval(paceOf(lab->vms.size()));
    for (const auto &vm : lab->vms)
        VmNetwork::of(*vm).ask();
}

Topology TopologyPage::current() const
{
    const LabEntry *lab = m_context.store.lab(m_name);
    if (!lab || !lab->lab)
        return {};
    Topology topology = topologyOf(lab->lab->spec);
    for (TopologyVm &shown : topology.vms) {
        if (VmEntry *vm = lab->vm(shown.spec.name))
            addLive(shown, *vm);
    }
    return topology;
}

void TopologyPage::refresh()
{
    const Topology topology = current();
    m_stack->setCurrentIndex(topology.vms.empty() ? 1 : 0);
    if (topology.vms.empty())
        return m_summary->setAll({});
    m_view->setTopology(topology);
    m_arrange->setEnabled(!m_view->places().isEmpty());
    m_summary->setAll(
        counted(qint64(topology.vms.size()), Counted::Environment) +
        (topology.isShared() ? tr(" on the lab's network") : tr(", each on a network of its own")));
}

void TopologyPage::open(const QString &box)
{
    const QString vm = vmOfBox(box);
    if (!vm.isEmpty())
        Q_EMIT m_context.actions.goTo({Place::Kind::Vm, m_name, vm});
    else if (box == u"computer")
        Q_EMIT portsWanted();
}

void TopologyPage::showMenu(const QString &box, const QPoint &at)
{
    LabEntry *lab = m_context.store.lab(m_name);
    VmEntry *vm = lab ? lab->vm(vmOfBox(box)) : nullptr;
    if (!vm)
        return;
    QMenu *menu = makeMenu(m_context.theme, m_actions.of(*lab, *vm), this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    auto *go = new QAction(tr("Go to %1").arg(vm->ref().vm), menu);
    connect(go, &QAction::triggered, this, [this, box] { open(box); });
    QAction *first = menu->actions().front();
    menu->insertAction(first, go);
    menu->insertSeparator(first);
    if (lab->lab && lab->lab->spec.network.mode != NetworkMode::Lab) {
        auto *why = new QAction(tr("For these, set `network: {mode: lab}` in the lab file"), menu);
        why->setEnabled(false);
        menu->insertAction(first, why);
    }
    menu->popup(at);
}

void TopologyPage::keepPlaces()
{
    m_arrange->setEnabled(!m_view->places().isEmpty());
    const auto kept = writePlaces(m_context.paths(), m_name, m_view->places());
    if (!kept)
        m_banner->showWords(formatError(kept.error()), kept.error().details);
}

void TopologyPage::offerToKeep(const VmRef &vm, const NetworkChange &change)
{
    m_banner->showWords(tr("It holds for %1 while it runs. From its next start on, the lab file's "
                           "words hold again.")
                            .arg(vm.vm),
                        {}, false);
    QPushButton *keep = m_banner->addButton(tr("Keep it in the lab file"));
    connect(keep, &QPushButton::clicked, this, [this, vm, change] { m_actions.keep(vm, change); });
}

void TopologyPage::askForList(VmEntry &vm)
{
    auto *dialog = new AllowDialog(vm.ref().vm,
                                   VmNetwork::of(vm).policy().egress.value_or(EgressSpec()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, entry = QPointer(&vm)] {
        if (entry)
            m_actions.apply(*entry, {.egress = dialog->egress()});
    });
    dialog->open();
}

void TopologyPage::askForPeers(VmEntry &vm)
{
    QStringList others;
    if (const LabEntry *lab = m_context.store.lab(m_name); lab && lab->lab)
        others = lab->lab->spec.vmNames();
    others.removeAll(vm.ref().vm);
    auto *dialog = new PeersDialog(vm.ref().vm, others,
                                   VmNetwork::of(vm).policy().peers.value_or(PeersSpec()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, entry = QPointer(&vm)] {
        if (entry)
            m_actions.apply(*entry, {.peers = dialog->peers()});
    });
    dialog->open();
}

void TopologyPage::askForLink(VmEntry &vm)
{
    auto *dialog =
        new LinkDialog(vm.ref().vm, VmNetwork::of(vm).policy().link.value_or(LinkSpec()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, entry = QPointer(&vm)] {
        if (const auto link = dialog->link(); link && entry)
            m_actions.apply(*entry, {.link = *link});
    });
    dialog->open();
}

void TopologyPage::askForFile(VmEntry &vm)
{
    const QPointer entry(&vm);
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Capture to a file"),
        QDir::home().filePath(vm.ref().vm + QStringLiteral(".pcapng")), tr("Captures (*.pcapng)"));
    if (!file.isEmpty() && entry)
        m_actions.startCapture(*entry, file);
}

void TopologyPage::askToSave(const QString &ending)
{
    const QString file = QFileDialog::getSaveFileName(this, tr("Save the picture"),
                                                      QDir::home().filePath(m_name + u'.' + ending),
                                                      tr("Pictures (*.%1)").arg(ending));
    if (file.isEmpty())
        return;
    if (const auto saved = save(file); !saved)
        m_banner->showWords(formatError(saved.error()), saved.error().details);
    else
        m_banner->showWords(tr("Saved as %1").arg(file), {}, false);
}

Result<void> TopologyPage::save(const QString &file) const
{
    const Drawing &drawing = m_view->drawing();
    if (file.endsWith(QStringLiteral(".svg"), Qt::CaseInsensitive))
        return writeFileAtomically(file, svgOf(drawing, m_context.theme));
    QBuffer png;
    png.open(QIODevice::WriteOnly);
    if (!imageOf(drawing, m_context.theme).save(&png, "PNG"))
        return fail(ErrorCode::Failed, QStringLiteral("the picture is too large"), file,
                    QStringLiteral("save it as SVG"));
    return writeFileAtomically(file, png.data());
}

} // namespace hydra::ui
