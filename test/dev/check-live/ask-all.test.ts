import { askAll, type OpenLab } from '../../../dev/check-live/ask-all';
import type { Left } from '../../../dev/check-live/core/left';
import { CannotAskError, type Question } from '../../../dev/check-live/experiment';
import { fakeLab } from './fake-lab';

const question = (name: string, ask: Question['ask']): Question => ({
  name,
  question: `${name}?`,
  makes: 'a stack',
  ask,
});

/** Asks, and returns what was told in which order. */
async function ask(questions: readonly Question[], { left = [], signal }: Asking = {}) {
  const told: string[] = [];
  const open = ({ name }: Question): OpenLab => ({
    ...fakeLab({}).lab,
    close: () => {
      told.push(`close ${name}`);
      return Promise.resolve(left);
    },
  });
  const result = await askAll(questions, {
    open,
    onBegin: ({ name }) => told.push(`begin ${name}`),
    onEnd: ({ kind }) => told.push(kind),
    signal: signal ?? new AbortController().signal,
  });
  return { ...result, told };
}

interface Asking {
  readonly left?: readonly Left[];
  readonly signal?: AbortSignal;
}

test('each lab is closed before its answer is told and the next question begins, also after a failure', async () => {
  const { asked, told } = await ask([
    question('one', () => Promise.reject(new Error('it failed'))),
    question('two', () => Promise.reject(new CannotAskError('no image'))),
    question('three', () => Promise.resolve('Yes.')),
  ]);
  expect(told).toStrictEqual([
    ...['begin one', 'close one', 'no answer'],
    ...['begin two', 'close two', 'not asked'],
    ...['begin three', 'close three', 'answered'],
  ]);
  expect(asked.map(({ outcome }) => outcome)).toStrictEqual([
    { kind: 'no answer', why: 'it failed' },
    { kind: 'not asked', why: 'no image' },
    { kind: 'answered', answer: 'Yes.' },
  ]);
});

test('nothing is asked after the question at which the command is stopped, whose lab is closed', async () => {
  const stopping = new AbortController();
  const { asked, told } = await ask(
    [
      question('one', () => {
        stopping.abort();
        return Promise.reject(new Error('Stopped.'));
      }),
      question('two', () => Promise.resolve('Yes.')),
    ],
    { signal: stopping.signal },
  );
  expect(told).toStrictEqual(['begin one', 'close one', 'no answer']);
  expect(asked).toHaveLength(1);
});

test('what is left of each question is told', async () => {
  const left = [{ stackName: 'one-stack', why: 'it is in use' }];
  const yes = () => Promise.resolve('Yes.');
  const result = await ask([question('one', yes), question('two', yes)], { left });
  expect(result.left).toStrictEqual([...left, ...left]);
});
