// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

namespace hydra {

/// Removes from VM the password, its hash and salt, logins of registries and in web addresses, and
/// user_data if it may contain secrets; a note names those that were there. Pure.
void removeSecrets(VmSpec &vm, QStringList &notes);
/// Removes only users, passwords and tokens in web addresses, for formats that report the other
/// secrets key by key. Pure.
void removeWebLogins(VmSpec &vm, QStringList &notes);

} // namespace hydra
