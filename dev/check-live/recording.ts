import { z } from 'zod';

/** One thing that was done, and what came of it. */
export interface Step<Answer = unknown> {
  readonly name: string;

  /** When it began, in ISO 8601. */
  readonly at: string;
  readonly ms: number;
  readonly answer?: Answer;
  readonly error?: { readonly name: string; readonly message: string };
}

/** Something that could not be deleted, and the command that deletes it. */
export interface Left {
  readonly what: string;
  readonly why: string;
  readonly command: string;
}

export interface ScenarioRecord {
  readonly name: string;
  readonly question: string;
  readonly outcome: 'recorded' | 'not run' | 'failed';

  /** Why it was not run, or has failed. */
  readonly why?: string;
  readonly steps: readonly Step[];
  readonly left: readonly Left[];
}

export interface Recording {
  readonly date: string;
  readonly region: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly scenarios: readonly ScenarioRecord[];
}

const LONGEST_TEXT = 300;
const SERVICE_OUTCOME = z.object({
  $metadata: z.unknown(),
  $response: z.object({ headers: z.unknown() }).optional(),
});

/** Does something, and records what it answers, or all that its error says with the headers of that. */
export async function stepOf<Answer>(name: string, call: () => Promise<Answer>): Promise<Step<Answer>> {
  const startedAt = Date.now();
  const outcome = await call().then(
    (answer) => ({ answer }),
    (error: unknown) => {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      return { error: { name, message, ...SERVICE_OUTCOME.safeParse(error).data } };
    },
  );
  return { name, at: new Date(startedAt).toISOString(), ms: Date.now() - startedAt, ...outcome };
}

/** A page of Markdown about a recording. People judge by the recording itself. */
export function summary({ date, region, versions, scenarios }: Recording): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const sections = scenarios.map((scenario) => {
    const items = [...scenario.steps.map(stepLine), ...outcomeLines(scenario)].map((line) => `- ${line}`);
    return `## ${scenario.name}\n\n${scenario.question}\n\n${items.join('\n')}\n`;
  });
  return ['# What an account answered\n', `${[date, region, ...packages].join(', ')}\n`, ...sections].join(
    '\n',
  );
}

/** What came of a step, in one line. Lists are told by their lengths. */
export function stepLine({ name, answer = {}, error }: Step): string {
  const members = Object.entries(answer ?? {}).filter(([member]) => !member.startsWith('$'));
  const texts = members.map(
    ([member, value]) => `${member}=${Array.isArray(value) ? `[${value.length}]` : JSON.stringify(value)}`,
  );
  const text = error === undefined ? texts.join(', ') : `${error.name}: ${error.message}`;
  return `${name}: ${text.replace(/\s+/g, ' ').slice(0, LONGEST_TEXT)}`;
}

/** How a scenario ended, and what is left of it. */
export function outcomeLines({ outcome, why, left }: ScenarioRecord): readonly string[] {
  return [
    why === undefined ? outcome : `${outcome}: ${why}`,
    ...left.map(({ what, why, command }) => `left: ${what} (${why}); to delete it: ${command}`),
  ];
}
