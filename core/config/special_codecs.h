// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/config/codecs.h"
#include "core/config/field.h"
#include "core/config/lab_spec.h"

/// Codecs of the lab file's maps, and of values that are either a keyword or something else.
namespace hydra::codec {

/// A map read by a table of fields into their struct; written with all its keys.
template <typename T, auto fields> struct Map {
    static void read(const Value &value, T &out) { readFields<T>(value, out, fields()); }
    static YamlNode write(const T &in) { return writeAllFields<T>(in, fields()); }
    static void paths(const QString &path, QStringList &all)
    {
        appendFieldPaths<T>(path + QLatin1Char('.'), fields(), all);
    }
};

/// A VM's ports, with `extra` as a list.
struct Ports {
    static void read(const Value &value, PortsSpec &out);
    static YamlNode write(const PortsSpec &in);
    static void paths(const QString &path, QStringList &all);
};

/// `auto`, `none` or {code, vars}.
struct Firmware {
    static void read(const Value &value, FirmwareSpec &out);
    static YamlNode write(const FirmwareSpec &in);
    static void paths(const QString &path, QStringList &all);
};

/// `open`, `none` or {allow}.
struct Egress {
    static void read(const Value &value, EgressSpec &out);
    static YamlNode write(const EgressSpec &in);
    static void paths(const QString &path, QStringList &all);
};

/// `all`, `none` or a list of names.
struct Peers {
    static void read(const Value &value, PeersSpec &out);
    static YamlNode write(const PeersSpec &in);
};

/// A map; each key may be given alone.
struct Link {
    static void read(const Value &value, LinkSpec &out);
    static YamlNode write(const LinkSpec &in);
    static void paths(const QString &path, QStringList &all);
};

/// `off` or {vram}.
struct Gpu {
    static void read(const Value &value, std::optional<GpuSpec> &out);
    static YamlNode write(const std::optional<GpuSpec> &in);
    static void paths(const QString &path, QStringList &all);
};

/// `off`, `auto` or a CID.
struct Vsock {
    static void read(const Value &value, VsockSpec &out);
    static YamlNode write(const VsockSpec &in);
};

/// `off` or a version of k3s.
struct K3s {
    static void read(const Value &value, QString &out);
    static YamlNode write(const QString &in);
};

/// The user's cloud-config: any map, kept as YAML text in block style; a text that begins with
/// #cloud-config is that map. Or another text that cloud-init knows by its beginning.
struct UserData {
    static void read(const Value &value, QString &out);
    static YamlNode write(const QString &in);
};

struct Disk {
    static void read(const Value &value, DiskSpec &out);
    static YamlNode write(const DiskSpec &in);
    static void paths(const QString &path, QStringList &all);
};

struct Share {
    static void read(const Value &value, ShareSpec &out);
    static YamlNode write(const ShareSpec &in);
    static void paths(const QString &path, QStringList &all);
};

struct Registry {
    static void read(const Value &value, RegistrySpec &out);
    static YamlNode write(const RegistrySpec &in);
    static void paths(const QString &path, QStringList &all);
};

/// `off` or a map of RIMDworkspace settings.
struct Rimd {
    static void read(const Value &value, std::optional<RimdSpec> &out);
    static YamlNode write(const std::optional<RimdSpec> &in);
    static void paths(const QString &path, QStringList &all);
};

} // namespace hydra::codec
