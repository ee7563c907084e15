import type { IncomingHttpHeaders } from 'node:http';

/** An error response of the AWS JSON 1.1 protocol. */
export class AwsError extends Error {
  constructor(
    public readonly type: string,
    message: string,
    public readonly status = 400,
  ) {
    super(message);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** @default - that of the protocol */
  readonly contentType?: string;
  readonly error?: string;
  /** Whether it lacks what shows that it is the service's. @default false */
  readonly isForeign?: boolean;
  /** Where the connection breaks. @default - nowhere */
  readonly breaks?: 'before the answer' | 'in the answer';
}

export function errorAnswer(error: unknown): Answer {
  const { type, message, status } =
    error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  const body = JSON.stringify({ __type: `com.amazonaws.workspaces#${type}`, message });
  return { status, body, error: type };
}

export interface AwsRequest {
  readonly method?: string;
  readonly url?: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Credential {
  readonly accessKeyId: string;
  readonly region: string;
}

export const CONTENT_TYPE = 'application/x-amz-json-1.1';

/**
 * The operation that a request names.
 *
 * @param service The beginning of the target
 * @param operations Those that exist
 */
export function operationOf<Operation extends string>(
  { method, url, headers }: AwsRequest,
  service: string,
  operations: readonly Operation[],
): Operation {
  if (method !== 'POST' || url !== '/') {
    throw new AwsError(
      'UnknownOperationException',
      `expected POST /, found ${method ?? ''} ${url ?? ''}`,
      404,
    );
  }
  if (headers['content-type'] !== CONTENT_TYPE) {
    const found = headers['content-type'] ?? 'none';
    throw new AwsError(
      'UnknownOperationException',
      `expected content-type ${CONTENT_TYPE}, found ${found}`,
      404,
    );
  }
  const { 'x-amz-target': found = 'none' } = headers;
  const operation = operations.find((name) => `${service}.${name}` === found);
  if (operation === undefined) {
    throw new AwsError(
      'UnknownOperationException',
      `expected X-Amz-Target ${service}.${operations.join(' or ')}, found ${String(found)}`,
    );
  }
  return operation;
}

const AUTHORIZATION = new RegExp(
  [
    /^AWS4-HMAC-SHA256 Credential=(?<accessKeyId>[^/,\s]+)\/\d{8}\/(?<region>[a-z0-9-]+)\/(?<service>[a-z0-9-]+)\/aws4_request/,
    /SignedHeaders=(?:[a-z0-9-]+;)*host(?:;[a-z0-9-]+)*/,
    /Signature=[0-9a-f]{64}$/,
  ]
    .map(({ source }) => source)
    .join(',\\s*'),
);

/** Reads the access key and the Region of a signed request. Only the form of the signature is checked. */
export function credentialOf(headers: IncomingHttpHeaders, service: string): Credential {
  const { authorization } = headers;
  if (authorization === undefined) {
    throw new AwsError('MissingAuthenticationTokenException', 'Missing Authentication Token');
  }
  const scope = AUTHORIZATION.exec(authorization)?.groups;
  if (scope?.['accessKeyId'] === undefined || scope['region'] === undefined) {
    throw new AwsError(
      'IncompleteSignatureException',
      `expected 'AWS4-HMAC-SHA256 Credential=…, SignedHeaders=…host…, Signature=…', found '${authorization}'`,
    );
  }
  if (scope['service'] !== service) {
    throw new AwsError(
      'InvalidSignatureException',
      `Credential should be scoped to correct service: '${service}'.`,
    );
  }
  return { accessKeyId: scope['accessKeyId'], region: scope['region'] };
}

/** When a request was signed, in milliseconds of the epoch. */
export function signedAt(headers: IncomingHttpHeaders): number {
  const date = String(headers['x-amz-date']);
  return Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

export function inputOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not JSON.');
  }
}
