// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
// The entire user space of a guest: prints the machine's PCI devices and the kernel's command line
// to the first serial port, then powers off. Static, so that an initial RAM disk needs nothing
// else.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <string>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <unistd.h>

namespace {

std::string firstLine(const std::string &path)
{
    char line[4096] = {};
    if (std::FILE *file = std::fopen(path.c_str(), "r")) {
        if (!std::fgets(line, sizeof line, file))
            line[0] = 0;
        std::fclose(file);
    }
    line[std::strcspn(line, "\n")] = 0;
    return line;
}

void mountAt(const char *type, const char *directory)
{
    ::mkdir(directory, 0755);
    ::mount(type, directory, type, 0, nullptr);
}

} // namespace

int main()
{
    mountAt("devtmpfs", "/dev");
    mountAt("proc", "/proc");
    mountAt("sysfs", "/sys");
    for (const char *serial : {"/dev/ttyS0", "/dev/ttyAMA0"}) {
        if (const int fd = ::open(serial, O_RDWR); fd >= 0) {
            ::dup2(fd, 1);
            break;
        }
    }
    std::printf("tiny-init: cmdline %s\n", firstLine("/proc/cmdline").c_str());
    const std::string devices = "/sys/bus/pci/devices/";
    if (DIR *directory = ::opendir(devices.c_str())) {
        while (const dirent *entry = ::readdir(directory)) {
            if (entry->d_name[0] != '.')
                std::printf("tiny-init: pci %s:%s\n",
                            firstLine(devices + entry->d_name + "/vendor").c_str(),
                            firstLine(devices + entry->d_name + "/device").c_str());
        }
        ::closedir(directory);
    }
    std::printf("tiny-init: done\n");
    std::fflush(stdout);
    ::sleep(1);
    ::reboot(RB_POWER_OFF);
    return 0;
}
