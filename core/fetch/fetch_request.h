// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/units.h"

#include <QString>

#include <chrono>

namespace hydra {

/// Who asks for a file. Sent to the host of the first address only: a redirect to another scheme,
/// host or port gets neither. Never logged, and part of no message.
struct FetchLogin {
    QString token; ///< sent as GitLab's header PRIVATE-TOKEN
    QString user;  ///< HTTP basic authentication, with the password
    QString password;
    bool operator==(const FetchLogin &) const = default;
};

/// One file to download.
struct FetchRequest {
    QString url;    ///< http or https; a user and password in it are taken for LOGIN
    QString file;   ///< where it goes, once it is complete; its directory exists
    QString words;  ///< of the progress: "Downloading debian-13.qcow2"
    QString sha512; ///< what the file must have, in lower-case hex; empty: not known
    QString sha256; ///< likewise
    FetchLogin login;
    MemorySize most = MemorySize::gib(256); ///< a larger file is refused
};

/// How a user's downloads are made.
struct FetchSettings {
    QString
        proxy; ///< URL, may hold a login; empty: as the environment says (https_proxy, no_proxy)
    std::chrono::milliseconds connectPatience = std::chrono::seconds(20);
    std::chrono::seconds stallPatience{30}; ///< less than 1 KiB/s for so long is a break
    int tries = 6;                          ///< in a row that brought nothing
    std::chrono::milliseconds firstPause = std::chrono::seconds(1); ///< doubled with each such try
};

/// What was downloaded.
struct FetchedFile {
    QString path;
    QString sha512; ///< lower-case hex, computed while the file arrived
    MemorySize size;
    MemorySize kept; ///< so much of it was there from an earlier try
};

} // namespace hydra
