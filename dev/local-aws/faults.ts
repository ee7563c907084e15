import { type Answer, AwsError, errorAnswer } from './awsjson';
import { isPageFault, type PageFault } from './next-token';

/** What goes wrong with a call. A call that hangs gets no answer at all. */
export type Fault = 'hang' | PageFault | keyof typeof FAULTS;

/** What becomes of the answer that the service would give. A fault that does not ask for it leaves the call undone. */
type Spoil = (answer: () => Answer, operation: string) => Answer;

const FAULTS = {
  reset: () => ({ status: 200, body: '', breaks: 'before the answer' }),
  'reset-in-answer': (answer) => ({ ...answer(), breaks: 'in the answer' }),

  'html-200': () => page(200),
  'html-403': () => page(403),
  'html-500': () => page(500),
  'html-503': () => page(503),

  'foreign-json': () => ({ status: 200, body: '{}', isForeign: true }),

  'status-500': () => refusal('InternalServerException', 'an injected fault', 500),
  throttled: () => refusal('ThrottlingException', 'Rate exceeded'),
  'access-denied': (_answer, operation) =>
    refusal('AccessDeniedException', `not authorized to perform workspaces:${operation}`),
  // What AWS answers in a Region that the account has not enabled.
  'unknown-credentials': () =>
    refusal('UnrecognizedClientException', 'The security token included in the request is invalid.'),
  // How the service refuses a token that has expired is not documented.
  'expired-token': () => refusal('InvalidParameterValuesException', 'The NextToken has expired.'),

  'truncated-json': (answer) => changed(answer(), (body) => body.slice(0, body.length / 2)),
  'no-items': (answer) => changed(answer(), () => '{}'),
  'null-fields': (answer) => changed(answer(), withNullFields),
} as const satisfies Record<string, Spoil>;

/** The answer to a call with a fault. */
export function spoiled(
  fault: Exclude<Fault, 'hang'> | undefined,
  operation: string,
  answer: (fault?: PageFault) => Answer,
): Answer {
  if (fault === undefined) {
    return answer();
  }
  return isPageFault(fault) ? answer(fault) : FAULTS[fault](answer, operation);
}

/** What a proxy shows people. */
function page(status: number): Answer {
  return { status, body: '<html>A page of a proxy</html>', contentType: 'text/html' };
}

function refusal(type: string, message: string, status?: number): Answer {
  return errorAnswer(new AwsError(type, message, status));
}

function changed(answer: Answer, change: (body: string) => string): Answer {
  return { ...answer, body: change(answer.body) };
}

/** Of images and bundles, only the ids are left. */
function withNullFields(body: string): string {
  return JSON.stringify(JSON.parse(body), function (this: unknown, member, value: unknown) {
    return isItem(this) && !['ImageId', 'BundleId'].includes(member) ? null : value;
  });
}

function isItem(value: unknown): boolean {
  return typeof value === 'object' && value !== null && ('ImageId' in value || 'BundleId' in value);
}
