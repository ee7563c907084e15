import { isToken, pseudoParameters, resolve } from '../../../cli/core/resolve';
import { INHERITED_NAMES } from '../../lambda/builders';

const PLACE = { account: '123456789012', region: 'eu-west-1', partition: 'aws' };
const KNOWN = pseudoParameters(PLACE, 'Images');

test.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
])('the pseudo parameters of a stack in %s', (region, partition, suffix) => {
  const known = pseudoParameters({ account: '123456789012', region, partition }, 'Images');
  expect(Object.fromEntries(known)).toEqual({
    'AWS::AccountId': '123456789012',
    'AWS::Region': region,
    'AWS::Partition': partition,
    'AWS::URLSuffix': suffix,
    'AWS::StackName': 'Images',
  });
});

test.each([
  [
    'the host names of a partition that is new',
    'AWS::URLSuffix',
    { ...PLACE, partition: 'aws-eusc' },
    'Images',
  ],
  ['the name of a nested stack', 'AWS::StackName', PLACE, undefined],
])('%s is not known', (_, Ref, place, stackName) => {
  expect(resolve({ Ref }, pseudoParameters(place, stackName))).toEqual({ Ref });
});

test.each([
  ['a literal', 'eu-west-1', 'eu-west-1'],
  ['a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
  [
    'a join',
    { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::1:role/A']] },
    'arn:aws:iam::1:role/A',
  ],
  ['a join in a join', { 'Fn::Join': ['-', ['a', { 'Fn::Join': ['', ['b', 'c']] }]] }, 'a-bc'],
  ['a substitution', { 'Fn::Sub': 'arn:${AWS::Partition}:iam' }, 'arn:aws:iam'],
  [
    'a substitution of its own',
    { 'Fn::Sub': ['${A}-${A}', { A: { Ref: 'AWS::StackName' } }] },
    'Images-Images',
  ],
  ['a literal in a substitution', { 'Fn::Sub': '${!A}-${AWS::Region}' }, '${A}-eu-west-1'],
  ['the items of a list', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::NoValue' }], ['a', 'eu-west-1']],
  ['no value', { Ref: 'AWS::NoValue' }, undefined],
  ['a number', 5, '5'],
  ['a boolean in a list', [true], ['true']],
  ['a number in a join', { 'Fn::Join': ['.', [1, 5]] }, '1.5'],
])('what is known is replaced: %s', (_, value, expected) => {
  expect(resolve(value, KNOWN)).toEqual(expected);
  expect(isToken(resolve(value, KNOWN))).toBe(false);
});

test.each([
  ['a parameter or a resource', { Ref: 'Pattern' }],
  ['a pseudo parameter that only CloudFormation knows', { Ref: 'AWS::StackId' }],
  ['a reference to nothing', { Ref: ['Pattern'] }],
  ['an attribute', { 'Fn::GetAtt': ['Role', 'Arn'] }],
  ['a join with one of them', { 'Fn::Join': ['', ['arn:', { Ref: 'Role' }]] }],
  ['a join of a list that is one of them', { 'Fn::Join': [',', { Ref: 'List' }] }],
  ['a substitution of one of them', { 'Fn::Sub': '${AWS::Region}-${Pattern}' }],
  ['a substitution of its own by one of them', { 'Fn::Sub': ['${A}', { A: { Ref: 'Pattern' } }] }],
  ['a substitution without a pattern', { 'Fn::Sub': [{ Ref: 'Pattern' }] }],
  ['a choice', { 'Fn::If': ['IsProd', 'a', 'b'] }],
  ['a list with one of them', ['a', { Ref: 'Pattern' }]],
  ['a dynamic reference', '{{resolve:ssm:/pattern}}'],
])('what CloudFormation alone knows stays: %s', (_, value) => {
  expect(resolve(value, KNOWN)).toEqual(value);
  expect(isToken(value)).toBe(true);
});

test.each(INHERITED_NAMES)('a parameter of the name %s is like any other', (name) => {
  for (const value of [{ Ref: name }, { 'Fn::Sub': `\${${name}}-a` }]) {
    expect(resolve(value, KNOWN)).toEqual(value);
    expect(isToken(value)).toBe(true);
  }
  // As a template has it: a literal would set the prototype.
  const own = JSON.parse(`{ "Fn::Sub": ["\${${name}}-a", { "${name}": "x" }] }`) as unknown;
  expect(resolve(own, KNOWN)).toBe('x-a');
});

test('a text of openings alone holds nothing up', () => {
  const openings = '${'.repeat(500_000);
  expect(resolve({ 'Fn::Sub': openings }, KNOWN)).toEqual({ 'Fn::Sub': openings });
});
