import { lookupsOf } from '../../../cli/core/lookups';
import type { SynthesizedStack } from '../../../cli/core/stack';
import { attributeOf, functionOf, readTemplate } from '../../../cli/core/template';
import { only } from '../apps';

const NOTHING = { resources: new Map(), outputs: new Map(), parameters: new Map() };

test.each([undefined, null, 'text', [], {}, { Resources: [] }])('%j is a template of nothing', (parsed) => {
  expect(readTemplate(parsed)).toEqual(NOTHING);
});

test('what has another form counts as not there', () => {
  const { resources, outputs, parameters } = readTemplate({
    Resources: { A: 'text', B: { Type: 5, Properties: null, Condition: ['IsProd'] } },
    Outputs: { C: {} },
    Parameters: { D: { Type: ['String'] } },
  });
  const none = { type: '', properties: {}, metadata: {}, condition: undefined };
  expect(resources).toEqual(
    new Map([
      ['A', none],
      ['B', none],
    ]),
  );
  expect(outputs).toEqual(new Map([['C', { value: undefined, exportName: undefined }]]));
  expect(parameters).toEqual(new Map([['D', { type: '', default: undefined }]]));
});

test.each([
  [{ 'Fn::GetAtt': ['A', 'B.C'] }, { logicalId: 'A', attribute: 'B.C' }],
  [{ 'Fn::GetAtt': 'A.B.C' }, { logicalId: 'A', attribute: 'B.C' }],
  [{ 'Fn::GetAtt': [{ Ref: 'A' }, 'B'] }, undefined],
  [{ 'Fn::GetAtt': { Ref: 'A' } }, undefined],
  [{ Ref: 'A' }, undefined],
  ['A', undefined],
])('the attribute that %j reads', (value, expected) => {
  expect(attributeOf(value)).toEqual(expected);
});

test('an object of several members is no function', () => {
  expect(functionOf({ Ref: 'A', 'Fn::GetAtt': ['A', 'B'] })).toBeUndefined();
});

test('a link that is not there has no properties', () => {
  const Type = 'Custom::WorkspaceImages';
  const stack: SynthesizedStack = {
    path: 'Images',
    stackName: 'Images',
    account: undefined,
    region: undefined,
    nestedIn: undefined,
    pathOf: (logicalId) => `Images/${logicalId}`,
    template: readTemplate({
      Resources: { A: { Type, Properties: { Deadline: { 'Fn::GetAtt': ['Gone', 'Deadline'] } } } },
    }),
  };
  expect(only(lookupsOf(stack)).first).toEqual({ logicalId: 'Gone', properties: {} });
});
