// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/export/export_services.h"

#include "core/config/write_lab.h"
#include "core/exchange/lab_copy.h"

#include <QXmlStreamWriter>

#include <algorithm>

namespace hydra {
namespace {

void writeKey(QXmlStreamWriter &xml, const char *key)
{
    xml.writeTextElement(QStringLiteral("key"), QLatin1String(key));
}

void writeString(QXmlStreamWriter &xml, const char *key, const QString &value)
{
    writeKey(xml, key);
    xml.writeTextElement(QStringLiteral("string"), value);
}

void writeBool(QXmlStreamWriter &xml, const char *key, bool value)
{
    writeKey(xml, key);
    xml.writeEmptyElement(value ? QStringLiteral("true") : QStringLiteral("false"));
}

void writeWords(QXmlStreamWriter &xml, const char *key, const QStringList &words)
{
    writeKey(xml, key);
    xml.writeStartElement(QStringLiteral("array"));
    for (const QString &word : words)
        xml.writeTextElement(QStringLiteral("string"), word);
    xml.writeEndElement();
}

void writeAgent(QXmlStreamWriter &xml, const QString &label, const QStringList &words,
                const QString &log)
{
    xml.writeStartElement(QStringLiteral("dict"));
    writeString(xml, "Label", label);
    writeWords(xml, "ProgramArguments", words);
    // launchd's default PATH lacks Homebrew's directories, where QEMU and krunkit are.
    writeKey(xml, "EnvironmentVariables");
    xml.writeStartElement(QStringLiteral("dict"));
    writeString(xml, "PATH",
                QStringLiteral("/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"));
    xml.writeEndElement();
    writeBool(xml, "RunAtLoad", true);
    writeKey(xml, "KeepAlive");
    xml.writeStartElement(QStringLiteral("dict"));
    writeBool(xml, "SuccessfulExit", false);
    xml.writeEndElement();
    writeKey(xml, "ThrottleInterval");
    xml.writeTextElement(QStringLiteral("integer"), QStringLiteral("10"));
    writeKey(xml, "ExitTimeOut");
    xml.writeTextElement(QStringLiteral("integer"), QString::number(stopSeconds));
    writeString(xml, "StandardErrorPath", log);
    xml.writeEndElement();
}

QByteArray plist(const QString &label, const QStringList &words, const QString &log)
{
    QByteArray text;
    QXmlStreamWriter xml(&text);
    xml.setAutoFormatting(true);
    xml.writeStartDocument();
    xml.writeDTD(QStringLiteral("<!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" "
                                "\"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">"));
    xml.writeStartElement(QStringLiteral("plist"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1.0"));
    writeAgent(xml, label, words, log);
    xml.writeEndDocument();
    return text;
}

// XML cannot represent these characters, not even as character references.
bool hasControls(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20; });
}

} // namespace

// launchd expands neither ~ nor variables, so the paths are those of the machine that exports.
Result<Exported> exportLaunchd(const ExportRequest &request)
{
    Exported out;
    const ExportPlaces &places = request.places;
    const LabSpec lab = labCopy(request, out.notes);
    out.notes += notesOfFiles(lab);
    const QString label = QStringLiteral("hydra.lab.") + lab.name;
    const QString file = places.labsDir + u'/' + lab.name + QStringLiteral(".yaml");
    const QStringList words{places.hydractl, QStringLiteral("up"), QStringLiteral("--foreground"),
                            file};
    if (hasControls(words.join(QString()) + places.home))
        return fail(ErrorCode::Invalid,
                    QStringLiteral("a property list cannot hold a path with control characters"),
                    words.join(u' '));
    out.files.push_back(
        {label + QStringLiteral(".plist"),
         plist(label, words, places.home + QStringLiteral("/Library/Logs/%1.log").arg(label))});
    out.files.push_back(
        {lab.name + QStringLiteral(".yaml"), writeLab(lab), false, request.withSecrets});
    out.notes
        << QStringLiteral("put %1.yaml into %2, %3.plist into ~/Library/LaunchAgents; then: "
                          "launchctl bootstrap gui/$UID ~/Library/LaunchAgents/%3.plist")
               .arg(lab.name, places.labsDir, label)
        << QStringLiteral(
               "the paths in %1.plist are this user's; launchd knows no other way to write them")
               .arg(label);
    return out;
}

} // namespace hydra
