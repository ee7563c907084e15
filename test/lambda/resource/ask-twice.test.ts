import { askTwice } from '../../../lambda/resource/ask-twice';
import { fakeClock } from '../builders';

async function asking(...answers: string[][]) {
  const clock = fakeClock();
  const asked: (readonly string[])[] = [];
  const ask = (found: readonly string[]) => {
    asked.push(found);
    return Promise.resolve(answers[asked.length - 1] ?? []);
  };
  const found = await askTwice(ask, (items) => items.length > 1, clock);
  return { found, asked, waited: clock.elapsed() };
}

test('what is complete is asked for once', async () => {
  expect(await asking(['a', 'b'])).toEqual({ found: ['a', 'b'], asked: [[]], waited: 0 });
});

test('what is missing is asked for once more, after five seconds', async () => {
  expect(await asking(['a'], [], ['b'])).toEqual({ found: ['a'], asked: [[], ['a']], waited: 5_000 });
});
