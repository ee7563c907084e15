import { generateCatalogue } from '../../local-aws/generate';
import { type OtherServices, startOtherServices } from '../../local-aws/other-services';
import { list, lookup } from '../listing';
import { type Bench, inTurns, type Row } from '../row';
import { median } from '../statistics';
import { nodeSubject, type Subject, succeeded } from '../subject';
import { seconds, times } from '../text';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const CATALOGUE = generateCatalogue(5);

/** A start takes a fraction of a second, so more rounds fit. */
const TIMES_THE_ROUNDS = 5;

/** Loading the handler asset and the first Create, in a new process. */
export async function cold(bench: Bench): Promise<readonly Row[]> {
  const services = await startOtherServices();
  try {
    const peer = nodeSubject(bench.node, 'AwsCustomResource', { program: 'aws-custom-resource', job: {} });
    const subjects = [peer, ...startsOf(bench, services)];
    const manyRounds = { ...bench, rounds: TIMES_THE_ROUNDS * bench.rounds };
    const rounds = await inTurns(manyRounds, 'cold path', async () => {
      const taken: number[] = [];
      for (const subject of subjects) {
        taken.push(succeeded(subject, await list(subject, { catalogue: CATALOGUE })).seconds);
      }
      return taken;
    });
    const [peerSeconds = NaN, ...ours] = subjects.map((_, index) =>
      median(rounds.map((taken) => taken[index] ?? NaN)),
    );
    return ours.map((own, index) => {
      const reach = index === 0 ? 0.42 : 0.7;
      return {
        what: 'cold path',
        measuredAs: `load and first Create, ${subjects[index + 1]?.name ?? ''}`,
        ours: `${times(own / peerSeconds)} (${seconds(own)})`,
        peers: `AwsCustomResource ${seconds(peerSeconds)}`,
        reach: `≤ ${reach} ×`,
        met: own <= reach * peerSeconds,
      };
    });
  } finally {
    services.close();
  }
}

function startsOf(bench: Bench, { url }: OtherServices): readonly Subject[] {
  const start = (name: string, properties: object, env = {}): Subject => ({
    ...lookup(bench, { properties: { MostRecent: '1', ...properties }, loadsItself: true }, env),
    name,
  });
  return [
    start('a plain lookup', {}),
    start(
      'with a manifest',
      { ManifestBucket: 'manifests' },
      { AWS_ENDPOINT_URL_S3: url, ALLOWED_BUCKETS: 'manifests' },
    ),
    start('with a role', { AssumedRoleArn: ROLE }, { AWS_ENDPOINT_URL_STS: url, ALLOWED_ROLE_ARNS: ROLE }),
  ];
}
