// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/text_diff.h"
#include "tests/support/test_main.h"

#include <QRandomGenerator>

using namespace hydra;

namespace {

QByteArray side(const std::vector<DiffLine> &lines, DiffLine::Kind other)
{
    QByteArray text;
    for (const DiffLine &line : lines) {
        if (line.kind != other)
            text += line.text;
    }
    return text;
}

QByteArray someLines(QRandomGenerator &random)
{
    QByteArray text;
    for (int i = random.bounded(12); i > 0; --i)
        text += QByteArray(1, char('a' + random.bounded(4))) + '\n';
    return text;
}

} // namespace

class TestTextDiff : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aDifferenceGivesBothTextsBack()
    {
        QRandomGenerator random(7);
        for (int i = 0; i < 500; ++i) {
            const QByteArray before = someLines(random);
            const QByteArray after = someLines(random);
            const auto lines = diffLines(before, after);
            QCOMPARE(side(lines, DiffLine::Kind::Added), before);
            QCOMPARE(side(lines, DiffLine::Kind::Removed), after);
        }
    }

    void oneLineOfManyIsOneLine()
    {
        QCOMPARE(diffText("a\nb\nc\nd\n", "a\nb\nC\nd\n"), QStringLiteral("  b\n- c\n+ C\n  d\n"));
        QCOMPARE(diffText("a\nb", "a\nb"), QString());
        QCOMPARE(diffText("", "a"), QStringLiteral("+ a\n"));
    }

    void whatIsFarFromChangesIsLeftOut()
    {
        QCOMPARE(diffText("1\n2\n3\n4\n5\n6\n7\n", "0\n2\n3\n4\n5\n6\n8\n", 1),
                 QStringLiteral("- 1\n+ 0\n  2\n  ...\n  6\n- 7\n+ 8\n"));
    }

    void changesInDifferentPlacesAreMerged()
    {
        QCOMPARE(mergeTexts("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n"),
                 std::optional<QByteArray>("a\nB\nc\nd\nE\nf\n"));
        QCOMPARE(mergeTexts("a\nb\nc\n", "a\nb\nc\n", "x\n"), std::optional<QByteArray>("x\n"));
        QCOMPARE(mergeTexts("a\nb\nc\n", "x\n", "a\nb\nc\n"), std::optional<QByteArray>("x\n"));
    }

    void theSameChangeTwiceIsOne()
    {
        QCOMPARE(mergeTexts("a\nb\n", "a\nc\n", "a\nc\n"), std::optional<QByteArray>("a\nc\n"));
    }

    void changesOfTheSameOrNeighbouringLinesAreNotMerged()
    {
        QVERIFY(!mergeTexts("a\nb\nc\n", "a\nx\nc\n", "a\ny\nc\n"));
        QVERIFY(!mergeTexts("a\nb\n", "x\nb\n", "a\ny\n"));
        QVERIFY(!mergeTexts("a\n", "a\nb\n", "a\nc\n"));
    }

    void longTextsThatDifferAltogetherDoNotTakeForever()
    {
        QByteArray before;
        QByteArray after;
        for (int i = 0; i < 20000; ++i) {
            before += QByteArray::number(i) + '\n';
            after += QByteArray::number(-i) + '\n';
        }
        QCOMPARE(side(diffLines(before, after), DiffLine::Kind::Removed), after);
    }
};

HYDRA_TEST_MAIN(TestTextDiff)
#include "test_text_diff.moc"
