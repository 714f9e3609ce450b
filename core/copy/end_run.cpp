// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/end_run.h"

#include "core/copy/owned_lab.h"
#include "core/copy/run_lab.h"
#include "core/image/copy_file.h"
#include "core/keeper_client/launch.h"
#include "core/reach/guest_copy.h"
#include "core/reach/kill_vm.h"
#include "core/vm/conditions.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace hydra {
namespace {

/// Collects one VM's outputs, and errors about those that could not be kept.
class Keeping
{
public:
    Keeping(const Environment &environment, const LoadedTarget &target, const RunOutputs &keep,
            QString output, const JobContext &job)
        : m_environment(environment), m_vm(target.lab.ref(target.vms.front())), m_keep(keep),
          m_output(std::move(output)), m_job(job), m_username(target.lab.spec.vm(m_vm.vm)->username)
    {
    }

    void takeFromGuest()
    {
        if (!m_keep.needsGuest())
            return;
        const auto status = readVmStatus(m_environment.paths.vmState(m_vm));
        if (!status || !holds(Condition::Ssh, *status) || hasEnded(*status))
            return note(
                fail(ErrorCode::Failed,
                     QStringLiteral(
                         "could not be reached by ssh: its journal and its files were not kept"),
                     m_vm.toString()));
        const GuestCopy guest(m_environment.paths, m_vm, m_username, status->ports, m_job);
        if (m_keep.logs)
            note(guest.journal(m_output + QStringLiteral("/journal.log")));
        for (const QString &path : m_keep.paths)
            note(guest.take(path, m_output + QStringLiteral("/files")));
    }

    void takeFiles()
    {
        if (m_keep.transcript)
            takeLog(QStringLiteral("serial.log"));
        if (m_keep.logs)
            takeLog(QStringLiteral("vm.log"));
        if (m_keep.capture)
            takeFile(QFileInfo(captureFile(m_environment.paths, m_vm)).fileName());
    }

    void makeOutput()
    {
        if (!m_keep.isEmpty() && !QDir().mkpath(m_output))
            note(fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), m_output));
    }
    void remove()
    {
        if (!m_keep.isEmpty())
            QDir().rmdir(m_output); // succeeds only when nothing was put into it
        note(removeOwnedLab(m_environment.paths, m_vm.lab));
    }
    void kill() { note(killVm(m_environment.paths, m_vm)); }

    [[nodiscard]] std::vector<Error> problems() const { return m_problems; }

private:
    void note(const Result<void> &result)
    {
        if (!result)
            m_problems.push_back(result.error());
    }

    // A VM that never started has no such file.
    void takeFile(const QString &name)
    {
        const QString from = m_environment.paths.vmState(m_vm) + u'/' + name;
        if (QFileInfo::exists(from))
            note(copyFile(from, m_output + u'/' + name, QStringLiteral("Keeping %1").arg(name),
                          m_job));
        else
            note(fail(ErrorCode::Failed,
                      QStringLiteral("there is no %1: the VM did not start").arg(name),
                      m_vm.toString()));
    }

    // With the part before it, if it was begun anew (console/log_limits.h).
    void takeLog(const QString &name)
    {
        const QString older = name + QStringLiteral(".1");
        if (QFileInfo::exists(m_environment.paths.vmState(m_vm) + u'/' + older))
            takeFile(older);
        takeFile(name);
    }

    const Environment &m_environment;
    VmRef m_vm;
    RunOutputs m_keep;
    QString m_output;
    const JobContext &m_job;
    QString m_username;
    std::vector<Error> m_problems;
};

} // namespace

Result<RunOutputs> parseRunOutputs(const QStringList &words)
{
    RunOutputs keep;
    for (const QString &word : words) {
        if (word == u"transcript")
            keep.transcript = true;
        else if (word == u"logs")
            keep.logs = true;
        else if (word == u"pcap")
            keep.capture = true;
        else if (word.startsWith(u'/') && !QDir::cleanPath(word).startsWith(u"/..") &&
                 QDir::cleanPath(word) != u"/")
            keep.paths << QDir::cleanPath(word);
        else
            return fail(
                ErrorCode::Invalid,
                QStringLiteral("--keep %1 is nothing that can be kept").arg(word), {},
                QStringLiteral("write transcript, logs, pcap or an absolute path of the guest"));
    }
    keep.paths.removeDuplicates();
    return keep;
}

Result<void> checkOutput(const QString &dir)
{
    const QFileInfo info(dir);
    if (info.exists() &&
        (!info.isDir() ||
         !QDir(dir).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System)))
        return fail(ErrorCode::Conflict, QStringLiteral("is there already"), dir,
                    QStringLiteral("choose a directory that is empty or not there with --output"));
    QStringList made;
    for (QString there = info.absoluteFilePath(); !QFileInfo::exists(there);
         there = QFileInfo(there).absolutePath())
        made << there;
    const bool writable =
        QDir().mkpath(dir) && ::access(QFile::encodeName(dir).constData(), W_OK | X_OK) == 0;
    for (const QString &path : made)
        QDir().rmdir(path);
    if (writable)
        return {};
    return fail(ErrorCode::Failed, QStringLiteral("nothing can be written there"), dir,
                QStringLiteral("choose another directory with --output"));
}

std::vector<Error> endRun(const Environment &environment, const LoadedTarget &target,
                          const RunOutputs &keep, const QString &output, const JobContext &job)
{
    Keeping keeping(environment, target, keep, output, job);
    keeping.makeOutput();
    keeping.takeFromGuest();
    keeping.kill();
    keeping.takeFiles();
    keeping.remove();
    return keeping.problems();
}

} // namespace hydra
