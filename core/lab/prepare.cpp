// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "lab/prepare.h"

#include "base/atomic_file.h"
#include "base/file_lock.h"
#include "config/write_lab.h"
#include "guest/guest_files.h"
#include "image/work_dir.h"
#include "keeper/call.h"
#include "keeper/launch.h"
#include "lab/await.h"
#include "lab/check_start.h"
#include "lab/fork_disk.h"
#include "lab/instant.h"
#include "lab/kill_vm.h"
#include "process/run.h"
#include "vm/qemu/choices.h"
#include "vm/qemu/probe.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QThread>

namespace hydra {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const QString labName = QStringLiteral("prepare");
const QString vmName = QStringLiteral("vm");

/// A user of one's own, whose only lab is in WORKDIR; the image store is the real one.
Environment hidden(const Environment &environment, const QString &workDir)
{
    Environment own = environment;
    own.paths.stateDir = workDir + QStringLiteral("/state");
    own.paths.configDir = workDir + QStringLiteral("/config");
    return own;
}

/// The request guest_exec for a shell in the guest that reads one of our scripts.
QJsonObject shellReading(const QString &script, const QJsonArray &args)
{
    return {{QStringLiteral("path"), QStringLiteral("/bin/sh")},
            {QStringLiteral("args"), args},
            {QStringLiteral("input"), QString::fromLatin1(guestScript(script).toBase64())}};
}

/// One preparation. A class only to give its steps the names they share.
class Preparation
{
public:
    Preparation(const Environment &environment, const LoadedTarget &target, const PrepareOptions &options,
                const JobContext &job, QString workDir)
        : m_environment(environment), m_target(target), m_options(options), m_job(job), m_workDir(std::move(workDir)),
          m_own(hidden(environment, m_workDir)), m_ref{labName, vmName}
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
            .and_then([&] { return seal(); })
            .and_then([&] { return m_options.freeze ? freeze() : shutDown(); })
            .and_then([&] { return flatten(); })
            .and_then([&] { return store(); });
    }

private:
    using Step = tl::expected<void, Error>;

    [[nodiscard]] QString file(const char *name) const { return m_workDir + u'/' + QLatin1String(name); }
    [[nodiscard]] QString socket() const { return m_own.paths.vmRuntime(m_ref) + QStringLiteral("/c"); }
    [[nodiscard]] const VmSpec &spec() const { return m_lab.lab.spec.vms.front(); }

    void tell(double fraction, const QString &words) const
    {
        if (m_job.progress)
            m_job.progress({fraction, words});
    }

    /// What happens meanwhile, within a part of the whole.
    [[nodiscard]] JobContext part(double from, double to) const
    {
        JobContext context = m_job;
        context.progress = [this, from, to](const Progress &progress) {
            tell(progress.fraction < 0 ? from : from + (to - from) * progress.fraction, progress.words);
        };
        return context;
    }

    Step plan()
    {
        const VmRef source = m_target.lab.ref(m_target.vms.front());
        const VmSpec &theirs = *m_target.lab.spec.vm(source.vm);
        if (const QStringList words = unfreezable(theirs); m_options.freeze && !words.isEmpty())
            return fail(ErrorCode::Failed, words.front(), source.toString(), QStringLiteral("prepare it without --freeze"));
        m_source = source;
        m_lab.lab.spec.name = labName;
        m_lab.lab.spec.vms = {preparedSpec(withAbsolutePaths(theirs, m_target.lab.file))};
        m_lab.lab.file = file("config/labs/prepare.yaml");
        m_lab.vms = {vmName};
        for (const QString &dir : {m_own.paths.configDir, m_own.paths.labsDir(), m_own.paths.stateDir, m_own.paths.labState(labName), m_own.paths.vmState(m_ref)}) {
            if (auto made = makePrivateDir(dir); !made)
                return fail(made.error());
        }
        return writeFileAtomically(m_lab.lab.file, writeLab(m_lab.lab.spec));
    }

    // Its copy looks as if it had been made here from the same image.
    Step takeDisk()
    {
        if (!QFileInfo::exists(m_environment.paths.vmState(m_source) + QStringLiteral("/disk.qcow2")))
            return {};
        tell(0.02, QStringLiteral("Copying the disk of %1").arg(m_source.toString()));
        const auto image = ImageStore(m_environment.paths.imagesDir()).find(imageNameOf(spec()));
        if (!image)
            return fail(image.error());
        const QString state = m_own.paths.vmState(m_ref);
        if (auto forked = forkDisk(m_environment, m_source, state + QStringLiteral("/disk.qcow2"), part(0.02, 0.1)); !forked)
            return fail(forked.error());
        return writeFileAtomically(state + QStringLiteral("/disk.base"), image->path.toUtf8());
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
        if (auto ready = awaitCondition(m_own, m_ref, cri ? Condition::Cri : Condition::Ssh, minutes(30), part(0.2, 0.7)); !ready)
            return fail(ready.error());
        const auto done = awaitCondition(m_own, m_ref, Condition::CloudInit, minutes(30), part(0.2, 0.7));
        if (!done)
            return fail(done.error());
        m_accelerator = done->accelerator;
        for (const QString &warning : done->warnings) {
            if (warning.startsWith(QStringLiteral("cloud-init:")))
                return fail(ErrorCode::Failed, QStringLiteral("its set-up failed: %1").arg(warning), m_source.toString(),
                            QStringLiteral("correct packages or user_data, then prepare it again"));
        }
        return {};
    }

    Step seal()
    {
        tell(0.7, QStringLiteral("Taking out what must differ"));
        auto keeper = KeeperCall::open(socket());
        if (!keeper)
            return fail(keeper.error());
        QJsonArray args{QStringLiteral("-s")};
        if (m_options.freeze)
            args.append(QStringLiteral("freeze"));
        QJsonObject command = shellReading(QStringLiteral("seal"), args);
        command[QStringLiteral("timeout_s")] = 300;
        const auto exit = keeper->ask(QStringLiteral("guest_exec"), command, minutes(6), m_job.cancel);
        if (!exit)
            return fail(exit.error());
        if (const int code = (*exit)[u"exit_code"].toInt(); code != 0)
            return fail(ErrorCode::Failed, QStringLiteral("the guest could not be sealed (exit code %1)").arg(code), m_source.toString(), {},
                        QString::fromUtf8(QByteArray::fromBase64((*exit)[u"error_output"].toString().toLatin1())));
        return {};
    }

    Step shutDown()
    {
        tell(0.75, QStringLiteral("Shutting down"));
        if (auto keeper = KeeperCall::open(socket())) {
            (void)keeper->ask(QStringLiteral("powerdown"), {{QStringLiteral("timeout_s"), 180}}, seconds(10), m_job.cancel);
            (void)keeper->awaitStatus([](const VmStatus &status) { return hasEnded(status) || status.state == VmState::Running; },
                                      minutes(4), m_job.cancel);
        }
        awaitEndOfKeeper(m_own.paths, m_ref);
        const auto status = readVmStatus(m_own.paths.vmState(m_ref));
        if (m_job.cancel.cancelled())
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        if (!status || status->state != VmState::Stopped)
            return fail(ErrorCode::Failed, QStringLiteral("the copy did not shut down"), m_source.toString());
        return {};
    }

    // Stopped, with its memory in the file already: only the devices' state is written.
    Step freeze()
    {
        tell(0.75, QStringLiteral("Freezing"));
        auto keeper = KeeperCall::open(socket());
        if (!keeper)
            return fail(keeper.error());
        QJsonObject shell = shellReading(QStringLiteral("await"), {QStringLiteral("-s")});
        shell[QStringLiteral("wait")] = false;
        const auto waiting = keeper->ask(QStringLiteral("guest_exec"), shell, seconds(60), m_job.cancel);
        if (!waiting)
            return fail(waiting.error());
        m_waitingShell = (*waiting)[u"pid"].toInteger();
        QThread::sleep(2); // it begins to wait, and what sealing stirred up comes to rest
        const QJsonObject shared{{QStringLiteral("capability"), QStringLiteral("x-ignore-shared")}, {QStringLiteral("state"), true}};
        const std::pair<QString, QJsonObject> steps[] = {
            {QStringLiteral("stop"), {}},
            {QStringLiteral("migrate-set-capabilities"), {{QStringLiteral("capabilities"), QJsonArray{shared}}}},
            {QStringLiteral("migrate"), {{QStringLiteral("uri"), QStringLiteral("exec:cat > image.state")}}}};
        for (const auto &[command, arguments] : steps) {
            if (auto done = keeper->qmp(command, arguments, seconds(30), m_job.cancel); !done)
                return fail(done.error());
        }
        for (QString status; status != u"completed"; QThread::msleep(20)) {
            const auto migration = keeper->qmp(QStringLiteral("query-migrate"), {}, seconds(30), m_job.cancel);
            if (!migration)
                return fail(migration.error());
            status = (*migration)[u"status"].toString();
            if (status == u"failed" || status == u"cancelled")
                return fail(ErrorCode::Failed, QStringLiteral("QEMU could not write the guest's state: %1")
                                                   .arg((*migration)[u"error-desc"].toString(status)), m_source.toString());
        }
        return killVm(m_own.paths, m_ref, m_job.cancel);
    }

    Step flatten()
    {
        tell(0.8, QStringLiteral("Compressing the disk"));
        RunOptions options;
        options.timeout = minutes(30);
        options.onLine = [this](const QByteArray &line) { // "    (12.50/100%)"
            if (line.contains("/100%)"))
                tell(0.8 + 0.15 * line.mid(line.indexOf('(') + 1).split('/').value(0).toDouble() / 100, QStringLiteral("Compressing the disk"));
        };
        const Command convert{m_own.programs.qemuImg,
                              {QStringLiteral("convert"), QStringLiteral("-p"), QStringLiteral("-c"), QStringLiteral("-W"),
                               QStringLiteral("-O"), QStringLiteral("qcow2"), QStringLiteral("-o"), QStringLiteral("compression_type=zstd"),
                               m_own.paths.vmState(m_ref) + QStringLiteral("/disk.qcow2"), file("image.qcow2")},
                              {}, {}, {}};
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
        record.source = QStringLiteral("prepared from %1 (%2)").arg(m_source.toString(), spec().image);
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
        return ImageStore(m_environment.paths.imagesDir()).add(file("image.qcow2"), record);
    }

    tl::expected<FrozenGuest, Error> describeFrozen() const
    {
        const auto host = collectHostFacts(m_own.paths, m_own.programs);
        if (!host)
            return fail(host.error());
        const auto disk = ImageStore(m_environment.paths.imagesDir()).find(file("image.qcow2"));
        if (!disk)
            return fail(disk.error());
        const UserNetworkSpec network = fullUserNetwork(spec().userNetwork);
        FrozenGuest frozen;
        frozen.memory = spec().memory;
        frozen.accelerator = m_accelerator;
        frozen.machine = versionedMachine(machineType(spec(), *host), host->qemu);
        frozen.hardware = hardwareOf(m_own.paths, m_ref, spec(), *host, m_accelerator, disk->virtualSize);
        frozen.setup = setupOf(spec());
        frozen.username = spec().username;
        frozen.mac = stableMac(m_ref);
        frozen.address = network.address;
        frozen.gateway = network.gateway;
        frozen.dns = network.dns;
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
        return fail(ErrorCode::Conflict, QStringLiteral("the image %1 is there already").arg(name), store.directory(),
                    QStringLiteral("remove it first, or choose another name"));
    if (!QDir().mkpath(store.directory()))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the directory"), store.directory());
    auto lock = FileLock::acquire(store.directory() + QStringLiteral("/.prepare.") + name, std::chrono::milliseconds(100));
    if (!lock && lock.error().code == ErrorCode::Conflict)
        return fail(ErrorCode::Conflict, QStringLiteral("another process is preparing the image %1").arg(name), store.directory(),
                    QStringLiteral("wait until it is done, or choose another name"));
    return lock;
}

} // namespace

QStringList unfreezable(const VmSpec &spec)
{
    QStringList words;
    const auto refuse = [&words](bool has, const char *key, const char *why) {
        if (has)
            words << QStringLiteral("%1: cannot be frozen: %2").arg(QLatin1String(key), QLatin1String(why));
    };
    refuse(spec.boot == BootMode::Kernel, "boot: kernel", "only guests that boot from an image can be");
    refuse(spec.backend == BackendKind::Krunkit, "backend: krunkit", "it cannot keep a guest's state");
    for (const ShareSpec &share : spec.shares)
        refuse(share.type == ShareType::Virtiofs, "shares", "a virtiofs share's daemon keeps state of its own");
    refuse(spec.gpu.has_value(), "gpu", "Venus keeps state in the host's driver");
    refuse(spec.sharedMemory.type == SharedMemoryType::Ivshmem, "shared_memory: ivshmem", "its memory belongs to others, too");
    refuse(spec.sharedMemory.type == SharedMemoryType::Nvdimm, "shared_memory: nvdimm", "copies would write into one file");
    refuse(spec.vsock.kind != VsockSpec::Kind::Off, "vsock", "its CID can belong to one machine only");
    return words;
}

VmSpec preparedSpec(const VmSpec &spec)
{
    VmSpec prepared = spec;
    const VmSpec fresh;
    prepared.name = vmName;
    prepared.hostname = vmName;
    prepared.role = fresh.role;
    prepared.after.clear();
    prepared.disks.clear();
    prepared.ip.clear();
    prepared.mac.clear();
    prepared.bind = fresh.bind;
    prepared.ports = fresh.ports;
    prepared.password.clear();
    prepared.passwordHash.clear();
    prepared.salt.clear();
    prepared.sshAuthorizedKeys.clear();
    prepared.shares.clear();
    prepared.kubeletShares = fresh.kubeletShares;
    prepared.registries.clear();
    prepared.autostart = prepared.protect = false;
    prepared.imageSha512.clear();
    return prepared;
}

Result<StoredImage> prepareImage(const Environment &environment, const LoadedTarget &target, const PrepareOptions &options,
                                 const JobContext &job)
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
        QDir(hidden(environment, workDir).paths.vmRuntime({labName, vmName})).removeRecursively();
    return removed;
}

} // namespace hydra
