// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/context.h"
#include "ui/topology/network_actions.h"
#include "ui/topology/topology.h"
#include "ui/widgets/basics.h"

#include <QStackedWidget>

namespace hydra::ui {

class ElidedLabel;
class TopologyView;

/// The live picture of a lab: its environments, their network, what leads outside and into this
/// computer. Asks the keepers for figures while visible, and nobody for containers.
class TopologyPage : public QWidget
{
    Q_OBJECT

public:
    TopologyPage(Context &context, QString lab, QWidget *parent = nullptr);

    /// Writes the picture; by its ending as SVG or PNG.
    [[nodiscard]] Result<void> save(const QString &file) const;

Q_SIGNALS:
    void portsWanted();

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QWidget *makeBar();
    [[nodiscard]] QPushButton *addSwitch(QHBoxLayout &line, const QString &text, bool on,
                                         const QString &description);
    void connectActions();
    void refresh();
    [[nodiscard]] Topology current() const;
    void ask();
    void open(const QString &box);
    void showMenu(const QString &box, const QPoint &at);
    void keepPlaces();
    void offerToKeep(const VmRef &vm, const NetworkChange &change);
    void askForList(VmEntry &vm);
    void askForPeers(VmEntry &vm);
    void askForLink(VmEntry &vm);
    void askForFile(VmEntry &vm);
    void askToSave(const QString &ending);

    Context &m_context;
    QString m_name;
    NetworkActions m_actions;
    Banner *m_banner;
    ElidedLabel *m_summary;
    QPushButton *m_arrange;
    TopologyView *m_view;
    QStackedWidget *m_stack;
    QTimer m_clock;
    QTimer m_soon;
};

} // namespace hydra::ui
