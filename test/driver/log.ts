/** Keep what a handler logs, instead of printing it. */
export function catchLog(): string[] {
  const lines: string[] = [];
  for (const method of ['info', 'error'] as const) {
    jest.spyOn(console, method).mockImplementation((...texts: unknown[]) => {
      lines.push(...texts.map(String));
    });
  }
  return lines;
}
