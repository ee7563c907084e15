import { parseArguments, usageError } from '../../cli/terminal/arguments';

const OPTIONS = {
  deploy: { type: 'boolean', default: false },
  image: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export function usage(names: readonly string[]): string {
  return `npm run check:live                      record what the account of your credentials answers to a few calls,
                                        which change nothing
npm run check:live -- --deploy          run all scenarios, and delete what they have made
npm run check:live -- --deploy NAME…    run only some of: ${names.slice(0, 6).join(', ')},
                                        ${names.slice(6).join(', ')}
npm run check:live -- --help (or -h)    print this

  --image ID   an AVAILABLE image that the account owns, for what needs a bundle; twice for bundle-states

AWS_PROFILE and AWS_REGION choose the account and the Region. --deploy needs the CDK's bootstrap there.`;
}

/**
 * @param names The scenarios there are. Without --deploy, only the first one runs
 * @throws UserError with the usage if the arguments are not as it says
 */
export function readOptions(args: readonly string[], names: readonly string[]) {
  const text = usage(names);
  const { values, positionals } = parseArguments(
    { args: [...args], allowPositionals: true, options: OPTIONS },
    text,
  );
  const { deploy, image: imageIds = [], help } = values;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw usageError(`There is no scenario named ${unknown}`, text);
  }
  if (!deploy && positionals.length + imageIds.length > 0) {
    throw usageError('Scenarios and images need --deploy', text);
  }
  const chosen = names.filter((name) => positionals.length === 0 || positionals.includes(name));
  return { help, scenarios: deploy ? chosen : names.slice(0, 1), imageIds };
}
