import { type App, CfnCondition, CfnResource, Duration, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { ImageGate, WorkspaceImages } from '../../../lib';
import { lookupsIn, only } from '../apps';

const withGate = (gate?: ImageGate) => (app: App) => {
  new WorkspaceImages(new Stack(app, 'Images'), 'GoldenImages', { gate, refreshKey: '1' });
};

test('a lookup has the path of its construct and its own properties', () => {
  const { path, logicalId, first, conditions } = only(lookupsIn(withGate()));
  expect(path).toBe('Images/GoldenImages');
  expect(logicalId).toMatch(/^GoldenImages[0-9A-F]{8}[0-9a-f]{8}$/);
  expect(first).toMatchObject({ logicalId, properties: { RefreshKey: '1' } });
  expect(conditions).toEqual([]);
});

test('a chain is one lookup, which is found by its first link', () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.hours(2) });
  const { path, logicalId, first } = only(lookupsIn(withGate(gate)));
  expect(path).toBe('Images/GoldenImages');
  expect(logicalId).toMatch(/^GoldenImages[0-9A-F]{8}[0-9a-f]{8}$/);
  expect(first.logicalId).toMatch(/^GoldenImagesLink1/);
  expect(first.properties).toHaveProperty('HandOverAfter', '3000');
  expect(first.properties).not.toHaveProperty('Deadline');
});

test('a wait of one link is found by itself', () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.minutes(30) });
  const { logicalId, first } = only(lookupsIn(withGate(gate)));
  expect(first.logicalId).toBe(logicalId);
});

test('a lookup has its own condition, and those of the nested stacks around it', () => {
  const { conditions } = only(
    lookupsIn((app) => {
      const never = (scope: Stack, id: string) =>
        new CfnCondition(scope, id, { expression: Fn.conditionEquals('a', 'b') });
      const stack = new Stack(app, 'Images');
      const inner = new NestedStack(stack, 'Inner');
      const { nestedStackResource } = inner;
      if (nestedStackResource !== undefined) {
        nestedStackResource.cfnOptions.condition = never(stack, 'Outer');
      }
      const { defaultChild } = new WorkspaceImages(inner, 'GoldenImages').node;
      if (CfnResource.isCfnResource(defaultChild)) {
        defaultChild.cfnOptions.condition = never(inner, 'Own');
      }
    }),
  );
  expect(conditions).toEqual(['Outer', 'Own']);
});
