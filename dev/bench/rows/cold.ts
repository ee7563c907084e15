import { generateCatalogue } from '../../local-aws/generate';
import { startOtherServices } from '../../local-aws/other-services';
import { type Findings, type Measured, seconds } from '../claims';
import { list, lookup } from '../listing';
import { nodeSubject, type Subject } from '../subject';
import { type Bench, inTurns } from '../turns';

const ROLE = 'arn:aws:iam::210987654321:role/LookUp';
const CATALOGUE = generateCatalogue(5);

/** A start takes a fraction of a second, so more rounds fit. */
const TIMES_THE_ROUNDS = 5;

/** Loading the handler asset and the first Create, in a new process. */
export async function cold(bench: Bench): Promise<Findings> {
  const services = await startOtherServices();
  const url = services.url;
  const start = (properties = {}, env = {}) =>
    lookup({ properties: { MostRecent: '1', ...properties }, loadsItself: true }, env);
  const plain = start();
  const manifest = start(
    { ManifestBucket: 'manifests' },
    { AWS_ENDPOINT_URL_S3: url, ALLOWED_BUCKETS: 'manifests' },
  );
  const role = start({ AssumedRoleArn: ROLE }, { AWS_ENDPOINT_URL_STS: url, ALLOWED_ROLE_ARNS: ROLE });
  const peer = nodeSubject('AwsCustomResource', 'aws-custom-resource', {});
  const manyRounds = { ...bench, rounds: TIMES_THE_ROUNDS * bench.rounds };
  try {
    const medianOf = await inTurns(manyRounds, [peer, plain, manifest, role], (subject) =>
      list(subject, { catalogue: CATALOGUE }),
    );
    const secondsOf = (subject: Subject) => seconds(medianOf((of) => of(subject)));
    const measured = (subject: Subject): Measured => [
      medianOf((of) => of(subject) / of(peer)),
      secondsOf(subject),
      `${peer.name} ${secondsOf(peer)}`,
    ];
    return { coldPlain: measured(plain), coldManifest: measured(manifest), coldRole: measured(role) };
  } finally {
    services.close();
  }
}
