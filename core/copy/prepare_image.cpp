// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/copy/prepare_image.h"

#include "core/base/atomic_file.h"
#include "core/base/file_lock.h"
#include "core/config/write_lab.h"
#include "core/copy/freeze_guest.h"
#include "core/copy/prepared_spec.h"
#include "core/disk/disk_setup.h"
#include "core/disk/fork_disk.h"
#include "core/disk/frozen_start.h"
#include "core/image/work_dir.h"
#include "core/keeper_client/call.h"
#include "core/keeper_client/launch.h"
#include "core/lab/lab_vm.h"
#include "core/lab/spec_paths.h"
#include "core/process/run.h"
#include "core/reach/await.h"
#include "core/reach/kill_vm.h"
#include "core/start/start.h"
#include "core/vm/qemu/choices.h"
#include "core/vm/qemu/probe.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const QString labName = QStringLiteral("prepare");

/// An environment whose only lab is in WORKDIR; the image store is the real one.
Environment hidden(const Environment &environment, const QString &workDir)
{
    Environment own = environment;
    own.paths.stateDir = workDir + QStringLiteral("/state");
    own.paths.configDir = workDir + QStringLiteral("/config");
    return own;
}

/// One preparation. A class so that its steps share the names.
class Preparation
{
public:
    Preparation(const Environment &environment, const LoadedTarget &target,
                const PrepareOptions &options, const JobContext &job, QString workDir)
        : m_environment(environment), m_target(target), m_options(options), m_job(job),
          m_workDir(std::move(workDir)), m_own(hidden(environment, m_workDir)),
          m_ref{labName, preparedVm}
    {
    }

    ~Preparation()
    {
        (void)killVm(m_own.paths, m_ref);
        QDir(m_own.paths.vmRuntime(m_ref)).removeRecursively();
        removeWorkDir(m_workDir);
    }

    Result<StoredImage> make()
    {
        return plan()
            .and_then([&] { return takeDisk(); })
            .and_then([&] { return boot(); })
            .and_then([&] { return generalize(); })
            .and_then([&] { return m_options.freeze ? freeze() : shutDown(); })
            .and_then([&] { return flatten(); })
            .and_then([&] { return store(); });
    }

private:
    using Step = tl::expected<void, Error>;

    [[nodiscard]] QString file(const char *name) const
    {
        return m_workDir + u'/' + QLatin1String(name);
    }
    [[nodiscard]] QString socket() const { return m_own.paths.controlSocket(m_ref); }
    [[nodiscard]] const VmSpec &spec() const { return m_lab.lab.spec.vms.front(); }

    void tell(double fraction, const QString &words) const
    {
        if (m_job.progress)
            m_job.progress({fraction, words});
    }

    /// Progress of a step, scaled to its part of the whole.
    [[nodiscard]] JobContext part(double from, double to) const
    {
        JobContext context = m_job;
        context.progress = [this, from, to](const Progress &progress) {
            tell(progress.fraction < 0 ? from : from + (to - from) * progress.fraction,
                 progress.words);
        };
        return context;
    }

    Step plan()
    {
        const VmRef source = m_target.lab.ref(m_target.vms.front());
        const VmSpec &theirs = *m_target.lab.spec.vm(source.vm);
        if (const QStringList words = unfreezable(theirs); m_options.freeze && !words.isEmpty())
            return fail(ErrorCode::Failed, words.front(), source.toString(),
                        QStringLiteral("prepare it without --freeze"));
        m_source = source;
        m_lab.lab.spec.name = labName;
        m_lab.lab.spec.vms = {preparedSpec(withAbsolutePaths(theirs, m_target.lab.file))};
        m_lab.lab.file = file("config/labs/prepare.yaml");
        m_lab.vms = {preparedVm};
        for (const QString &dir :
             {m_own.paths.configDir, m_own.paths.labsDir(), m_own.paths.stateDir,
              m_own.paths.labState(labName), m_own.paths.vmState(m_ref)}) {
            if (auto made = makePrivateDir(dir); !made)
                return fail(made.error());
        }
        return writeFileAtomically(m_lab.lab.file, writeLab(m_lab.lab.spec));
    }

    // The copy gets the record of a disk made from the same image, so that it is accepted.
    Step takeDisk()
    {
        if (!QFileInfo::exists(m_environment.paths.places(m_source).systemDisk()))
            return {};
        tell(0.02, QStringLiteral("Copying the disk of %1").arg(m_source.toString()));
        const auto image = ImageStore(m_environment.paths.imagesDir()).find(imageNameOf(spec()));
        if (!image)
            return fail(image.error());
        const VmPlaces places = m_own.paths.places(m_ref);
        if (auto forked = forkDisk(m_environment, m_source, places.systemDisk(), part(0.02, 0.1));
            !forked)
            return fail(forked.error());
        const auto identity = readFile(m_environment.paths.places(m_source).baseIdentity());
        if (identity) {
            if (auto kept = writeFileAtomically(places.baseIdentity(), *identity); !kept)
                return kept;
        }
        return writeFileAtomically(places.diskBase(), image->path.toUtf8());
    }

    Step boot()
    {
        tell(0.1, QStringLiteral("Starting"));
        UpOptions options;
        options.cold = true;
        options.disk = DiskPolicy::Keep;
        if (m_options.freeze)
            options.memoryFile = file("image.memory");
        if (auto started = startVms(m_own, m_lab, options, part(0.1, 0.2)); !started)
            return fail(started.error());
        const bool cri = spec().containerd;
        if (auto ready = awaitCondition(m_own, m_ref, cri ? Condition::Cri : Condition::Ssh,
                                        minutes(30), part(0.2, 0.7));
            !ready)
            return fail(ready.error());
        const auto done =
            awaitCondition(m_own, m_ref, Condition::CloudInit, minutes(30), part(0.2, 0.7));
        if (!done)
            return fail(done.error());
        m_accelerator = done->accelerator;
        for (const QString &warning : done->warnings) {
            if (warning.startsWith(QStringLiteral("cloud-init:")))
                return fail(ErrorCode::Failed, QStringLiteral("its set-up failed: %1").arg(warning),
                            m_source.toString(),
                            QStringLiteral("correct packages or user_data, then prepare it again"));
        }
        return {};
    }

    Step generalize()
    {
        tell(0.7, QStringLiteral("Taking out what must differ"));
        auto keeper = KeeperCall::open(socket());
        return keeper ? generalizeGuest(*keeper, m_source, m_options.freeze, m_job)
                      : fail(keeper.error());
    }

    Step shutDown()
    {
        tell(0.75, QStringLiteral("Shutting down"));
        if (auto keeper = KeeperCall::open(socket())) {
            (void)keeper->ask(QStringLiteral("powerdown"), {{QStringLiteral("timeout_s"), 180}},
                              seconds(10), m_job.cancel);
            (void)keeper->awaitStatus(
                [](const VmStatus &status) {
                    return hasEnded(status) || status.state == VmState::Running;
                },
                minutes(4), m_job.cancel);
        }
        awaitEndOfKeeper(m_own.paths, m_ref);
        const auto status = readVmStatus(m_own.paths.vmState(m_ref));
        if (m_job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        if (!status || status->state != VmState::Stopped)
            return fail(ErrorCode::Failed, QStringLiteral("the copy did not shut down"),
                        m_source.toString());
        return {};
    }

    Step freeze()
    {
        tell(0.75, QStringLiteral("Freezing"));
        auto keeper = KeeperCall::open(socket());
        const auto shell =
            keeper ? freezeGuest(*keeper, m_source, m_job) : Result<qint64>(fail(keeper.error()));
        if (!shell)
            return fail(shell.error());
        m_waitingShell = *shell;
        return killVm(m_own.paths, m_ref, m_job.cancel);
    }

    Step flatten()
    {
        tell(0.8, QStringLiteral("Compressing the disk"));
        RunOptions options;
        options.timeout = minutes(30);
        options.onLine = [this](const QByteArray &line) { // a line looks like "    (12.50/100%)"
            if (line.contains("/100%)"))
                tell(0.8 + 0.15 * line.mid(line.indexOf('(') + 1).split('/').value(0).toDouble() /
                               100,
                     QStringLiteral("Compressing the disk"));
        };
        const Command convert{
            .program = m_own.programs.qemuImg,
            .args = {QStringLiteral("convert"), QStringLiteral("-p"), QStringLiteral("-c"),
                     QStringLiteral("-W"), QStringLiteral("-O"), QStringLiteral("qcow2"),
                     QStringLiteral("-o"), QStringLiteral("compression_type=zstd"),
                     m_own.paths.places(m_ref).systemDisk(), file("image.qcow2")}};
        const auto ran = run(convert, m_job.cancel, options);
        if (!ran)
            return fail(ran.error());
        return {};
    }

    tl::expected<StoredImage, Error> store()
    {
        tell(0.95, QStringLiteral("Putting it into the store"));
        StoredImage record;
        record.name = m_options.name;
        record.source =
            QStringLiteral("prepared from %1 (%2)").arg(m_source.toString(), spec().image);
        record.containerd = spec().containerd;
        LabSpec lab;
        lab.name = m_options.name;
        lab.vms = {spec()};
        record.lab = QString::fromUtf8(writeLab(lab));
        if (m_options.freeze) {
            auto frozen = describeFrozen();
            if (!frozen)
                return fail(frozen.error());
            record.frozen = std::move(*frozen);
        }
        return ImageStore(m_environment.paths.imagesDir())
            .add(file("image.qcow2"), record, m_job.cancel);
    }

    tl::expected<FrozenGuest, Error> describeFrozen() const
    {
        const auto host = collectHostFacts(m_own.paths, m_own.programs);
        if (!host)
            return fail(host.error());
        const auto disk = ImageStore(m_environment.paths.imagesDir()).find(file("image.qcow2"));
        if (!disk)
            return fail(disk.error());
        FrozenGuest frozen;
        frozen.memory = spec().memory;
        frozen.accelerator = m_accelerator;
        frozen.machine = versionedMachine(machineType(spec(), *host), host->qemu);
        const LabVm vm = readLabVm(m_own, m_lab.lab, spec());
        const UserNetworkSpec network = vm.spec.userNetwork.full();
        frozen.hardware =
            hardwareOf(planInput(vm, NetworkSpec(), *host), m_accelerator, disk->virtualSize);
        frozen.setup = setupOf(spec());
        frozen.username = spec().username;
        frozen.mac = vm.mac;
        frozen.address = network.address;
        frozen.gateway = network.gateway;
        frozen.dns = network.dns;
        frozen.anyNetwork = true;
        frozen.waitingShell = m_waitingShell;
        return frozen;
    }

    const Environment &m_environment;
    const LoadedTarget &m_target;
    const PrepareOptions &m_options;
    const JobContext &m_job;
    QString m_workDir;
    Environment m_own;
    VmRef m_ref;
    VmRef m_source;
    LoadedTarget m_lab;
    QString m_accelerator;
    qint64 m_waitingShell = 0;
};

Result<FileLock> claimName(const ImageStore &store, const QString &name)
{
    if (store.find(name))
        return fail(ErrorCode::Conflict, QStringLiteral("the image %1 is there already").arg(name),
                    store.directory(), QStringLiteral("remove it first, or choose another name"));
    if (!QDir().mkpath(store.directory()))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"),
                    store.directory());
    auto lock = FileLock::acquire(store.directory() + QStringLiteral("/.prepare.") + name,
                                  std::chrono::milliseconds(100));
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return fail(ErrorCode::Conflict,
                    QStringLiteral("another process is preparing the image %1").arg(name),
                    store.directory(),
                    QStringLiteral("wait until it is done, or choose another name"));
    return lock;
}

} // namespace

Result<StoredImage> prepareImage(const Environment &environment, const LoadedTarget &target,
                                 const PrepareOptions &options, const JobContext &job)
{
    const ImageStore store(environment.paths.imagesDir());
    if (auto valid = checkImageName(options.name); !valid)
        return fail(valid.error());
    const auto claimed = claimName(store, options.name);
    if (!claimed)
        return fail(claimed.error());
    removeLeftPreparations(environment);
    const auto workDir = store.makeWorkDir();
    if (!workDir)
        return fail(workDir.error());
    return Preparation(environment, target, options, job, *workDir).make();
}

QStringList removeLeftPreparations(const Environment &environment)
{
    const ImageStore store(environment.paths.imagesDir());
    const QStringList left = store.leftWorkDirs();
    const QStringList removed = store.removeLeftovers();
    for (const QString &workDir : left)
        QDir(hidden(environment, workDir).paths.vmRuntime({labName, preparedVm}))
            .removeRecursively();
    return removed;
}

} // namespace hydra
