// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/guest/seed.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <algorithm>

namespace hydra {
namespace {

constexpr char alphabet[] = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr int defaultRounds = 5000;
constexpr qsizetype digestSize = 64;

QByteArray sha512(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha512);
}

QByteArray stretched(const QByteArray &bytes, qsizetype size)
{
    return bytes.repeated(size / bytes.size() + 1).left(size);
}

QByteArray firstDigest(const QByteArray &password, const QByteArray &salt)
{
    const QByteArray b = sha512(password + salt + password);
    QByteArray text = password + salt + stretched(b, password.size());
    for (qsizetype bits = password.size(); bits > 0; bits >>= 1)
        text += (bits & 1) != 0 ? b : password;
    return sha512(text);
}

QByteArray lastDigest(const QByteArray &password, const QByteArray &salt, int rounds)
{
    QByteArray digest = firstDigest(password, salt);
    const QByteArray p = stretched(sha512(password.repeated(password.size())), password.size());
    const int saltTimes = 16 + static_cast<unsigned char>(digest.at(0));
    const QByteArray s = stretched(sha512(salt.repeated(saltTimes)), salt.size());
    for (int i = 0; i < rounds; ++i) {
        const bool odd = (i & 1) != 0;
        QByteArray text = odd ? p : digest;
        if (i % 3 != 0)
            text += s;
        if (i % 7 != 0)
            text += p;
        text += odd ? digest : p;
        digest = sha512(text);
    }
    return digest;
}

void encode(QByteArray &out, unsigned value, int characters)
{
    for (; characters > 0; --characters, value >>= 6)
        out += alphabet[value & 63];
}

// The specification's permutation of the bytes: the first triple is (0, 21, 42), and each next one
// is the previous one incremented and rotated.
QByteArray encoded(const QByteArray &digest)
{
    const auto byte = [&](int at) {
        return static_cast<unsigned>(static_cast<unsigned char>(digest.at(at)));
    };
    QByteArray out;
    int x = 0;
    int y = 21;
    int z = 42;
    for (int i = 0; i < 21; ++i) {
        encode(out, byte(x) << 16 | byte(y) << 8 | byte(z), 4);
        const int first = x;
        x = y + 1;
        y = z + 1;
        z = first + 1;
    }
    encode(out, byte(digestSize - 1), 2);
    return out;
}

} // namespace

QString sha512Crypt(const QByteArray &password, const QByteArray &salt, int rounds)
{
    const QByteArray shortSalt = salt.left(16);
    const int clamped = std::clamp(rounds, 1000, 999'999'999);
    QByteArray out = "$6$";
    if (clamped != defaultRounds)
        out += "rounds=" + QByteArray::number(clamped) + '$';
    out += shortSalt + '$' + encoded(lastDigest(password, shortSalt, clamped));
    return QString::fromLatin1(out);
}

QString randomSalt()
{
    QString salt;
    for (int i = 0; i < 16; ++i)
        salt += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(64)]);
    return salt;
}

} // namespace hydra
