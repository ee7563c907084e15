/** What a function loads only when it writes a manifest: a file of its own in the handler asset. */
export { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
