import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packaged, version } from './packages';

const digest = (content: Buffer) => createHash('sha256').update(content).digest('hex');

const fromZip = (file: string) =>
  execFileSync(
    'python3',
    [
      '-c',
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.stdout.buffer.write(z.read(next(n for n in z.namelist() if n.endswith(".tgz"))))',
      file,
    ],
    { maxBuffer: 10_000_000 },
  );

test.each([
  ['Python', () => fromZip(packaged('python', '.whl'))],
  ['Java', () => fromZip(packaged('java', `-${version}.jar`))],
  ['Go', () => readFileSync(packaged('go', '.tgz'))],
  ['C#', () => readFileSync(packaged('dotnet', '.tgz'))],
])('the package for %s holds the tarball that npm gets', (_, tarball) => {
  expect(digest(tarball())).toBe(digest(readFileSync(packaged('js', '.tgz'))));
});
