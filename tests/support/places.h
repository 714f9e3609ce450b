// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace hydra::test {

/// Paths of this build. Only places.cpp is compiled with absolute paths, so that a compiler cache
/// recognises the other sources in another clone. Any thread.
[[nodiscard]] QString sourcePath(const char *relative = ""); ///< in the source tree
[[nodiscard]] QString
programPath(const char *name = "");                    ///< users' programs, the fakes beside them
[[nodiscard]] QString testPath(const char *name);      ///< tests and the fakes that only they use
[[nodiscard]] QString shotPath(const char *name = ""); ///< pictures of the window
[[nodiscard]] QString guestStorePath(); ///< image store with the guest that integration tests fork

} // namespace hydra::test
