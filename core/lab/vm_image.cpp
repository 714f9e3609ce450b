// SPDX-FileCopyrightText: 2026 The Hydra Desktop authors
// SPDX-License-Identifier: Apache-2.0
#include "core/lab/vm_image.h"

#include "core/host/facts.h"
#include "core/image/guest_build.h"
#include "core/lab/image_origin.h"
#include "core/lab/spec_paths.h"

namespace hydra {
namespace {

/// Builds or downloads the image that VM lacks; what it lacks, when nobody has it.
Result<StoredImage> makeImage(const Environment &environment, const ImageStore &store,
                              const LabVm &vm, const JobContext &job)
{
    if (const auto recipe = findGuestRecipe(imageNameOf(vm.spec), hostDebianArch()))
        return buildGuest(store, *recipe, job, buildOptions(environment));
    if (const auto source = imageOriginOf(vm.spec, hostDebianArch()))
        return pullImage(store, *source, job, pullSettings(environment));
    return fail(*vm.missingImage);
}

// Another VM or command may get it at the same time: before we begin, or until we would store it.
Result<void> makeMissing(const Environment &environment, LabVm &vm, const JobContext &job)
{
    const ImageStore store(environment.paths.imagesDir());
    const QString name = storedNameOf(vm.spec);
    Result<StoredImage> made = store.find(name);
    if (!made && vm.missingImage->code == ErrorCode::NotFound)
        made = makeImage(environment, store, vm, job);
    if (!made && made.error().code == ErrorCode::Conflict)
        made = store.find(name);
    if (!made)
        return fail(made.error());
    vm.image = std::move(*made);
    vm.missingImage.reset();
    return {};
}

} // namespace

Result<void> checkImage(const Paths &paths, const VmSpec &vm)
{
    const auto image = ImageStore(paths.imagesDir()).find(storedNameOf(vm));
    const bool canBeHad = image || findGuestRecipe(imageNameOf(vm), hostDebianArch()) ||
                          imageOriginOf(vm, hostDebianArch());
    return canBeHad ? Result<void>() : fail(image.error());
}

Result<void> provideImage(const Environment &environment, const LoadedLab &lab, LabVm &vm,
                          const JobContext &job)
{
    if (vm.missingImage) {
        if (auto made = makeMissing(environment, vm, job); !made)
            return made;
    }
    if (vm.image) {
        const ImageStore store(environment.paths.imagesDir());
        if (const auto settled = store.settle(*vm.image, job); !settled)
            return settled;
    }
    const QString wanted = vm.spec.imageSha512;
    if (!vm.image || wanted.isEmpty() || vm.image->sha512.isEmpty() || vm.image->hasSha512(wanted))
        return {};
    return fail(
        ErrorCode::Failed,
        QStringLiteral("image %1 has another SHA-512 than image_sha512 says").arg(vm.image->name),
        lab.file, QStringLiteral("correct image_sha512, or remove the image and get it again"));
}

} // namespace hydra
