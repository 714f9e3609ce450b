// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/snapshots/snapshots_page.h"

#include "ui/widgets/counted.h"
#include "ui/widgets/elided_label.h"

#include <QDateTime>
#include <QScrollArea>

namespace hydra::ui {
namespace {

QString when(const QString &createdAt)
{
    const QDateTime time = QDateTime::fromString(createdAt, Qt::ISODate).toLocalTime();
    return time.date() == QDate::currentDate() ? time.toString(QStringLiteral("HH:mm:ss"))
                                               : time.toString(QStringLiteral("d MMM HH:mm"));
}

QString kindOf(const Snapshot &snapshot)
{
    const QString what = snapshot.memory
                             ? SnapshotsPage::tr("%1 memory").arg(snapshot.memorySize.toDisplay())
                             : SnapshotsPage::tr("disk only");
    return snapshot.labSnapshot.isEmpty() ? what : what + SnapshotsPage::tr(", lab");
}

} // namespace

SnapshotsPage::SnapshotsPage(Context &context, VmEntry &vm, QWidget *parent)
    : QWidget(parent), m_context(context), m_vm(&vm), m_ref(vm.ref()), m_banner(new Banner),
      m_name(new QLineEdit), m_note(new QLineEdit), m_memory(new QCheckBox(tr("With memory"))),
      m_wholeLab(new QCheckBox(tr("Whole lab, at one moment"))),
      m_take(makeButton(tr("Take snapshot"), QStringLiteral("primary"))),
      m_card(new Card(tr("Snapshots"))), m_rows(new QVBoxLayout)
{
    auto *page = new QWidget;
    page->setObjectName(QStringLiteral("page"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(20, 20, 20, 20);
    column->setSpacing(12);
    column->addWidget(m_banner);
    column->addWidget(makeForm());
    m_rows->setSpacing(6);
    m_card->body()->addLayout(m_rows);
    column->addWidget(m_card);
    column->addStretch(1);
    auto *scroll = new QScrollArea;
    scroll->setWidget(page);
    scroll->setWidgetResizable(true);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    setFocusProxy(m_name);
    connect(m_take, &QPushButton::clicked, this, &SnapshotsPage::take);
    connect(&vm, &VmEntry::changed, this, &SnapshotsPage::showForm);
    connect(&context.theme, &Theme::changed, this, [this] {
        if (isVisible())
            reload();
    });
    connect(&context.actions, &Actions::snapshotsChanged, this, [this](const QString &lab) {
        if (lab == m_ref.lab && isVisible())
            reload();
    });
    showForm();
}

QWidget *SnapshotsPage::makeForm()
{
    auto *card = new Card(tr("Take one"));
    auto *line = new QHBoxLayout;
    m_name->setPlaceholderText(tr("Name, or the time"));
    m_name->setAccessibleName(tr("Name of the new snapshot"));
    m_name->setMaxLength(64);
    m_note->setPlaceholderText(tr("Note: what is worth coming back to?"));
    m_note->setAccessibleName(tr("Note of the new snapshot"));
    m_note->setMaxLength(500);
    line->addWidget(m_name, 2);
    line->addWidget(m_note, 3);
    card->body()->addLayout(line);
    auto *choices = new QHBoxLayout;
    choices->setSpacing(16);
    choices->addWidget(m_memory);
    choices->addWidget(m_wholeLab);
    choices->addStretch(1);
    choices->addWidget(m_take);
    card->body()->addLayout(choices);
    m_memory->setChecked(true);
    return card;
}

void SnapshotsPage::showForm()
{
    if (!m_vm)
        return;
    const VmState state = m_vm->status().state;
    const bool runs = state == VmState::Running || state == VmState::Paused;
    const bool settled = runs || hasEnded(state);
    const LabEntry *lab = m_context.store.lab(m_ref.lab);
    m_memory->setEnabled(runs);
    m_memory->setToolTip(
        runs ? tr("The guest stops for about a second; restored, it goes on where it was.")
             : tr("Only a running guest has memory to keep."));
    m_wholeLab->setVisible(lab && lab->vms.size() > 1);
    m_take->setEnabled(settled && m_vm->spec());
}

void SnapshotsPage::take()
{
    m_banner->dismiss();
    const SnapshotOptions options{.name = m_name->text().trimmed(),
                                  .note = m_note->text().trimmed(),
                                  .memory = m_memory->isEnabled() && m_memory->isChecked()};
    const bool whole = m_wholeLab->isVisible() && m_wholeLab->isChecked();
    m_context.actions.createSnapshot(m_ref.lab, whole ? QString() : m_ref.vm, options);
    m_name->clear();
    m_note->clear();
}

void SnapshotsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    reload();
}

void SnapshotsPage::reload()
{
    const LabEntry *lab = m_context.store.lab(m_ref.lab);
    if (m_reading) {
        m_again = true;
        return;
    }
    if (!lab || !lab->lab)
        return;
    auto work = [environment = m_context.store.environment(),
                 target = LoadedTarget{*lab->lab, {m_ref.vm}}](const JobContext &job) {
        return listSnapshots(environment, target, job);
    };
    m_reading = std::make_unique<Job<std::vector<VmSnapshots>>>(
        work, [this](const Result<std::vector<VmSnapshots>> &snapshots) {
            m_reading.reset();
            showSnapshots(snapshots);
            if (std::exchange(m_again, false))
                reload();
        });
}

void SnapshotsPage::showSnapshots(const Result<std::vector<VmSnapshots>> &snapshots)
{
    clearLayout(*m_rows);
    if (!snapshots)
        return m_banner->showWords(formatError(snapshots.error()), snapshots.error().details);
    const SnapshotRecord record = snapshots->empty() ? SnapshotRecord() : snapshots->front().record;
    for (const SnapshotRow &row : snapshotTree(record))
        addRow(row);
    m_card->setNote(record.snapshots.empty()
                        ? QString()
                        : counted(qint64(record.snapshots.size()), Counted::Snapshot));
    if (record.snapshots.empty())
        m_rows->addWidget(makeParagraph(tr("None yet. Take one before you break something: with "
                                           "memory, the guest goes on from it "
                                           "within a second."),
                                        QStringLiteral("dim")));
}

void SnapshotsPage::addRow(const SnapshotRow &row)
{
    const Snapshot &snapshot = row.snapshot;
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    auto *tree = new QHBoxLayout;
    tree->setSpacing(0);
    if (!row.branch.isEmpty()) {
        QLabel *branch = makeLabel(row.branch, QStringLiteral("dim"));
        branch->setFont(m_context.theme.monospace());
        tree->addWidget(branch);
    }
    auto *name = new ElidedLabel(snapshot.name);
    name->setToolTip(snapshot.name);
    tree->addWidget(name, 1);
    if (row.current)
        tree->addWidget(makeMark(tr("● now"), m_context.theme.color(Token::RunText),
                                 tr("The present state comes from it")));
    line->addLayout(tree, 4);
    auto *note = new ElidedLabel(snapshot.pending ? tr("being made…") : snapshot.note);
    note->setObjectName(QStringLiteral("dim"));
    note->setToolTip(snapshot.note);
    line->addWidget(note, 5);
    for (const auto &[text, stretch] :
         {std::pair(kindOf(snapshot), 4), std::pair(when(snapshot.createdAt), 2)}) {
        auto *label = new ElidedLabel(text);
        label->setObjectName(QStringLiteral("dim"));
        label->setToolTip(text);
        line->addWidget(label, stretch);
    }
    QPushButton *restore = makeButton(tr("Restore"), {}, tr("Restore %1").arg(snapshot.name));
    QPushButton *remove = makeButton(tr("Delete"), QStringLiteral("danger"),
                                     tr("Delete snapshot %1").arg(snapshot.name));
    for (QPushButton *button : {restore, remove})
        button->setEnabled(!snapshot.pending);
    connect(restore, &QPushButton::clicked, this, [this, snapshot] { askRestore(snapshot); });
    connect(remove, &QPushButton::clicked, this, [this, snapshot] { askDelete(snapshot); });
    line->addWidget(restore);
    line->addWidget(remove);
    m_rows->addLayout(line);
}

QString SnapshotsPage::vmOf(const Snapshot &snapshot) const
{
    return snapshot.labSnapshot.isEmpty() ? m_ref.vm : QString();
}

void SnapshotsPage::askRestore(const Snapshot &snapshot)
{
    const QString what =
        snapshot.labSnapshot.isEmpty() ? m_ref.toString() : tr("the whole lab %1").arg(m_ref.lab);
    m_banner->showWords(tr("Restore %1? What happened in %2 since its last snapshot is lost.")
                            .arg(snapshot.name, what),
                        {}, false);
    const auto offer = [this, snapshot](const QString &words, bool diskOnly) {
        connect(m_banner->addButton(words), &QPushButton::clicked, this,
                [this, snapshot, diskOnly] {
                    m_banner->dismiss();
                    m_context.actions.restoreSnapshot(m_ref.lab, vmOf(snapshot), snapshot.name,
                                                      diskOnly);
                });
    };
    offer(snapshot.memory ? tr("Restore and go on") : tr("Restore the disk"), false);
    if (snapshot.memory && m_vm && hasEnded(m_vm->status()))
        offer(tr("Disk only"), true);
}

void SnapshotsPage::askDelete(const Snapshot &snapshot)
{
    m_banner->showWords(
        tr("Delete the snapshot %1? The present state stays as it is.").arg(snapshot.name), {},
        false);
    connect(m_banner->addButton(tr("Delete snapshot")), &QPushButton::clicked, this,
            [this, snapshot] {
                m_banner->dismiss();
                m_context.actions.deleteSnapshot(m_ref.lab, vmOf(snapshot), snapshot.name);
            });
}

} // namespace hydra::ui
