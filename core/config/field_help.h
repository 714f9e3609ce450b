// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <span>

namespace hydra {

/// How a VM's keys are explained to people: one entry for each path of `vmKeyPaths`, from which
/// forms are built. Texts are in sentence case; ranges and defaults are in words. Pure data.

enum class FieldSection { General, Resources, Boot, Network, Shares, Devices, Guest, Advanced };
inline constexpr int fieldSectionCount = 8;
[[nodiscard]] QString titleOf(FieldSection section);

/// What kind of control a value needs.
enum class FieldKind {
    Text,        ///< one line
    Choice,      ///< one of `words`
    WordOrText,  ///< one of `words`, or any other text
    WordOrLines, ///< one of `words`, or a list of texts
    WordOrMap,   ///< one of `words`, or a map whose keys have entries of their own
    Switch,      ///< true or false
    Count,       ///< a whole number from `least` to `most`
    Size,        ///< memory or disk
    Lines,       ///< a list of texts
    Items,       ///< a list of maps; each key has an entry
    Document     ///< a map of any keys, as YAML text
};

/// What a change needs to take effect for a VM that has been started before.
enum class FieldEffect {
    None,       ///< nothing: the key concerns the program, not the machine
    Restart,    ///< the next start
    GuestSetup, ///< the next start, at which cloud-init runs again on the disk
    FreshDisk   ///< a new disk: an existing disk keeps what it was made with
};
/// The effect in words, for a running VM: "Takes effect at the next start."
[[nodiscard]] QString effectInWords(FieldEffect effect);

/// Bits of FieldHelp::look.
inline constexpr unsigned monoLook = 1;   ///< an address, a path, a command
inline constexpr unsigned secretLook = 2; ///< shown only on request
inline constexpr unsigned dangerLook = 4; ///< shown in red: may break what the program promises
inline constexpr unsigned sliderLook = 8; ///< a slider beside the number

struct FieldHelp {
    const char *path;
    FieldSection section;
    FieldKind kind;
    FieldEffect effect;
    const char *label;
    const char *help;       ///< one line
    const char *unset = ""; ///< what holds when the key is missing and has no one default value
    const char *range = ""; ///< "1 to 512"; empty: the help says it
    const char *unit = "";  ///< GiB, cores
    const char *words = ""; ///< choices, separated by blanks
    unsigned look = 0;
    int least = 0; ///< of a Count, or MiB of a Size
    int most = 0;
};

[[nodiscard]] std::span<const FieldHelp> fieldHelps();
/// The entry of a path, which may contain an item's index: shares[2].tag finds shares[].tag. Null
/// for an unknown path.
[[nodiscard]] const FieldHelp *findFieldHelp(const QString &path);
[[nodiscard]] QStringList wordsOf(const FieldHelp &field);
/// The default as a lab file would spell it: "2", "auto", "[]"; empty when there is none.
[[nodiscard]] QString defaultOf(const FieldHelp &field);
/// "shares[].tag" of "shares[2].tag".
[[nodiscard]] QString withoutNumbers(const QString &path);

} // namespace hydra
