import { App, Fn, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { canonicalJson } from '../../../lib/contract/canonical-json';
import { hashedId } from '../../../lib/provider/hashed-id';
import { hashedResource } from '../../../lib/provider/hashed-resource';

/** The resource of another type than ours: the provider knows none. */
function idOf(properties: object, unhashedProperties: object = {}, id = 'Thing'): string {
  const stack = new Stack(new App(), 'Stack');
  hashedResource(stack, id, {
    type: 'Custom::Thing',
    properties: { ...properties },
    unhashedProperties: { ...unhashedProperties },
    sharingAdvice: 'share it otherwise',
  });
  return Object.keys(Template.fromStack(stack).findResources('Custom::Thing'))[0] ?? '';
}

test('a changed property makes another resource, whatever the order of properties', () => {
  expect(idOf({ A: '1', B: '2' })).toMatch(/^Thing[0-9a-f]{8}$/);
  expect(idOf({ B: '2', A: '1' })).toBe(idOf({ A: '1', B: '2' }));
  expect(idOf({ A: '1', B: '3' })).not.toBe(idOf({ A: '1', B: '2' }));
});

test('an unhashed property is written, and makes no other resource', () => {
  expect(idOf({ A: '1' }, { B: '2' })).toBe(idOf({ A: '1' }));
});

test('a token counts as the text that the template holds', () => {
  expect(idOf({ A: Fn.ref('One') })).not.toBe(idOf({ A: Fn.ref('Two') }));
});

test('the hash is that of all properties as the template holds them', () => {
  const stack = new Stack(new App(), 'Stack');
  const text = fc.oneof(
    fc.string(),
    fc.constantFrom('One', 'Two').map((name) => `a ${Fn.ref(name)}`),
  );
  const value = fc.oneof(text, fc.array(text), fc.constant(Fn.split(',', Fn.ref('List'))));
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('A', 'B', 'C'), value), (properties) => {
      const hashed = hashedId('Thing', canonicalJson(stack.resolve(properties)));
      expect(idOf(properties)).toBe(hashed);
    }),
    { numRuns: 30 },
  );
});

test('the logical id keeps to the limit of CloudFormation', () => {
  expect(idOf({ A: '1' }, {}, 'Thing'.repeat(100))).toMatch(/^[A-Za-z0-9]{255}$/);
});
