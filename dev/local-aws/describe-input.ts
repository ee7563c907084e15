import { z } from 'zod';
import { imageId } from './catalogue';
import { readInput } from './input';
import { optional, text } from './schema';

const ID_COUNT = 'a list of 1 to 25 ids';
const TOKEN_LENGTH = 'a string of 1 to 2048 characters';
const PAGE_SIZE = '1 to 25';

const describeInput = z
  .strictObject(
    {
      ImageIds: optional(z.array(imageId, 'a list').min(1, ID_COUNT).max(25, ID_COUNT).readonly()),
      ImageType: optional(text.pipe(z.enum(['OWNED', 'SHARED'], 'OWNED or SHARED'))),
      MaxResults: optional(z.int('an integer').min(1, PAGE_SIZE).max(25, PAGE_SIZE)),
      NextToken: optional(text.min(1, TOKEN_LENGTH).max(2048, TOKEN_LENGTH)),
    },
    'an object with no members but ImageIds, ImageType, MaxResults and NextToken',
  )
  .readonly();

export type DescribeInput = z.infer<typeof describeInput>;

/** Accepts only what the service's model allows. */
export const readDescribeImages = (value: unknown): DescribeInput => readInput(describeInput, value);
