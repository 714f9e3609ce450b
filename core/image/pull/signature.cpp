// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/image/pull/signature.h"

#include "core/base/atomic_file.h"
#include "core/process/find_program.h"
#include "core/process/run.h"

#include <QFile>
#include <QFileInfo>

namespace hydra {
namespace {

constexpr qint64 signedTextLimit = 4 << 20;
constexpr qint64 keyringLimit = 4 << 20;

/// gpgv's options for the keys, of which it gets copies that it can read.
Result<QStringList> keyringOptions(const QStringList &keyrings, const QString &workDir)
{
    QStringList options;
    for (const QString &keyring : keyrings) {
        const auto keys = readFile(keyring, keyringLimit);
        if (!keys)
            return fail(keys.error());
        const QString copy = workDir + QStringLiteral("/keys.%1").arg(options.size());
        if (auto written = writeFileAtomically(copy, withoutArmour(*keys)); !written)
            return fail(written.error());
        options << QStringLiteral("--keyring") << copy;
    }
    return options;
}

} // namespace

QByteArray withoutArmour(const QByteArray &text)
{
    const qsizetype begin = text.indexOf("-----BEGIN PGP PUBLIC KEY BLOCK-----");
    const qsizetype end = text.indexOf("-----END PGP PUBLIC KEY BLOCK-----");
    if (begin < 0 || end < begin)
        return text;
    // Headers end at a blank line; a line that begins with = is a checksum.
    QByteArray base64;
    bool isBody = false;
    for (const QByteArray &raw : text.mid(begin, end - begin).split('\n').mid(1)) {
        const QByteArray line = raw.trimmed();
        if (isBody && !line.startsWith('='))
            base64 += line;
        isBody = isBody || line.isEmpty();
    }
    return QByteArray::fromBase64(base64);
}

std::optional<SignatureCheck> signatureCheck(const ChecksumSignature &signature)
{
    const auto gpgv = findProgram(QStringLiteral("gpgv"));
    SignatureCheck check;
    for (const QString &keyring : signature.keyrings) {
        if (QFileInfo::exists(keyring))
            check.keyrings << keyring;
    }
    if (!signature.isGiven() || !gpgv || check.keyrings.isEmpty())
        return {};
    check.gpgv = *gpgv;
    return check;
}

Result<QByteArray> signedText(const QByteArray &text, const QByteArray &signature,
                              const SignatureCheck &check, const QString &workDir,
                              const JobContext &job)
{
    const QString textFile = workDir + QStringLiteral("/checksums");
    const QString signatureFile = textFile + QStringLiteral(".signature");
    const QString signedFile = textFile + QStringLiteral(".signed");
    const auto keys = keyringOptions(check.keyrings, workDir);
    if (!keys)
        return fail(keys.error());
    QStringList args = *keys;
    if (auto written = writeFileAtomically(textFile, text); !written)
        return fail(written.error());
    if (signature.isEmpty()) {
        QFile::remove(signedFile);
        args << QStringLiteral("--output") << signedFile << textFile;
    } else {
        if (auto written = writeFileAtomically(signatureFile, signature); !written)
            return fail(written.error());
        args << signatureFile << textFile;
    }
    const auto ran = run({.program = check.gpgv, .args = args}, job.cancel);
    if (ran)
        return signature.isEmpty() ? readFile(signedFile, signedTextLimit) : text;
    if (ran.error().code == ErrorCode::Cancelled)
        return fail(ran.error());
    return fail(ErrorCode::Failed, QStringLiteral("the signature of the checksums is not good"), {},
                QStringLiteral("do not use this image; try another mirror or later again"),
                ran.error().details);
}

} // namespace hydra
