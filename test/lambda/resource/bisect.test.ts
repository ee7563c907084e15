import fc from 'fast-check';
import { bisectLast } from '../../../lambda/resource/bisect';

test('it is the number that counting would find, in few tries', () => {
  fc.assert(
    fc.property(fc.oneof(fc.nat(4), fc.nat(10_000)), fc.integer({ min: -1, max: 10_000 }), (limit, last) => {
      const holds = jest.fn((number: number) => number <= last);
      expect(bisectLast(limit, holds)).toBe(Math.max(0, Math.min(limit, last)));
      // 2 to the power of 14 is above 10,000.
      expect(holds.mock.calls.length).toBeLessThanOrEqual(14);
    }),
  );
});
