/** CloudFormation's limit for a response, in bytes. */
const MOST_RESPONSE_BYTES = 4_096;

/** CloudFormation's limit for a physical id, in bytes. */
const MOST_ID_BYTES = 1_024;

/**
 * Why CloudFormation does not take a response, in its words. It fails the resource then.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
export function responseRefusal(body: string): string | undefined {
  if (Buffer.byteLength(body) > MOST_RESPONSE_BYTES) {
    return 'Response object is too long.';
  }
  const { PhysicalResourceId, Data = {} } = JSON.parse(body) as {
    PhysicalResourceId: unknown;
    Data?: unknown;
  };
  if (!isPhysicalId(PhysicalResourceId)) {
    return 'Invalid PhysicalResourceId';
  }
  return isFlat(Data)
    ? undefined
    : 'Value of property Data must be an object with String (or simple type) properties';
}

function isPhysicalId(id: unknown): boolean {
  return typeof id === 'string' && id !== '' && Buffer.byteLength(id) <= MOST_ID_BYTES;
}

/** CloudFormation takes a number or a flag, too, and writes it in its own way. So we give it texts alone. */
function isFlat(data: unknown): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    !Array.isArray(data) &&
    Object.values(data).every((value) => typeof value === 'string')
  );
}
