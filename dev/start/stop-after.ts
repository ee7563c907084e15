/** Works, and stops in any case. If both fail, the work's error says more. */
export async function stopAfter<Result>(
  stop: () => Promise<void>,
  work: () => Promise<Result>,
): Promise<Result> {
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    await stop().catch(() => undefined);
    throw error;
  }
  await stop();
  return result;
}
