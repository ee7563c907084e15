from aws_cdk import App, CfnOutput, Duration, Size, Stack
from cdk_workspace_images import (
    ComputeType,
    ImageGate,
    OperatingSystemType,
    RefreshKey,
    WorkspaceBundle,
    WorkspaceImage,
    WorkspaceImages,
)

app = App()

# Finds the newest golden image, waits until it is AVAILABLE, shares it, and makes a bundle of it.
images = Stack(app, "Images")
golden = WorkspaceImage(
    images,
    "Golden",
    image_names=["golden-win11-*"],
    operating_systems=[OperatingSystemType.WINDOWS],
    max_age=Duration.days(90),
    gate=ImageGate.wait_until_available(timeout=Duration.hours(3)),
    refresh_key=RefreshKey.of_ci_build(),
)
golden.publish_parameters("/golden")
WorkspaceBundle(
    images,
    "Desktop",
    image=golden,
    compute_type=ComputeType.STANDARD,
    root_volume_size=Size.gibibytes(80),
    user_volume_size=Size.gibibytes(50),
)

# Reads the image at each of its deployments.
desktops = Stack(app, "Desktops")
current = WorkspaceImages.from_parameters(desktops, "Golden", "/golden")
CfnOutput(desktops, "CurrentImage", value=current.newest_image_id)

app.synth()
