// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/base/result.h"
#include "core/config/lab_spec.h"

/// How links and policies are spelled: the figures in lab files and on the command line, the rest
/// on the command line only. Each text reads back as the same value. A parser gives nothing for a
/// text that is none, or Invalid. Pure.
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

/// LINK with what WORDS say: "delay=50ms", "loss=1%", "down=true"; "clear" alone takes all of it
/// away.
[[nodiscard]] Result<LinkSpec> linkWith(LinkSpec link, const QStringList &words);
/// "delay=50ms loss=1%": what differs from a link that just passes everything on, or "clear".
[[nodiscard]] QString linkText(const LinkSpec &link);

/// "open", "none" or "allow=deb.debian.org,203.0.113.0/24:443".
[[nodiscard]] Result<EgressSpec> egressFrom(const QString &word);
[[nodiscard]] QString egressText(const EgressSpec &egress);

/// "all", "none" or names: "vm1,vm2".
[[nodiscard]] Result<PeersSpec> peersFrom(const QString &word);
[[nodiscard]] QString peersText(const PeersSpec &peers);

} // namespace hydra
