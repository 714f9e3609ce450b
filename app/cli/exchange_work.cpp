// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "app/cli/exchange.h"

#include "core/base/atomic_file.h"
#include "core/bundle/bundle.h"
#include "core/exchange/exchange_files.h"
#include "core/formats/export_lab.h"
#include "core/formats/formats.h"
#include "core/upstream/upstream_env.h"

#include <QFile>
#include <QFileInfo>
#include <QProcessEnvironment>

namespace hydra::cli {
namespace {

constexpr qint64 largestText = 1 << 20;
const QString standard = QStringLiteral("-");

Result<QByteArray> readSource(const QString &source)
{
    if (source != standard)
        return readFile(source, largestText);
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return fail(ErrorCode::Failed, QStringLiteral("cannot be read"), QStringLiteral("stdin"));
    QByteArray text = input.read(largestText + 1);
    if (input.error() != QFileDevice::NoError)
        return fail(ErrorCode::Failed,
                    QStringLiteral("cannot be read: %1").arg(input.errorString()),
                    QStringLiteral("stdin"));
    if (text.size() > largestText)
        return fail(ErrorCode::Invalid, QStringLiteral("is longer than 1 MiB"),
                    QStringLiteral("stdin"));
    return text;
}

UpstreamEnv ownEnvironment()
{
    const QProcessEnvironment all = QProcessEnvironment::systemEnvironment();
    UpstreamEnv env;
    for (const QString &name : all.keys()) {
        if (isUpstreamVariable(name))
            env.emplace_back(name, all.value(name));
    }
    return env;
}

QString nameFor(const ImportWish &wish)
{
    return labNameFor(wish.output != standard   ? wish.output
                      : wish.source == standard ? QString()
                                                : wish.source);
}

Result<Imported> importText(const ImportWish &wish)
{
    if (wish.source.isEmpty() && wish.format == u"env")
        return importEnv(ownEnvironment(), nameFor(wish), thisUpstreamHost());
    if (wish.source.isEmpty())
        return fail(ErrorCode::Invalid, QStringLiteral("--from %1 needs a FILE").arg(wish.format),
                    {}, QStringLiteral("write - for stdin"));
    const auto text = readSource(wish.source);
    const QString file =
        wish.source == standard ? QString() : QFileInfo(wish.source).absoluteFilePath();
    return text ? importAs(wish.format, {*text, nameFor(wish), thisUpstreamHost(), file})
                : fail(text.error());
}

Result<ExchangeOutcome> asOutcome(const QString &output, const Result<QStringList> &notes)
{
    return notes ? Result<ExchangeOutcome>(ExchangeOutcome{output + u'\n', *notes})
                 : fail(notes.error());
}

Error noStandardBundle(const char *way)
{
    return {ErrorCode::Invalid,
            QStringLiteral("a bundle goes %1 a file").arg(QLatin1String(way)),
            {},
            QStringLiteral("give it a name"),
            {}};
}

} // namespace

Result<ExchangeOutcome> runExport(const Environment &environment, const LoadedTarget &target,
                                  const ExportWish &wish, const JobContext &job)
{
    if (wish.format == u"bundle" && wish.output == standard)
        return fail(noStandardBundle("to"));
    if (wish.format == u"bundle")
        return asOutcome(wish.output,
                         exportBundle(environment, target,
                                      {wish.output, wish.withSecrets, wish.hydraVersion}, job));
    const auto exported = exportLab(environment, target, wish.format, wish.withSecrets);
    if (!exported)
        return fail(exported.error());
    QStringList notes = exported->notes;
    if (wish.output == standard) {
        for (std::size_t i = 1; i < exported->files.size(); ++i)
            notes << QStringLiteral("%1 is not shown; -o PATH writes it too")
                         .arg(exported->files[i].name);
        return ExchangeOutcome{QString::fromUtf8(exported->files.front().text), notes};
    }
    const auto paths = writeExported(*exported, wish.output);
    return paths ? Result<ExchangeOutcome>(ExchangeOutcome{paths->join(u'\n') + u'\n', notes})
                 : fail(paths.error());
}

Result<ExchangeOutcome> runImport(const Environment &environment, const ImportWish &wish,
                                  const JobContext &job)
{
    if (wish.format == u"bundle" &&
        (wish.source.isEmpty() || wish.source == standard || wish.output == standard))
        return fail(noStandardBundle("from and to"));
    if (wish.format == u"bundle")
        return asOutcome(wish.output, importBundle(environment, {wish.source, wish.output}, job));
    const auto imported = importText(wish);
    if (!imported)
        return fail(imported.error());
    if (wish.output == standard) {
        const auto text = labTextOf(*imported, imported->lab.name + QStringLiteral(".yaml"));
        return text ? Result<ExchangeOutcome>(
                          ExchangeOutcome{QString::fromUtf8(*text), imported->notes})
                    : fail(text.error());
    }
    const auto written = writeImported(*imported, wish.output);
    return written ? Result<ExchangeOutcome>(ExchangeOutcome{wish.output + u'\n', imported->notes})
                   : fail(written.error());
}

} // namespace hydra::cli
