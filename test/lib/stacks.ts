import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { WorkspaceImages } from '../../lib';
import type { WorkspaceImagesProps } from '../../lib';

/** A stack with one look-up. */
export function lookUpStack(props?: WorkspaceImagesProps, id = 'GoldenImages') {
  const stack = new Stack(new App(), 'Images');
  const images = new WorkspaceImages(stack, id, props);
  return { stack, images, template: () => Template.fromStack(stack) };
}

interface LookUp {
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The look-ups of a template. */
export function lookUps(template: Template): LookUp[] {
  return Object.entries(template.findResources('Custom::WorkspaceImages')).map(([logicalId, resource]) => ({
    logicalId,
    properties: (resource as { Properties: Record<string, unknown> }).Properties,
  }));
}

/** The one look-up of a stack with these props. */
export function lookUp(props?: WorkspaceImagesProps): LookUp {
  const [found, ...others] = lookUps(lookUpStack(props).template());
  if (found === undefined || others.length > 0) {
    throw new Error('expected one look-up');
  }
  return found;
}

/** The texts of a stack's warnings. */
export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => JSON.stringify(entry.data));
}
