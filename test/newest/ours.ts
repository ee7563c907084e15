import { CfnElement, type Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import {
  WorkspaceBundle,
  WorkspaceBundleProvider,
  WorkspaceImages,
  WorkspaceImagesProvider,
} from '../../lib';

const OURS = [WorkspaceImages, WorkspaceImagesProvider, WorkspaceBundle, WorkspaceBundleProvider];

/** The construct of ours that a part of a template belongs to. */
export function ownerOf({ node }: IConstruct): IConstruct | undefined {
  return node.scopes.find((scope) => OURS.some((ours) => scope instanceof ours));
}

/** What the logical ids of a template stand for. */
export function elementsOf(stack: Stack): ReadonlyMap<string, CfnElement> {
  const elements = stack.node.findAll().filter((construct) => CfnElement.isCfnElement(construct));
  return new Map(elements.map((element) => [String(stack.resolve(element.logicalId)), element]));
}
