// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/image/store.h"
#include "ui/context.h"
#include "ui/widgets/basics.h"

namespace hydra::ui {

/// An image of the store, and the VMs whose disks lie on it.
struct UsedImage {
    StoredImage image;
    QStringList users;  ///< LAB/VM
    bool isOld = false; ///< its distribution has a newer build
};

/// Reads the store's images and who uses them. Small files; blocks.
[[nodiscard]] Result<std::vector<UsedImage>> readUsedImages(const Paths &paths);

/// The names of the store's images of which their distributions have newer builds: those that can
/// be asked. Downloads small files; blocks.
[[nodiscard]] Result<QStringList> lookForNewerBuilds(const Environment &environment,
                                                     const JobContext &job);

/// The images of the store: sizes, where they are from, how they are known for the right ones, and
/// who uses them.
class StoredCard : public Card
{
    Q_OBJECT

public:
    explicit StoredCard(Context &context, QWidget *parent = nullptr);

    void showImages(const std::vector<UsedImage> &images);
    void setLooking(bool looking); ///< for newer builds

Q_SIGNALS:
    void addWanted();
    void lookWanted(); ///< for newer builds
    void removeWanted(const QString &name);

private:
    void addImage(const UsedImage &used);
    [[nodiscard]] QLabel *noteOf(const UsedImage &used) const;
    void addButtons(QHBoxLayout &line, const UsedImage &used);

    Context &m_context;
    QVBoxLayout *m_rows;
    QPushButton *m_look;
};

} // namespace hydra::ui
