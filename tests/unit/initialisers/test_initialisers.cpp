// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/source_texts.h"
#include "tests/support/test_main.h"

#include <QRegularExpression>

#include <algorithm>
#include <vector>

// Guards how structs are filled: whoever reads a row of values, or of {}, cannot tell which member
// gets which, and a new member shifts them unnoticed. Works on tokens and knows no types: of what
// is written without its type, as in run({a, b}), it sees only neighbouring {}.

namespace {

struct Token {
    QString text;
    int line = 0;
};

/// Words, literals and signs, without comments. Pure.
std::vector<Token> tokensOf(const QString &text)
{
    // moc gets lost in raw strings that contain quotes: \x22 is ", \x27 is '.
    static const QRegularExpression pattern(
        QStringLiteral(R"((?<skip>\s+|//[^\n]*|/\*.*?\*/)|R\x22(?<tag>\w*)\(.*?\)\k<tag>\x22|)"
                       R"(\x22(?:[^\x22\\\n]|\\.)*\x22|\x27(?:[^\x27\\\n]|\\.)+\x27|)"
                       R"(\d[\w\x27]*|\w+|.)"),
        QRegularExpression::DotMatchesEverythingOption);
    std::vector<Token> tokens;
    int line = 1;
    for (auto it = pattern.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        if (match.capturedLength(u"skip") <= 0)
            tokens.push_back({.text = match.captured(), .line = line});
        line += int(match.captured().count(u'\n'));
    }
    return tokens;
}

/// Whether the tokens from AT on are WORDS.
bool matches(const std::vector<Token> &tokens, std::size_t at, const QStringList &words)
{
    return at + std::size_t(words.size()) <= tokens.size() &&
           std::equal(words.begin(), words.end(), tokens.begin() + std::ptrdiff_t(at),
                      [](const QString &word, const Token &token) { return word == token.text; });
}

/// A struct of settings or options, by its name.
bool isOfSettings(const QString &type)
{
    static const QRegularExpression names(
        QStringLiteral("^([A-Z]\\w*)?(Options|Request|Settings|Spec|Input|Command|Config|Wish)$"));
    return names.match(type).hasMatch();
}

/// The struct of settings that the brace at AT fills: Type{, Type name{ or Type name = {.
QString settingsAt(const std::vector<Token> &tokens, std::size_t at)
{
    static const QStringList definitions{QStringLiteral("struct"), QStringLiteral("class"),
                                         QStringLiteral("enum")};
    static const QRegularExpression name(QStringLiteral("^[a-z]\\w*$"));
    std::size_t last = at;
    if (last > 0 && tokens[last - 1].text == u"=")
        --last;
    if (last >= 1 && isOfSettings(tokens[last - 1].text))
        return last >= 2 && definitions.contains(tokens[last - 2].text) ? QString()
                                                                        : tokens[last - 1].text;
    const bool variable = last >= 2 && name.match(tokens[last - 1].text).hasMatch();
    return variable && isOfSettings(tokens[last - 2].text) ? tokens[last - 2].text : QString();
}

/// One line for each place of TEXT, the file PATH, that leaves its members unnamed. Pure.
QStringList violations(const QString &path, const QString &text)
{
    static const QStringList emptyRow{QStringLiteral("{"), QStringLiteral("}"), QStringLiteral(","),
                                      QStringLiteral("{"), QStringLiteral("}")};
    const std::vector<Token> tokens = tokensOf(text);
    QStringList found, open;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
        const auto &[word, line] = tokens[at];
        const auto complain = [&](const QString &why) {
            found.append(QStringLiteral("%1:%2: %3").arg(path).arg(line).arg(why));
        };
        if (!open.isEmpty() && open.last() == u"{" && matches(tokens, at, emptyRow))
            complain(QStringLiteral("name the members instead of leaving two empty"));
        if (QStringLiteral("([{").contains(word))
            open.append(word);
        else if (QStringLiteral(")]}").contains(word) && !open.isEmpty())
            open.removeLast();
        if (word != u"{" || at + 1 == tokens.size())
            continue;
        const QString next = tokens[at + 1].text, type = settingsAt(tokens, at);
        if (!type.isEmpty() && next != u"." && next != u"}")
            complain(QStringLiteral("name the members of %1").arg(type));
    }
    return found;
}

} // namespace

class TestInitialisers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void membersAreNamed()
    {
        QStringList found;
        for (const char *part : {"core", "ui", "app", "tests"}) {
            const auto texts = hydra::test::sourceTexts(QLatin1String(part));
            QVERIFY2(!texts.empty(), part);
            for (const auto &[path, text] : texts)
                found += violations(path, text);
        }
        QVERIFY2(found.isEmpty(), qPrintable(u'\n' + found.join(u'\n')));
    }

    void unnamedMembersAreSeen_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("run({program, args, {}, {}});");
        row("return {{}, {}, 3};");
        row("list = {1,\n  {}, // none\n  {}};");
        row("up(paths, UpOptions{true, 3});");
        row("const RunOptions options{seconds(3)};");
        row("RunOptions options = {seconds(3)};");
        row("Command{QStringLiteral(\"a}\"), args}");
        row("auto c = '{'; Command{\"\\\"\", args}");
        row("auto r = R\"(\")\"; Settings{1}");
    }

    void unnamedMembersAreSeen()
    {
        QFETCH(QString, text);
        QCOMPARE(violations(QStringLiteral("core/a.cpp"), text).size(), 1);
    }

    void othersAreNot_data()
    {
        QTest::addColumn<QString>("text");
        const auto row = [](const char *text) { QTest::newRow(text) << QString::fromUtf8(text); };
        row("run({.program = program, .args = args});");
        row("up(paths, UpOptions{.wait = true});");
        row("up(paths, UpOptions{}, {});");
        row("copy(a, b, {}, {});");
        row("struct UpOptions { bool wait = true; };");
        row("struct Command\n{ QString program; };");
        row("Command shell() { return {}; }");
        row("// return {{}, {}, 3};");
        row("row(\"{a, {}, {}}\");");
        row("QStringList{first, second}");
    }

    void othersAreNot()
    {
        QFETCH(QString, text);
        QCOMPARE(violations(QStringLiteral("core/a.cpp"), text), QStringList());
    }

    void thePlaceIsNamed()
    {
        QCOMPARE(
            violations(QStringLiteral("core/a.cpp"), QStringLiteral("/*\n*/\nGpuSpec{gib(4)}")),
            QStringList{QStringLiteral("core/a.cpp:3: name the members of GpuSpec")});
    }
};

HYDRA_TEST_MAIN(TestInitialisers)
#include "test_initialisers.moc"
