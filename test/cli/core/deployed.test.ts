import { deployedOf, type DeployedStack } from '../../../cli/core/deployed';
import type { TemplateLookup } from '../../../cli/core/lookups';
import { readTemplate } from '../../../cli/core/template';

const LOGICAL_ID = 'Golden1234567890ABCDEF';
const EARLIER_ID = 'Golden12345678FEDCBA09';

const attribute = (name: string, logicalId = LOGICAL_ID) => ({ Value: { 'Fn::GetAtt': [logicalId, name] } });

/** A lookup in a template of these outputs. */
function aTemplateLookup(outputs: object): TemplateLookup {
  return {
    path: 'Images/Golden',
    logicalId: LOGICAL_ID,
    first: { logicalId: LOGICAL_ID, properties: {} },
    conditions: [],
    stack: {
      path: 'Images',
      stackName: 'Images',
      account: undefined,
      region: undefined,
      nestedIn: undefined,
      pathOf: () => 'Images/Golden',
      template: readTemplate({ Outputs: outputs }),
    },
  };
}

const LOOKUP = aTemplateLookup({
  Count: attribute('ImageCount'),
  OthersIds: attribute('ImageIds', 'Silver1234567890ABCDEF'),
  Ids: attribute('ImageIds'),
  States: attribute('ImageStates'),
  Text: { Value: 'wsi-999999999' },
});

function stackOf(logicalIds: readonly string[], outputs: object, hasAllResources = true): DeployedStack {
  return {
    stackId: 'arn',
    outputs: new Map(Object.entries(outputs)),
    exports: new Set(),
    resources: new Map(logicalIds.map((id) => [id, `${id}-physical`])),
    hasAllResources,
  };
}

const OUTPUTS = {
  Count: '2',
  OthersIds: 'wsi-888888888',
  Ids: 'wsi-111111111,wsi-222222222',
  States: 'AVAILABLE,-',
  Text: 'wsi-999999999',
};
const IMAGES = [
  { imageId: 'wsi-111111111', state: 'AVAILABLE' },
  { imageId: 'wsi-222222222', state: undefined },
];

test.each<[string, DeployedStack | undefined, object]>([
  ['no stack', undefined, { isPinned: false, images: 'nothing' }],
  ['a stack with the lookup', stackOf([LOGICAL_ID], OUTPUTS), { isPinned: true, images: IMAGES }],
  [
    'a stack with an earlier query of the construct',
    stackOf(['Role', EARLIER_ID], OUTPUTS),
    { isPinned: false, images: IMAGES },
  ],
  [
    'a stack with an output of that name, of another construct',
    stackOf(['Role', 'GoldenOther1234FEDCBA09'], OUTPUTS),
    { isPinned: false, images: 'nothing' },
  ],
  [
    'a stack of which not all resources are told',
    stackOf(['Role'], OUTPUTS, false),
    { isPinned: false, images: IMAGES },
  ],
  ['a stack without outputs', stackOf([LOGICAL_ID], {}), { isPinned: true, images: 'not readable' }],
  [
    'a lookup that found none',
    stackOf([LOGICAL_ID], { Ids: '-', States: '-' }),
    { isPinned: true, images: [] },
  ],
  [
    'a lookup whose states are no output',
    stackOf([LOGICAL_ID], { Ids: 'wsi-111111111' }),
    { isPinned: true, images: [{ imageId: 'wsi-111111111', state: undefined }] },
  ],
])('of %s', (_, stack, expected) => {
  expect(deployedOf(LOOKUP, stack)).toStrictEqual(expected);
});

test('of two outputs with the ids, one that is deployed is read', () => {
  const lookup = aTemplateLookup({ New: attribute('ImageIds'), Ids: attribute('ImageIds') });
  expect(deployedOf(lookup, stackOf([LOGICAL_ID], { Ids: 'wsi-111111111' })).images).toStrictEqual([
    { imageId: 'wsi-111111111', state: undefined },
  ]);
});

test('a lookup without outputs in the template cannot be read', () => {
  expect(deployedOf(aTemplateLookup({}), stackOf([LOGICAL_ID], OUTPUTS)).images).toBe('not readable');
});
