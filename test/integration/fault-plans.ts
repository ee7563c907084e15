import type { Fault } from '../../dev/local-aws/workspaces-endpoint';
import { cutCalls, elapsedSeconds } from '../driver/clock';

/** A fault, as calls meet it: by their number from 1, and by the seconds since the first. */
export type FaultPlan = (call: number, seconds: number) => Fault | undefined;

export function atCall(number: number, fault: Fault): FaultPlan {
  return (call) => (call === number ? fault : undefined);
}

export function forCalls(count: number, fault: Fault): FaultPlan {
  return (call) => (call <= count ? fault : undefined);
}

export function atEverySecondCall(fault: Fault): FaultPlan {
  return (call) => (call % 2 === 0 ? fault : undefined);
}

export function forSeconds(end: number, fault: Fault): FaultPlan {
  return (_, seconds) => (seconds < end ? fault : undefined);
}

export function always(fault: Fault): FaultPlan {
  return () => fault;
}

/** Choose the fault of each call, one after the other. A call that hangs is cut. */
export function faultsOf(plan: FaultPlan): () => Fault | undefined {
  let calls = 0;
  let start: number | undefined;
  return () => {
    start ??= elapsedSeconds();
    calls++;
    const fault = plan(calls, elapsedSeconds() - start);
    if (fault === 'hang') {
      setImmediate(cutCalls);
    }
    return fault;
  };
}
