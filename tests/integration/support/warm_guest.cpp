// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/warm_guest.h"

#include "core/base/file_lock.h"
#include "tests/integration/support/control.h"
#include "tests/support/places.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QRegularExpression>
#include <QTest>

namespace hydra::test {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

const QString sourceVm = QStringLiteral("demo/vm");
constexpr int storeVersion = 3;

tl::unexpected<Error> failed(const QString &what, const Outcome &outcome, const Sandbox &box)
{
    return fail(ErrorCode::Failed, what, QStringLiteral("warm guest"), {},
                outcome.say() + u'\n' + box.logs());
}

/// HYDRA_TEST_GUEST=debian-12 selects the older containerd.
QString imageName()
{
    return qEnvironmentVariable("HYDRA_TEST_GUEST", QStringLiteral("debian-13"));
}

QString sourceLab()
{
    return labText(guestHardware() + QStringList{QStringLiteral("image: ") + imageName(),
                                                 QStringLiteral("accelerator: tcg")});
}

// A digest of everything a frozen guest depends on.
Result<QString> keyOf(Sandbox &box, const QString &image)
{
    const Outcome plan = box.hydractl({QStringLiteral("plan"), QStringLiteral("demo"),
                                       QStringLiteral("--format"), QStringLiteral("json")});
    if (!plan.ok())
        return failed(QStringLiteral("cannot plan"), plan, box);
    const Outcome qemu =
        box.run(QStringLiteral("qemu-system-x86_64"), {QStringLiteral("--version")});
    if (!qemu.ok())
        return failed(QStringLiteral("qemu-system-x86_64 is needed: install it with ./dev"), qemu,
                      box);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArray::number(storeVersion) + image.toUtf8() + qemu.out);
    const QJsonArray processes =
        plan.json()[QStringLiteral("vms")][0][QStringLiteral("processes")].toArray();
    QString arguments = QString::fromUtf8(QJsonDocument(processes).toJson());
    arguments.replace(QRegularExpression(box.runtime() + QStringLiteral("/[0-9a-f]{10}/")),
                      QStringLiteral("RUN/"));
    hash.addData(arguments.replace(box.root(), QStringLiteral("ROOT")).toUtf8());
    for (const char *part : {"core/guest", "resources/guest/scripts"}) {
        const QDir seed(sourcePath(part));
        for (const QString &file : seed.entryList(QDir::Files, QDir::Name))
            hash.addData(contentOf(seed.filePath(file)));
    }
    return QString::fromLatin1(hash.result().toHex().left(16));
}

Result<void> keep(const QString &from, const QString &to)
{
    if (!QFile::copy(from, to))
        return fail(ErrorCode::Failed, QStringLiteral("cannot copy"),
                    from + QStringLiteral(" -> ") + to);
    return {};
}

Result<void> keepGuestFile(Sandbox &box, const QString &script, const QString &path)
{
    const Outcome read = box.guest(sourceVm, script, minutes(2));
    QFile file(path);
    if (!read.ok() || read.out.isEmpty() || !file.open(QIODevice::WriteOnly) ||
        file.write(read.out) != read.out.size())
        return failed(QStringLiteral("cannot read from the guest"), read, box);
    return {};
}

Result<void> freeze(Sandbox &box, const QString &memoryFile)
{
    const Outcome calm =
        box.guest(sourceVm, QStringLiteral("cloud-init status --wait; sync"), minutes(4));
    if (!calm.ok())
        return failed(QStringLiteral("cloud-init does not end well"), calm, box);
    // The guest keeps running: restored from a stopped one, a guest would stay stopped whatever was
    // requested while its state was read.
    const QJsonObject fast{{QStringLiteral("max-bandwidth"), 1LL << 40},
                           {QStringLiteral("downtime-limit"), 2000}};
    const auto hurried = askQemu(box, sourceVm, QStringLiteral("migrate-set-parameters"), fast);
    const QJsonObject to{{QStringLiteral("uri"), QStringLiteral("exec:cat > %1").arg(memoryFile)}};
    const auto begun = askQemu(box, sourceVm, QStringLiteral("migrate"), to);
    if (!hurried || !begun)
        return fail(ErrorCode::Failed, QStringLiteral("QEMU refuses to write its memory"),
                    memoryFile, {}, box.logs());
    QString status;
    for (int i = 0; i < 600 && status != u"completed" && status != u"failed"; ++i) {
        QTest::qWait(200);
        const auto migration = askQemu(box, sourceVm, QStringLiteral("query-migrate"));
        status = migration ? (*migration)[QStringLiteral("status")].toString() : status;
    }
    if (status != u"completed")
        return fail(ErrorCode::Failed, QStringLiteral("the memory was not written: %1").arg(status),
                    memoryFile, {}, box.logs());
    const Outcome killed = box.hydractl({QStringLiteral("kill"), sourceVm});
    if (!killed.ok())
        return failed(QStringLiteral("the frozen guest cannot be ended"), killed, box);
    return {};
}

Result<void> keepAll(Sandbox &box, const QString &dir)
{
    const QString state = box.vmState(sourceVm);
    const QString lab = box.labState(QStringLiteral("demo"));
    for (const auto &[from, to] : {std::pair(lab, QStringLiteral("/id_ed25519")),
                                   std::pair(lab, QStringLiteral("/id_ed25519.pub")),
                                   std::pair(state, QStringLiteral("/ssh_host_ed25519_key")),
                                   std::pair(state, QStringLiteral("/ssh_host_ed25519_key.pub"))}) {
        if (auto kept = keep(from + to, dir + to); !kept)
            return kept;
    }
    // Whole: an image that names another file is refused.
    const QString disk = QStringLiteral("/disk.qcow2");
    const Outcome flat = box.run(QStringLiteral("qemu-img"),
                                 {QStringLiteral("convert"), QStringLiteral("-O"),
                                  QStringLiteral("qcow2"), state + disk, dir + disk},
                                 minutes(5));
    if (!flat.ok())
        return failed(QStringLiteral("cannot keep the disk"), flat, box);
    QFile::setPermissions(dir + disk, QFile::ReadOwner);
    return {};
}

Result<void> make(Sandbox &box, const QString &dir)
{
    const Outcome demo = box.hydractl({QStringLiteral("demo")}, minutes(10));
    if (!demo.ok())
        return failed(QStringLiteral("the demo failed"), demo, box);
    QFile words(dir + QStringLiteral("/demo.txt"));
    if (!words.open(QIODevice::WriteOnly) || words.write(demo.out) != demo.out.size())
        return fail(ErrorCode::Failed, QStringLiteral("cannot write"), words.fileName());
    for (const auto &[script, file] :
         {std::pair(QStringLiteral("sudo cat /boot/vmlinuz-$(uname -r)"),
                    QStringLiteral("/vmlinuz")),
          std::pair(QStringLiteral("sudo cat /boot/initrd.img-$(uname -r)"),
                    QStringLiteral("/initrd")),
          std::pair(QStringLiteral("cat /proc/cmdline"), QStringLiteral("/cmdline"))}) {
        if (auto kept = keepGuestFile(box, script, dir + file); !kept)
            return kept;
    }
    if (auto frozen = freeze(box, dir + QStringLiteral("/memory")); !frozen)
        return frozen;
    return keepAll(box, dir);
}

} // namespace

QString inFull(const Error &error)
{
    return formatError(error) + u'\n' + error.details;
}

Result<QString> ensureGuestImage(Sandbox &box)
{
    const auto digest = [&box] {
        const Outcome list = box.hydractl({QStringLiteral("image"), QStringLiteral("list"),
                                           QStringLiteral("--format"), QStringLiteral("json")});
        for (const QJsonValue &image : list.json()[QStringLiteral("images")].toArray()) {
            if (image[QStringLiteral("name")].toString() == imageName() &&
                !image[QStringLiteral("outdated")].toBool())
                return image[QStringLiteral("sha512")].toString();
        }
        return QString();
    };
    if (const QString known = digest(); !known.isEmpty())
        return known;
    // The image may be of an older recipe.
    (void)box.hydractl({QStringLiteral("image"), QStringLiteral("remove"), imageName()});
    const Outcome built =
        box.hydractl({QStringLiteral("image"), QStringLiteral("build"), imageName()}, minutes(15));
    if (!built.ok())
        return failed(QStringLiteral("the image cannot be built"), built, box);
    return digest();
}

QStringList guestHardware()
{
    return {QStringLiteral("name: vm"), QStringLiteral("cpu: 2"), QStringLiteral("memory: 1536MiB"),
            QStringLiteral("containerd: true")};
}

QString labText(const QStringList &vmLines)
{
    return QStringLiteral("version: 1\nvms:\n  - ") + vmLines.join(QStringLiteral("\n    ")) +
           u'\n';
}

QString WarmGuest::cmdline() const
{
    QStringList words =
        QString::fromUtf8(contentOf(m_dir + QStringLiteral("/cmdline"))).simplified().split(u' ');
    words.removeIf([](const QString &word) {
        return word.startsWith(QStringLiteral("BOOT_IMAGE=")) ||
               word.startsWith(QStringLiteral("initrd="));
    });
    return words.join(u' ');
}

Result<WarmGuest> WarmGuest::ensure()
{
    const QString store = guestStore() + QStringLiteral("/warm");
    if (!QDir().mkpath(store))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the store"), store);
    const auto lock = FileLock::acquire(store + QStringLiteral("/lock"), minutes(20));
    if (!lock)
        return fail(lock.error());
    Sandbox box;
    box.writeLab(QStringLiteral("demo"), sourceLab());
    const auto image = ensureGuestImage(box);
    if (!image)
        return fail(image.error());
    const auto key = keyOf(box, *image);
    if (!key)
        return fail(key.error());
    const QString dir = store + u'/' + *key;
    if (QFileInfo::exists(dir))
        return WarmGuest(dir);
    for (const QFileInfo &old : QDir(store).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        QDir(old.filePath()).removeRecursively();
    const QString fresh = store + QStringLiteral("/fresh");
    if (!QDir().mkpath(fresh))
        return fail(ErrorCode::Failed, QStringLiteral("cannot make the store"), fresh);
    if (auto made = make(box, fresh); !made)
        return fail(made.error());
    if (!QDir().rename(fresh, dir))
        return fail(ErrorCode::Failed, QStringLiteral("cannot keep the warm guest"), dir);
    return WarmGuest(dir);
}

void WarmGuest::prepare(Sandbox &box, const QString &lab, const QStringList &extra) const
{
    box.writeLab(
        lab,
        labText(
            guestHardware() +
            QStringList{
                QStringLiteral("accelerator: tcg"),
                QStringLiteral("image: %1/disk.qcow2").arg(m_dir),
                QStringLiteral("qemu_args: [\"-incoming\", \"exec:cat %1/memory\"]").arg(m_dir)} +
            extra));
    const QString state = box.vmState(lab + QStringLiteral("/vm"));
    QDir().mkpath(state);
    for (const QString &dir : {box.root() + QStringLiteral("/s/hydra"), box.labState(lab), state})
        QFile::setPermissions(dir, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const QString &key : {QStringLiteral("/id_ed25519"), QStringLiteral("/id_ed25519.pub")})
        QFile::copy(m_dir + key, box.labState(lab) + key);
    for (const QString &key :
         {QStringLiteral("/ssh_host_ed25519_key"), QStringLiteral("/ssh_host_ed25519_key.pub")})
        QFile::copy(m_dir + key, state + key);
}

Outcome WarmGuest::fork(Sandbox &box, const QString &lab, const QStringList &extra) const
{
    prepare(box, lab, extra);
    return box.hydractl({QStringLiteral("up"), lab, QStringLiteral("--wait"), QStringLiteral("cri"),
                         QStringLiteral("--timeout"), QStringLiteral("60")},
                        seconds(80));
}

} // namespace hydra::test
