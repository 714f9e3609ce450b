// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/crictl/configs.h"

#include "core/base/atomic_file.h"
#include "core/cri/crictl_config.h"

namespace hydra::cli {
namespace {

constexpr qint64 kConfigLimit = 1 << 20;

using ReadConfig = Result<CrictlConfig> (*)(const QByteArray &, const QString &);

Result<QJsonObject> configOf(Session &session, const std::string &path, ReadConfig read)
{
    const QString file = QString::fromStdString(path);
    const auto text = readFile(file, kConfigLimit);
    if (!text) {
        Error error = text.error();
        if (file == u"jsonschema" || file == u"js")
            error.hint = QStringLiteral("crictl's own jsonschema is not offered; the fields are "
                                        "those of cri-api's api.proto");
        return fail(error);
    }
    const auto config = read(*text, file);
    if (!config)
        return fail(config.error());
    for (const QString &warning : config->warnings)
        session.say(warning);
    return config->message;
}

} // namespace

Result<QJsonObject> readPodFile(Session &session, const std::string &path)
{
    return configOf(session, path, readPodConfig);
}

Result<ConfigFiles> readConfigFiles(Session &session, const std::string &container,
                                    const std::string &pod)
{
    const auto containerConfig = configOf(session, container, readContainerConfig);
    const auto podConfig = configOf(session, pod, readPodConfig);
    if (!containerConfig && !podConfig)
        session.printError(containerConfig.error());
    if (!containerConfig || !podConfig)
        return fail(podConfig ? containerConfig.error() : podConfig.error());
    return ConfigFiles{*podConfig, *containerConfig};
}

} // namespace hydra::cli
