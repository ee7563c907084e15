import { attributeOf, functionOf, readTemplate } from '../../../cli/core/template';

const NOTHING = { resources: new Map(), outputs: new Map(), parameters: new Map() };

test.each([undefined, null, 'text', [], {}, { Resources: [] }])('%j is a template of nothing', (parsed) => {
  expect(readTemplate(parsed)).toEqual(NOTHING);
});

test('a template is read as far as it has the form of one', () => {
  const resource = { Type: 'A::B', Properties: { C: 1 }, Metadata: { D: 2 }, Condition: 'IsProd' };
  const { resources, outputs, parameters } = readTemplate({
    Resources: { Whole: resource, A: 'text', B: { Type: 5, Properties: null, Condition: ['IsProd'] } },
    Outputs: { Whole: { Value: 'a', Export: { Name: 'b' } }, C: {} },
    Parameters: { Whole: { Type: 'String', Default: 'a' }, D: { Type: ['String'] } },
  });
  const none = { type: '', properties: {}, metadata: {}, condition: undefined };
  expect(Object.fromEntries(resources)).toEqual({
    Whole: { type: 'A::B', properties: { C: 1 }, metadata: { D: 2 }, condition: 'IsProd' },
    A: none,
    B: none,
  });
  expect(Object.fromEntries(outputs)).toEqual({
    Whole: { value: 'a', exportName: 'b' },
    C: { value: undefined, exportName: undefined },
  });
  expect(Object.fromEntries(parameters)).toEqual({
    Whole: { type: 'String', default: 'a' },
    D: { type: '', default: undefined },
  });
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
