import type { About } from './about';

export interface Plan {
  readonly questions: readonly About[];

  /** What the names of all stacks begin with. */
  readonly prefix: string;
  readonly tag: string;
}

/** What is going to be made, and what it may cost. */
export function announcement({ questions, prefix, tag }: Plan): readonly string[] {
  return [
    'Going to deploy, for one question after the other:',
    ...questions.map(({ name, makes }) => `  ${name}: ${makes}`),
    `Names of stacks begin with ${prefix}, and all that can be tagged has the tag ${tag}.`,
    'Each stack is deleted before the next question, also after a failure or Ctrl-C. What stays are the assets of',
    "the functions, under 1 MB, in the bucket that the CDK's bootstrap has made.",
    'This may cost a few cents: AWS bills Lambda, Step Functions, CloudWatch Logs and S3 by use, and a bundle costs',
    'nothing until somebody gets a WorkSpace of it.',
  ];
}
