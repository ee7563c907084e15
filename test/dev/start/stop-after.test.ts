import { stopAfter } from '../../../dev/start/stop-after';

const fails = (message: string) => () => Promise.reject(new Error(message));

test('stops after the work, and returns its result', async () => {
  const order: string[] = [];
  const stop = () => {
    order.push('stop');
    return Promise.resolve();
  };
  const work = () => {
    order.push('work');
    return Promise.resolve(5);
  };
  expect(await stopAfter(stop, work)).toBe(5);
  expect(order).toEqual(['work', 'stop']);
});

test('stops after work that fails', async () => {
  const stop = jest.fn(() => Promise.resolve());
  await expect(stopAfter(stop, fails('work'))).rejects.toThrow('work');
  expect(stop).toHaveBeenCalledTimes(1);
});

test("the work's error is told rather than that of the stop", async () => {
  await expect(stopAfter(fails('stop'), fails('work'))).rejects.toThrow('work');
  await expect(stopAfter(fails('stop'), () => Promise.resolve())).rejects.toThrow('stop');
});
