// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/not_offered.h"

#include <CLI/CLI.hpp>

#include <sstream>

namespace hydra::cli {
namespace {

struct NotOffered {
    const char *verbs; ///< separated by blanks; empty: crictl itself
    const char *flags;
    bool takesValue;
    const char *reason;
};

const char *const kStreamVerbs = "exec attach port-forward";
const char *const kNoTls = "streams of a VM come through its own ports or SSH, without TLS";

const NotOffered notOfferedFlags[] = {
    {"", "-c,--config", true, "there is no crictl.yaml: the lab file and these options say all"},
    {"", "-i,--image-endpoint", true, "images are asked of the same runtime: use -r"},
    {"", "-D,--debug", false, "use `hydractl --verbose` and its log"},
    {"", "-v,--version", false, "ask `hydractl --version`, or the runtime with `version`"},
    {"", "--max-retries", true, "connecting is tried until --timeout has passed"},
    {"", "--enable-tracing", false, "no traces are sent anywhere"},
    {"", "--tracing-endpoint", true, "no traces are sent anywhere"},
    {"", "--tracing-sampling-rate-per-million", true, "no traces are sent anywhere"},
    {"", "--profile-cpu", true, "it profiles crictl's own Go code"},
    {"", "--profile-mem", true, "it profiles crictl's own Go code"},
    {kStreamVerbs, "--tls-ca", true, kNoTls},
    {kStreamVerbs, "--tls-cert", true, kNoTls},
    {kStreamVerbs, "--tls-key", true, kNoTls},
    {kStreamVerbs, "--tls-sni,--tls-server-name", true, kNoTls},
    {"update", "--cpu-count", true, "containers here run on Linux, and this is for Windows"},
    {"update", "--cpu-maximum", true, "containers here run on Linux, and this is for Windows"},
};

const struct {
    const char *verb;
    const char *reason;
} notOfferedVerbs[] = {
    {"completion", "use `hydractl completion SHELL`"},
    {"config", "there is no crictl.yaml: the lab file and the options say all"},
};

[[noreturn]] void refuse(const std::string &name, const std::string &reason)
{
    throw CLI::ValidationError(name, "is not offered: " + reason);
}

void addFlag(CLI::App &command, const NotOffered &flag)
{
    const std::string name = flag.flags;
    const std::string reason = flag.reason;
    CLI::Option *option =
        flag.takesValue
            ? command.add_option_function<std::string>(
                  name, [name, reason](const std::string &) { refuse(name, reason); }, reason)
            : command.add_flag_function(
                  name, [name, reason](std::int64_t) { refuse(name, reason); }, reason);
    option->group(notOfferedGroup);
}

} // namespace

void addNotOffered(CLI::App &crictl)
{
    for (const NotOffered &flag : notOfferedFlags) {
        std::istringstream verbs(flag.verbs);
        std::string verb;
        if (*flag.verbs == '\0')
            addFlag(crictl, flag);
        while (verbs >> verb) {
            for (CLI::App *command : crictl.get_subcommands(
                     [&](const CLI::App *each) { return each->get_name() == verb; }))
                addFlag(*command, flag);
        }
    }
    for (const auto &[verb, reason] : notOfferedVerbs) {
        CLI::App *command = crictl.add_subcommand(verb, reason);
        command->group(notOfferedGroup)->allow_extras();
        command->callback(
            [name = std::string(verb), why = std::string(reason)] { refuse(name, why); });
    }
}

} // namespace hydra::cli
