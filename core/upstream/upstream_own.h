// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/upstream/upstream_values.h"

/// Settings of upstream's script that do not correspond to the text of a single key: two functions
/// each, one per direction, used only by the table. All pure.
namespace hydra::upstream {

using Trouble = std::optional<QString>;

[[nodiscard]] Trouble readKrunkit(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeKrunkit(const EnvWriting &writing);
[[nodiscard]] Trouble readBareKernel(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeBareKernel(const EnvWriting &writing);
[[nodiscard]] Trouble readK3sDiod(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeK3sDiod(const EnvWriting &writing);
[[nodiscard]] Trouble readK3sVersion(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeK3sVersion(const EnvWriting &writing);
[[nodiscard]] Trouble readNoKubelet(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeNoKubelet(const EnvWriting &writing);
[[nodiscard]] Trouble readExternalKubelet(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeExternalKubelet(const EnvWriting &writing);
[[nodiscard]] Trouble readMounts(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeMounts(const EnvWriting &writing);
[[nodiscard]] Trouble readRedirects(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeRedirects(const EnvWriting &writing);
[[nodiscard]] Trouble readDebs(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeDebs(const EnvWriting &writing);
[[nodiscard]] Trouble readGpu(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeGpu(const EnvWriting &writing);
[[nodiscard]] Trouble readVram(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeVram(const EnvWriting &writing);
[[nodiscard]] Trouble readVsock(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeVsock(const EnvWriting &writing);
[[nodiscard]] Trouble readFirmware(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeFirmware(const EnvWriting &writing);
[[nodiscard]] Trouble readFirmwareVars(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeFirmwareVars(const EnvWriting &writing);
[[nodiscard]] Trouble readSshKey(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeSshKey(const EnvWriting &writing);
[[nodiscard]] Trouble readPassword(EnvReading &reading, const QString &value);
[[nodiscard]] QString writePassword(const EnvWriting &writing);
[[nodiscard]] Trouble readSalt(EnvReading &reading, const QString &value);
[[nodiscard]] QString writeSalt(const EnvWriting &writing);
[[nodiscard]] Trouble readPasswordHash(EnvReading &reading, const QString &value);
[[nodiscard]] QString writePasswordHash(const EnvWriting &writing);
[[nodiscard]] QString writeImage(const EnvWriting &writing);
[[nodiscard]] QString writeImageUrl(const EnvWriting &writing);
[[nodiscard]] QString writeHostname(const EnvWriting &writing);
[[nodiscard]] QString writeImageDir(const EnvWriting &writing);

} // namespace hydra::upstream
