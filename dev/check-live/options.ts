import { parseArguments, usageError } from '../../cli/terminal/arguments';

export interface Options {
  readonly help: boolean;

  /** Names of the questions to answer by deployments. Undefined if nothing may be deployed. */
  readonly questions: readonly string[] | undefined;
  readonly imageIds: readonly string[];
}

const IMAGE_ID = /^wsi-[0-9a-z]{9,63}$/;

export function usage(names: readonly string[]): string {
  return `npm run check:live                      ask the account of your credentials who calls, for the first page of
                                        images and for its quota: three calls, which change nothing
npm run check:live -- --deploy          also deploy stacks that answer what docs/maintainers/reliability.md leaves to AWS,
                                        and delete them
npm run check:live -- --deploy NAME…    only some of: ${names.slice(0, 4).join(', ')},
                                        ${names.slice(4).join(', ')}
npm run check:live -- --help (or -h)    print this

  --image ID   an AVAILABLE image that the account owns, for what needs a bundle; twice

AWS_PROFILE and AWS_REGION choose the account and the Region. --deploy needs the CDK's bootstrap there.`;
}

/**
 * @param names The questions there are
 * @throws UserError with the usage if the arguments are not as it says
 */
export function readOptions(args: readonly string[], names: readonly string[]): Options {
  const text = usage(names);
  const { values, positionals } = parseArguments(
    {
      args: [...args],
      allowPositionals: true,
      options: {
        deploy: { type: 'boolean', default: false },
        image: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    text,
  );
  const { deploy, image: imageIds, help } = values;
  const unknown = positionals.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw usageError(`There is no question named ${unknown}`, text);
  }
  if (!deploy && positionals.length + imageIds.length > 0) {
    throw usageError('Questions are answered by deployments, which need --deploy', text);
  }
  const noId = imageIds.find((id) => !IMAGE_ID.test(id));
  if (noId !== undefined) {
    throw usageError(`--image takes the id of an image, such as wsi-0123456789, and got '${noId}'`, text);
  }
  const chosen = positionals.length > 0 ? names.filter((name) => positionals.includes(name)) : names;
  return { help, questions: deploy ? chosen : undefined, imageIds };
}
