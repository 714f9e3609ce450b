// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "config/lab_spec.h"

namespace hydra {

/// Takes password, its hash and salt, logins of registries and in web addresses, and a user_data that may hold secrets out of VM;
/// a note says which of them there were. Pure.
void removeSecrets(VmSpec &vm, QStringList &notes);
/// Of these only the users, passwords and tokens in web addresses, for formats that tell of the other secrets key by
/// key. Pure.
void removeWebLogins(VmSpec &vm, QStringList &notes);

} // namespace hydra
