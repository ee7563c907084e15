import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { keepText } from '../../../bin/core/keep-text';
import { exportLines, UNSET } from '../../../bin/core/shell';

/** What a variable has in a POSIX shell that has run these lines. */
const valueIn = (lines: readonly string[], name: string, env: Record<string, string> = {}) =>
  execFileSync('/bin/sh', ['-c', [...lines, `printf %s "\${${name}-unset}"`].join('\n')], {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    encoding: 'utf8',
  });

test('plain values stand as they are', () => {
  expect(exportLines({ AWS_ENDPOINT_URL: 'http://127.0.0.1:4566', CDK_HOME: '/tmp/a b' })).toEqual([
    'export AWS_ENDPOINT_URL=http://127.0.0.1:4566',
    "export CDK_HOME='/tmp/a b'",
  ]);
});

test.each(['', "it's", '$HOME', '`id`', '"', '~', 'a;b', '\\', 'two\nlines', '*', '#'])(
  'a shell reads %j as it was',
  (value) => {
    expect(valueIn(exportLines({ VALUE: value }), 'VALUE')).toBe(value);
  },
);

test('a shell reads any value as it was', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
  fc.assert(
    fc.property(text, (value) => {
      expect(valueIn(exportLines({ VALUE: value }), 'VALUE')).toBe(value);
    }),
    { numRuns: 20 },
  );
});

test.each(['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL_S3', 'CDK_DEFAULT_ACCOUNT'])(
  'a shell loses %s, and nothing else',
  (name) => {
    const env = { [name]: 'real', HOME_AWS_ACCOUNT: 'stays', OTHER: 'has AWS_ in it' };
    expect(valueIn([UNSET], name, env)).toBe('unset');
    expect(valueIn([UNSET], 'HOME_AWS_ACCOUNT', env)).toBe('stays');
    expect(valueIn([UNSET], 'OTHER', env)).toBe('has AWS_ in it');
  },
);

test('what is to be pasted takes away before it sets', () => {
  const lines = keepText({ AWS_REGION: 'eu-west-1' }).split('\n');
  expect(lines.indexOf('export AWS_REGION=eu-west-1')).toBe(lines.indexOf(UNSET) + 1);
});
