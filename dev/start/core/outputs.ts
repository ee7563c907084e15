import { z } from 'zod';

/** The outputs of bin/gate-app.ts. Lists are joined by commas. */
export const gateOutputs = z.object({
  WorkspaceImagesExample: z.object({
    NewestImageIds: z.string(),
    NewestImageStates: z.string(),
    Names: z.string(),
    Created: z.string(),
  }),
  DesktopsExample: z.object({ PinnedImageId: z.string(), PinnedImageState: z.string() }),
});

/** What the outputs of both apps have. */
export type Outputs = z.infer<typeof gateOutputs>;

/** The outputs of bin/app.ts. */
export const pinOutputs = gateOutputs.extend({
  DesktopsExample: gateOutputs.shape.DesktopsExample.extend({ BundleOfWorkspace: z.string() }),
});
