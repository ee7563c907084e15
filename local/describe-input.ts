import { AwsError } from './awsjson';
import { IMAGE_ID } from './catalogue';
import { isList, isRecord, isText, shown } from './json';

export interface DescribeInput {
  readonly ImageIds?: readonly string[];
  readonly ImageType?: 'OWNED' | 'SHARED';
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const MEMBERS = new Set(['ImageIds', 'ImageType', 'MaxResults', 'NextToken']);

/** Takes what the service's model allows and nothing else; null counts as absent, as it does for the service. */
export function readInput(input: unknown): DescribeInput {
  if (!isRecord(input))
    throw new AwsError('SerializationException', `expected an object, got: ${shown(input)}`);
  const unknown = Object.keys(input).find((name) => !MEMBERS.has(name));
  if (unknown !== undefined) throw invalid(`unknown member: ${unknown}`);
  return {
    ImageIds: imageIds(input['ImageIds'] ?? undefined),
    ImageType: imageType(input['ImageType'] ?? undefined),
    MaxResults: maxResults(input['MaxResults'] ?? undefined),
    NextToken: nextToken(input['NextToken'] ?? undefined),
  };
}

function imageIds(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  if (!isList(value)) throw wrongType('ImageIds', 'a list', value);
  if (value.length < 1 || value.length > 25)
    throw invalid(`ImageIds must be 1 to 25 ids, got: ${value.length}`);
  return value.map((id) => {
    if (!isText(id)) throw wrongType('ImageIds', 'a list of strings', id);
    if (!IMAGE_ID.test(id)) throw invalid(`ImageIds must match ${IMAGE_ID.source}, got: ${shown(id)}`);
    return id;
  });
}

function imageType(value: unknown): DescribeInput['ImageType'] {
  if (value === undefined || value === 'OWNED' || value === 'SHARED') return value;
  if (!isText(value)) throw wrongType('ImageType', 'a string', value);
  throw invalid(`ImageType must be OWNED or SHARED, got: ${shown(value)}`);
}

function maxResults(value: unknown): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value))
    throw wrongType('MaxResults', 'an integer', value);
  if (value < 1 || value > 25) throw invalid(`MaxResults must be 1 to 25, got: ${value}`);
  return value;
}

function nextToken(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (!isText(value)) throw wrongType('NextToken', 'a string', value);
  if (value.length < 1 || value.length > 2048) {
    throw invalid(`NextToken must be 1 to 2048 characters, got: ${value.length}`);
  }
  return value;
}

function wrongType(member: string, expected: string, value: unknown): AwsError {
  return new AwsError('SerializationException', `${member} must be ${expected}, got: ${shown(value)}`);
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
