// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/atomic_file.h"
#include "core/config/read_lab.h"
#include "core/lab/create.h"
#include "core/lab/templates.h"
#include "tests/support/test_main.h"

#include <QDir>
#include <QTemporaryDir>

using namespace hydra;

namespace {

QString text(const char *words)
{
    return QString::fromUtf8(words);
}

} // namespace

class TestTemplates : public QObject
{
    Q_OBJECT

    QTemporaryDir m_directory;
    Paths m_paths;
    LabSpec m_lab;

private Q_SLOTS:
    void init()
    {
        m_paths.configDir = m_directory.filePath(text("config"));
        QDir(m_paths.configDir).removeRecursively();
        m_lab = *readLab(
            "name: home\nvms:\n  - name: a\n  - {name: b, after: [a], peers: [a], cpu: 7, mac: "
            "\"52:54:00:00:00:01\", ip: 192.168.1.2, password: x}\n",
            text("home.yaml"));
    }

    void aVmBecomesATemplateForNewLabs()
    {
        const auto file =
            saveTemplate(m_paths, text("mine"), m_lab, text("/labs/home.yaml"), text("b"));
        QVERIFY2(file, file ? "" : qPrintable(formatError(file.error())));
        QCOMPARE(*file, m_paths.configDir + text("/templates/mine.yaml"));
        QVERIFY(!(QFile::permissions(*file) & (QFile::ReadGroup | QFile::ReadOther)));
        const auto all = savedTemplates(m_paths);
        QVERIFY(all.size() == 1 && all.front().name == u"mine" &&
                all.front().summary == u"Saved from home/b");
        const auto lab = createLab(
            m_paths, {.name = text("new"), .preset = text("mine"), .settings = {text("memory=3")}});
        QVERIFY2(lab, lab ? "" : qPrintable(formatError(lab.error())));
        const LabSpec made = *readLab(*readFile(*lab), *lab);
        QCOMPARE(made.name, text("new"));
        VmSpec expected = *m_lab.vm(text("b"));
        expected.after.clear();
        expected.peers.only.clear();
        expected.mac.clear();
        expected.ip.clear();
        expected.memory = MemorySize::gib(3);
        QCOMPARE(made.vms, std::vector{expected});
    }

    void aTemplatesFilesStayWhereTheyAre()
    {
        VmSpec &vm = m_lab.vms.front();
        vm.image = text("./a.qcow2");
        vm.shares = {{text("."), text("/mnt"), {}}, {text("/srv"), text("/srv"), {}}};
        const auto file =
            saveTemplate(m_paths, text("mine"), m_lab, text("/labs/home.yaml"), text("a"));
        QVERIFY(file);
        const VmSpec saved = readLab(*readFile(*file), *file)->vms.front();
        QCOMPARE(saved.image, text("/labs/a.qcow2"));
        QCOMPARE(saved.shares.front().host, text("/labs"));
        QCOMPARE(saved.shares.back().host, text("/srv"));
    }

    void presetsComeFirstAndNamesAreTakenOnce()
    {
        QCOMPARE(findTemplate(m_paths, text("demo"))->text, findPreset(text("demo"))->text);
        QCOMPARE(saveTemplate(m_paths, text("demo"), m_lab, text("/labs/home.yaml"), text("a"))
                     .error()
                     .code,
                 ErrorCode::Conflict);
        QVERIFY(saveTemplate(m_paths, text("mine"), m_lab, text("/labs/home.yaml"), text("a")));
        QCOMPARE(saveTemplate(m_paths, text("mine"), m_lab, text("/labs/home.yaml"), text("b"))
                     .error()
                     .code,
                 ErrorCode::Conflict);
        QCOMPARE(saveTemplate(m_paths, text("../mine"), m_lab, text("/labs/home.yaml"), text("b"))
                     .error()
                     .code,
                 ErrorCode::Invalid);
        QCOMPARE(saveTemplate(m_paths, text("other"), m_lab, text("/labs/home.yaml"), text("c"))
                     .error()
                     .code,
                 ErrorCode::NotFound);
    }

    void whatIsNotThereIsNamed()
    {
        QVERIFY(saveTemplate(m_paths, text("mine"), m_lab, text("/labs/home.yaml"), text("a")));
        const auto none = createLab(m_paths, {.name = text("new"), .preset = text("castle")});
        QVERIFY(!none && none.error().code == ErrorCode::NotFound &&
                none.error().hint.contains(text("run-sme, mine")));
        QVERIFY(removeTemplate(m_paths, text("mine")));
        QVERIFY(savedTemplates(m_paths).empty());
        QCOMPARE(removeTemplate(m_paths, text("mine")).error().code, ErrorCode::NotFound);
        QCOMPARE(removeTemplate(m_paths, text("../labs/x")).error().code, ErrorCode::NotFound);
    }

    void aBrokenFileIsLeftOut()
    {
        QVERIFY(QDir().mkpath(m_paths.configDir + text("/templates")));
        QVERIFY(
            writeFileAtomically(m_paths.configDir + text("/templates/broken.yaml"), "vms: 3\n"));
        QVERIFY(savedTemplates(m_paths).empty());
    }
};

HYDRA_TEST_MAIN(TestTemplates)
#include "test_templates.moc"
