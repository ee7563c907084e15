package example;

import io.github.cdkworkspaceimages.ComputeType;
import io.github.cdkworkspaceimages.IWorkspaceImages;
import io.github.cdkworkspaceimages.ImageGate;
import io.github.cdkworkspaceimages.OperatingSystemType;
import io.github.cdkworkspaceimages.RefreshKey;
import io.github.cdkworkspaceimages.WaitUntilAvailableOptions;
import io.github.cdkworkspaceimages.WorkspaceBundle;
import io.github.cdkworkspaceimages.WorkspaceImage;
import io.github.cdkworkspaceimages.WorkspaceImages;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Size;
import software.amazon.awscdk.Stack;

public final class ImagesApp {
  public static void main(String[] args) {
    App app = new App();

    // Finds the newest golden image, waits until it is AVAILABLE, shares it, and makes a bundle of it.
    Stack images = new Stack(app, "Images");
    WorkspaceImage golden = WorkspaceImage.Builder.create(images, "Golden")
        .imageNames(List.of("golden-win11-*"))
        .operatingSystems(List.of(OperatingSystemType.WINDOWS))
        .maxAge(Duration.days(90))
        .gate(ImageGate.waitUntilAvailable(
            WaitUntilAvailableOptions.builder().timeout(Duration.hours(3)).build()))
        .refreshKey(RefreshKey.ofCiBuild())
        .build();
    golden.publishParameters("/golden");
    WorkspaceBundle.Builder.create(images, "Desktop")
        .image(golden)
        .computeType(ComputeType.STANDARD)
        .rootVolumeSize(Size.gibibytes(80))
        .userVolumeSize(Size.gibibytes(50))
        .build();

    // Reads the image at each of its deployments.
    Stack desktops = new Stack(app, "Desktops");
    IWorkspaceImages current = WorkspaceImages.fromParameters(desktops, "Golden", "/golden");
    CfnOutput.Builder.create(desktops, "CurrentImage").value(current.getNewestImageId()).build();

    app.synth();
  }
}
