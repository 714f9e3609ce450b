// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/network/dhcp.h"
#include "tests/support/test_main.h"
#include "tests/unit/network/samples.h"

using namespace hydra::net;
using namespace hydra::test;

namespace {

struct DhcpAnswer {
    Octets bytes;
    DhcpReply reply;

    [[nodiscard]] Octets option(std::uint8_t code) const
    {
        for (std::size_t at = 240; at < bytes.size() && bytes[at] != 255; at += 2u + bytes[at + 1])
            if (bytes[at] == code)
                return {bytes.begin() + int(at) + 2, bytes.begin() + int(at) + 2 + bytes[at + 1]};
        return {};
    }
};

std::optional<DhcpAnswer> askDhcp(const Octets &request)
{
    const auto message = readDhcp(request);
    Octets out(576);
    const auto reply = message ? answerDhcp(labSegment(), homePort(), *message, out) : std::nullopt;
    if (!reply)
        return {};
    out.resize(reply->size);
    return DhcpAnswer{.bytes = out, .reply = *reply};
}

Octets requestFor(const Octets &options)
{
    return dhcpMessage(homePort().mac, options);
}

} // namespace

class TestDhcp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aClientIsOfferedItsOwnAddress()
    {
        const auto answer = askDhcp(requestFor({53, 1, DhcpDiscover, 50, 4, 10, 0, 0, 1}));
        QVERIFY(answer);
        QCOMPARE(answer->option(53), Octets({DhcpOffer}));
        QCOMPARE(octets(Bytes(answer->bytes).subspan(16, 4)), Octets({192, 168, 100, 10}));
        QCOMPARE(int(answer->bytes[4]), 0x5a);
        QCOMPARE(answer->option(1), Octets({255, 255, 255, 0}));
        QCOMPARE(answer->option(3), Octets({192, 168, 100, 1}));
        QCOMPARE(answer->option(6), Octets({192, 168, 100, 1}));
        QCOMPARE(answer->option(12), octets("home"));
        QCOMPARE(answer->option(15), octets("isolated.lab"));
        QCOMPARE(answer->option(26), Octets({1500 >> 8, 1500 & 255}));
        QCOMPARE(answer->option(51), Octets({0, 0, 3600 >> 8, 3600 & 255}));
        QCOMPARE(answer->option(54), Octets({192, 168, 100, 1}));
        QVERIFY(answer->bytes.size() >= 300);
        QCOMPARE(answer->reply.destinationMac, homePort().mac);
    }

    void itsAddressIsAcknowledgedAndAnotherRefused()
    {
        const auto right = askDhcp(requestFor({53, 1, DhcpRequest, 50, 4, 192, 168, 100, 10}));
        QCOMPARE(right->option(53), Octets({DhcpAck}));
        const auto wrong = askDhcp(requestFor({53, 1, DhcpRequest, 50, 4, 192, 168, 100, 11}));
        QCOMPARE(wrong->option(53), Octets({DhcpNak}));
        QCOMPARE(wrong->reply.destination, kBroadcastAddress);
        QCOMPARE(octets(Bytes(wrong->bytes).subspan(16, 4)), Octets({0, 0, 0, 0}));
        QVERIFY(wrong->option(51).empty());
    }

    void aRenewalIsAcknowledgedToTheClientItself()
    {
        Octets renewal = requestFor({53, 1, DhcpRequest});
        const Octets address{192, 168, 100, 10};
        std::copy(address.begin(), address.end(), renewal.begin() + 12);
        renewal[10] = 0x80; // would like a broadcast, which it does not need
        const auto answer = askDhcp(renewal);
        QCOMPARE(answer->option(53), Octets({DhcpAck}));
        QCOMPARE(answer->reply.destination, homePort().ip);
    }

    void broadcastsAreForWhoWantsThem()
    {
        Octets discover = requestFor({53, 1, DhcpDiscover});
        discover[10] = 0x80;
        QCOMPARE(askDhcp(discover)->reply.destinationMac, kBroadcastMac);
    }

    void informGetsTheNetworkAndNoLease()
    {
        const auto answer = askDhcp(requestFor({53, 1, DhcpInform}));
        QCOMPARE(answer->option(53), Octets({DhcpAck}));
        QVERIFY(answer->option(51).empty());
        QCOMPARE(answer->option(3), Octets({192, 168, 100, 1}));
        QCOMPARE(octets(Bytes(answer->bytes).subspan(16, 4)), Octets({0, 0, 0, 0}));
    }

    void nothingIsAnsweredToOthers()
    {
        QVERIFY(!askDhcp(requestFor({53, 1, DhcpRelease})));
        QVERIFY(!askDhcp(requestFor({53, 1, DhcpDecline})));
        QVERIFY(!askDhcp(requestFor({53, 1, DhcpRequest, 54, 4, 192, 168, 100, 9})));
        QVERIFY(!askDhcp(dhcpMessage(otherPort().mac, {53, 1, DhcpDiscover})));
        QVERIFY(!askDhcp(requestFor({})));
    }

    void aMessageCutAnywhereIsNotRead()
    {
        const Octets whole = requestFor({0, 53, 1, DhcpRequest, 50, 4, 192, 168, 100, 10});
        QVERIFY(readDhcp(whole));
        for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
            const auto message = readDhcp(Bytes(whole).first(size));
            QVERIFY(!message || !message->requested); // between options, the rest is just missing
        }
    }
};

HYDRA_TEST_MAIN(TestDhcp)

#include "test_dhcp.moc"
