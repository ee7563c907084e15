/** One thing that was done, and what came of it. */
export interface Step {
  readonly name: string;

  /** When it began, in ISO 8601. */
  readonly at: string;
  readonly ms: number;
  readonly answer?: unknown;
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

/** A page of Markdown about a recording. People judge by the recording itself. */
export function summary({ date, region, versions, scenarios }: Recording): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  const sections = scenarios.flatMap((scenario) => [
    ...['', `## ${scenario.name}`, '', scenario.question, ''],
    ...[...scenario.steps.map(stepLine), ...outcomeLines(scenario)].map((line) => `- ${line}`),
  ]);
  return ['# What an account answered', '', [date, region, ...packages].join(', '), ...sections, ''].join(
    '\n',
  );
}

/** What came of a step, in one line. */
export function stepLine({ name, answer, error }: Step): string {
  const text = error === undefined ? answerText(answer) : `${error.name}: ${error.message}`;
  return `${name}: ${text.replace(/\s+/g, ' ').slice(0, LONGEST_TEXT)}`;
}

/** How a scenario ended, and what is left of it. */
export function outcomeLines({ outcome, why, left }: ScenarioRecord): readonly string[] {
  return [
    why === undefined ? outcome : `${outcome}: ${why}`,
    ...left.map(({ what, why, command }) => `left: ${what} (${why}); to delete it: ${command}`),
  ];
}

/** Lists by their lengths, and other members as they are. */
function answerText(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null) {
    return String(answer);
  }
  return Object.entries(answer)
    .filter(([member]) => member !== '$metadata')
    .map(
      ([member, value]) => `${member}=${Array.isArray(value) ? `[${value.length}]` : JSON.stringify(value)}`,
    )
    .join(', ');
}
