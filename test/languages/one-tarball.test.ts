import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileIn, packaged, version } from './packages';

const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');

test.each([
  ['Python', () => fileIn(packaged('python', '.whl'), '.tgz')],
  ['Java', () => fileIn(packaged('java', `-${version}.jar`), '.tgz')],
  ['Go', () => readFileSync(packaged('go', '.tgz'))],
  ['C#', () => readFileSync(packaged('dotnet', '.tgz'))],
])('the package for %s holds the tarball that npm gets', (_, tarball) => {
  expect(digest(tarball())).toBe(digest(readFileSync(packaged('js', '.tgz'))));
});
