import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { z } from 'zod';
import { UserError } from '../../cli/terminal/user-error';
import { mismatch, shown } from './mismatch';
import { flag, list, object, optional, text } from './schema';
import { textOf } from './text-of';

const IMAGE_ID = '"wsi-" and 9 to 63 characters of 0-9 and a-z';
export const imageId = z.string(IMAGE_ID).regex(/^wsi-[0-9a-z]{9,63}$/, IMAGE_ID);

const DATE = 'a date such as "2026-03-01T09:30:00+00:00", or epoch seconds';
const YEAR_10000 = 253_402_300_800;
// The upper limit refuses dates in milliseconds. `abort` makes the union report the value that the file has.
const epochSeconds = z.number().refine((seconds) => seconds >= 0 && seconds < YEAR_10000, { abort: true });
const isoSeconds = z.iso
  .datetime({ offset: true })
  .transform((date) => Date.parse(date) / 1000)
  .pipe(epochSeconds);
const seconds = z.union([epochSeconds, isoSeconds], DATE);

const DURATION = 'seconds, 0 or more';
const duration = z.number(DURATION).min(0, DURATION);

const catalogueImage = object({
  ImageId: imageId,
  Name: optional(text),
  Description: optional(text),
  OperatingSystem: optional(object({ Type: optional(text) })),
  State: optional(text),
  RequiredTenancy: optional(text),
  ErrorCode: optional(text),
  ErrorMessage: optional(text),
  Created: optional(seconds),
  OwnerAccountId: optional(text),
  Updates: optional(object({ UpdateAvailable: optional(flag), Description: optional(text) })),
  ErrorDetails: optional(list(object({ ErrorCode: optional(text), ErrorMessage: optional(text) }))),

  // The service has no such members. The endpoint never returns them.
  /** List the image under SHARED instead of OWNED. */
  Shared: optional(flag),
  /** Turn a PENDING image AVAILABLE this many seconds after the endpoint has started. */
  AvailableAfterSeconds: optional(duration),
  /** Turn a PENDING image to ERROR after this many seconds. Only then are its error members returned. */
  FailsAfterSeconds: optional(duration),
}).check(({ value: { AvailableAfterSeconds, FailsAfterSeconds, State }, issues }) => {
  if (AvailableAfterSeconds !== undefined && FailsAfterSeconds !== undefined) {
    const message = 'absent, since AvailableAfterSeconds is present';
    issues.push({ code: 'custom', path: ['FailsAfterSeconds'], message, input: FailsAfterSeconds });
  }
  if ((AvailableAfterSeconds ?? FailsAfterSeconds) !== undefined && State !== 'PENDING') {
    const message = '"PENDING", since the image changes';
    issues.push({ code: 'custom', path: ['State'], message, input: State });
  }
});

const INCOMPLETE =
  'absent, since it means that images are missing (saved with --max-items or --no-paginate?)';

const catalogue = z
  .object(
    {
      NextToken: z.never(INCOMPLETE).nullish(),
      Images: list(catalogueImage).check(({ value: images, issues }) => {
        const seen = new Set<string>();
        for (const [index, { ImageId }] of images.entries()) {
          if (seen.has(ImageId)) {
            issues.push({ code: 'custom', path: [index, 'ImageId'], message: 'unique', input: ImageId });
          }
          seen.add(ImageId);
        }
      }),
    },
    'an object with a list "Images"',
  )
  .transform(({ Images }) => ({ images: Images }))
  .readonly();

/** The images of one account. Images that are not marked as shared are its own. */
export type Catalogue = z.infer<typeof catalogue>;
export type CatalogueImage = z.infer<typeof catalogueImage>;

/** Reads a file that `aws workspaces describe-workspace-images` printed. */
export function readCatalogue(fileName: string): Catalogue {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(fileName);
  } catch (error) {
    const reason = types.isNativeError(error) && 'code' in error ? error.code : error;
    throw refusal(
      fileName,
      `expected a catalogue of WorkSpaces images, found no readable file (${String(reason)})`,
    );
  }
  const json = textOf(bytes);
  if (json === undefined) {
    // The command that saves a catalogue would give the same bytes again.
    throw new UserError(
      `${fileName}: expected UTF-8, or UTF-16 with a byte order mark, found other bytes; convert it to UTF-8`,
    );
  }
  return parseCatalogue(json, fileName);
}

export function parseCatalogue(json: string, fileName: string): Catalogue {
  const result = catalogue.safeParse(parseJson(json, fileName), { reportInput: true });
  if (!result.success) {
    throw refusal(fileName, mismatch(result.error));
  }
  return result.data;
}

function parseJson(json: string, fileName: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    const content = json.trim();
    throw refusal(fileName, `expected JSON, found ${content === '' ? 'an empty file' : shown(content)}`);
  }
}

function refusal(fileName: string, reason: string): UserError {
  return new UserError(
    `${fileName}: ${reason}; save one with: aws workspaces describe-workspace-images --output json > images.json`,
  );
}
