import { readFileSync } from 'node:fs';
import { isList, isRecord, shown } from './json';
import { Members, Mismatch } from './members';
import { UserError } from './user-error';

/** The account that owns and asks: what a file does not mark as shared is its own. */
export interface Catalogue {
  readonly images: readonly CatalogueImage[];
}

/** An image as the service answers it, and three members of our own, which are never answered. */
export interface CatalogueImage {
  readonly ImageId: string;
  readonly Name?: string;
  readonly Description?: string;
  readonly OperatingSystem?: { readonly Type?: string };
  readonly State?: string;
  readonly RequiredTenancy?: string;
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
  /** Seconds since 1970, as the service sends it. */
  readonly Created?: number;
  readonly OwnerAccountId?: string;
  readonly Updates?: { readonly UpdateAvailable?: boolean; readonly Description?: string };
  readonly ErrorDetails?: readonly ErrorDetail[];

  /** Our own: the image is listed under SHARED instead of OWNED. */
  readonly Shared?: boolean;
  /** Our own: a PENDING image becomes AVAILABLE this many seconds after the endpoint has started. */
  readonly AvailableAfterSeconds?: number;
  /** Our own: a PENDING image goes to ERROR after so many seconds, and only then shows its error members. */
  readonly FailsAfterSeconds?: number;
}

interface ErrorDetail {
  readonly ErrorCode?: string;
  readonly ErrorMessage?: string;
}

export const IMAGE_ID = /^wsi-[0-9a-z]{9,63}$/;

const HOW = 'save one with: aws workspaces describe-workspace-images > images.json';

/** Reads what `aws workspaces describe-workspace-images` printed, with or without our own members. */
export function readCatalogue(file: string): Catalogue {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = String(isRecord(error) ? error['code'] : error);
    throw new UserError(
      `${file}: expected a catalogue of WorkSpaces images, found no readable file (${reason}); ${HOW}`,
    );
  }
  return parseCatalogue(text, file);
}

export function parseCatalogue(text: string, fileName: string): Catalogue {
  try {
    return { images: imagesOf(text) };
  } catch (error) {
    if (!(error instanceof Mismatch)) throw error;
    throw new UserError(`${fileName}: expected ${error.expected}, found ${error.found}; ${HOW}`);
  }
}

function imagesOf(text: string): CatalogueImage[] {
  const file = json(text);
  if (!isRecord(file) || !isList(file['Images']))
    throw new Mismatch('an object with a list "Images"', shown(file));
  if (file['NextToken'] !== undefined) {
    throw new Mismatch(
      'all images',
      'a NextToken, so some are missing (saved with --max-items or --no-paginate?)',
    );
  }
  const images = file['Images'].map((image, index) => imageOf(image, `Images[${index}]`));
  const seen = new Set<string>();
  for (const { ImageId } of images) {
    if (seen.has(ImageId)) throw new Mismatch('each image once', `${ImageId} twice`);
    seen.add(ImageId);
  }
  return images;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new Mismatch('JSON', text.trim() === '' ? 'an empty file' : shown(text.trim()));
  }
}

function imageOf(value: unknown, at: string): CatalogueImage {
  const image = new Members(value, at);
  const ImageId = image.text('ImageId');
  if (ImageId === undefined || !IMAGE_ID.test(ImageId)) {
    throw new Mismatch(`${at}.ImageId to be wsi- and 9 to 63 of 0-9 and a-z`, shown(ImageId));
  }
  const system = image.object('OperatingSystem');
  const updates = image.object('Updates');
  const read: CatalogueImage = {
    ImageId,
    Name: image.text('Name'),
    Description: image.text('Description'),
    OperatingSystem: system && { Type: system.text('Type') },
    State: image.text('State'),
    RequiredTenancy: image.text('RequiredTenancy'),
    ErrorCode: image.text('ErrorCode'),
    ErrorMessage: image.text('ErrorMessage'),
    Created: image.seconds('Created'),
    OwnerAccountId: image.text('OwnerAccountId'),
    Updates: updates && {
      UpdateAvailable: updates.flag('UpdateAvailable'),
      Description: updates.text('Description'),
    },
    ErrorDetails: image.list('ErrorDetails')?.map((detail) => ({
      ErrorCode: detail.text('ErrorCode'),
      ErrorMessage: detail.text('ErrorMessage'),
    })),
    Shared: image.flag('Shared'),
    AvailableAfterSeconds: image.duration('AvailableAfterSeconds'),
    FailsAfterSeconds: image.duration('FailsAfterSeconds'),
  };
  requireOneFuture(read, at);
  return read;
}

function requireOneFuture(image: CatalogueImage, at: string): void {
  const { AvailableAfterSeconds, FailsAfterSeconds, State } = image;
  if (AvailableAfterSeconds === undefined && FailsAfterSeconds === undefined) return;
  if (AvailableAfterSeconds !== undefined && FailsAfterSeconds !== undefined) {
    throw new Mismatch(`${at} to have AvailableAfterSeconds or FailsAfterSeconds`, 'both');
  }
  if (State !== 'PENDING')
    throw new Mismatch(`${at}.State to be "PENDING", since it is to change`, shown(State));
}
