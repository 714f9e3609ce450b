// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/lab_spec.h"

/// How the figures of a link are spelled, in lab files and on the command line. Each parser gives
/// nothing for a text that is none; each text reads back as the same value. Pure.
namespace hydra {

/// "50ms", "250us", "1.5s", "0"; at most a minute.
[[nodiscard]] std::optional<std::chrono::microseconds> parseDelay(const QString &text);
[[nodiscard]] QString delayText(std::chrono::microseconds delay);

/// "1%", or a part of 1 such as "0.01"; "1" alone could be meant either way and is neither.
[[nodiscard]] std::optional<double> parseLoss(const QString &text);
[[nodiscard]] QString lossText(double loss);

/// "10Mbit", "512kbit", "1.5Gbit": bits per second, from 1 kbit to 1000 Gbit; "0": no limit.
[[nodiscard]] std::optional<std::uint64_t> parseRate(const QString &text);
[[nodiscard]] QString rateText(std::uint64_t rate);

} // namespace hydra
