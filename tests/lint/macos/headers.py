# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
"""The headers that neither the sources nor ziglang bring: libraries' own and generated ones."""
import re
import subprocess
from pathlib import Path

# In /usr/include. That folder itself has glibc's and Linux's headers, which a Mac lacks.
LIBRARIES = (
    "CLI absl archive.h archive_entry.h curl fmt google grpc grpcpp openssl slirp spdlog tl "
    "vterm.h vterm_keycodes.h yaml-cpp"
).split()
QT_MODULES = ("QtCore", "QtGui", "QtNetwork", "QtWebSockets", "QtWidgets")


def qt(what):
    return Path(subprocess.check_output(["qmake6", "-query", what], text=True).strip())


def linked_headers(work):
    """Makes the folder of links; returns the folders to look in."""
    folder = work / "include"
    folder.mkdir(parents=True, exist_ok=True)
    system_qt = qt("QT_INSTALL_HEADERS")
    link(folder / "qt6", system_qt)
    for name in LIBRARIES:
        found = [place / name for place in (Path("/usr/include"), system_qt.parent) if (place / name).exists()]
        if len(found) > 1:  # OpenSSL's, whose configuration is the architecture's
            link_files(folder / name, found)
        elif found:
            link(folder / name, found[0])
    return [folder, folder / "qt6"] + [folder / "qt6" / module for module in QT_MODULES]


def link_files(path, folders):
    """Makes PATH a folder of links to the files of all FOLDERS."""
    if path.is_symlink():
        path.unlink()
    path.mkdir(exist_ok=True)
    for source in [file for folder in folders for file in folder.iterdir()]:
        link(path / source.name, source)


def link(path, target):
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def made_headers(root, work, sources):
    """Has moc and protoc write what SOURCES include of theirs; returns the folder."""
    folder = work / "generated"
    folder.mkdir(parents=True, exist_ok=True)
    proto = root / "core" / "cri" / "grpc"
    subprocess.run(["protoc", f"--proto_path={proto}", f"--cpp_out={folder}", "cri.proto"], check=True)
    moc = qt("QT_INSTALL_LIBEXECS") / "moc"
    for source in sources:
        for header in re.findall(r'^#include "(.+/)moc_(\w+)\.cpp"', source.read_text(), re.MULTILINE):
            run_moc(moc, root, folder, *header)
    return folder


def run_moc(moc, root, folder, place, name):
    target = folder / place / f"moc_{name}.cpp"
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [moc, "-D__APPLE__", "-DQ_OS_MACOS", "-p", place, root / place / f"{name}.h", "-o", target]
    subprocess.run(command, check=True)
