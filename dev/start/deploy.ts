import { BootstrapEnvironments, type IoMessage, NonInteractiveIoHost, Toolkit } from '@aws-cdk/toolkit-lib';
import { UserError } from '../../cli/terminal/user-error';
import type { MiniStack } from '../local-aws/ministack';
import { type Activity, activityOf, endText, firstFailure, liveText } from './core/deployment';
import { type Output, whileTiming } from './output';

/** Levels of what the CDK says to a person. */
const SPOKEN = ['info', 'warn', 'error', 'result'];

/** Bootstrap the local AWS for CDK deployments. */
export async function bootstrap({ account, region }: MiniStack): Promise<void> {
  const toolkit = new Toolkit({ ioHost: new TellingHost(() => undefined) });
  await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`]));
}

/**
 * Deploy a synthesized app, with a line for each stack.
 *
 * @returns the outputs by the names of the stacks
 * @throws UserError with the reason if a stack fails
 */
export async function deploy(assembly: string, output: Output): Promise<Record<string, unknown>> {
  const { line, isVerbose } = output;
  const activities: Activity[] = [];
  let stackBegan = performance.now();
  const ioHost = new TellingHost((message) => {
    activities.push(...activityOf(message));
    const ended = endText(message, performance.now() - stackBegan);
    if (ended !== undefined) {
      stackBegan = performance.now();
    }
    if (!isVerbose && ended !== undefined) {
      line.end(ended);
    } else if (isVerbose && SPOKEN.includes(message.level)) {
      line.say(message.message);
    }
  });
  const toolkit = new Toolkit({ ioHost });
  const describe = () => liveText(activities.at(-1), performance.now() - stackBegan);
  const work = async () => toolkit.deploy(await toolkit.fromAssemblyDirectory(assembly));
  try {
    const { stacks } = await (isVerbose ? work() : whileTiming(output, describe, work));
    return Object.fromEntries(stacks.map(({ stackName, outputs }) => [stackName, outputs]));
  } catch (error) {
    const reason = firstFailure(activities) ?? (error instanceof Error ? error.message : String(error));
    const hint = isVerbose ? '' : '\n\nRun it again with --verbose to see every event.';
    throw new UserError(`The deployment failed.\n${reason}${hint}`);
  }
}

/** Nobody is asked anything: the CDK goes on with the answer that it proposes. */
class TellingHost extends NonInteractiveIoHost {
  constructor(private readonly onMessage: (message: IoMessage<unknown>) => void) {
    super();
  }

  public override notify(message: IoMessage<unknown>): Promise<void> {
    this.onMessage(message);
    return Promise.resolve();
  }
}
