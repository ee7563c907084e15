package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	images "github.com/cdk-workspace-images/cdk-workspace-images-go/cdkworkspaceimages"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)

	// Finds the newest golden image, waits until it is AVAILABLE, shares it, and makes a bundle of it.
	producer := awscdk.NewStack(app, jsii.String("Images"), nil)
	golden := images.NewWorkspaceImage(producer, jsii.String("Golden"), &images.WorkspaceImageProps{
		ImageNames:       jsii.Strings("golden-win11-*"),
		OperatingSystems: &[]images.OperatingSystemType{images.OperatingSystemType_WINDOWS()},
		MaxAge:           awscdk.Duration_Days(jsii.Number(90)),
		Gate: images.ImageGate_WaitUntilAvailable(&images.WaitUntilAvailableOptions{
			Timeout: awscdk.Duration_Hours(jsii.Number(3)),
		}),
		RefreshKey: images.RefreshKey_OfCiBuild(),
	})
	golden.PublishParameters(jsii.String("/golden"))
	images.NewWorkspaceBundle(producer, jsii.String("Desktop"), &images.WorkspaceBundleProps{
		Image:          golden,
		ComputeType:    images.ComputeType_STANDARD(),
		RootVolumeSize: awscdk.Size_Gibibytes(jsii.Number(80)),
		UserVolumeSize: awscdk.Size_Gibibytes(jsii.Number(50)),
	})

	// Reads the image at each of its deployments.
	desktops := awscdk.NewStack(app, jsii.String("Desktops"), nil)
	current := images.WorkspaceImages_FromParameters(desktops, jsii.String("Golden"), jsii.String("/golden"))
	awscdk.NewCfnOutput(desktops, jsii.String("CurrentImage"), &awscdk.CfnOutputProps{
		Value: current.NewestImageId(),
	})

	app.Synth(nil)
}
