import { wireName } from '../../../lib/contract/schema';
import { stackOf } from '../../resource/response';
import type { Bundle } from './bundle';
import { isMadeName } from './name';
import type { BundleRequest } from './request';

type Texts = Readonly<Record<string, string | undefined>>;

/** The service wants a description, and takes few characters in it. */
export function descriptionOf({ spec, ids }: Pick<BundleRequest, 'spec' | 'ids'>): string {
  return spec.description ?? `Made by the CloudFormation stack ${stackOf(ids).name}`;
}

/**
 * Why a bundle cannot become what an Update asks for, if a property changed that the service cannot change. That is a property
 * with a token, since any other change makes a new resource.
 *
 * An Update back to what the bundle is, is a rollback, and asks for nothing.
 */
export function fixedProblem(bundle: Bundle, request: BundleRequest): string | undefined {
  const [wanted, actual] = [wantedOf(bundle, request), actualOf(bundle)];
  const key = Object.keys(wanted)
    .filter((name) => request.changed.has(wireName(name)))
    .find((name) => wanted[name] !== actual[name]);
  return key === undefined
    ? undefined
    : `\`${key}\` holds a token, whose value has changed from ${actual[key] ?? 'nothing'} to ${wanted[key] ?? 'nothing'}, and ` +
        'the service cannot change it: give the construct another id, which makes a new bundle';
}

/** What keeps a Create from adopting a bundle that an earlier one has left under the name that the user gave. */
export function adoptionProblem(bundle: Bundle, request: BundleRequest): string | undefined {
  if (request.spec.bundleName === undefined) {
    return undefined;
  }
  const wanted = { ...hardwareOf(request), image: request.spec.imageId };
  const actual: Texts = { ...actualOf(bundle), image: bundle.ImageId };
  const difference = Object.entries(wanted).find(([key, value]) => actual[key] !== value);
  if (difference === undefined) {
    return undefined;
  }
  const [key, value] = difference;
  return `its \`${key}\` is ${actual[key] ?? 'unknown'} instead of ${value}`;
}

/** Of a bundle without a name of the user, any name that the handler makes is wanted. */
function wantedOf({ Name = '' }: Bundle, request: BundleRequest): Texts {
  const { spec } = request;
  return {
    ...hardwareOf(request),
    bundleName: spec.bundleName ?? (isMadeName(Name, spec) ? Name : undefined),
    description: descriptionOf(request),
  };
}

function hardwareOf({ spec }: BundleRequest) {
  return {
    computeType: spec.computeType,
    rootVolumeSize: String(spec.rootVolumeSize),
    userVolumeSize: String(spec.userVolumeSize),
  };
}

function actualOf(bundle: Bundle): Texts {
  return {
    computeType: bundle.ComputeType?.Name,
    rootVolumeSize: bundle.RootStorage?.Capacity,
    userVolumeSize: bundle.UserStorage?.Capacity,
    bundleName: bundle.Name,
    description: bundle.Description,
  };
}
