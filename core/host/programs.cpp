// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/host/programs.h"

#include "core/config/settings.h"

namespace hydra {
namespace {

void choose(QString &program, const char *variable, const QString &setting)
{
    const QString forced = qEnvironmentVariable(variable);
    if (!forced.isEmpty())
        program = forced;
    else if (!setting.isEmpty())
        program = setting;
}

} // namespace

Programs choosePrograms(const Settings &settings)
{
    Programs programs;
    choose(programs.qemu, "HYDRA_QEMU", settings.qemu);
    choose(programs.qemuImg, "HYDRA_QEMU_IMG", settings.qemuImg);
    choose(programs.krunkit, "HYDRA_KRUNKIT", settings.krunkit);
    choose(programs.gvproxy, "HYDRA_GVPROXY", settings.gvproxy);
    choose(programs.virtiofsd, "HYDRA_VIRTIOFSD", {});
    return programs;
}

} // namespace hydra
