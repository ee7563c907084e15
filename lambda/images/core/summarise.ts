import {
  ATTRIBUTES,
  FIELD_ATTRIBUTES,
  type FieldName,
  HAND_OVER,
  LIST_SEPARATOR,
  NOTHING,
} from '../../../lib/contract/images';
import type { Attributes } from '../../resource/response';
import { type Image, isUpdateAvailable } from './image';
import type { Lookup } from './lookup';

/** The attributes of the selected images. With ManifestOnly, they are in the manifest alone. */
export function imageAttributes(images: readonly Image[], { query }: Lookup): Attributes {
  return query.manifestOnly === true
    ? { [ATTRIBUTES.imageCount]: String(images.length) }
    : summarise(images, query.fields);
}

/** The attributes of a link, which the next link takes as its properties. */
export function handOver(deadline: Date, imageIds: readonly string[]): Attributes {
  return {
    [HAND_OVER.deadline]: deadline.toISOString(),
    [HAND_OVER.frozenImageIds]: imageIds.join(LIST_SEPARATOR) || NOTHING,
  };
}

function summarise(images: readonly Image[], fields: readonly FieldName[]): Attributes {
  const list = (valueOf: (image: Image) => string | undefined) =>
    images.map((image) => item(valueOf(image))).join(LIST_SEPARATOR) || NOTHING;
  return {
    [ATTRIBUTES.imageIds]: list(({ ImageId }) => ImageId),
    [ATTRIBUTES.imageStates]: list(({ State }) => State),
    [ATTRIBUTES.imageCount]: String(images.length),
    ...Object.fromEntries(
      fields.map((field) => [FIELD_ATTRIBUTES[field], list((image) => valueOfField(field, image))]),
    ),
  };
}

function item(value: string | undefined): string {
  if (value?.includes(LIST_SEPARATOR)) {
    throw new Error(`the value ${value} holds a comma, and would count as two in a comma-separated list`);
  }
  return value === undefined || value === '' ? NOTHING : value;
}

function valueOfField(field: FieldName, image: Image): string | undefined {
  switch (field) {
    case 'NAME':
      return image.Name;
    case 'OPERATING_SYSTEM':
      return image.OperatingSystem?.Type;
    case 'REQUIRED_TENANCY':
      return image.RequiredTenancy;
    case 'CREATED':
      return image.Created?.toISOString();
    case 'OWNER_ACCOUNT_ID':
      return image.OwnerAccountId;
    case 'UPDATE_AVAILABLE':
      return String(isUpdateAvailable(image));
  }
}
