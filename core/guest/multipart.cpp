// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/multipart.h"

#include "core/config/user_data_text.h"

#include <QCryptographicHash>

#include <algorithm>

namespace hydra {
namespace {

// cloud-init merges a part into those before it. So ours comes last, to be merged by our rule even
// if theirs has one of its own.
constexpr char mergeRule[] = "Merge-Type: dict(no_replace,recurse_list)+list(prepend)+str()\n";

bool isAscii(const QByteArray &text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return quint8(c) < 0x80; });
}

QByteArray base64Lines(const QByteArray &text)
{
    constexpr qsizetype longest = 76; // RFC 2045
    const QByteArray whole = text.toBase64();
    QByteArray lines;
    for (qsizetype at = 0; at < whole.size(); at += longest)
        lines += whole.sliced(at, std::min(longest, whole.size() - at)) + '\n';
    return lines;
}

// ASCII is kept readable. For other texts Python's email package, which cloud-init uses, needs an
// encoding.
QByteArray textPart(const QByteArray &type, const QByteArray &name, const QByteArray &headers,
                    const QByteArray &text)
{
    const bool plain = isAscii(text);
    return "Content-Type: " + type +
           "; charset=\"utf-8\"\n"
           "MIME-Version: 1.0\n"
           "Content-Transfer-Encoding: " +
           (plain ? "7bit" : "base64") +
           "\n"
           "Content-Disposition: attachment; filename=\"" +
           name + "\"\n" + headers + '\n' + (plain ? text : base64Lines(text));
}

// The first line of a mailbox is no header.
QByteArray withoutMailboxLine(const QByteArray &document)
{
    return document.startsWith("From ") ? document.sliced(document.indexOf('\n') + 1) : document;
}

} // namespace

QByteArray multipartUserData(const QByteArray &theirs, const QByteArray &type,
                             const QByteArray &ours)
{
    // Named so that a script's file sorts behind that of runcmd.
    const QByteArray first = type == multipartType
                                 ? withoutMailboxLine(theirs)
                                 : textPart(type, "user-data", QByteArray(), theirs);
    const QByteArray second = textPart(cloudConfigType, "hydra", mergeRule, ours);
    const QByteArray boundary =
        "hydra-" +
        QCryptographicHash::hash(first + second, QCryptographicHash::Sha256).toHex().left(32);
    return "Content-Type: multipart/mixed; boundary=\"" + boundary +
           "\"\n"
           "MIME-Version: 1.0\n"
           "\n--" +
           boundary + '\n' + first + "\n--" + boundary + '\n' + second + "\n--" + boundary + "--\n";
}

} // namespace hydra
