// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/redact.h"
#include "tests/support/test_main.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace hydra;

/// What must not leave this machine.
class TestRedact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreTakenOutOfTexts_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("cleaned");
        const auto row = [](const char *name, const char *text, const char *cleaned) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(cleaned);
        };
        row("nothing", "Linux version 6.1\n", "Linux version 6.1\n");
        row("known", "login with sesame!\n", "login with <removed>!\n");
        row("known, in a URL", "GET /?x=p%40ss%20word", "GET /?x=<removed>");
        row("known, in JSON", "{\"a\": \"qu\\\"ote\"}", "{\"a\": \"<removed>\"}");
        row("known, in base64", "c2VzYW1l", "<removed>");
        row("short", "abc: x7 and x77\n", "abc: <removed> and x77\n");
        row("number", "12345 and 123456\n", "<removed> and 123456\n");
        row("proxy", "http_proxy=http://me:word@proxy:3128/",
            "http_proxy=http://<removed>@proxy:3128/");
        row("at sign", "https://me:w@rd@host/x@y", "https://<removed>@host/x@y");
        row("hash", "root:$6$salt$abcdefghij./:19000", "root:<removed>:19000");
        row("yescrypt", "$y$j9T$abcdefgh$0123", "<removed>");
        row("named", "password=hunter2 next", "password=<removed> next");
        row("named, quoted", "\"K3S_TOKEN\": \"a b\", \"b\": 1",
            "\"K3S_TOKEN\": \"<removed>\", \"b\": 1");
        row("header", "Authorization: Bearer abc.def", "Authorization: <removed>");
        row("query", "?access_token=abc&b=1", "?access_token=<removed>&b=1");
        row("key",
            "a\n-----BEGIN OPENSSH PRIVATE KEY-----\nx\n-----END OPENSSH PRIVATE KEY-----\nb",
            "a\n<removed>\nb");
        row("key without beginning", "x\n-----END RSA PRIVATE KEY-----\nb", "<removed>\nb");
        row("key without end", "a -----BEGIN PRIVATE KEY-----\nx\n", "a <removed>");
        row("two keys",
            "-----BEGIN PRIVATE KEY-----x-----END PRIVATE KEY-----,-----BEGIN PRIVATE "
            "KEY-----y-----END PRIVATE KEY-----",
            "<removed>,<removed>");
        row("home", "/home/ann/x /home/anna /home/ann", "~/x /home/anna ~");
        row("no UTF-8", "\xff\xfe sesame", "\xff\xfe <removed>");
    }

    void secretsAreTakenOutOfTexts()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, cleaned);
        Redactor redactor(QStringLiteral("/home/ann"));
        for (const char *secret : {"sesame", "p@ss word", "qu\"ote", "x7", "12345"})
            redactor.addSecret(QLatin1String(secret));
        QCOMPARE(redactor.text(text), cleaned);
    }

    void aYamlDocumentLosesItsSecretsAndTeachesThem()
    {
        Redactor redactor;
        const auto yaml = redactor.yaml(
            "# password was swordfish\nname: home\nvms:\n  - name: hub\n    password: 'sesame "
            "street'\n"
            "    salt: abcd1234\n    password_hash: $6$ab$cdefghijklm\n    cpu: 2\n"
            "    ssh_authorized_keys: [ssh-ed25519 AAAA me@host]\n    csi_proxy_url: "
            "http://u:letmein@h/\n"
            "    user_data: |\n      chpasswd: {list: 'root:toor99'}\n      runcmd: [date]\n");
        QVERIFY(yaml);
        for (const char *secret : {"swordfish", "sesame", "abcd1234", "$6$", "letmein", "toor99"})
            QVERIFY2(!yaml->contains(secret), yaml->constData());
        for (const char *kept : {"name: home", "cpu: 2", "ssh-ed25519 AAAA me@host", "runcmd"})
            QVERIFY2(yaml->contains(kept), yaml->constData());
        QCOMPARE(redactor.text("typed sesame street"), QByteArray("typed <removed>"));
        QCOMPARE(redactor.text("root:toor99"), QByteArray("<removed>"));
        QCOMPARE(redactor.text("proxy said letmein"), QByteArray("proxy said <removed>"));
    }

    void aJsonDocumentStaysOne()
    {
        Redactor redactor;
        const auto json = redactor.json("{\"a\": 1, \"webhook_token\": \"0123abcd\", \"args\": "
                                        "[\"http://x/0123abcd\"], \"ok\": true,"
                                        " \"b\": {\"private_key\": {\"x\": \"hush hush\"}}, "
                                        "\"env\": {\"http_proxy\": \"http://a:b@c\"}}");
        QVERIFY(json);
        const QJsonObject object = QJsonDocument::fromJson(*json).object();
        QCOMPARE(object[QStringLiteral("a")].toInt(), 1);
        QVERIFY(object[QStringLiteral("ok")].toBool());
        for (const char *secret : {"0123abcd", "hush", "a:b"})
            QVERIFY2(!json->contains(secret), json->constData());
        QCOMPARE(redactor.text("hush hush"), QByteArray("<removed>"));
    }

    void aProxyWithoutSchemeIsUnderstood()
    {
        Redactor redactor;
        redactor.addUrl(QStringLiteral("ann:let%20me%20in@proxy:3128"));
        QCOMPARE(redactor.text("x_proxy=ann:let%20me%20in@proxy:3128, let me in"),
                 QByteArray("x_proxy=<removed>@proxy:3128, <removed>"));
        redactor.addUrl(QStringLiteral("ssh://root@host"));
        QCOMPARE(redactor.text("root"), QByteArray("root"));
    }

    void truthValuesAreNoSecrets()
    {
        Redactor redactor;
        QVERIFY(redactor.yaml("lock_passwd: false\npassword: true\n"));
        QCOMPARE(redactor.text("false and true"), QByteArray("false and true"));
    }

    void whatIsNoDocumentIsRefused()
    {
        Redactor redactor;
        QVERIFY(!redactor.yaml("password: [\n"));
        QVERIFY(!redactor.json("{\"password\": \"x"));
        QVERIFY(!redactor.json("3"));
    }

    void everyCutOfALogIsHandled()
    {
        Redactor redactor;
        redactor.addSecret(QStringLiteral("sesame"));
        const QByteArray log = "a password=\"hunter2\" $6$a$bcdefghij http://u:p@h/ -----BEGIN "
                               "PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n sesame";
        for (qsizetype size = 0; size <= log.size(); ++size) {
            const QByteArray cleaned = redactor.text(log.left(size));
            QVERIFY(!cleaned.contains("sesame"));
            QVERIFY(!cleaned.contains("\nx\n"));
        }
    }
};

HYDRA_TEST_MAIN(TestRedact)
#include "test_redact.moc"
