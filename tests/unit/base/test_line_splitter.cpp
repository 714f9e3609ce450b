// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/line_splitter.h"
#include "tests/support/test_main.h"

#include <vector>

using namespace hydra;

namespace {

std::vector<QByteArray> lines(LineSplitter &splitter, std::initializer_list<QByteArray> pieces)
{
    std::vector<QByteArray> all;
    for (const QByteArray &piece : pieces) {
        splitter.feed(piece);
        while (const auto line = splitter.next())
            all.push_back(*line);
    }
    return all;
}

} // namespace

class TestLineSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whereTheBytesAreCutChangesNothing()
    {
        const QByteArray text = "one\r\n\ntwo\nthree\r\nrest";
        const std::vector<QByteArray> expected = {"one", "", "two", "three"};
        for (qsizetype cut = 0; cut <= text.size(); ++cut) {
            LineSplitter splitter(10);
            QVERIFY(lines(splitter, {text.left(cut), text.mid(cut)}) == expected);
            QVERIFY(!splitter.overflowed());
        }
    }

    void aLineOverTheLimitIsTheEnd()
    {
        LineSplitter exact(4), over(4), unfinished(4);
        QCOMPARE(lines(exact, {"abcd\n"}).size(), size_t(1));
        QVERIFY(lines(over, {"ab\nabcde\nab\n"}) == std::vector<QByteArray>{"ab"});
        QVERIFY(over.overflowed());
        QVERIFY(lines(over, {"ab\n"}).empty());
        QVERIFY(lines(unfinished, {"abc", "de"}).empty());
        QVERIFY(unfinished.overflowed());
    }
};

HYDRA_TEST_MAIN(TestLineSplitter)
#include "test_line_splitter.moc"
