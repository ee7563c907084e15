import { explained } from '../../resource/errors';
import type { TimeBudget } from '../../resource/time-budget';
import { explainRefusal, isBlocked } from '../../service/error-kinds';
import { ofService } from '../../service/foreign-answer';
import type { Limiter } from '../../service/limiter';
import type { StoredObject } from '../ports';

export type PutObject = (object: StoredObject, budget: TimeBudget) => Promise<void>;

/** Put an object into a bucket, in whichever Region that is. */
export function objectPutter(limiter: Limiter): PutObject {
  return async ({ bucket, key, body }, budget) => {
    const { PutObjectCommand, S3Client } = await import('./s3.js');
    const name = `PutObject to s3://${bucket}`;
    const s3 = new S3Client({ maxAttempts: 1, followRegionRedirects: true });
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: body,
      ContentType: 'application/jsonl',
    });
    try {
      await limiter.run((abortSignal) => ofService(s3.send(command, { abortSignal }), 'ETag'), {
        name,
        until: budget.deadline,
        deniedUntil: budget.deniedUntil,
      });
    } catch (error) {
      throw isBlocked(error)
        ? explainRefusal(error, name)
        : explained(error, (text) => `the manifest could not be put to s3://${bucket}/${key}: ${text}`);
    } finally {
      s3.destroy();
    }
  };
}
