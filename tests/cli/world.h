// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/host/paths.h"
#include "tests/cli/child.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace hydra::test {

/// A user's environment for the programs under test: private XDG directories, a PATH that begins
/// with the fake QEMU, and a small base image. The destructor ends every fake QEMU started in it
/// (their keepers follow) and removes everything.
class World
{
public:
    World();
    ~World();

    [[nodiscard]] Command command(const QStringList &args) const;
    Outcome hydractl(const QStringList &args, const QByteArray &input = {}) const;
    /// The output of `--format json`; fails the test when the command failed or the output is no
    /// JSON.
    [[nodiscard]] QJsonObject json(const QStringList &args) const;
    /// The entries of `status TARGET`.
    [[nodiscard]] QJsonArray status(const QString &target) const;
    /// The state of the only VM of TARGET.
    [[nodiscard]] QString state(const QString &target) const;

    /// The behaviour of fake QEMUs started from now on; see fake_qemu.
    void setFake(const QJsonObject &how) { m_fake = how; }
    void setVariable(const QString &name, const QString &value) { m_env[name] = value; }

    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] Paths paths() const;
    [[nodiscard]] QString image() const { return path(QStringLiteral("base.qcow2")); }
    /// Writes a file and its directories below this environment and returns its path.
    QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] QByteArray read(const QString &name) const;
    /// A lab named NAME in NAME.yaml: VMS is what follows `vms:`, COMMON more keys for all.
    QString writeLab(const QString &name, const QByteArray &vms = "  - name: hub\n",
                     const QByteArray &common = {}) const;

    /// One entry per fake QEMU that started a VM.
    struct Launch {
        qint64 pid = 0;
        qint64 monotonicNs = 0;
    };
    [[nodiscard]] std::vector<Launch> launches() const;
    [[nodiscard]] int running() const; ///< number of fake QEMUs running
    /// Paths, sizes and times in Hydra's directories, except for its cache and its programs' logs.
    [[nodiscard]] QStringList everything() const;

private:
    QTemporaryDir m_dir;
    QJsonObject m_fake;
    QMap<QString, QString> m_env;
};

/// Serial output that makes the keeper see user space.
[[nodiscard]] QJsonObject bootingFake();

} // namespace hydra::test

/// Checks a command's exit code, and shows its output otherwise.
#define HYDRA_EXITS(outcome, code)                                                                 \
    do {                                                                                           \
        const hydra::test::Outcome &hydraOutcome = (outcome);                                      \
        QVERIFY2(hydraOutcome.exitCode == (code), hydraOutcome.words().constData());               \
    } while (false)

/// Checks a command's exit code, that stdout is empty, and that stderr contains all of the words.
#define HYDRA_REFUSES(outcome, code, ...)                                                          \
    do {                                                                                           \
        const hydra::test::Outcome hydraRefusal = (outcome);                                       \
        HYDRA_EXITS(hydraRefusal, code);                                                           \
        QCOMPARE(hydraRefusal.output, QByteArray());                                               \
        for (const QByteArray &hydraWord : std::initializer_list<QByteArray>{__VA_ARGS__})         \
            QVERIFY2(hydraRefusal.errorOutput.contains(hydraWord),                                 \
                     ("no '" + hydraWord + "' in: " + hydraRefusal.errorOutput).constData());      \
    } while (false)
