"""Reads every property of every public class, as a debugger does, and prints which could be read and which failed."""

import json

import cdk_workspace_images as library
from aws_cdk import App, Duration, Size, Stack
from aws_cdk.aws_s3 import Bucket

stack = Stack(App(), "Images")
bucket = Bucket(stack, "Bucket")
image = library.WorkspaceImage(stack, "Image")
bundle = library.WorkspaceBundle(
    stack,
    "Bundle",
    image=image,
    compute_type=library.ComputeType.STANDARD,
    root_volume_size=Size.gibibytes(80),
    user_volume_size=Size.gibibytes(50),
)
images = library.WorkspaceImages(stack, "Images", outputs=False)
objects = [
    image,
    bundle,
    images,
    # Its newest image may be a stranger's, and must not be used.
    library.WorkspaceImages(stack, "All", image_type=library.ImageType.ALL),
    # Its ids and states are in the manifest alone.
    library.WorkspaceImages(stack, "Only", manifest=library.ImageManifest.only(bucket)),
    images.newest_image,
    images.publish_parameters("/images"),
    library.WorkspaceImage.from_image_id(stack, "Id", "wsi-0123456789"),
    library.WorkspaceImages.from_image_ids(stack, "Ids", ["wsi-0123456789"]),
    library.WorkspaceImages.from_exports(stack, "Exports", "golden"),
    library.WorkspaceImages.from_parameters(stack, "Parameters", "/golden"),
    library.WorkspaceImages.from_stack_outputs(stack, "Outputs", stack_name="Other", construct_id="Golden"),
    library.WorkspaceBundle.from_bundle_id(stack, "BundleId", "wsb-0123456789"),
    library.WorkspaceImagesProvider(stack, "ImagesProvider"),
    library.WorkspaceBundleProvider(stack, "BundleProvider"),
    library.ImageGate.none(),
    library.ImageGate.wait_until_available(timeout=Duration.hours(1)),
    library.ImageManifest.alongside(bucket),
    library.ComputeType.STANDARD,
    library.ImageField.NAME,
    library.ImageState.AVAILABLE,
    library.ImageType.OWNED,
    library.OperatingSystemType.WINDOWS,
    library.RequiredTenancy.DEFAULT,
]

read, failed = set(), set()
for thing in objects:
    kind = type(thing)
    for name in dir(kind):
        if isinstance(getattr(kind, name, None), property):
            property_name = f"{kind.__name__}.{name}"
            try:
                getattr(thing, name)
                read.add(property_name)
            except Exception as error:
                failed.add(f"{property_name}: {error}")

print(json.dumps({"types": sorted(library.__all__), "read": sorted(read), "failed": sorted(failed)}))
