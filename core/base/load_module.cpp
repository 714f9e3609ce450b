// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/base/load_module.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLibrary>

#include <dlfcn.h>

namespace hydra {
namespace {

QString modulePath(const QString &name)
{
    const QString programs = QCoreApplication::applicationDirPath();
    const QString beside = programs + u'/' + name;
    return QFileInfo::exists(beside) ? beside : programs + QStringLiteral("/../lib/hydra/") + name;
}

} // namespace

Result<QFunctionPointer> moduleFunction(const QString &module, const char *name)
{
    if (void *linked = ::dlsym(RTLD_DEFAULT, name))
        return reinterpret_cast<QFunctionPointer>(linked);
    const QString path = modulePath(module);
    QLibrary library(path);
    if (const QFunctionPointer function = library.resolve(name))
        return function;
    return fail(
        ErrorCode::Failed,
        QStringLiteral("the module %1 cannot be loaded: %2").arg(module, library.errorString()),
        path, QStringLiteral("install Hydra again"));
}

} // namespace hydra
