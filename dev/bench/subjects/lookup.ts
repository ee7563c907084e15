/** Our function: looks up as CloudFormation and the provider framework have it do. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { projectRoot } from '../../local-aws/project';
import { jobOf, loadHandler, measured } from './measured';

const POLL_MS = 5_000;

/** What the handler answers to the framework. */
const answer = z.object({
  Wait: z.unknown().optional(),
  IsComplete: z.boolean().optional(),
  Data: z.unknown().optional(),
});

const { lookups, properties, loadsItself, timeoutMs } = jobOf(
  z.object({
    /** How many lookups run at once in this function. */
    lookups: z.number().default(1),
    properties: z.record(z.string(), z.unknown()).default({}),
    /** Whether loading the handler asset is part of what is measured. */
    loadsItself: z.boolean().default(false),
    /** How long an invocation may take. */
    timeoutMs: z.number().default(600_000),
  }),
);

// Lambda writes a log without waiting.
console.info = () => undefined;
console.error = () => undefined;

const load = () => loadHandler(join(projectRoot, 'build', 'lambda', 'images', 'index.js'));
const loaded = loadsItself ? undefined : load();

async function lookUp(id: number): Promise<unknown> {
  const handler = loaded ?? load();
  const event = {
    RequestType: 'Create',
    ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:Images-Framework',
    ResponseURL: 'https://cloudformation-custom-resource-response.example/',
    StackId:
      'arn:aws:cloudformation:eu-west-1:123456789012:stack/Images/51af3dc0-da77-11e4-872e-1234567db123',
    RequestId: `5e1b6c2a-0000-4000-8000-${String(id).padStart(12, '0')}`,
    LogicalResourceId: `GoldenImages${id}5E884898`,
    ResourceType: 'Custom::WorkspaceImages',
    ResourceProperties: properties,
  };
  const invoke = async (more: object) => {
    const endsAt = Date.now() + timeoutMs;
    const context = {
      functionName: 'Images-Handler',
      getRemainingTimeInMillis: () => endsAt - Date.now(),
    };
    return answer.parse(await handler({ ...event, ...more }, context));
  };
  const { Wait, Data } = await invoke({});
  if (Wait === undefined) {
    return Data;
  }
  for (;;) {
    const polled = await invoke({ Wait });
    if (polled.IsComplete === true) {
      return polled.Data;
    }
    await pause(POLL_MS);
  }
}

void measured(() => Promise.all(Array.from({ length: lookups }, (_, index) => lookUp(index))));
