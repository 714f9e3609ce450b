// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/integration/support/guest_programs.h"

#include <QDir>

namespace hydra::test {
namespace {

constexpr std::chrono::seconds kPatience(180);

QString packagesDir(const Sandbox &box)
{
    return box.root() + QStringLiteral("/packages");
}

} // namespace

Outcome writeSshConfig(Sandbox &box, const QString &vm)
{
    Outcome printed = box.hydractl({QStringLiteral("ssh-config"), vm});
    QFile file(box.root() + QStringLiteral("/ssh_config"));
    if (printed.ok() &&
        (!file.open(QIODevice::WriteOnly) || file.write(printed.out) != printed.out.size()))
        printed.code = -1;
    printed.out = file.fileName().toUtf8();
    return printed;
}

Outcome fetchPackages(Sandbox &box, const QStringList &packages)
{
    QDir().mkpath(packagesDir(box));
    return box.run(QStringLiteral("sh"),
                   QStringList{QStringLiteral("-c"),
                               QStringLiteral("cd \"$0\" && exec apt-get -q download \"$@\""),
                               packagesDir(box)} +
                       packages,
                   kPatience);
}

Outcome unpackInGuest(Sandbox &box, const QString &vm)
{
    const Outcome config = writeSshConfig(box, vm);
    if (!config.ok())
        return config;
    const QDir dir(packagesDir(box));
    QStringList args{QStringLiteral("-q"), QStringLiteral("-F"), QString::fromUtf8(config.out)};
    for (const QString &package : dir.entryList(QDir::Files))
        args << dir.filePath(package);
    const Outcome copied =
        box.run(QStringLiteral("scp"),
                args << QString(vm).replace(u'/', u'.') + QStringLiteral(":/tmp"), kPatience);
    if (!copied.ok())
        return copied;
    // Not with `dpkg -x FILE /`, which would replace links such as /lib by directories.
    return box.guest(
        vm,
        QStringLiteral(
            "set -e; for file in /tmp/*.deb; do dpkg -x \"$file\" /tmp/unpacked; done; "
            "sudo cp -a /tmp/unpacked/usr/. /usr/; "
            "if [ -d /tmp/unpacked/lib ]; then sudo cp -a /tmp/unpacked/lib/. /usr/lib/; "
            "fi; sudo ldconfig"),
        kPatience);
}

} // namespace hydra::test
