import { DescribeWorkspaceImagesCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { textOf } from '../../../lambda/resource/errors';
import { isRefused } from '../../../lambda/service/error-kinds';
import { count } from '../../start/core/count';
import type { Experiment } from '../experiment';

/** Of the right form, and most likely nobody's. */
const UNKNOWN = 'wsi-000000000';

/** What the service answers: how many images, or with which error it refuses. */
type Answer = { readonly images: number } | { readonly refusal: string };

interface Observed {
  readonly alone: Answer;

  /** Beside an image of the account. Undefined if it has none. */
  readonly beside: Answer | undefined;
}

export const unknownIds: Experiment<Observed> = {
  name: 'unknown-ids',
  question: 'Does DescribeWorkspaceImages refuse an unknown id, or leave it out?',
  makes: 'nothing: two or three calls of DescribeWorkspaceImages',

  observe: async ({ workspaces }) => {
    const { Images = [] } = await workspaces.send(new DescribeWorkspaceImagesCommand({ MaxResults: 1 }));
    const known = Images[0]?.ImageId;
    return {
      alone: await describe(workspaces, [UNKNOWN]),
      beside: known === undefined ? undefined : await describe(workspaces, [known, UNKNOWN]),
    };
  },

  answer: ({ alone, beside }) =>
    `Alone, ${answerText(alone)}. ${
      beside === undefined
        ? 'The account has no image, so it was not asked for beside one.'
        : `Beside the id of an image, ${answerText(beside)}.`
    }`,
};

async function describe(workspaces: WorkSpacesClient, ImageIds: string[]): Promise<Answer> {
  try {
    const { Images = [] } = await workspaces.send(new DescribeWorkspaceImagesCommand({ ImageIds }));
    return { images: Images.length };
  } catch (error) {
    if (!isRefused(error)) {
      throw error;
    }
    return { refusal: textOf(error) };
  }
}

function answerText(answer: Answer): string {
  return 'refusal' in answer
    ? `it is refused (${answer.refusal})`
    : `it is left out, and ${count(answer.images, 'image')} ${answer.images === 1 ? 'is' : 'are'} listed`;
}
