import type { CfnResource, Duration } from 'aws-cdk-lib';
import type { Construct, IDependable } from 'constructs';
import { HAND_OVER, HAND_OVER_AFTER, RESOURCE_TYPE } from '../contract/images';
import { SERVICE_TIMEOUT, type WireProperties } from '../contract/schema';
import { hashedResource } from '../provider/hashed-resource';
import type { LookupService } from './workspace-images-provider';

/** Never changed: another value would send every deployed lookup an Update. */
const SERVICE_TIMEOUT_SECONDS = 900;
const WAITING_SERVICE_TIMEOUT_SECONDS = 3_600;

export interface LookupSettings extends LookupService {
  /** How long the lookup waits, if it waits. */
  readonly timeout: Duration | undefined;

  /** What must be deployed before. */
  readonly policies: readonly IDependable[];
}

/**
 * The custom resource that answers a query once.
 *
 * CloudFormation ends a custom resource after an hour. So a longer wait is a chain of links: each depends on the one
 * before and goes on where that stopped. The last link is the lookup.
 */
export function createLookup(
  scope: Construct,
  properties: WireProperties,
  { serviceToken, linkLength, timeout, policies }: LookupSettings,
): CfnResource {
  const link = (id: string, handOver: WireProperties) => {
    const resource = hashedResource(scope, id, {
      type: RESOURCE_TYPE,
      properties: { ServiceToken: serviceToken, ...properties },
      unhashedProperties: {
        ...handOver,
        [SERVICE_TIMEOUT]: timeout === undefined ? SERVICE_TIMEOUT_SECONDS : WAITING_SERVICE_TIMEOUT_SECONDS,
      },
      sharingAdvice:
        'share the images by publishParameters() and fromParameters(), or by `exportPrefix` and fromExports()',
    });
    resource.node.addDependency(...policies);
    return resource;
  };

  const linkSeconds = linkLength.toSeconds();
  let handedOver: WireProperties = {};
  for (let number = 1; number * linkSeconds < (timeout?.toSeconds() ?? 0); number++) {
    const made = link(`Link${number}`, { ...handedOver, [HAND_OVER_AFTER]: String(linkSeconds) });
    handedOver = Object.fromEntries(
      Object.values(HAND_OVER).map((attribute) => [attribute, made.getAtt(attribute).toString()]),
    );
  }
  return link('Resource', handedOver);
}
