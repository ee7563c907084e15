import { type App, Duration, Stack } from 'aws-cdk-lib';
import { lookupsOf } from '../../../cli/core/lookups';
import { outermost } from '../../../cli/core/stack';
import { ImageGate, WorkspaceImages } from '../../../lib';
import { aStack, lookupsIn, only } from '../apps';

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

test('a chain is one lookup, which is found by its first link; a wait of one link by itself', () => {
  const gate = ImageGate.waitUntilAvailable({ timeout: Duration.hours(2) });
  const { path, logicalId, first } = only(lookupsIn(withGate(gate)));
  expect(path).toBe('Images/GoldenImages');
  expect(logicalId).toMatch(/^GoldenImages[0-9A-F]{8}[0-9a-f]{8}$/);
  expect(first.logicalId).toMatch(/^GoldenImagesLink1/);
  expect(first.properties).toHaveProperty('HandOverAfter', '3000');
  expect(first.properties).not.toHaveProperty('Deadline');
  const short = only(lookupsIn(withGate(ImageGate.waitUntilAvailable({ timeout: Duration.minutes(30) }))));
  expect(short.first.logicalId).toBe(short.logicalId);
});

test('a lookup has its own condition, and those of the nested stacks around it', () => {
  const Condition = 'Own';
  const outer = aStack({ Resources: { Inner: { Type: 'AWS::CloudFormation::Stack', Condition: 'Outer' } } });
  const inner = aStack(
    { Resources: { Golden: { Type: 'Custom::WorkspaceImages', Condition } } },
    { nestedIn: { stack: outer, logicalId: 'Inner', parameters: {} } },
  );
  expect(only(lookupsOf(inner)).conditions).toEqual(['Outer', 'Own']);
  expect(outermost(inner)).toBe(outer);
});

test('a link that is not there has no properties', () => {
  const Deadline = { 'Fn::GetAtt': ['Gone', 'Deadline'] };
  const stack = aStack({ Resources: { A: { Type: 'Custom::WorkspaceImages', Properties: { Deadline } } } });
  expect(only(lookupsOf(stack)).first).toEqual({ logicalId: 'Gone', properties: {} });
});
