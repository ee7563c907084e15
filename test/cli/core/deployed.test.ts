import { deployedOf } from '../../../cli/core/deployed';
import { lookupsOf } from '../../../cli/core/lookups';
import { aDeployedStack, aStack, only } from '../apps';

const ID = 'Golden1234567890ABCDEF';
const EARLIER_ID = 'Golden12345678FEDCBA09';
const OTHER_ID = 'Silver1234567890ABCDEF';

const attribute = (name: string, logicalId = ID) => ({ Value: { 'Fn::GetAtt': [logicalId, name] } });

/** Reads what a stack with these resources and outputs tells of a lookup in a template of these outputs. */
function read(
  logicalIds: readonly string[] | undefined,
  outputs: object,
  { template = TEMPLATE, hasAllResources = true }: { template?: object; hasAllResources?: boolean } = {},
) {
  const stack = aStack({ Resources: { [ID]: { Type: 'Custom::WorkspaceImages' } }, Outputs: template });
  const deployed = aDeployedStack({
    outputs: new Map(Object.entries(outputs)),
    resources: new Map(logicalIds?.map((id) => [id, 'physical'])),
    hasAllResources,
  });
  return deployedOf(only(lookupsOf(stack)), logicalIds && deployed);
}

const TEMPLATE = {
  Text: { Value: 'text' },
  Count: attribute('ImageCount'),
  OthersIds: attribute('ImageIds', OTHER_ID),
  New: attribute('ImageIds'),
  Ids: attribute('ImageIds'),
  States: attribute('ImageStates'),
};

const OUTPUTS = { Count: '2', OthersIds: 'wsi-888888888', Ids: 'wsi-1,wsi-2', States: 'AVAILABLE,-' };
const IMAGES = [
  { imageId: 'wsi-1', state: 'AVAILABLE' },
  { imageId: 'wsi-2', state: undefined },
];

test.each<[string, Parameters<typeof read>, object]>([
  ['no stack', [undefined, OUTPUTS], { isPinned: false, images: 'nothing' }],
  ['a stack with the lookup', [[ID], OUTPUTS], { isPinned: true, images: IMAGES }],
  ['a stack with an earlier query', [['A', EARLIER_ID], OUTPUTS], { isPinned: false, images: IMAGES }],
  ['a stack with another construct', [['A', OTHER_ID], OUTPUTS], { isPinned: false, images: 'nothing' }],
  [
    'a stack of which not all resources are told',
    [['A'], OUTPUTS, { hasAllResources: false }],
    { isPinned: false, images: IMAGES },
  ],
  ['a stack without outputs', [[ID], {}], { isPinned: true, images: 'not readable' }],
  ['a template without outputs', [[ID], OUTPUTS, { template: {} }], { images: 'not readable' }],
  ['a lookup that found none', [[ID], { Ids: '-', States: '-' }], { isPinned: true, images: [] }],
  ['states that are no output', [[ID], { Ids: 'wsi-2' }], { images: IMAGES.slice(1) }],
])('of %s', (_, given, expected) => {
  expect(read(...given)).toMatchObject(expected);
});
