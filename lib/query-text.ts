import { type Duration, Token, Tokenization } from 'aws-cdk-lib';
import type { QueryText } from './contract/query';
import type { WorkspaceImagesProps } from './workspace-images-props';

/** The props that are the query, as text; a token becomes the text that CloudFormation will put its value into. */
export function queryText(props: WorkspaceImagesProps): QueryText {
  if (Token.isUnresolved(props.refreshKey)) {
    throw new Error('`refreshKey` must be known at synth, since it names the look-up, got: a token');
  }
  return {
    imageType: props.imageType?.value,
    imageIds: props.imageIds,
    excludeImageIds: props.excludeImageIds,
    imageNames: props.imageNames,
    states: valuesOf(props.states),
    operatingSystems: valuesOf(props.operatingSystems),
    requiredTenancies: valuesOf(props.requiredTenancies),
    ownerAccountIds: props.ownerAccountIds,
    createdAfter: props.createdAfter,
    createdBefore: props.createdBefore,
    maximumAge: secondsOf(props.maximumAge),
    updateAvailable: props.updateAvailable?.toString(),
    mostRecent: numberText(props.mostRecent),
    minimumCount: numberText(props.minimumCount),
    maximumCount: numberText(props.maximumCount),
    fields: valuesOf(props.fields),
    refreshKey: props.refreshKey,
    gate: props.gate?._name,
    gateTimeout: secondsOf(props.gate?._timeout),
    region: props.region,
    roleArn: props.role?.roleArn,
    externalId: props.externalId,
    exportPrefix: props.exportPrefix,
    manifestBucket: props.manifestBucket?.bucketName,
    manifestOnly: props.manifestBucket !== undefined && props.outputs === false ? 'true' : undefined,
  };
}

function valuesOf(values: readonly { readonly value: string }[] | undefined): string[] | undefined {
  return values?.map(({ value }) => value);
}

function secondsOf(duration: Duration | undefined): string | undefined {
  return numberText(duration?.toSeconds());
}

function numberText(number: number | undefined): string | undefined {
  return number === undefined ? undefined : Tokenization.stringifyNumber(number);
}
