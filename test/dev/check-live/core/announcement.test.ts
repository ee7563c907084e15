import { announcement } from '../../../../dev/check-live/core/announcement';

test('says before anything is made what it is, how it is found, that it goes, and what it costs', () => {
  const text = announcement({
    questions: [
      { name: 'one', question: 'Is it?', makes: 'a stack' },
      { name: 'two', question: 'Is it not?', makes: 'nothing' },
    ],
    prefix: 'check-live-abc',
    tag: 'check = abc',
  }).join('\n');
  expect(text).toContain('  one: a stack\n  two: nothing\n');
  expect(text).toContain('begin with check-live-abc, and all that can be tagged has the tag check = abc.');
  expect(text).toMatch(/deleted before the next question, also after a failure or Ctrl-C/);
  expect(text).toMatch(/may cost a few cents/);
});
