import { createHash } from 'node:crypto';
import { ATTRIBUTES, MANIFEST_ATTRIBUTES } from '../lib/contract/names';
import type { Query } from '../lib/contract/query';
import type { Image } from './core/image';
import { manifestKey, manifestText } from './core/manifest';
import { type Envelope, judgeSize } from './core/response';
import { type Attributes, summarise } from './core/summarise';
import { judgeStates } from './core/verdict';
import type { Patience, PutObject } from './ports';
import { type Survey, type SurveyPorts, survey } from './survey';

export interface LookUpPorts extends SurveyPorts {
  readonly putObject: PutObject;
}

/**
 * Answers a query at once.
 *
 * @param isForgiving Whether neither counts nor states may fail it
 * @throws Error saying why, where the answer is not what the query allows or does not fit a response
 */
export async function lookUp(
  query: Query,
  isForgiving: boolean,
  envelope: Envelope,
  patience: Patience,
  ports: LookUpPorts,
): Promise<Attributes> {
  const found = await survey(query, envelope, patience, ports);
  const problem = isForgiving ? undefined : (found.countProblem?.reason ?? gateProblem(found, query));
  if (problem !== undefined) {
    throw new Error(problem);
  }
  return answer(found, query, envelope, patience, ports);
}

/**
 * The attributes of what was found, its manifest put where it belongs.
 *
 * @throws Error where they don't fit a response
 */
export async function answer(
  found: Survey,
  query: Query,
  envelope: Envelope,
  patience: Patience,
  { putObject }: LookUpPorts,
): Promise<Attributes> {
  const { attributes, manifest } = prepareAnswer(found, query, envelope);
  if (manifest !== undefined) {
    await putObject(manifest.bucket, manifest.key, manifest.text, patience);
  }
  return attributes;
}

/**
 * The attributes of what was found, and its manifest.
 *
 * @throws Error where they don't fit a response
 */
export function prepareAnswer({ selected, matching }: Survey, query: Query, envelope: Envelope) {
  const manifest = manifestOf(selected, query, envelope);
  const problem = query.isManifestOnly
    ? undefined
    : judgeSize(selected, matching, query, envelope, manifest?.attributes);
  if (problem !== undefined) {
    throw new Error(problem);
  }
  const images: Attributes = query.isManifestOnly
    ? { [ATTRIBUTES.imageCount]: String(selected.length) }
    : summarise(selected, query.fields);
  return { attributes: { ...images, ...manifest?.attributes }, manifest };
}

function manifestOf(images: readonly Image[], { manifestBucket }: Query, envelope: Envelope) {
  if (manifestBucket === undefined) {
    return undefined;
  }
  const key = manifestKey(envelope);
  const text = manifestText(images);
  const attributes: Attributes = {
    [MANIFEST_ATTRIBUTES.key]: key,
    [MANIFEST_ATTRIBUTES.url]: `s3://${manifestBucket}/${key}`,
    [MANIFEST_ATTRIBUTES.sha256]: createHash('sha256').update(text).digest('hex'),
  };
  return { bucket: manifestBucket, key, text, attributes };
}

function gateProblem({ selected }: Survey, { gate }: Query): string | undefined {
  const verdict = judgeStates(selected);
  if (gate === undefined || verdict.kind === 'ready') {
    return undefined;
  }
  const advice = verdict.kind === 'waiting' ? '; deploy again later, or use a gate that waits' : '';
  return `not every image is AVAILABLE: ${verdict.reason}${advice}`;
}
