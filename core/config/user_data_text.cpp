// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/config/user_data_text.h"

#include <array>

namespace hydra {
namespace {

struct UserDataBeginning {
    const char *text;
    const char *type;
};

// The first that fits counts.
constexpr std::array userDataBeginnings{
    UserDataBeginning{"#!", "text/x-shellscript"},
    UserDataBeginning{"#cloud-config-archive", "text/cloud-config-archive"},
    UserDataBeginning{"#cloud-config-jsonp", "text/cloud-config-jsonp"},
    UserDataBeginning{"#cloud-config", "text/cloud-config"},
    UserDataBeginning{"#cloud-boothook", "text/cloud-boothook"},
    UserDataBeginning{"#include-once", "text/x-include-once-url"},
    UserDataBeginning{"#include", "text/x-include-url"},
    UserDataBeginning{"#part-handler", "text/part-handler"},
    UserDataBeginning{"## template: jinja", "text/jinja2"},
};

// cloud-init looks for MIME-Version, which may follow other headers; the first line must be one.
bool isMimeDocument(const QString &text)
{
    const auto begins = [&](const char *header) {
        return text.startsWith(QLatin1String(header), Qt::CaseInsensitive);
    };
    return (begins("MIME-Version:") || begins("Content-Type:") || begins("From ")) &&
           text.left(4096).contains(QStringLiteral("MIME-Version:"), Qt::CaseInsensitive);
}

} // namespace

QByteArray userDataType(const QString &text)
{
    for (const UserDataBeginning &beginning : userDataBeginnings) {
        if (text.startsWith(QLatin1String(beginning.text)))
            return beginning.type;
    }
    return isMimeDocument(text) ? multipartType : QByteArray();
}

bool isUserDataPart(const QString &text)
{
    const QByteArray type = userDataType(text);
    return !type.isEmpty() && type != cloudConfigType;
}

} // namespace hydra
