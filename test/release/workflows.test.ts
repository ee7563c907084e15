import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const FOLDER = join(__dirname, '..', '..', '.github', 'workflows');

const workflow = z.object({
  on: z.record(z.string(), z.unknown()),
  jobs: z.record(
    z.string(),
    z.looseObject({
      needs: z.union([z.string(), z.array(z.string())]).default([]),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(z.looseObject({ run: z.string().optional() })),
    }),
  ),
});

const workflowAt = (file: string) => workflow.parse(parse(readFileSync(join(FOLDER, file), 'utf8')));
const release = workflowAt('release.yml');

/** A job can publish with a token of its own, a secret, or a permission to write. */
const publishersOf = ({ jobs }: z.infer<typeof workflow>) =>
  Object.entries(jobs).filter(
    ([, { permissions, ...rest }]) =>
      Object.values(permissions).includes('write') || JSON.stringify(rest).includes('secrets.'),
  );

test.each(readdirSync(FOLDER).filter((file) => file !== 'release.yml'))('%s cannot publish', (file) => {
  expect(publishersOf(workflowAt(file))).toStrictEqual([]);
});

test('only a pushed tag publishes, and on GitHub when every registry has the version', () => {
  const registries = ['npm', 'pypi', 'nuget', 'maven', 'go'];
  expect(release.on['push']).toStrictEqual({ tags: ['v*'] });
  expect(publishersOf(release).map(([id]) => id)).toStrictEqual(['attest', ...registries, 'github']);
  expect(release.jobs['github']?.needs).toStrictEqual(expect.arrayContaining(['attest', ...registries]));
});

test.each(publishersOf(release))(
  'the job %s publishes what the gate and the dry run have seen',
  (_, made) => {
    expect(made).toMatchObject({ if: "github.event_name == 'push'", environment: 'release' });
    expect(made.needs).toStrictEqual(expect.arrayContaining(['gate', 'package', 'rehearsal']));
    const artifact = '${{ needs.package.outputs.artifact }}';
    expect(made.steps).toContainEqual(
      expect.objectContaining({ with: { 'artifact-ids': artifact, path: 'dist' } }),
    );
    const scripts = made.steps.flatMap(({ run = [] }) => run);
    expect(scripts.filter((run) => !run.startsWith('scripts/release/publish-'))).toStrictEqual([]);
  },
);

test('the gate has the tags with which the public API is compared', () => {
  expect(release.jobs['gate']?.steps[0]).toMatchObject({ with: { 'fetch-depth': 0 } });
});
