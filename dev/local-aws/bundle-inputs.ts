import { Compute } from '@aws-sdk/client-workspaces';
import { z } from 'zod';
import { imageId } from './catalogue';
import { list, optional, text } from './schema';

const BUNDLE_ID = '"wsb-" and 8 to 63 characters of 0-9 and a-z';
const bundleId = text.regex(/^wsb-[0-9a-z]{8,63}$/, BUNDLE_ID);
const workspaceId = text.regex(/^ws-[0-9a-z]{8,63}$/, '"ws-" and 8 to 63 characters of 0-9 and a-z');

const BUNDLE_NAME = '1 to 64 characters of a-z A-Z 0-9 _ . / ( ) \\ -';
const DESCRIPTION = '1 to 255 characters of a-z A-Z 0-9 _ . / ( ) blank -';
const TOKEN_LENGTH = 'a string of 1 to 2048 characters';
const COUNT = '1 to 25';
const IDS = 'a list of 1 to 25 ids';

const notEmpty = text.min(1, 'a string of at least 1 character');
const nextToken = optional(text.min(1, TOKEN_LENGTH).max(2048, TOKEN_LENGTH));
const ids = <Id extends z.ZodType>(id: Id) =>
  optional(z.array(id, 'a list').min(1, IDS).max(25, IDS).readonly());

/** An object with no members but these. */
function only<Shape extends z.core.$ZodShape>(shape: Shape) {
  return z.strictObject(shape, `an object with no members but ${Object.keys(shape).join(', ')}`).readonly();
}

const tag = only({
  Key: text.min(1, '1 to 127 characters').max(127, '1 to 127 characters'),
  Value: optional(text.max(255, 'at most 255 characters')),
});
const storage = only({ Capacity: notEmpty });

export const createWorkspaceBundleInput = only({
  BundleName: text.regex(/^[a-zA-Z0-9_./()\\-]{1,64}$/, BUNDLE_NAME),
  BundleDescription: text.regex(/^[a-zA-Z0-9_./() -]{1,255}$/, DESCRIPTION),
  ImageId: imageId,
  ComputeType: only({ Name: optional(z.enum(Compute, Object.values(Compute).join(', '))) }),
  UserStorage: storage,
  RootStorage: optional(storage),
  Tags: optional(list(tag)),
});

export const updateWorkspaceBundleInput = only({ BundleId: bundleId, ImageId: imageId });
export const deleteWorkspaceBundleInput = only({ BundleId: bundleId });
export const describeWorkspaceBundlesInput = only({
  BundleIds: ids(bundleId),
  Owner: optional(text),
  NextToken: nextToken,
});

export const createTagsInput = only({ ResourceId: notEmpty, Tags: list(tag) });
export const deleteTagsInput = only({ ResourceId: notEmpty, TagKeys: list(notEmpty) });
export const describeTagsInput = only({ ResourceId: notEmpty });

/** Directories and users are left out: the endpoint has none. */
export const describeWorkspacesInput = only({
  WorkspaceIds: ids(workspaceId),
  BundleId: optional(bundleId),
  Limit: optional(z.int('an integer').min(1, COUNT).max(25, COUNT)),
  NextToken: nextToken,
});

export type CreateWorkspaceBundleInput = z.infer<typeof createWorkspaceBundleInput>;
export type UpdateWorkspaceBundleInput = z.infer<typeof updateWorkspaceBundleInput>;
export type Tag = z.infer<typeof tag>;
