// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "child.h"
#include "host/paths.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

namespace hydra::test {

/// A user's whole world for the programs under test: private XDG directories, a PATH in which the
/// fake QEMU comes first, and a small base image. The destructor ends every fake QEMU that
/// was started in it (their keepers follow) and removes everything.
class World
{
public:
    World();
    ~World();

    [[nodiscard]] Command command(const QStringList &args) const;
    Outcome hydractl(const QStringList &args, const QByteArray &input = {}) const;
    /// What `--format json` printed; fails the test when the command did or when it is not JSON.
    [[nodiscard]] QJsonObject json(const QStringList &args) const;
    /// The entries of `status TARGET`.
    [[nodiscard]] QJsonArray status(const QString &target) const;
    /// The state of the only VM of TARGET.
    [[nodiscard]] QString state(const QString &target) const;

    /// How the fake QEMUs started from now on behave; see fake_qemu.
    void setFake(const QJsonObject &how) { m_fake = how; }
    void setVariable(const QString &name, const QString &value) { m_env[name] = value; }

    [[nodiscard]] QString path(const QString &name) const { return m_dir.filePath(name); }
    [[nodiscard]] Paths paths() const;
    [[nodiscard]] QString image() const { return path(QStringLiteral("base.qcow2")); }
    /// Writes a file (and its directories) below the world's directory and returns its path.
    QString write(const QString &name, const QByteArray &text) const;
    [[nodiscard]] QByteArray read(const QString &name) const;
    /// A lab named NAME in NAME.yaml: VMS is what follows `vms:`, COMMON more keys for all.
    QString writeLab(const QString &name, const QByteArray &vms = "  - name: hub\n",
                     const QByteArray &common = {}) const;

    /// One per fake QEMU that was told to start a VM.
    struct Launch {
        qint64 pid = 0;
        qint64 monotonicNs = 0;
    };
    [[nodiscard]] std::vector<Launch> launches() const;
    [[nodiscard]] int running() const; ///< fake QEMUs that run now
    /// Paths, sizes and times below the directories where Hydra keeps things (not its cache).
    [[nodiscard]] QStringList everything() const;

private:
    QTemporaryDir m_dir;
    QJsonObject m_fake;
    QMap<QString, QString> m_env;
};

/// Boot text after which the keeper knows that user space runs.
[[nodiscard]] QJsonObject bootingFake();

} // namespace hydra::test

/// The command must end with this exit code; else its words are shown.
#define HYDRA_EXITS(outcome, code)                                                                 \
    do {                                                                                           \
        const hydra::test::Outcome &hydraOutcome = (outcome);                                      \
        QVERIFY2(hydraOutcome.exitCode == (code), hydraOutcome.words().constData());               \
    } while (false)

/// The command must end with this exit code, with nothing on stdout and all these words on stderr.
#define HYDRA_REFUSES(outcome, code, ...)                                                          \
    do {                                                                                           \
        const hydra::test::Outcome hydraRefusal = (outcome);                                       \
        HYDRA_EXITS(hydraRefusal, code);                                                           \
        QCOMPARE(hydraRefusal.output, QByteArray());                                               \
        for (const QByteArray &hydraWord : std::initializer_list<QByteArray>{__VA_ARGS__})         \
            QVERIFY2(hydraRefusal.errorOutput.contains(hydraWord),                                 \
                     ("no '" + hydraWord + "' in: " + hydraRefusal.errorOutput).constData());      \
    } while (false)
