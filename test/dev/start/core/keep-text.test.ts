import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { exportLines, keepText, UNSET } from '../../../../dev/start/core/keep-text';

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

test('a name is unset even if there is nothing to take away, since zsh refuses `unset` alone', () => {
  expect(valueIn([UNSET.replace('unset', 'set --'), 'NAMES="$*"'], 'NAMES')).toBe('AWS_PROFILE');
});

test.each([
  [{}, '127.0.0.1,localhost'],
  [{ NO_PROXY: 'intra.example' }, '127.0.0.1,localhost,intra.example'],
  [{ NO_PROXY: 'a b' }, '127.0.0.1,localhost,a b'],
])('hosts without a proxy are added to those of %j', (env, expected) => {
  expect(valueIn(exportLines({ NO_PROXY: '127.0.0.1,localhost' }), 'NO_PROXY', env)).toBe(expected);
});

test('what is to be pasted takes away before it sets, and what is bootstrapped is told', () => {
  const kept = { settings: { AWS_REGION: 'eu-west-1' }, account: '000000000000', region: 'eu-west-1' };
  const lines = keepText(kept).split('\n');
  expect(lines.indexOf('export AWS_REGION=eu-west-1')).toBe(lines.indexOf(UNSET) + 1);
  expect(lines.at(-1)).toMatch(/^account 000000000000, Region eu-west-1\./);
});
