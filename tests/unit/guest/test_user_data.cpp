// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_main.h"
#include "tests/unit/guest/seed_input.h"

using namespace hydra;
using namespace hydra::test;

namespace {

struct MimeParts {
    QByteArrayList headers;
    QByteArrayList bodies;
};

/// The outer parts of a multipart document.
MimeParts partsOf(const QByteArray &text)
{
    const QByteArray boundary =
        text.sliced(text.indexOf("boundary=\"") + 10).split('"').front().prepend("--");
    MimeParts parts;
    QByteArray rest = text.sliced(text.indexOf("\n" + boundary + '\n') + 1 + boundary.size() + 1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf("\n" + boundary);
        const QByteArray part = rest.left(end);
        const qsizetype blank = part.indexOf("\n\n");
        parts.headers << part.left(blank + 1);
        parts.bodies << part.sliced(blank + 2);
        rest = rest.sliced(end + 1 + boundary.size());
        rest = rest.startsWith("--\n") ? QByteArray() : rest.sliced(1);
    }
    return parts;
}

/// The lines of cloud-init's reporting in demo.user-data.
QByteArray webhookLines()
{
    const QByteArray text = golden("demo.user-data");
    const qsizetype begin = text.indexOf("reporting:\n");
    return text.sliced(begin, text.indexOf("package_update") - begin);
}

Error failureOf(const QString &userData)
{
    SeedInput input = demo();
    input.vm.userData = userData;
    const auto documents = makeSeedDocuments(input);
    return documents ? Error() : documents.error();
}

} // namespace

/// The user's own user_data beside Hydra's.
class TestUserData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theUsersConfigIsMerged()
    {
        SeedInput input = demo();
        input.vm.packages = {QStringLiteral("jq")};
        input.vm.userData = QStringLiteral("#cloud-config\n"
                                           "hostname: mine\n"
                                           "packages: [htop]\n"
                                           "users:\n  - name: other\n"
                                           "ssh_keys: {rsa_private: KEY}\n"
                                           "write_files:\n  - {path: /a, permissions: '0600'}\n");
        const YAML::Node config = userData(input);
        QCOMPARE(config["hostname"].as<std::string>(), "mine");
        QCOMPARE(config["packages"].as<std::vector<std::string>>(),
                 (std::vector<std::string>{"jq", "htop"}));
        QCOMPARE(config["users"].size(), size_t(2));
        QCOMPARE(config["users"][1]["name"].as<std::string>(), "other");
        QCOMPARE(config["ssh_keys"].size(), size_t(3));
        // A quoted scalar must not become a number.
        QVERIFY(makeSeedDocuments(input)->userData.contains("permissions: \"0600\""));
    }

    void whatMayFailIsReported()
    {
        SeedInput input = demo();
        input.webhookUrl = QStringLiteral("http://10.0.2.2:4711/token");
        QVERIFY(!userData(input)["bootcmd"]); // only names and keys
        const QString before = instanceId(input);
        input.vm.userData = QStringLiteral("timezone: UTC\n");
        const YAML::Node command = userData(input)["bootcmd"][0];
        QCOMPARE(command.size(), size_t(4));
        const auto script = QString::fromStdString(command[3].as<std::string>());
        QVERIFY(script.startsWith(QStringLiteral("host=10.0.2.2\nport=4711\npath=/token\n")));
        // The URL may change with each start, and the guest remains the same instance.
        const QString now = instanceId(input);
        QVERIFY(now != before);
        input.webhookUrl = QStringLiteral("http://10.0.2.2:4712/other");
        QCOMPARE(instanceId(input), now);
    }

    void aConfigThatIsNoMappingIsInvalid_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("words");
        QTest::newRow("list") << QStringLiteral("- a") << QStringLiteral("is not a mapping");
        QTest::newRow("text") << QStringLiteral("hello") << QStringLiteral("is not a mapping");
        QTest::newRow("syntax") << QStringLiteral("a: [1\nb: 2")
                                << QStringLiteral("is not YAML: line 2");
        QTest::newRow("twice") << QStringLiteral("a: 1\na: 2") << QStringLiteral("the key a twice");
        QTest::newRow("cycle") << QStringLiteral("a: &x {b: *x}")
                               << QStringLiteral("refers to itself");
        QString bomb = QStringLiteral("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (int i = 1; i < 9; ++i)
            bomb +=
                QStringLiteral("a%1: &a%1 [*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2,*a%2]\n")
                    .arg(i)
                    .arg(i - 1);
        QTest::newRow("bomb") << bomb << QStringLiteral("too large");
    }

    void aConfigThatIsNoMappingIsInvalid()
    {
        QFETCH(QString, text);
        QFETCH(QString, words);
        const Error error = failureOf(text);
        QCOMPARE(error.code, ErrorCode::Invalid);
        QVERIFY2(error.what.contains(words), qPrintable(error.what));
        QCOMPARE(error.where, QStringLiteral("demo/iso: user_data"));
    }

    void aScriptIsAPartBesideOurs()
    {
        SeedInput input = demo();
        input.vm.userData = QStringLiteral("#!/bin/sh\necho --hydra-\n");
        const QByteArray text = makeSeedDocuments(input)->userData;
        const MimeParts parts = partsOf(text);
        QCOMPARE(parts.bodies.size(), 2);
        QVERIFY(parts.headers[0].contains("Content-Type: text/x-shellscript"));
        QCOMPARE(parts.bodies[0], input.vm.userData.toUtf8());
        QVERIFY(parts.headers[1].contains("Content-Type: text/cloud-config"));
        QVERIFY(parts.headers[1].contains("Merge-Type: "));
        QCOMPARE(parts.bodies[1], golden("demo.user-data").replace(webhookLines(), ""));
        QCOMPARE(makeSeedDocuments(input)->userData, text);
        SeedInput other = input;
        other.vm.userData += QStringLiteral("id\n");
        QVERIFY(instanceId(other) != instanceId(input));
    }

    void aPartBeyondAsciiIsEncoded()
    {
        SeedInput input = demo();
        input.vm.userData = QStringLiteral("## template: jinja\n#cloud-config\nmotd: \u00e4%1\n")
                                .arg(QString(200, u'x'));
        const MimeParts parts = partsOf(makeSeedDocuments(input)->userData);
        QCOMPARE(parts.bodies.size(), 2);
        QVERIFY(parts.headers[0].contains("Content-Type: text/jinja2; charset=\"utf-8\""));
        QVERIFY(parts.headers[0].contains("base64"));
        QCOMPARE(QByteArray::fromBase64(parts.bodies[0]), input.vm.userData.toUtf8());
        for (const QByteArray &line : parts.bodies[0].split('\n'))
            QVERIFY(line.size() <= 76);
    }

    void aMimeDocumentStaysOne()
    {
        SeedInput input = demo();
        const QString document = QStringLiteral(
            "Content-Type: multipart/mixed; boundary=\"mine\"\nMIME-Version: 1.0\n\n--mine\n"
            "Content-Type: text/x-shellscript\n\n#!/bin/sh\n\n--mine--\n");
        for (const QString &first : {QString(), QStringLiteral("From nobody Sat Nov 28 2026\n")}) {
            input.vm.userData = first + document;
            const MimeParts parts = partsOf(makeSeedDocuments(input)->userData);
            QCOMPARE(parts.bodies.size(), 2);
            QCOMPARE(parts.headers[0] + '\n' + parts.bodies[0], document.toUtf8());
        }
    }
};

HYDRA_TEST_MAIN(TestUserData)
#include "test_user_data.moc"
