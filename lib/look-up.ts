import { createHash } from 'node:crypto';
import { CfnResource, type Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { WireProperties } from './contract/codec';
import { hashedText } from './contract/identity';
import { HAND_OVER, HAND_OVER_AFTER, RESOURCE_TYPE } from './contract/names';
import type { WorkspaceImagesProvider } from './workspace-images-provider';

/** In seconds. Never others: a change would send every deployed look-up an Update. */
const SERVICE_TIMEOUT = 900;
const WAITING_SERVICE_TIMEOUT = 3_600;

/** CloudFormation's limit, in characters. */
const LOGICAL_ID_LENGTH = 255;
const HASH_LENGTH = 8;

/**
 * The custom resource that answers a query once.
 *
 * A changed property is a new logical id, so that CloudFormation creates a look-up and never updates one: a roll-back
 * then finds the old look-up, and what it found, as they were.
 *
 * CloudFormation ends a custom resource after an hour. So a longer wait is a chain of links, each of which depends on
 * the one before and goes on where that stopped; the look-up is the last of them.
 *
 * @param timeout How long the look-up waits, if it does
 */
export function lookUp(
  scope: Construct,
  query: WireProperties,
  provider: WorkspaceImagesProvider,
  timeout: Duration | undefined,
): CfnResource {
  const waits = timeout !== undefined;
  const properties = { ServiceToken: provider._serviceToken(waits), ...query };
  const hash = hashOf(scope, properties);
  const resource = (id: string, more: WireProperties) => {
    const made = new CfnResource(scope, id, {
      type: RESOURCE_TYPE,
      properties: {
        ...properties,
        ...more,
        ServiceTimeout: waits ? WAITING_SERVICE_TIMEOUT : SERVICE_TIMEOUT,
      },
    });
    const ownId = Stack.of(scope).getLogicalId(made);
    made.overrideLogicalId(ownId.slice(0, LOGICAL_ID_LENGTH - HASH_LENGTH) + hash);
    return made;
  };

  const linkSeconds = provider._linkLength.toSeconds();
  let handedOn: WireProperties = {};
  for (let link = 1; link * linkSeconds < (timeout?.toSeconds() ?? 0); link++) {
    const made = resource(`Link${link}`, { ...handedOn, [HAND_OVER_AFTER]: String(linkSeconds) });
    handedOn = Object.fromEntries(
      Object.values(HAND_OVER).map((attribute) => [attribute, made.getAtt(attribute).toString()]),
    );
  }
  return resource('Resource', handedOn);
}

function hashOf(scope: Construct, properties: WireProperties): string {
  const resolved = Stack.of(scope).resolve(properties) as WireProperties;
  return createHash('sha256').update(hashedText(resolved)).digest('hex').slice(0, HASH_LENGTH);
}
