import { type Asked, outcomeText } from './asked';

/** Where and when the answers were given. */
export interface Setting {
  readonly date: Date;
  readonly region: string;

  /** By package. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Lines of Markdown. Each answer stands for itself, since docs/maintainers/reliability.md has an entry for each promise. */
export function reportLines(asked: readonly Asked[], setting: Setting): readonly string[] {
  return asked.map(({ question, outcome }) => {
    const text = `**${question}** ${outcomeText(outcome).replace(/\s+/g, ' ')}`;
    return outcome.kind === 'answered' ? `- ${text} _(${settingText(setting)})_` : `- ${text}`;
  });
}

function settingText({ date, region, versions }: Setting): string {
  const packages = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [date.toISOString().slice(0, 10), region, ...packages].join(', ');
}
