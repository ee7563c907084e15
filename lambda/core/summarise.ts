import {
  ATTRIBUTES,
  FIELD_ATTRIBUTES,
  type FieldName,
  LIST_SEPARATOR,
  NOTHING,
} from '../../lib/contract/names';
import { type Image, isUpdateAvailable } from './image';

/** What the custom resource returns: by attribute name, text only. */
export type Attributes = Readonly<Record<string, string>>;

/** The attributes of the selected images. */
export function summarise(images: readonly Image[], fields: readonly FieldName[]): Attributes {
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
