import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GaveUp, type PutObject } from '../ports';
import { nameAndMessage } from './failures';
import type { Limiter } from './limiter';

/** Puts texts into buckets, wherever they are. */
export function objectPutter(limiter: Limiter): PutObject {
  return async (Bucket, Key, Body, patience) => {
    const s3 = new S3Client({ maxAttempts: 1, followRegionRedirects: true });
    const command = new PutObjectCommand({ Bucket, Key, Body, ContentType: 'application/jsonl' });
    try {
      await limiter.run((abortSignal) => s3.send(command, { abortSignal }), patience, 'PutObject');
    } catch (error) {
      if (error instanceof GaveUp) {
        throw error;
      }
      throw new Error(`the manifest could not be put to s3://${Bucket}/${Key}: ${nameAndMessage(error)}`, {
        cause: error,
      });
    } finally {
      s3.destroy();
    }
  };
}
