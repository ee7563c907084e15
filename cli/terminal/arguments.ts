import { parseArgs, type ParseArgsConfig, types } from 'node:util';
import { UserError } from './user-error';

/** @throws UserError with the usage if the arguments are not as the configuration says */
export function parseArguments<Config extends ParseArgsConfig>(
  config: Config,
  usage: string,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    if (types.isNativeError(error) && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS_')) {
      throw usageError(error.message, usage);
    }
    throw error;
  }
}

/** A reason as a sentence, and how the command is used. */
export function usageError(reason: string, usage: string): UserError {
  return new UserError(`${reason.replace(/\.?$/, '.')}\n\n${usage}`);
}
