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

type List = readonly [name: string, values: readonly (string | undefined)[]];

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

/** Why the values of images would not stay apart in a list, or undefined if they would. */
export function judgeValues(images: readonly Image[], { query }: Lookup): string | undefined {
  const value =
    query.manifestOnly === true
      ? undefined
      : listsOf(images, query.fields)
          .flatMap(([, values]) => values)
          .find(holdsSeparator);
  return value && `the value ${value} holds a comma, and would count as two in a comma-separated list`;
}

function summarise(images: readonly Image[], fields: readonly FieldName[]): Attributes {
  return {
    ...Object.fromEntries(
      listsOf(images, fields).map(([name, values]) => [
        name,
        values.map(item).join(LIST_SEPARATOR) || NOTHING,
      ]),
    ),
    [ATTRIBUTES.imageCount]: String(images.length),
  };
}

/** The attributes that have a value of each image. */
function listsOf(images: readonly Image[], fields: readonly FieldName[]): readonly List[] {
  const list = (name: string, valueOf: (image: Image) => string | undefined): List => [
    name,
    images.map(valueOf),
  ];
  return [
    list(ATTRIBUTES.imageIds, ({ ImageId }) => ImageId),
    list(ATTRIBUTES.imageStates, ({ State }) => State),
    ...fields.map((field) => list(FIELD_ATTRIBUTES[field], (image) => valueOfField(field, image))),
  ];
}

/** What would count as two is left out where no judgement fails: in a rollback. */
function item(value: string | undefined): string {
  return value === undefined || value === '' || holdsSeparator(value) ? NOTHING : value;
}

function holdsSeparator(value: string | undefined): boolean {
  return value?.includes(LIST_SEPARATOR) === true;
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
