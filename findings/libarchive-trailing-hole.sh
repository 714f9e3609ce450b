#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
# SPDX-License-Identifier: Apache-2.0
#
# libarchive 3.6.2 (Debian 12), a file of 1 MiB in a tar archive made by GNU tar with --sparse: 4 KiB of data, then a
# hole up to the end.
#
# Guess: reading the entry gives as many bytes as its header promises, the hole as zeros, whichever call is used; at the
#   least archive_read_data_into_fd, which is there to unpack to a file, makes a file of the right size.
# Seen: archive_read_data ends after 4096 bytes. archive_read_data_block gives one block and then the end, where the
#   offset that comes with ARCHIVE_EOF is the only trace of the hole. archive_read_data_into_fd returns success for a
#   file of 4096 bytes: it moved the file's position past the hole and wrote nothing there. Whoever unpacks a disk image
#   must set the file's length to archive_entry_size.
#
# Needs apt-get with Debian 12's packages, GNU tar and python3 (an x86-64 machine with glibc). Takes some seconds; 5 MB
# are downloaded.
# shellcheck source=support/packages.sh
source "$(dirname "${BASH_SOURCE[0]}")/support/packages.sh"

unpack_all ''libarchive13=3.6.2*''
# The library is loaded into this machine's python3, so with its C library, and not with the downloaded one.
LD_LIBRARY_PATH=root/usr/lib/x86_64-linux-gnu:root/lib/x86_64-linux-gnu python3 - <<'PYTHON'
import ctypes, os, subprocess, sys

library = ctypes.CDLL("libarchive.so.13")
pointer, size = ctypes.c_void_p, ctypes.c_size_t
library.archive_read_new.restype = pointer
library.archive_version_details.restype = ctypes.c_char_p
library.archive_read_data.restype = ctypes.c_ssize_t
library.archive_entry_size.restype = ctypes.c_int64
print(library.archive_version_details().decode())

with open("disk", "wb") as file:
    file.write(b"x" * 4096)
    file.truncate(1 << 20)
subprocess.run(["tar", "--sparse", "-cf", "disk.tar", "disk"], check=True)

def reader():
    archive = pointer(library.archive_read_new())
    library.archive_read_support_format_all(archive)
    entry = pointer()
    if (library.archive_read_open_filename(archive, b"disk.tar", size(10240))
            or library.archive_read_next_header(archive, ctypes.byref(entry))):
        sys.exit("cannot read the archive")
    return archive, library.archive_entry_size(entry)

archive, promised = reader()
print("the header's size:", promised)
blocks, start, count, offset = [], pointer(), size(), ctypes.c_int64()
while True:
    result = library.archive_read_data_block(archive, ctypes.byref(start), ctypes.byref(count), ctypes.byref(offset))
    blocks.append((result, count.value, offset.value))
    if result:
        break
print("archive_read_data_block (result, bytes, offset):", blocks)
archive, _ = reader()
room = ctypes.create_string_buffer(2 << 20)
read = library.archive_read_data(archive, room, size(len(room)))
print("archive_read_data:", read)
archive, _ = reader()
with open("out", "wb") as out:
    result = library.archive_read_data_into_fd(archive, out.fileno())
    seen = (result, os.fstat(out.fileno()).st_size, os.lseek(out.fileno(), 0, os.SEEK_CUR))
print("archive_read_data_into_fd (result, file's size, file's position):", seen)
as_seen = (promised == 1 << 20 and blocks == [(0, 4096, 0), (1, 0, 1 << 20)] and read == 4096
           and seen == (0, 4096, 1 << 20))
sys.exit(0 if as_seen else "the behaviour has changed")
PYTHON
