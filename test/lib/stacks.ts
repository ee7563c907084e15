import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { WorkspaceImagesProps } from '../../lib';
import { WorkspaceImages } from '../../lib';

/** A stack with one lookup. */
export function lookupStack(props?: WorkspaceImagesProps, id = 'GoldenImages') {
  const stack = new Stack(new App(), 'Images');
  const images = new WorkspaceImages(stack, id, props);
  return { stack, images, template: () => Template.fromStack(stack) };
}

interface Lookup {
  readonly logicalId: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** The lookups of a template. */
export function lookups(template: Template): Lookup[] {
  return Object.entries(template.findResources('Custom::WorkspaceImages')).map(([logicalId, resource]) => ({
    logicalId,
    properties: (resource as { Properties: Record<string, unknown> }).Properties,
  }));
}

/** The one lookup of a stack with these props. */
export function lookup(props?: WorkspaceImagesProps): Lookup {
  const [found, ...others] = lookups(lookupStack(props).template());
  if (found === undefined || others.length > 0) {
    throw new Error('expected one lookup');
  }
  return found;
}

/** The texts of a stack's warnings. */
export function warnings(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => JSON.stringify(entry.data));
}
