// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/pull.h"

#include "app/cli/raw_terminal.h"
#include "core/guest/registry_files.h"

#include <CLI/CLI.hpp>

#include <cerrno>
#include <cstdio>
#include <unistd.h>

namespace hydra::cli {
namespace {

constexpr char kInterruptKey = 0x03; // Ctrl-C, which is a byte like others in raw mode
constexpr char kDeleteKey = 0x7f;
constexpr char kBackspaceKey = 0x08;
constexpr qsizetype kLongestPassword = 4096;

/// Drops the last character of UTF-8.
void dropLast(QByteArray &text)
{
    while (!text.isEmpty() && (text.back() & 0xc0) == 0x80)
        text.chop(1);
    text.chop(1);
}

Result<QByteArray> readHidden()
{
    const RawTerminal raw;
    QByteArray typed;
    char c = 0;
    while (typed.size() < kLongestPassword) {
        const ssize_t n = ::read(STDIN_FILENO, &c, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || c == '\n' || c == '\r')
            break;
        if (raw.isTerminal() && c == kInterruptKey)
            return fail(ErrorCode::Cancelled, QStringLiteral("cancelled"));
        if (raw.isTerminal() && (c == kDeleteKey || c == kBackspaceKey))
            dropLast(typed);
        else
            typed += c;
    }
    return typed;
}

Result<QJsonObject> loginOfUser(const std::string &user)
{
    std::fputs("Password: ", stderr);
    const auto password = readHidden();
    std::fputs("\n", stderr);
    if (!password)
        return fail(password.error());
    return QJsonObject{{QStringLiteral("username"), QString::fromStdString(user)},
                       {QStringLiteral("password"), QString::fromUtf8(*password)}};
}

Result<QJsonObject> loginOfCredentials(const QString &credentials)
{
    const QString user = credentials.section(u':', 0, 0);
    if (user.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("names no user"), QStringLiteral("--creds"),
                    QStringLiteral("write USER:PASSWORD"));
    return QJsonObject{{QStringLiteral("username"), user},
                       {QStringLiteral("password"), credentials.section(u':', 1)}};
}

/// The login that the options name; nothing: none.
Result<std::optional<QJsonObject>> loginOf(const Pulling &pulling)
{
    const auto some = [](const Result<QJsonObject> &login) {
        return login ? Result<std::optional<QJsonObject>>(*login) : fail(login.error());
    };
    if (!pulling.user.empty())
        return some(loginOfUser(pulling.user));
    if (!pulling.credentials.empty() && !pulling.auth.empty())
        return fail(ErrorCode::Invalid, QStringLiteral("--creds is given, too"),
                    QStringLiteral("--auth"), QStringLiteral("leave one of them out"));
    if (!pulling.credentials.empty())
        return some(loginOfCredentials(QString::fromStdString(pulling.credentials)));
    if (!pulling.auth.empty())
        return some(QJsonObject{{QStringLiteral("auth"), QString::fromStdString(pulling.auth)}});
    return std::optional<QJsonObject>();
}

} // namespace

void addPullOptions(CLI::App &command, Pulling &pulling)
{
    command.add_option("--creds", pulling.credentials, "USER[:PASSWORD] for the registry")
        ->envname("CRICTL_CREDS");
    command.add_option("--auth", pulling.auth, "The same in base64")->envname("CRICTL_AUTH");
    command.add_option("-u,--username", pulling.user,
                       "USER for the registry; the password is asked for, or a line of stdin");
    command
        .add_option("--pull-timeout,--pt", pulling.timeout,
                    "How long a pull may take: 90s, 5m; 0s: as long as it takes")
        ->envname("CRICTL_PULL_TIMEOUT");
}

Result<PullPlan> planPull(const Pulling &pulling)
{
    const auto deadline = optionDuration(pulling.timeout, "--pull-timeout");
    if (!deadline)
        return fail(deadline.error());
    const auto login = loginOf(pulling);
    if (!login)
        return fail(login.error());
    return PullPlan{*login, *deadline};
}

Result<QString> pullImage(CrictlRuntime &runtime, const PullPlan &plan, const QJsonObject &image,
                          const QJsonObject &pod)
{
    QJsonObject request{{QStringLiteral("image"), image}};
    if (const QJsonObject login =
            plan.login ? *plan.login
                       : registryLogin(runtime.registries(), image[u"image"].toString());
        !login.isEmpty())
        request[u"auth"] = login;
    if (!pod.isEmpty())
        request[u"sandboxConfig"] = pod;
    const auto reply = runtime.call("PullImage", request, plan.deadline);
    return reply ? Result<QString>((*reply)[u"imageRef"].toString()) : fail(reply.error());
}

} // namespace hydra::cli
