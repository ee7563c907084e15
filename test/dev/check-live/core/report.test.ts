import { reportLines } from '../../../../dev/check-live/core/report';

const SETTING = {
  date: new Date('2026-07-01T23:59:59Z'),
  region: 'eu-west-1',
  versions: { 'aws-cdk-lib': '2.276.0', 'aws-cdk': '2.1148.1' },
};

const about = (question: string) => ({ name: 'one', question, makes: 'a stack' });

test('each answer is a line of Markdown that stands for itself, with date, Region and versions', () => {
  const outcome = { kind: 'answered', answer: 'Yes.' } as const;
  expect(reportLines([{ ...about('Is it?'), outcome }], SETTING)).toStrictEqual([
    '- **Is it?** Yes. _(2026-07-01, eu-west-1, aws-cdk-lib 2.276.0, aws-cdk 2.1148.1)_',
  ]);
});

test('a question without an answer has a line that nobody takes for one', () => {
  const asked = [
    { ...about('Is it?'), outcome: { kind: 'no answer', why: 'Stack/A failed\n  in two lines' } },
    { ...about('Is it not?'), outcome: { kind: 'not asked', why: 'no image' } },
  ] as const;
  expect(reportLines(asked, SETTING)).toStrictEqual([
    '- **Is it?** No answer: Stack/A failed in two lines',
    '- **Is it not?** Not asked: no image',
  ]);
});
