/** A stream that keeps what is written to it, and a clock that stands until it is put forward. */
export function writing(stream: { readonly isTTY?: boolean; readonly columns?: number | undefined } = {}) {
  const written: string[] = [];
  const clock = { now: 0 };
  return {
    written,
    clock,
    now: () => clock.now,
    stream: {
      ...stream,
      write: (text: string) => {
        written.push(text);
      },
    },
  };
}

export const CLEAR = '\r\u001b[K';
