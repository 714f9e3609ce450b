// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/switch/control_socket.h"
#include "app/uplink/uplink.h"

#include <csignal>
#include <cstdio>
#include <map>
#include <sys/stat.h>

// hydra-uplink: the way out of one running lab, in a process of its own because libslirp reads what
// hostile guests send. Started by hydra-switch, not by hand; it ends when its control socket does:
//   hydra-uplink --card FD --control FD --subnet CIDR --gateway IP --resolver IP --mtu BYTES

namespace hydra::net {

namespace {

struct UplinkOptions {
    int card = -1;
    int control = -1;
    UplinkSpec spec;
};

std::optional<UplinkOptions> readOptions(std::span<char *> arguments)
{
    std::map<std::string_view, std::string_view> given;
    for (std::size_t i = 1; i + 1 < arguments.size(); i += 2)
        given[arguments[i]] = arguments[i + 1];
    const auto card = parseNumber(given["--card"], 65535);
    const auto control = parseNumber(given["--control"], 65535);
    const auto subnet = parseCidr(given["--subnet"]);
    const auto gateway = parseIpv4(given["--gateway"]);
    const auto resolver = parseIpv4(given["--resolver"]);
    const auto mtu = parseNumber(given["--mtu"], 65521);
    if (!card || !control || !subnet || !gateway || !resolver || !mtu || *mtu < 576)
        return {};
    return UplinkOptions{
        .card = int(*card),
        .control = int(*control),
        .spec = {.subnet = *subnet, .gateway = *gateway, .resolver = *resolver, .mtu = *mtu}};
}

void answer(const std::string &line, Uplink &uplink, ControlClient &client)
{
    const auto call = readCall(line);
    const auto forward = call ? readForward(call->params) : tl::unexpected(call.error());
    std::string wrong;
    if (!forward)
        wrong = forward.error();
    else if (call->method == "forward.add")
        wrong = uplink.addForward(*forward);
    else if (call->method == "forward.remove")
        wrong = uplink.removeForward(*forward);
    else
        wrong = "no such method: " + call->method;
    const std::string id = call ? call->id : "null";
    client.write(
        {.line = wrong.empty() ? resultLine(id, "{}") : errorLine(id, wrong), .attached = {}});
}

void run(Uplink &uplink, ControlClient &client)
{
    bool isCardFine = true;
    while (!client.isGone()) {
        std::vector<pollfd> polled{
            {.fd = client.socket(), .events = POLLIN, .revents = 0},
            {.fd = isCardFine ? uplink.card() : -1, .events = POLLIN, .revents = 0}};
        std::uint32_t timeout = 1000;
        uplink.fill(polled, timeout);
        const int ready = ::poll(polled.data(), nfds_t(polled.size()), int(timeout));
        uplink.poll(polled, ready < 0);
        if (ready > 0 && polled[1].revents != 0)
            isCardFine = uplink.receive();
        if (ready > 0 && polled[0].revents != 0)
            client.read();
        while (const auto line = client.nextLine())
            answer(*line, uplink, client);
        client.flush();
    }
}

} // namespace

} // namespace hydra::net

int main(int argc, char **argv)
{
    using namespace hydra::net;
    ::umask(0077);
    std::signal(SIGPIPE, SIG_IGN);
    const auto options = readOptions({argv, std::size_t(argc)});
    if (!options) {
        std::fputs("hydra-uplink is started by hydra-switch\n", stderr);
        return 2;
    }
    Uplink uplink(options->spec, Descriptor(options->card));
    ControlClient client{Descriptor(options->control)};
    run(uplink, client);
    return 0;
}
